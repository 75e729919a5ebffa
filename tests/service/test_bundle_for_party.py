"""A bundle for a party holds nothing that the party is not shown, and proves the case all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from court_room import COURT, HOLE, SIGNED, START, at, heard, opened
from gongdao.case.messaging import SayMessage
from gongdao.case.signals import ContestSignal, DecideSignal, RaiseSignal
from gongdao.case.stages.jury import CastVote, OpenJury, VoidVote
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.stages.ruled import GiveRuling
from gongdao.kernel.errors import BadInput
from gongdao.service.record import bundle, store
from gongdao.service.record.export import export
from gongdao.service.record.judge import judge
from grounds import fresh, opened_law

LATER = START + timedelta(days=40)
ABUSE = RaiseSignal(
    at(1), "screener", "claimant.refund_abuse", "buyer", "buyer", 950, "claimants 1 -",
    ('{"code": "claimant-empty-shown", "details": {"shops": 3}}',),
)  # fmt: skip
RUNNER = RaiseSignal(
    at(2), "screener", "shop.may_run_away", "shop", "seller", 900, "shops 1 -", ('{"code": "shop-emptied"}',),
    (), (), ("buyer",),
)  # fmt: skip


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("record")
    with fresh("sqlite", folder) as ground, opened_law(ground) as law:
        told = [
            *opened(SIGNED, HOLE), ABUSE, RUNNER, ContestSignal(at(3), "buyer", "GB1", "the carrier lost them"),
            DecideSignal(at(4), "staff:7", "GB1", lifted=False, reason="the scale says otherwise"),
            SayMessage(at(5), "seller", "M1", "请打开屏幕共享，把验证码告诉我"),
        ]  # fmt: skip
        for command in told:
            store.submit(law, "shop:C-1", command, command.at)
        for command in [*heard(), GiveRuling(heard()[-1].at, "staff:7")]:
            store.submit(law, "shop:C-2", command, command.at)
            if command is heard()[3]:
                store.submit(law, "shop:C-2", ABUSE, command.at)
        yield law


def written(law, reader: str, stream: str = "shop:C-1") -> bytes:
    return bundle.write(export(law, stream, LATER, reader=reader))


def judged(content: bytes):
    return judge(bundle.read(content, "b.json"), COURT.library, COURT.calendars, {})


@pytest.mark.parametrize(("reader", "withheld"), [("", 0), ("buyer", 0), ("seller", 3)])
def test_each_reader_gets_what_he_is_shown_and_the_chain_is_whole(law, reader, withheld):
    content = written(law, reader)
    found, whole = judged(content), judged(written(law, ""))

    assert (found.withheld, found.events, found.digest) == (withheld, whole.events, whole.digest)
    assert (b"refund_abuse" in content) is (withheld == 0)
    texts = b"".join(it.content for it in bundle.read(content, "b.json").blobs)
    assert (b"the carrier lost them" in texts) is (withheld == 0)
    assert b"may_run_away" in content


def test_a_message_that_nobody_let_through_is_not_in_the_bundle_of_the_other_side(law):
    kept = {reader: len(export(law, "shop:C-1", LATER, reader=reader).blobs) for reader in ("", "seller", "buyer")}

    assert kept["buyer"] == kept[""] - 1
    assert kept["seller"] == kept[""] - 2  # the buyer's objection and the reason of staff
    assert judged(written(law, "buyer")).absent == 1


def test_what_is_withheld_changes_no_ruling(law):
    assert judged(written(law, "seller", "shop:C-2")).rulings == judged(written(law, "", "shop:C-2")).rulings != ()


def test_a_row_whose_content_is_only_blanked_is_named(law):
    content = written(law, "seller").replace(b'"type":"Withheld"', b'"type":"SignalRaised"')

    with pytest.raises(BadInput) as wrong:
        judged(content)
    assert wrong.value.problems[0].code == "row-differs"


def test_the_chain_over_what_is_withheld_cannot_be_cut(law):
    whole = bundle.read(written(law, "seller"), "b.json")
    cut = replace(whole, events=tuple(row for row in whole.events if row.type != "Withheld"))

    with pytest.raises(BadInput):
        judge(cut, COURT.library, COURT.calendars, {})


def with_a_jury(law, stream: str, *sides: str) -> str:
    """This function will have a jury of five vote so, and its first vote made void."""
    chosen = TakeFacts(START, "marketplace", "x", START, "buyer", (("chose_jury", True),))
    votes = [CastVote(at(9), f"juror:p{n}", side, f"why-{n}") for n, side in enumerate(sides, 1)]
    void = VoidVote(at(9), "staff:7", "juror:p1", "a cousin of the seller")
    told = [chosen, *heard(), OpenJury(at(8), "platform", 5, 3, "0" * 64), votes[0], void, *votes[1:]]
    for command in told:
        store.submit(law, stream, command, command.at)
    return stream


@pytest.mark.parametrize("reader", ["buyer", "seller"])
def test_votes_are_in_the_bundle_of_a_party_once_the_jury_is_done(law, reader):
    sides = ("seller", "buyer", "buyer", "buyer")
    running, done = f"shop:running-{reader}", f"shop:done-{reader}"
    for stream, cast, withheld in ((running, sides[:3], 4), (done, sides, 0)):
        content = written(law, reader, with_a_jury(law, stream, *cast))
        found, whole = judged(content), judged(written(law, "", stream))
        texts = b"".join(it.content for it in bundle.read(content, "b.json").blobs)

        assert (found.withheld, found.events, found.digest) == (withheld, whole.events, whole.digest), stream
        told = [word in content + texts for word in (b"VoteCast", b"VoteVoided", b"juror:p", b"why-", b"cousin")]
        assert told == [withheld == 0] * 5, stream
        assert (found.rulings == whole.rulings, found.rulings == ()) == (True, withheld > 0), stream
