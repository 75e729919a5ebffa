"""A signal on a case is raised by the screener, shown to whom it concerns and warns, contested, and reviewed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from court_room import COURT, HOLE, SIGNED, at, given, opened, refusal, when
from gongdao.case.decider import decide, fold
from gongdao.case.due import clocks
from gongdao.case.messaging import ReleaseMessage, SayMessage
from gongdao.case.notices import addressees
from gongdao.case.overlays import SuspendCase
from gongdao.case.signals import ContestSignal, DecideSignal, RaiseSignal, WithdrawSignal, standing

CASE = given(*opened(SIGNED, HOLE))
SCAM = RaiseSignal(
    at(1), "screener", "message.scam", "text:1", "seller", 930, "talk 1 abc", ('{"code": "asks-code"}',), ("SC-6",),
    ("tell-no-code",), ("buyer",),
)  # fmt: skip
CONTEST = ContestSignal(at(2), "seller", "G1", "我们说的是取件码")


def raised(**changes):
    return given(replace(SCAM, **changes), case=CASE)


def test_what_a_signal_may_trigger_comes_from_the_pack_alone():
    signal = raised().signals[0]

    assert (signal.id, signal.kind, signal.whom, signal.score) == ("G1", "message.scam", "seller", 930)
    assert (signal.actions, signal.rule, signal.until) == (("show", "warn"), "P-SHIELD", at(1 + 180 * 24))


def test_a_script_that_the_pack_stops_is_stopped_and_no_other():
    assert raised(scripts=("SC-4",)).signals[0].actions == ("show", "warn", "block")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "message.rude"}, "signal-unknown"),
        ({"score": 499}, "signal-too-weak"),
        ({"score": 1001}, "signal-too-weak"),
        ({"whom": "neighbour"}, "signal-form"),
        ({"screened": "never"}, "signal-form"),
        ({"reasons": ("x" * 5000,)}, "signal-reasons"),
        ({"by": "buyer"}, "not-yours"),
    ],
)
def test_what_the_screener_may_not_say(changes, code):
    assert refusal(CASE, replace(SCAM, **changes)) == code


def test_the_same_is_not_said_twice_of_the_same_thing_even_after_it_was_taken_down():
    lifted = given(DecideSignal(at(3), "staff:7", "G1", lifted=True, reason="a pick-up code"), case=raised())

    assert refusal(lifted, replace(SCAM, at=at(4))) == "signal-known"
    assert when(lifted, replace(SCAM, at=at(4), about="text:2")) == ["SignalRaised"]


EMPTY = '{{"code": "claimant-empty-shown", "details": {{"shops": {}}}}}'
PROVED = '{"code": "claimant-proved", "calms": true}'
ABUSE = replace(SCAM, kind="claimant.refund_abuse", about="buyer", whom="buyer", seen_by=(), scripts=(), advice=())


def watched(*acts):
    return given(replace(ABUSE, reasons=(EMPTY.format(3),)), *acts, case=CASE)


def test_what_is_watched_is_raised_again_once_it_has_ended_or_was_withdrawn_and_not_while_it_stands():
    withdrawn = watched(WithdrawSignal(at(2), "screener", "GB1"))
    again = replace(ABUSE, at=at(3), reasons=(EMPTY.format(3),))

    assert (withdrawn.signals[0].state, standing(withdrawn, "buyer", at(2))) == ("withdrawn", ())
    assert when(withdrawn, again) == ["SignalRaised"]
    assert refusal(watched(), again) == "signal-known"
    ended = replace(watched(), signals=(replace(watched().signals[0], until=at(3)),))
    assert when(ended, again) == ["SignalRaised"]


@pytest.mark.parametrize(
    ("reasons", "is_new"),
    [
        ((EMPTY.format(3),), False),
        ((EMPTY.format(2),), False),
        ((EMPTY.format(3), PROVED), False),
        ((EMPTY.format(4),), True),
        ((EMPTY.format(3), '{"code": "claimant-extorts", "details": {"shops": 1}}'), True),
    ],
)
def test_what_a_person_took_down_comes_again_with_a_new_ground_alone(reasons, is_new):
    lifted = watched(DecideSignal(at(2), "staff:7", "GB1", lifted=True, reason="the carrier lost them"))
    again = replace(ABUSE, at=at(3), reasons=reasons)

    assert when(lifted, again) == ["SignalRaised"] if is_new else refusal(lifted, again) == "signal-known"


def test_what_a_person_upheld_is_not_the_screeners_to_withdraw():
    upheld = watched(DecideSignal(at(2), "staff:7", "GB1", lifted=False, reason="the scale says so"))

    assert refusal(upheld, WithdrawSignal(at(3), "screener", "GB1")) == "signal-decided"
    assert refusal(watched(), WithdrawSignal(at(3), "staff:7", "GB1")) == "not-yours"


@pytest.mark.parametrize(
    ("who", "sees"), [("buyer:p-1", 1), ("seller", 1), ("staff:7", 1), ("juror:3", 0), ("marketplace", 0)]
)
def test_a_signal_is_seen_by_whom_it_concerns_whom_it_warns_and_staff(who, sees):
    assert len(standing(raised(), who, at(2))) == sees


def test_who_is_not_to_see_it_does_not():
    about_the_buyer = raised(kind="claimant.refund_abuse", whom="buyer", about="buyer", seen_by=())

    assert [len(standing(about_the_buyer, who, at(2))) for who in ("buyer", "seller", "staff:7")] == [1, 0, 1]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("message.scam", {"buyer", "seller"}),
        ("message.extortion", {"buyer", "seller", "staff"}),
        ("shop.may_run_away", {"buyer", "seller", "staff"}),
    ],
)
def test_staff_are_told_of_what_a_person_must_look_at(kind, told):
    made = decide(CASE, replace(SCAM, kind=kind), COURT)

    assert set(addressees(made[-1].event)) == told


def test_whom_it_concerns_contests_it_and_a_person_takes_it_down():
    contested = given(CONTEST, case=raised())
    lifted = given(DecideSignal(at(3), "staff:7", "G1", lifted=True, reason="a pick-up code"), case=contested)

    assert contested.signals[0].state == "contested"
    assert len(standing(contested, "buyer", at(2))) == 1
    assert (lifted.signals[0].state, standing(lifted, "buyer", at(4))) == ("lifted", ())


def test_a_signal_that_is_upheld_stays_until_it_ends():
    upheld = given(DecideSignal(at(3), "supervisor:1", "G1", lifted=False, reason="it asks for a code"), case=raised())

    assert len(standing(upheld, "buyer", at(180 * 24))) == 1
    assert standing(upheld, "buyer", at(181 * 24)) == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(CONTEST, by="buyer"), "signal-not-yours"),
        (replace(CONTEST, id="G9"), "no-such-signal"),
        (replace(CONTEST, reason=" "), "reason-missing"),
        (replace(CONTEST, by="staff:7"), "not-yours"),
        (DecideSignal(at(2), "staff:7", "G1", lifted=True, reason=""), "reason-missing"),
        (DecideSignal(at(2), "buyer", "G1", lifted=True, reason="no"), "not-yours"),
    ],
)
def test_who_may_not_answer_a_signal(command, code):
    assert refusal(raised(), command) == code


def test_a_signal_is_contested_once_and_reviewed_once():
    contested = given(CONTEST, case=raised())
    decided = given(DecideSignal(at(3), "staff:7", "G1", lifted=False, reason="it asks for a code"), case=contested)

    assert refusal(contested, replace(CONTEST, at=at(3))) == "signal-contested"
    assert refusal(decided, replace(CONTEST, at=at(4))) == "signal-decided"
    assert refusal(decided, DecideSignal(at(4), "staff:8", "G1", lifted=True, reason="again")) == "signal-decided"


def test_a_signal_that_ended_needs_no_answer():
    ended = raised(kind="shop.price_outlier", about="shop")
    still_open = given(SuspendCase(at(2), "buyer", "police", "1"), case=ended)
    case = replace(still_open, signals=(replace(still_open.signals[0], until=at(3)),))

    assert refusal(case, replace(CONTEST, at=at(4))) == "signal-expired"


def test_a_case_that_waits_still_hears_of_signals_and_of_messages():
    waits = given(SuspendCase(at(0.5), "buyer", "police", "1"), case=CASE)

    assert when(waits, SCAM) == ["SignalRaised"]
    assert when(waits, SayMessage(at(1), "buyer", "M1", "还在吗")) == ["MessageSaid"]


def test_no_clock_is_moved_by_a_signal_or_by_an_answer_to_it():
    plain = fold(CASE, [])
    answered = given(SCAM, CONTEST, DecideSignal(at(3), "staff:7", "G1", lifted=True, reason="x"), case=CASE)

    assert clocks(answered, COURT) == clocks(plain, COURT)
    assert (answered.facts, answered.spoken_at, answered.stage) == (plain.facts, plain.spoken_at, plain.stage)


def test_a_message_is_shown_to_the_other_side_and_is_part_of_the_chat():
    said = given(SayMessage(at(1), "seller:p-3", "M1", "明天给您补发"), case=CASE)

    assert said.facts["chat"][-1] == {"at": at(1), "from": "seller", "text": "明天给您补发", "scripts": ()}
    assert said.spoken_at == at(1)


@pytest.mark.parametrize(
    ("text", "scripts", "event"),
    [
        ("请打开屏幕共享，我教您退款", (), "MessageHeld"),
        ("加微信联系", (), "MessageSaid"),
        ("请开一下共享", ("SC-4",), "MessageHeld"),
        ("好的，明天寄", ("SC-6",), "MessageSaid"),
    ],
)
def test_only_a_script_that_the_pack_stops_holds_a_message_back(text, scripts, event):
    assert when(CASE, SayMessage(at(1), "seller", "M1", text, scripts)) == [event]


def test_a_message_that_is_held_back_is_shown_when_a_person_lets_it_through():
    held = given(SayMessage(at(1), "seller", "M1", "打开屏幕共享"), case=CASE)
    freed = given(ReleaseMessage(at(5), "staff:7", "M1", "he quotes a warning"), case=held)

    assert ("chat" in held.facts, held.messages[0].state, held.spoken_at) == (False, "held", CASE.spoken_at)
    assert (freed.facts["chat"][-1]["at"], freed.messages[0].state) == (at(5), "released")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (SayMessage(at(2), "buyer", "M1", "again"), "message-known"),
        (SayMessage(at(2), "buyer", "M2", "  "), "message-empty"),
        (SayMessage(at(2), "juror:1", "M2", "hello"), "not-yours"),
        (ReleaseMessage(at(2), "staff:7", "M1", "why not"), "message-not-held"),
        (ReleaseMessage(at(2), "staff:7", "M7", "why not"), "no-such-message"),
        (ReleaseMessage(at(2), "seller", "M1", "mine"), "not-yours"),
    ],
)
def test_which_messages_are_refused(command, code):
    said = given(SayMessage(at(1), "buyer", "M1", "hello"), case=CASE)

    assert refusal(said, command) == code


def test_numbers_of_signals_tell_nobody_of_one_that_is_not_shown():
    hidden = (ABUSE, replace(ABUSE, kind="claimant.linked"))
    case = given(SCAM, *hidden, replace(SCAM, about="text:2"), replace(SCAM, about="text:3", seen_by=()), case=CASE)

    assert [signal.id for signal in case.signals] == ["G1", "GB1", "GB2", "G2", "GS1"]
    assert [signal.id for signal in standing(case, "seller", at(3))] == ["G1", "G2", "GS1"]


def test_a_case_whose_signals_were_numbered_together_has_no_number_twice():
    old = replace(given(SCAM, ABUSE, case=CASE), signals=())
    told = given(SCAM, ABUSE, case=CASE).signals
    case = replace(old, signals=(told[0], replace(told[1], id="G2")))

    assert given(replace(SCAM, about="text:2"), case=case).signals[-1].id == "G3"
