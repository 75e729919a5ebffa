"""The store: a dispute goes through it whole, a refused command leaves nothing, and time is the server's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import IntegrityError, connections

from court_room import HOLE, HOUR, SIGNED, UNSHIPPED, WANTS_MONEY, at, opened, ruled
from gongdao.case.due import wake
from gongdao.case.overlays import VersionChanged
from gongdao.case.silence import DeadlinePassed
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import RefuseRequest
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.stages.opening import TakeFacts
from gongdao.kernel.errors import BadInput, Refused
from gongdao.policy.library import pack_of
from gongdao.service.record import blobs, folded, renewal, store
from gongdao.service.record.stream import GENESIS, link, stream_id
from gongdao.service.record.verify import Verified, verify

CASE = stream_id("main", "C-1")
WRITTEN = ("event", "case", "deadline", "party", "ruling", "account", "entry", "outbox", "key", "blob")


def rows(law, table, what="*", where=""):
    with connections[law.using].cursor() as cursor:
        cursor.execute(f"SELECT {what} FROM record_{table} {where}")
        return cursor.fetchall()


def everything(law):
    """All rows of the record, to see that nothing was written."""
    return {table: sorted(map(repr, rows(law, table))) for table in WRITTEN}


def give(law, *commands, stream=CASE):
    """Give commands at their own instants; the last receipt."""
    return [store.submit(law, stream, command, command.at) for command in commands][-1]


def refusal(law, command, stream=CASE, **more):
    with pytest.raises(Refused) as no:
        store.submit(law, stream, command, command.at, **more)
    return no.value


def test_a_dispute_goes_through_the_record_and_comes_out_of_its_events_the_same(law):
    receipt = give(law, *ruled())

    assert receipt.case.rulings[-1].winner == "buyer"
    assert store.load(law, CASE) == receipt.case
    assert receipt.seq == receipt.case.seq == len(rows(law, "event"))


def test_each_event_is_joined_to_the_one_before(law):
    receipt = give(law, *ruled())

    previous = GENESIS
    for seq, kind, version, body, known, before, digest in rows(
        law, "event", "seq, type, version, body, recorded_at, previous, digest", "ORDER BY seq"
    ):
        assert before == previous
        assert digest == link(CASE, seq, kind, version, body, known, before)
        previous = digest
    assert previous == receipt.digest


def test_a_refused_command_leaves_nothing_behind(law):
    give(law, *opened(SIGNED, HOLE))
    before = everything(law)

    refused = refusal(law, RefuseRequest(at(1), "buyer", "mine, not yours"), key="once")

    assert refused.code == "not-yours"
    assert everything(law) == before


def test_a_refused_first_command_begins_no_case(law):
    refused = refusal(law, RefuseRequest(at(1), "seller", "what request"))

    assert refused.code == "wrong-stage"
    assert everything(law) == {key: [] for key in WRITTEN}
    assert not store.known(law, CASE)


def test_a_case_that_asks_for_a_pack_there_is_none_of_leaves_nothing(law):
    *before, request = opened()
    give(law, *before)
    known = everything(law)

    with pytest.raises(BadInput):
        give(law, replace(request, platform="", pack="nowhere-1"))

    assert everything(law) == known


@pytest.mark.parametrize("bad", ["\0", "a\ud800b", "\udfff"])
def test_a_character_no_database_can_keep_is_refused_with_its_field(law, bad):
    order = (*UNSHIPPED, ("note", bad))

    refused = refusal(law, TakeFacts(at(0), "marketplace", "orders", at(0), "order", order))

    assert refused.code == "text-unstorable"
    assert refused.details["field"] == "row.note"
    assert everything(law) == {key: [] for key in WRITTEN}


def test_every_other_character_is_kept(law):
    text = "𠮷 👩‍👩‍👧 \x01 \u202e ñ"

    give(law, TakeFacts(at(0), "marketplace", "orders", at(0), "order", (*UNSHIPPED, ("title", text))))
    folded.forget()

    assert store.load(law, CASE).facts["order"]["title"] == text


@pytest.mark.parametrize("name", ["C-1", "Main:C-1", "main:", "main:a b", "main:案", "main:" + "x" * 121, ""])
def test_a_stream_has_a_name_of_source_and_case(law, name):
    assert refusal(law, opened()[0], stream=name).code == "stream-name"


def test_no_case_writes_into_the_register_of_pauses(law):
    assert refusal(law, opened()[0], stream="register:pauses").code == "stream-reserved"
    assert everything(law) == {key: [] for key in WRITTEN}


def test_the_instant_is_that_of_receipt_whatever_the_command_says(law):
    give(law, *opened(SIGNED, HOLE))

    receipt = store.submit(law, CASE, RefuseRequest(at(40), "seller", "no hole"), at(2))

    assert receipt.events[-1].event.at == at(2)


def test_a_clock_that_was_set_back_never_runs_before_the_case(law):
    give(law, *opened(SIGNED, HOLE), RefuseRequest(at(5), "seller", "no hole"))

    receipt = store.submit(law, CASE, MakeOffer(at(3), "seller", "O1", "refund", 100, "seller"), at(3))

    assert receipt.events[-1].event.at == at(5)
    recorded = [known for (known,) in rows(law, "event", "recorded_at", "ORDER BY seq")]
    assert recorded == sorted(recorded)


def test_what_fell_due_before_a_command_is_written_before_it_at_its_own_instant(law):
    case = give(law, *opened(UNSHIPPED, WANTS_MONEY)).case
    due = wake(case, store.court(law))

    refused = refusal(law, RefuseRequest(due + HOUR, "seller", "too late"))
    fired = store.settle_due(law, due + 2 * HOUR)

    assert refused.code == "wrong-stage"
    assert fired.fired == 1
    passed = next(e for e in rows(law, "event", "type, at, recorded_at") if e[0] == DeadlinePassed.__name__)
    assert passed[1] < passed[2]


def test_nothing_is_settled_before_it_is_due_and_nothing_twice(law):
    case = give(law, *opened(UNSHIPPED, WANTS_MONEY)).case
    due = wake(case, store.court(law))

    assert store.settle_due(law, due - HOUR) == store.Fired()
    assert store.settle_due(law, due).fired == 1
    assert store.settle_due(law, due) == store.Fired()


def test_one_case_that_cannot_be_written_does_not_hold_up_the_others(law):
    streams = [stream_id("main", f"C-{n}") for n in range(3)]
    for stream in streams:
        due = wake(give(law, *opened(UNSHIPPED, WANTS_MONEY), stream=stream).case, store.court(law))
    with connections[law.using].cursor() as cursor:
        cursor.execute("UPDATE record_case SET digest = 'torn', seq = 99 WHERE stream = %s", [streams[1]])
        columns = "stream, seq, type, version, body, at, recorded_at, actor, previous, digest"
        nonsense = "(%s, 99, 'Nonsense', 1, '{}', '', '', '', '', 'torn')"
        cursor.execute(f"INSERT INTO record_event ({columns}) VALUES {nonsense}", [streams[1]])

    fired = store.settle_due(law, due)

    assert (fired.fired, fired.failed) == (2, 1)
    attempts, last_error = rows(law, "case", "attempts, last_error", f"WHERE stream = '{streams[1]}'")[0]
    assert attempts == 1
    assert "event-unknown" in last_error
    assert store.settle_due(law, due) == store.Fired()
    assert store.settle_due(law, due + HOUR).failed == 1


def before_the_edition(law, last):
    """The same court in the days when this edition of Taobao's rules was not there yet."""
    family = law.library.families["taobao"]
    pack_of(law.library, "tb-2024-08")
    known = replace(family, versions=tuple(version for version in family.versions if version.id != last))
    return replace(law, library=replace(law.library, families={**law.library.families, "taobao": known}))


