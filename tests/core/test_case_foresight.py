"""What people may do and when, what would follow, and whether old rulings still come out as they were given."""

from __future__ import annotations

from dataclasses import replace

from court_room import COURT, HOLE, SIGNED, at, given, named, opened, returning, ruled
from gongdao.case.allowed import allowed, preview
from gongdao.case.court import Court
from gongdao.case.decider import decide, fold
from gongdao.case.due import due, next_due
from gongdao.case.reruling import differing
from gongdao.case.stages.negotiation import AgreeRefund, CallPlatform, WithdrawRequest
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case, Stop


def stream_of(commands):
    case, stream = Case(), []
    for command in commands:
        events = decide(case, command, COURT)
        stream += [recorded.event for recorded in events]
        case = fold(case, events)
    return stream


def test_who_calls_too_early_is_told_from_when():
    rows = {row.command: row for row in allowed(given(*opened(SIGNED, HOLE)), COURT, "buyer", at(1))}

    assert (rows["CallPlatform"].yes, rows["CallPlatform"].code) == (False, "call-too-early")
    assert rows["CallPlatform"].since == at(72).isoformat()
    assert rows["WithdrawRequest"].yes
    assert rows["RefuseRequest"].code == "not-yours"
    assert rows["GiveRuling"].code == "wrong-stage"


def test_before_anything_is_known_a_buyer_may_ask():
    rows = {row.command: row.yes for row in allowed(Case(), COURT, "buyer", at(0))}

    assert [name for name, yes in rows.items() if yes] == ["OpenRequest"]


def test_a_preview_is_what_the_command_then_does():
    case = given(*opened())
    command = AgreeRefund(at(1), "seller")

    seen, events = preview(case, command, COURT)

    assert seen == given(command, case=case)
    assert named(events) == ["RefundAgreed", "PaymentsPlanned", "LegHeld", "RemedyPlanned"]
    assert case.stage == "negotiation"


def test_each_party_has_its_own_deadline():
    case = given(*opened(SIGNED, HOLE), CallPlatform(at(72), "buyer"))

    assert {party: clock.effect for party, clock in due(case, COURT).items()} == {
        "buyer": "close_evidence",
        "seller": "close_evidence",
    }
    assert next_due(given(*returning()), COURT).party == "buyer"
    assert next_due(given(*opened(), WithdrawRequest(at(1), "buyer")), COURT) is None


def test_every_ruling_comes_out_again_as_it_was_given():
    stream = stream_of(ruled())

    assert differing(stream, COURT) == ()


def test_a_changed_ruling_or_register_of_pauses_is_found():
    stream = stream_of(ruled())
    forged = [replace(event, refund=1) if isinstance(event, RulingGiven) else event for event in stream]
    paused = Court(COURT.library, COURT.calendars, (Stop(at(1), at(2)),))

    assert differing(forged, COURT) == (1,)
    assert differing(stream, paused) == (1,)
