"""Time in which the clocks stood still reaches every rule that compares instants, and no clock of an outside body."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import at as day, calendars, pack_from
from court_room import COURT, HOLE, HOUR, SIGNED, START, at, given, heard, opened, refusal, when
from gongdao.case.court import Court
from gongdao.case.decider import catch_up, fold
from gongdao.case.due import due, next_due
from gongdao.case.overlays import ResumeCase, SuspendCase
from gongdao.case.rounds import Appeal
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.state import Stop
from gongdao.policy.compiled import compiled
from gongdao.policy.evaluate import evaluate
from gongdao.policy.given import Given, Stops

PAUSED = Court(COURT.library, COURT.calendars, (Stop(at(10), at(34), "outage"),))
TABLE = """
facts: {opened: {type: instant, optional: true}}
deadlines:
  ours:    {rules: [{id: D1, when: has(opened), then: {starts: opened, length: 72 hour, effect: refund}}]}
  resumes: {rules: [{id: D2, when: has(opened), then: {starts: opened, length: 72 hour, effect: resume}}]}
  outside: {rules: [{id: D3, when: has(opened), then: {starts: opened, length: 72 hour, never_stops: true}}]}
decisions:
  over: {answer: bool, rules: [{id: R1, when: has(ours), then: "decided_at >= ours"}]}
"""
OPENED, NOW = day("2025-09-26T10:00"), day("2025-09-29T10:00")
OUTAGE = ((day("2025-09-27T00:00"), day("2025-09-27T06:00")),)
POLICE = ((day("2025-09-28T00:00"), day("2025-09-28T12:00")),)


@pytest.mark.parametrize(
    ("stops", "hours", "over"),
    [
        (Stops(), (72, 72, 72), True),
        (Stops(OUTAGE), (78, 78, 72), False),
        (Stops((), POLICE), (84, 72, 72), False),
        (Stops(OUTAGE, POLICE), (90, 78, 72), False),
        (Stops(OUTAGE, OUTAGE), (78, 78, 72), False),
    ],
)
def test_both_engines_count_stopped_time_alike(stops, hours, over):
    pack = pack_from(TABLE)
    given_ = Given(NOW, {"opened": OPENED, "decided_at": NOW}, {}, stops)
    ends = [OPENED + n * HOUR for n in hours]

    slow = evaluate(pack, given_, calendars(), generated=False).values
    quick = evaluate(pack, given_, calendars(), generated=True).values
    fast = compiled(pack, calendars(), ("ours", "resumes", "outside", "over"))(given_.values, stops)

    assert [slow[name] for name in ("ours", "resumes", "outside", "over")] == [*ends, over]
    assert {name: slow[name] for name in fast} == {name: quick[name] for name in fast} == fast


def test_the_platform_is_called_later_by_the_time_of_a_pause():
    case = given(*opened(SIGNED, HOLE), court=PAUSED)

    assert refusal(case, CallPlatform(at(73), "buyer"), PAUSED) == "call-too-early"
    assert when(case, CallPlatform(at(96), "buyer"), PAUSED)[-1] == "PlatformCalled"


def test_evidence_is_late_only_after_the_time_given_back():
    late = SubmitEvidence(at(80), "seller", "E2", "photo", "1" * 64, ())
    asked = [*opened(SIGNED, HOLE), RefuseRequest(at(1), "seller", "no"), CallPlatform(at(2), "buyer")]

    assert due(given(*asked, court=PAUSED), PAUSED)["seller"].at == at(2 + 72 + 24)
    assert given(*asked, late, court=PAUSED).facts["evidence"][-1].get("late", False) is False
    assert given(*asked, late).facts["evidence"][-1]["late"] is True


def test_a_request_after_the_window_is_admitted_where_the_platform_stood_still():
    done = (*SIGNED, ("completed_at", START - 361 * HOUR), ("status", "completed"))
    outage = Court(COURT.library, COURT.calendars, (Stop(at(-100), at(-98), "outage"),))
    *facts, request = opened(done, tuple({**dict(HOLE), "reason": "no_reason"}.items()))

    assert when(given(*facts), request)[-1] == "RequestDeclined"
    assert when(given(*facts), request, outage)[-1] == "RouteTaken"


def test_a_suspension_gives_time_back_to_rules_and_clocks_alike():
    case = given(
        *opened(SIGNED, HOLE), SuspendCase(at(10), "seller", "police", "", 0), ResumeCase(at(34), "seller", "over")
    )

    assert due(case, COURT)["seller"].at == at(96)
    assert refusal(case, CallPlatform(at(95), "buyer")) == "call-too-early"


def test_while_the_platform_stands_still_nothing_falls_due_and_nobody_is_late():
    still = Court(COURT.library, COURT.calendars, (Stop(at(10), None, "outage"),))
    case = given(*opened())

    assert catch_up(case, still, at(1000)) == []
    assert next_due(case, still) is None
    assert next_due(case, Court(COURT.library, COURT.calendars, (Stop(at(60), None),))).at == at(48)


def test_a_pause_found_out_later_does_not_make_a_passed_clock_run_again():
    case = given(*opened(SIGNED, HOLE), RefuseRequest(at(1), "seller", "no"), CallPlatform(at(2), "buyer"))
    closed = fold(case, catch_up(case, COURT, at(75)))
    escalated = fold(closed, catch_up(closed, COURT, at(400)))

    assert (closed.stage, escalated.escalated) == ("review", True)
    assert {clock.rule for clock in due(escalated, PAUSED).values()} == {"GD-8"}


def test_an_appeal_is_in_time_by_the_time_the_platform_stood_still():
    *facts, request = heard()[:4]
    jd = given(
        *facts, replace(request, platform="jd"), RefuseRequest(at(1), "seller", "no"), CallPlatform(at(25), "buyer")
    )
    ruled = fold(jd, catch_up(jd, COURT, at(80)))
    ended = ruled.rulings[0].at
    late = Appeal(ended + 8 * 24 * HOUR, "seller", "", "new papers")
    outage = Court(COURT.library, COURT.calendars, (Stop(ended + 24 * HOUR, ended + 72 * HOUR, "outage"),))

    assert refusal(ruled, late) == "appeal-inadmissible"
    assert when(ruled, late, outage)[-1] == "Appealed"
