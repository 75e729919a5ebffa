"""Signals decide nothing: the same dispute with and without them has the same rulings, clocks and money (P-SHIELD)."""

from __future__ import annotations

from hypothesis import given as drawn, strategies as st

from counts import examples
from court_room import COURT, heard, opened, returning, ruled, several
from gongdao.case.codec import encode
from gongdao.case.court import pack
from gongdao.case.decider import catch_up, decide, fold
from gongdao.case.due import clocks
from gongdao.case.signals import ContestSignal, DecideSignal, RaiseSignal, SignalRaised, WithdrawSignal
from gongdao.case.stages.ruled import GiveRuling
from gongdao.case.state import NEW, Case

DISPUTES = st.sampled_from(
    (opened(), returning(), heard(), ruled(), several(), [*heard(), GiveRuling(heard()[-1].at, "staff:7")])
)
KINDS = st.integers(0, 1000)


def raised(case: Case, at, number: int) -> RaiseSignal:
    """A signal of some kind about somebody."""
    known = sorted(pack(COURT, case).signals)
    kind, whom = known[number % len(known)], ("buyer", "seller", "carrier")[number % 3]
    return RaiseSignal(at, "screener", kind, f"text:{case.seq}", whom, 950, "talk 1 abc")


def answered(signal: SignalRaised, number: int):
    """Perhaps an objection, and perhaps a review or that it is withdrawn."""
    if number % 2 and signal.whom != "carrier":
        yield ContestSignal(signal.at, signal.whom, signal.id, "not so")
    if number % 5 == 0:
        yield DecideSignal(signal.at, "supervisor:1", signal.id, number % 10 == 0, "looked at")
    elif number % 3 == 0:
        yield WithdrawSignal(signal.at, "screener", signal.id)


def played(commands, numbers):
    """The events of a dispute, with the signals that come between its commands, and the case at its end."""
    case, events = Case(), []
    for command, number in zip(commands, numbers, strict=False):
        made = decide(case, command, COURT)
        case, events = fold(case, made), [*events, *made]
        if number is None or case.stage in (NEW, "closed"):
            continue
        made = decide(case, raised(case, command.at, number), COURT)
        case, events = fold(case, made), [*events, *made]
        for each in answered(made[-1].event, number):
            made = decide(case, each, COURT)
            case, events = fold(case, made), [*events, *made]
    end = catch_up(case, COURT, case.last_at + (case.last_at - commands[0].at) * 40)
    return [*events, *end], fold(case, end)


def without_signals(events):
    return [encode(it.event) for it in events if "Signal" not in type(it.event).__name__]


@examples(short=12, long=200)
@drawn(DISPUTES, st.lists(KINDS, min_size=30, max_size=30))
def test_a_dispute_has_the_same_events_rulings_and_clocks_with_signals_as_without(commands, numbers):
    plain, case = played(commands, [None] * 30)
    warned, same = played(commands, numbers)

    assert without_signals(warned) == [encode(it.event) for it in plain]
    assert same.rulings == case.rulings
    assert same.legs == case.legs
    assert clocks(same, COURT) == clocks(case, COURT)


def test_signals_came_at_all():
    _, contested = played(opened(), [1] * 30)
    _, withdrawn = played(opened(), [3] * 30)

    assert [it.state for it in (*contested.signals, *withdrawn.signals)] == ["contested", "withdrawn"]
