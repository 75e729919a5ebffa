"""What people may do and when, what would follow, and whether old rulings still come out as they were given."""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_room import COURT, HOLE, SIGNED, at, given, heard, named, opened, returning, ruled, several
from gongdao.case.allowed import allowed, preview
from gongdao.case.burden import steps
from gongdao.case.court import Court
from gongdao.case.decider import decide, fold
from gongdao.case.due import due, next_due
from gongdao.case.floor import floor_under
from gongdao.case.outlook import outlooks
from gongdao.case.reruling import differing
from gongdao.case.stages.negotiation import AgreeRefund, CallPlatform, WithdrawRequest
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case, Offer, Stop


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


@pytest.mark.parametrize(
    "commands",
    [opened(SIGNED, HOLE), [*opened(SIGNED, HOLE), CallPlatform(at(72), "buyer")], several(), heard()],
    ids=["asked", "called", "two grounds", "heard"],
)
def test_what_must_be_proved_is_the_same_whatever_was_asked_before(commands):
    case = given(*commands)
    of_heads = [step for outlook in outlooks(case, COURT) for step in outlook.steps]

    assert steps(case, COURT) == steps(given(*commands), COURT)
    assert {step.fact for step in of_heads} == {step.fact for step in steps(case, COURT)}


def test_the_floor_of_an_offer_does_not_depend_on_the_offers_looked_at_before():
    commands = opened(SIGNED, (("type", "return_refund"), ("reason", "no_reason"), ("amount", 6000)))
    offers = [Offer("S1", "seller", "return_refund", amount, "") for amount in (6000, 3000, 5999, 0)]
    case, instant = given(*commands), at(1)

    together = [floor_under(case, offer, COURT, instant) for offer in offers]

    assert together == [floor_under(given(*commands), offer, COURT, instant) for offer in offers]
    assert [floor is None for floor in together] == [True, False, False, False]
