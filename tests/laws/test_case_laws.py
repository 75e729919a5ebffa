"""Laws of the running case: refusals only, the same stream the same case, clerk or no clerk, and never in limbo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as drawn, strategies as st

from counts import examples
from court_room import COURT, HOLE, HOUR, SIGNED, START, at, given, heard, opened, returning, ruled, several
from gongdao.case.allowed import allowed, sample
from gongdao.case.codec import decode, encode
from gongdao.case.court import Court
from gongdao.case.decider import COMMANDS, WHERE, catch_up, decide, fold, replay
from gongdao.case.due import clocks, next_due, turn, wake
from gongdao.case.messages import MESSAGES
from gongdao.case.overlays import SuspendCase
from gongdao.case.silence import DeadlinePassed
from gongdao.case.stages.jury import OpenJury
from gongdao.case.stages.negotiation import AgreeRefund, CallPlatform, RefuseRequest
from gongdao.case.stages.offers import AcceptOffer, MakeOffer
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.state import Case, Stop
from gongdao.kernel.errors import Refused
from shelf import library

WHO = ("buyer", "seller", "staff:7", "supervisor:1", "platform", "marketplace", "juror:1", "carrier", "screener")
# A command that anybody tries, or mostly (a number) one that its actor may give in the stage.
STEPS = st.lists(
    st.tuples(
        st.one_of(st.tuples(st.sampled_from(COMMANDS), st.sampled_from(WHO)), *[st.integers(0, 10**6)] * 3),
        st.integers(0, 40),
    ),
    max_size=12,
)
CHOSEN = TakeFacts(START, "marketplace", "x", START, "buyer", (("chose_jury", True),))
RESEND = [MakeOffer(at(1), "seller", "O1", "resend", 0, "seller"), AcceptOffer(at(2), "buyer", "O1")]
DISPUTES = [
    opened(), opened(SIGNED, HOLE), returning(), heard(), ruled(),
    [CHOSEN, *heard(), OpenJury(at(8), "platform", 5, 3, "0" * 64)],
    [*opened(), AgreeRefund(at(1), "seller")],
    [*opened(SIGNED, HOLE), *RESEND],
    [*heard(), SuspendCase(at(9), "seller", "police", "", 0)],
    several(),
    [*several(), RefuseRequest(at(50), "seller", "no hole"), CallPlatform(at(51), "buyer")],
]  # fmt: skip
STARTS = st.sampled_from(DISPUTES)
LATER = 2000 * HOUR


def meant(case, step):
    """The kind of command of a step, and who gives it."""
    if isinstance(step, tuple):
        return step
    fitting = [(kind, by) for kind, (roles, stages) in WHERE.items() if case.stage in stages for by in roles]
    kind, by = fitting[step % len(fitting)] if fitting else (COMMANDS[0], "platform")
    return kind, {"staff": "staff:7", "supervisor": "supervisor:1", "juror": f"juror:{step % 7}"}.get(by, by)


def written(case, court, until):
    """What a clerk writes who comes exactly when something falls due."""
    stream = []
    while (next_ := wake(case, court)) is not None and next_ <= until:
        events = catch_up(case, court, max(next_, case.last_at))
        assert events
        stream += events
        case = fold(case, events)
    return stream


def played(start, steps, clerk, court=COURT):
    """The stream and the case of a dispute in which anybody tries anything, with or without a clerk."""
    case, stream, said = given(*start, court=court), [], []
    now = case.last_at
    for step, hours in steps:
        now += hours * HOUR
        before = written(case, court, now) if clerk else []
        case = fold(case, before)
        seen = case if clerk else fold(case, catch_up(case, court, now))
        try:
            events = decide(case, sample(seen, court, *meant(seen, step), now), court, caught_up=clerk)
        except Refused as no:
            said.append([sentence.format(**no.details) for sentence in MESSAGES[no.code]])
            events = []
        case = fold(case, events)
        stream += [*before, *events]
    end = written(case, court, now + LATER) if clerk else catch_up(case, court, now + LATER)
    assert all(said)
    return [*stream, *end], fold(case, end)


@examples(short=20, long=300)
@drawn(STARTS, STEPS)
def test_whoever_tries_whatever_is_refused_with_a_sentence_or_written(start, steps):
    stream, case = played(start, steps, clerk=False)
    ats = [recorded.event.at for recorded in stream]

    assert ats == sorted(ats)
    assert all(recorded.event.at <= recorded.recorded_at for recorded in stream)
    assert [decode(encode(recorded.event)) for recorded in stream] == [recorded.event for recorded in stream]
    assert sum(leg.paid for leg in case.legs if leg.to.kind == "buyer_payment") <= case.facts["order"]["paid"]


@examples(short=15, long=200)
@drawn(STARTS, STEPS)
def test_a_clerk_changes_nothing_but_when_it_is_known(start, steps):
    with_clerk, case = played(start, steps, clerk=True)
    without, same = played(start, steps, clerk=False)

    assert [r.event for r in with_clerk] == [r.event for r in without]
    assert case == same


def lies_in_somebodys_hands(case, court=COURT):
    """An open case has somebody's turn, and a day on which something happens that is not over yet."""
    clock = next_due(case, court)
    return bool(turn(case, court)) and clock is not None and clock.at > case.entered and clock.effect and clock.party


