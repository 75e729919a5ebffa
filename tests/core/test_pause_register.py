"""The register of the platform's pauses: what may be written into it and what it says then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gongdao.case import pauses
from gongdao.case.state import Stop
from gongdao.kernel.errors import BadInput, Refused

NOON = datetime(2025, 9, 22, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


def refusal(act) -> str:
    with pytest.raises(Refused) as no:
        act()
    return no.value.code


def test_a_pause_is_open_until_it_ends():
    began = pauses.begin((), NOON, "database moved", "supervisor:1", NOON)
    open_ = pauses.register([began])
    ended = pauses.end(open_, NOON + HOUR, "supervisor:1", NOON + HOUR)

    assert open_ == (Stop(NOON, None, "database moved"),)
    assert pauses.register([began, ended]) == (Stop(NOON, NOON + HOUR, "database moved"),)


def test_an_outage_found_out_later_is_registered_whole_even_while_another_pause_is_open():
    began = pauses.begin((), NOON, "database moved", "supervisor:1", NOON)
    outage = pauses.whole(pauses.register([began]), NOON - 3 * HOUR, NOON - 2 * HOUR, "outage", "supervisor:1")

    assert pauses.register([began, *outage])[1] == Stop(NOON - 3 * HOUR, NOON - 2 * HOUR, "outage")
    assert pauses.open_pause(pauses.register([began, *outage])) == 1


def test_a_pause_without_an_end_does_not_begin_in_the_future():
    assert refusal(lambda: pauses.begin((), NOON + HOUR, "x", "supervisor:1", NOON)) == "pause-from-the-future"


def test_an_open_pause_never_ends_before_now():
    stops = pauses.register([pauses.begin((), NOON, "x", "supervisor:1", NOON)])

    assert refusal(lambda: pauses.end(stops, NOON + HOUR, "supervisor:1", NOON + 2 * HOUR)) == "pause-ends-too-early"
    assert pauses.end(stops, NOON + 3 * HOUR, "supervisor:1", NOON + 2 * HOUR).at == NOON + 3 * HOUR


def test_only_one_pause_is_open_at_a_time():
    stops = (Stop(NOON, None, "x"),)

    assert refusal(lambda: pauses.begin(stops, NOON, "y", "supervisor:1", NOON)) == "pause-open-already"


def test_what_is_not_open_does_not_end():
    assert refusal(lambda: pauses.end((), NOON, "supervisor:1", NOON)) == "pause-none-open"


def test_a_pause_has_a_ground_and_a_length():
    assert refusal(lambda: pauses.begin((), NOON, " ", "supervisor:1", NOON)) == "pause-without-ground"
    assert refusal(lambda: pauses.whole((), NOON, NOON, "x", "supervisor:1")) == "pause-empty"


def test_the_events_of_the_register_are_read_as_they_were_written():
    events = pauses.whole((), NOON, NOON + HOUR, "outage", "clerk")

    assert tuple(pauses.decode(pauses.encode(event)) for event in events) == events


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "Nothing"}, "event-unknown"),
        ({"version": 2}, "event-unknown"),
        ({"more": 1}, "event-fields"),
        ({"pause": True}, "event-field-kind"),
        ({"at": "yesterday"}, "event-field-kind"),
        ({"at": "2025-09-22T04:00:00"}, "event-field-kind"),
    ],
)
def test_a_changed_event_is_not_read(change, code):
    stored = pauses.encode(pauses.begin((), NOON, "x", "supervisor:1", NOON)) | change

    with pytest.raises(BadInput) as bad:
        pauses.decode(stored)
    assert [problem.code for problem in bad.value.problems] == [code]


def test_the_end_of_a_pause_that_never_began_is_an_error():
    with pytest.raises(BadInput) as bad:
        pauses.register([pauses.PauseEnded(NOON, "clerk", 1)])
    assert [problem.code for problem in bad.value.problems] == ["pause-never-began"]


@pytest.mark.parametrize("ground", ["one\ntwo", "\x1b[31mred", "\udcff", "x" * 501])
def test_the_ground_is_a_line_that_may_be_printed(ground):
    assert refusal(lambda: pauses.begin((), NOON, ground, "supervisor:1", NOON)) == "pause-ground-form"


@pytest.mark.parametrize("by", ["", "Staff", "staff:", "staff:a b", "\udcff"])
def test_who_registers_it_is_a_role(by):
    stops = (Stop(NOON, None, "x"),)

    assert refusal(lambda: pauses.begin((), NOON, "x", by, NOON)) == "pause-actor-form"
    assert refusal(lambda: pauses.end(stops, NOON, by, NOON)) == "pause-actor-form"


@pytest.mark.parametrize("by", ["buyer:1", "seller:1", "juror:1", "staff:1", "buyer"])
def test_only_who_answers_for_the_platform_pauses_it(by):
    stops = (Stop(NOON, None, "x"),)

    assert refusal(lambda: pauses.begin((), NOON, "x", by, NOON)) == "pause-not-yours"
    assert refusal(lambda: pauses.end(stops, NOON, by, NOON)) == "pause-not-yours"
    assert refusal(lambda: pauses.stated((), NOON, NOON + HOUR, "x", by)) == "pause-not-yours"
    for may in ("operator:p-1", "supervisor:1", "platform", "clerk"):
        assert pauses.begin((), NOON, "x", may, NOON).by == may


def test_a_year_that_was_mistyped_stops_no_clock():
    stops, year = (Stop(NOON, None, "x"),), timedelta(days=366)
    late = NOON + year + HOUR

    assert refusal(lambda: pauses.stated((), NOON, late, "x", "supervisor:1")) == "pause-too-long"
    assert refusal(lambda: pauses.begin((), NOON, "x", "supervisor:1", late)) == "pause-too-long"
    assert refusal(lambda: pauses.end(stops, late, "supervisor:1", NOON)) == "pause-too-long"
    assert pauses.end(stops, late, "supervisor:1", late).at == late
    assert pauses.whole((), NOON, late, "outage", "clerk")[1].at == late
