"""Signals decide nothing: the same dispute with and without them has the same rulings, clocks and money (P-SHIELD)."""

from __future__ import annotations

from hypothesis import given as drawn, strategies as st

from counts import examples
from court_room import COURT, heard, opened, returning, ruled, several
from gongdao.case.codec import encode
from gongdao.case.court import pack
from gongdao.case.decider import catch_up, decide, fold
from gongdao.case.due import clocks
from gongdao.case.signals import ContestSignal, DecideSignal, RaiseSignal, WithdrawSignal
from gongdao.case.stages.ruled import GiveRuling
from gongdao.case.state import NEW, Case

DISPUTES = st.sampled_from(
    (opened(), returning(), heard(), ruled(), several(), [*heard(), GiveRuling(heard()[-1].at, "staff:7")])
)
KINDS = st.integers(0, 1000)


def signals(case: Case, at, number: int):
    """A signal of some kind about somebody, then perhaps an objection, and perhaps a review or that it is withdrawn."""
    known = sorted(pack(COURT, case).signals)
    whom = ("buyer", "seller", "carrier")[number % 3]
    yield RaiseSignal(at, "screener", known[number % len(known)], f"text:{case.seq}", whom, 950, "talk 1 abc")
    if number % 2 and whom != "carrier":
        yield ContestSignal(at, whom, f"G{len(case.signals) + 1}", "not so")
    if number % 5 == 0:
        yield DecideSignal(at, "supervisor:1", f"G{len(case.signals) + 1}", number % 10 == 0, "looked at")
    elif number % 3 == 0:
        yield WithdrawSignal(at, "screener", f"G{len(case.signals) + 1}")


def played(commands, numbers):
    """The events of a dispute, with the signals that come between its commands, and the case at its end."""
    case, events = Case(), []
    for command, number in zip(commands, numbers, strict=False):
        made = decide(case, command, COURT)
        case, events = fold(case, made), [*events, *made]
        if number is None or case.stage in (NEW, "closed"):
            continue
        for each in signals(case, command.at, number):
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