@examples(short=20, long=300)
@drawn(STARTS, STEPS)
def test_no_open_case_is_in_limbo(start, steps):
    stream, _ = played(start, steps, clerk=True)
    case = given(*start)
    for recorded in stream:
        case = fold(case, [recorded])
        settled = recorded is stream[-1] or stream[stream.index(recorded) + 1].event.at > recorded.event.at
        if settled and case.stage not in ("new", "closed"):
            assert lies_in_somebodys_hands(case)


def resting(case):
    """Whether nobody but the platform, its supervisor or the marketplace can carry the case on."""
    return case.stage == "closed" or turn(case, COURT) in (("supervisor",), ("marketplace",))


@examples(short=15, long=200)
@drawn(STARTS, STEPS)
def test_silence_alone_carries_every_case_to_an_end_or_to_the_supervisor(start, steps):
    _, case = played(start, steps, clerk=False)

    assert resting(case)
    silent = [recorded.event for recorded in catch_up(case, COURT, case.last_at + LATER)]
    assert {event.effect for event in silent if isinstance(event, DeadlinePassed)} <= {"escalate"}


@pytest.mark.parametrize("platform", [name for name in library().families if name != "dy"])
@pytest.mark.parametrize("called", [False, True])
def test_no_platform_leaves_a_case_in_limbo(platform, called):
    *facts, request = opened(SIGNED, HOLE)
    more = [RefuseRequest(at(1), "seller", "no"), CallPlatform(at(200), "buyer")] if called else []
    case = given(*facts, replace(request, platform=platform), *more)
    for _ in range(8):
        if case.stage == "closed":
            break
        assert lies_in_somebodys_hands(case)
        case = fold(case, catch_up(case, COURT, next_due(case, COURT).at))
    assert resting(case)


@examples(short=15, long=200)
@drawn(STARTS, STEPS, st.integers(-20, 60), st.integers(1, 60))
def test_no_promised_window_ends_earlier_whatever_happens(start, steps, since, hours):
    paused = Court(COURT.library, COURT.calendars, (Stop(at(since), at(since + hours)),))
    stream, _ = played(start, steps, clerk=True, court=paused)
    case, promised = given(*start, court=paused), {}
    for recorded in stream:
        case = fold(case, [recorded])
        for clock in clocks(case, paused):
            assert clock.at >= promised.get((clock.name, clock.start), clock.at)
            promised[clock.name, clock.start] = clock.at
        for clock in clocks(case, COURT):
            later = {c.name: c.at for c in clocks(case, paused)}
            assert later.get(clock.name, clock.at) >= clock.at


@examples(short=10, long=150)
@drawn(STARTS, STEPS, st.sampled_from(WHO))
def test_what_is_allowed_can_be_done_and_what_is_not_is_refused(start, steps, who):
    _, case = played(start, steps, clerk=False)

    rows = allowed(case, COURT, who, case.last_at)

    assert [row.command for row in rows] == [kind.__name__ for kind in COMMANDS]
    assert all(row.yes or row.code in MESSAGES for row in rows)


def test_a_stream_of_nothing_is_a_new_case():
    assert replay([]) == Case()
