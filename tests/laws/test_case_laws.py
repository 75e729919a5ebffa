"""Laws of the running case: refusals only, the same stream the same case, clerk or no clerk the same decision."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given as drawn, strategies as st

from counts import examples
from court_room import COURT, HOLE, HOUR, SIGNED, given, heard, opened, returning, ruled
from gongdao.case.allowed import allowed, sample
from gongdao.case.codec import decode, encode
from gongdao.case.decider import COMMANDS, catch_up, decide, fold, replay
from gongdao.case.messages import MESSAGES
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused

WHO = ("buyer", "seller", "staff:7", "supervisor:1", "platform", "marketplace", "juror:1", "carrier")
STEPS = st.lists(
    st.tuples(st.sampled_from(COMMANDS), st.sampled_from(WHO), st.integers(0, 40), st.booleans()), max_size=12
)
STARTS = st.sampled_from([opened(), opened(SIGNED, HOLE), returning(), heard(), ruled()])


def played(start, steps, clerk):
    """The stream and the case of a dispute in which anybody tries anything; with a clerk who looks in when told to."""
    case, stream, said = given(*start), [], []
    now = case.last_at
    for kind, who, hours, looks in steps:
        now += hours * HOUR
        events = catch_up(case, COURT, now - timedelta(seconds=1)) if clerk and looks else []
        case = fold(case, events)
        stream += events
        try:
            events = decide(case, sample(case, COURT, kind, who, now), COURT)
        except Refused as no:
            said.append([sentence.format(**no.details) for sentence in MESSAGES[no.code]])
            events = []
        case = fold(case, events)
        stream += events
    end = catch_up(case, COURT, now + 2000 * HOUR)
    assert all(said)
    return [*stream, *end], fold(case, end)


@examples(short=25, long=1500)
@drawn(STARTS, STEPS)
def test_whoever_tries_whatever_is_refused_with_a_sentence_or_written(start, steps):
    stream, case = played(start, steps, clerk=False)
    ats = [recorded.event.at for recorded in stream]

    assert ats == sorted(ats)
    assert all(recorded.event.at <= recorded.recorded_at for recorded in stream)
    assert [decode(encode(recorded.event)) for recorded in stream] == [recorded.event for recorded in stream]
    assert sum(leg.paid for leg in case.legs if leg.to.kind == "buyer_payment") <= case.facts["order"]["paid"]


@examples(short=15, long=1000)
@drawn(STARTS, STEPS)
def test_a_clerk_changes_nothing_but_when_it_is_known(start, steps):
    with_clerk, case = played(start, steps, clerk=True)
    without, same = played(start, steps, clerk=False)

    assert case == same
    assert [r.event for r in with_clerk] == [r.event for r in without]


@examples(short=10, long=500)
@drawn(STARTS, STEPS, st.sampled_from(WHO))
def test_what_is_allowed_can_be_done_and_what_is_not_is_refused(start, steps, who):
    _, case = played(start, steps, clerk=False)

    rows = allowed(case, COURT, who, case.last_at)

    assert [row.command for row in rows] == [kind.__name__ for kind in COMMANDS]
    assert all(row.yes or row.code in MESSAGES for row in rows)


def test_a_stream_of_nothing_is_a_new_case():
    assert replay([]) == Case()