def test_an_edition_installed_later_governs_a_case_that_nobody_had_told_of_it(law):
    earlier = before_the_edition(law, "tb-2025-08")
    start = datetime.fromisoformat("2025-08-14T10:00:00+08:00")
    order = (("id", "X-1"), ("paid", 6000), ("status", "signed"), ("signed_at", start - HOUR))
    opening = [replace(command, at=start) for command in opened(order, HOLE, start)]
    assert give(earlier, *opening).case.pack == "tb-2024-08"

    after = store.submit(
        law, CASE, MakeOffer(start + 20 * HOUR, "seller", "O1", "refund", 6000, "seller"), start + 20 * HOUR
    )

    changed = next(recorded for recorded in after.events if isinstance(recorded.event, VersionChanged))
    assert changed.event.at == datetime.fromisoformat("2025-08-15T00:00:00+08:00")
    assert after.case.pack == "tb-2025-08"


def test_the_clerk_computes_open_cases_again_when_it_finds_another_edition(law):
    earlier = before_the_edition(law, "tb-2025-08")
    start = datetime.fromisoformat("2025-08-14T10:00:00+08:00")
    give(earlier, *opened((("id", "X-1"), ("paid", 6000), ("status", "signed"), ("signed_at", start)), HOLE, start))

    assert renewal.mark_editions(earlier) == 0
    assert renewal.mark_editions(law) == 1
    assert renewal.renew(law, start) == 1
    assert renewal.mark_editions(law) == 0
    assert store.settle_due(law, start + 15 * HOUR).fired == 1
    assert store.load(law, CASE).pack == "tb-2025-08"


