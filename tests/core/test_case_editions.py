"""A new edition of the rules takes effect over a running case: it is written, and no promised time gets shorter."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest

from court_room import COURT, HOLE, HOUR, SECOND, SIGNED, START, at, given, heard, named, opened, returning, ruled
from gongdao.case.court import Court
from gongdao.case.decider import catch_up, fold, replay
from gongdao.case.due import clocks, due
from gongdao.case.overlays import ResumeCase, SuspendCase, VersionChanged
from gongdao.case.rounds import Appeal
from gongdao.case.stages.evidence import AskEvidence
from gongdao.case.stages.jury import OpenJury
from gongdao.case.stages.negotiation import AgreeRefund, RefuseRequest
from gongdao.case.stages.offers import AcceptOffer, MakeOffer
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.stages.returning import InspectReturn, ShipReturn
from gongdao.case.stages.ruled import GiveRuling
from gongdao.policy.library import read_library

EDITIONS = {"tb-2024-08": "2024-08-09T00:00:00+08:00", "tb-2025-08": "2025-08-15T00:00:00+08:00"}
CHOSEN = TakeFacts(START, "marketplace", "x", START, "buyer", (("chose_jury", True),))
RESEND = [MakeOffer(at(1), "seller", "O1", "resend", 0, "seller"), AcceptOffer(at(2), "buyer", "O1")]
STAGES = {
    "negotiation": opened(),
    "negotiation refused": [*opened(SIGNED, HOLE), RefuseRequest(at(1), "seller", "no")],
    "returning": returning(),
    "returning shipped": [*returning(), ShipReturn(at(2), "buyer", "SF1", "SF")],
    "evidence": heard()[:6],
    "review": heard(),
    "returning after a ruling": ruled(),
    "returning disputed": [
        *returning(), ShipReturn(at(2), "buyer", "SF1", "SF"), InspectReturn(at(3), "seller", "empty", "an empty box"),
    ],
    "jury": [CHOSEN, *heard(), OpenJury(at(8), "platform", 5, 3, "0" * 64)],
    "evidence again": [*heard(), AskEvidence(at(8), "staff:7", "supplement", "the waybill")],
    "evidence of an appeal": [*ruled(), Appeal(at(9), "seller", "the hole is not mine", "a new photograph")],
    "remedy": [*opened(), AgreeRefund(at(1), "seller")],
    "remedy in goods": [*opened(SIGNED, HOLE), *RESEND],
}  # fmt: skip

SHOP = """
family: shop
zh: 店
en: shop
zone: Asia/Shanghai
calendar: cn
governs: {clock: decided_at, zh: 现行, en: as of now}
versions:
- {id: shop-1, from: 2020-01-01, trust: A}
- {id: shop-2, from: 2025-09-24, trust: A}
facts:
  decided_at: {type: instant, from: policy.decided_at, zh: 时间, en: time}
  opened_at:  {type: instant, optional: true, from: claim.opened_at, zh: 申请, en: asked}
deadlines:
  answer:
    zh: 答复
    en: answer
    rules:
    - id: S-1
      versions: [shop-1]
      when: has(opened_at)
      then: {starts: opened_at, length: 72 hour, effect: refund}
      zh: 答复
      en: answer
    - id: S-2
      versions: [shop-2]
      when: has(opened_at)
      then: {starts: opened_at, length: 60 hour, effect: refund}
      zh: 答复
      en: answer
  wait:
    zh: 等待
    en: wait
    rules:
    - id: S-3
      versions: [shop-1]
      when: has(opened_at)
      then: {starts: opened_at, length: 72 hour, effect: closes}
      zh: 等待
      en: wait
    - id: S-4
      versions: [shop-2]
      when: has(opened_at)
      then: {starts: opened_at, length: 96 hour, effect: closes}
      zh: 等待
      en: wait