def lost(times):
    """Somebody else's row stands where ours should, so many times."""
    left = [times]

    def wrapper(execute, statement, values, many, context):
        if statement.startswith("INSERT INTO record_event") and left[0]:
            left[0] -= 1
            raise IntegrityError("UNIQUE (stream, seq)")
        return execute(statement, values, many, context)

    return wrapper


def test_a_decision_that_others_were_before_is_made_again(law):
    give(law, *opened(SIGNED, HOLE))

    with connections[law.using].execute_wrapper(lost(1)):
        receipt = store.submit(law, CASE, RefuseRequest(at(1), "seller", "no hole"), at(1))

    assert store.load(law, CASE) == receipt.case


def test_who_comes_second_twice_is_told_that_the_case_moved_on(law):
    give(law, *opened(SIGNED, HOLE))
    before = everything(law)

    with connections[law.using].execute_wrapper(lost(2)):
        refused = refusal(law, RefuseRequest(at(1), "seller", "no hole"))

    assert refused.code == "case-moved-on"
    assert everything(law) == before


def test_personal_texts_stand_beside_the_chain_and_nowhere_in_it(law):
    give(law, *opened(SIGNED, HOLE), RefuseRequest(at(1), "seller", "call me at 13800000000"))

    written = everything(law)

    assert not any("13800000000" in row for table in WRITTEN if table != "blob" for row in written[table])
    assert b"call me at 13800000000" in [bytes(content) for (content,) in rows(law, "blob", "content")]


def test_what_a_party_says_its_evidence_shows_can_be_erased_and_a_word_of_the_rules_is_weighed(law):
    said = "the leak; ring me on 13800000000"
    shows = SubmitEvidence(at(3), "buyer", "E2", "video", "0" * 64, (("shows", said),))
    word = SubmitEvidence(at(3), "buyer", "E3", "photo", "0" * 64, (("shows", "hole"),))

    case = give(law, *opened(), shows, word).case
    kept = [dict(row)["shows"] for row in case.facts["evidence"][-2:]]

    assert [body for (body,) in rows(law, "event", "body") if "13800000000" in body] == []
    assert (blobs.read(law.using, kept[0]).content.decode(), kept[1]) == (said, "hole")
    blobs.erase(law.using, CASE, "buyer", at(4))
    assert list(verify(law, Verified())) == []