"""


def moved(command, by: timedelta):
    """The command at another time, and what it tells of at another time too."""

    def shift(value):
        if isinstance(value, datetime):
            return value + by
        if isinstance(value, tuple) and value and isinstance(value[0], tuple):
            return tuple((key, shift(item)) for key, item in value)
        return value

    return replace(command, **{field.name: shift(getattr(command, field.name)) for field in fields(command)})


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("stage", STAGES)
def test_a_new_edition_is_written_and_shortens_no_promised_window(stage, edition):
    begins = datetime.fromisoformat(EDITIONS[edition])
    last = STAGES[stage][-1].at
    commands = [moved(command, begins - HOUR - last) for command in STAGES[stage]]
    case = given(*commands)
    before = due(case, COURT)

    written = catch_up(case, COURT, begins + HOUR)
    after = fold(case, written)

    assert (named(written), after.pack, case.pack != edition) == (["VersionChanged"], edition, True)
    assert written[0].event.at == begins
    assert (after.stage, after.facts) == (case.stage, case.facts)
    later = due(after, COURT)
    assert all(later[party].at >= clock.at for party, clock in before.items() if party in later)
    assert later.keys() >= before.keys()
    assert written[0].event.before == case.pack


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("stage", ["negotiation", "evidence", "review", "remedy"])
def test_a_new_edition_takes_effect_over_a_suspended_case_and_its_windows_wait(stage, edition):
    begins = datetime.fromisoformat(EDITIONS[edition])
    last = STAGES[stage][-1].at
    running = given(*(moved(command, begins - 2 * HOUR - last) for command in STAGES[stage]))
    case = given(SuspendCase(begins - HOUR, "seller", "court", "a" * 64, 0), case=running)
    before = due(running, COURT)

    after = fold(case, catch_up(case, COURT, begins + HOUR))
    resumed = due(given(ResumeCase(begins + 23 * HOUR, "seller", "over"), case=after), COURT)

    assert (after.pack, after.suspended) == (edition, True)
    assert all(resumed[party].at >= clock.at + 24 * HOUR for party, clock in before.items())


def test_an_instant_before_an_edition_the_old_one_governs_and_at_it_the_new_one():
    begins = datetime.fromisoformat(EDITIONS["tb-2025-08"])
    commands = [moved(command, begins - HOUR - STAGES["review"][-1].at) for command in STAGES["review"]]
    case = given(*commands)
    rule = [replace(GiveRuling(begins, "staff:7"), at=at_) for at_ in (begins - SECOND, begins)]

    assert [given(command, case=case).rulings[-1].pack for command in rule] == ["tb-2024-08", "tb-2025-08"]


def test_both_are_told_what_a_new_edition_changes_for_them():
    begins = datetime.fromisoformat(EDITIONS["tb-2024-08"])
    abnormal = TakeFacts(START, "marketplace", "risk", START, "buyer", (("abnormal", True),))
    wants_to_keep = tuple({**dict(HOLE), "type": "refund_only"}.items())
    case = given(*(moved(command, begins - HOUR - START) for command in [abnormal, *opened(SIGNED, wants_to_keep)]))

    change = catch_up(case, COURT, begins)[0].event

    assert (change.before, change.pack) == ("tb-2020", "tb-2024-08")
    assert {"outcome", "winner"} <= set(change.answers)


def test_a_shorter_window_shortens_no_promise_and_a_longer_one_is_given():
    court = Court(read_library({"shop": {"family.yaml": SHOP}}), COURT.calendars)
    *facts, request = opened()
    case = given(*facts, replace(request, platform="shop"), court=court)
    begins = datetime.fromisoformat("2025-09-24T00:00:00+08:00")

    after = fold(case, change := catch_up(case, court, begins + HOUR))

    assert {clock.name: clock.at for clock in clocks(case, court)} == {"answer": at(72), "wait": at(72)}
    assert (change[0].event.deadlines, after.pack) == (("answer", "wait"), "shop-2")
    assert {clock.name: clock.at for clock in clocks(after, court)} == {"answer": at(72), "wait": at(96)}


def test_the_old_edition_decides_what_fell_due_before_the_new_one():
    begins = datetime.fromisoformat(EDITIONS["tb-2025-08"])
    case = given(*(moved(command, begins - START - 50 * HOUR) for command in opened()))

    after = fold(case, catch_up(case, COURT, begins + HOUR))

    assert [ruling.pack for ruling in after.rulings] == ["tb-2024-08"]


def test_a_change_of_edition_is_part_of_the_stream():
    change = VersionChanged(START, "platform", "tb-2025-08", "tb-2024-08", (("auto_refund_at", at(48)),), (), ())

    assert replay([change]).promised == {"auto_refund_at": at(48)}
