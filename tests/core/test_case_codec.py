"""Events go to JSON and back; old versions are brought up to date; what is not an event is refused."""

from __future__ import annotations

import json
from datetime import date

import pytest

from court_room import COURT, START, ruled
from gongdao.case import codec
from gongdao.case.codec import decode, encode
from gongdao.case.decider import COMMANDS, EVENTS, decide, fold
from gongdao.case.stages.opening import FactsTaken
from gongdao.case.state import STAGES, Case
from gongdao.case.words import COMMANDS as COMMAND_WORDS, EVENTS as EVENT_WORDS, STAGES as STAGE_WORDS
from gongdao.kernel.digest import canonical
from gongdao.kernel.errors import BadInput

ROW = (("id", "X"), ("paid", 5), ("ok", True), ("at", START), ("on", date(2025, 1, 2)), ("items", ("a", "b")))
TAKEN = FactsTaken(START, "platform", "orders", START, "order", ROW)


def test_every_event_of_a_dispute_comes_back_as_it_went():
    case = Case()
    for command in ruled():
        events = decide(case, command, COURT)
        assert [decode(json.loads(json.dumps(encode(r.event)))) for r in events] == [r.event for r in events]
        case = fold(case, events)


def test_a_row_keeps_the_kinds_of_its_values():
    assert decode(json.loads(json.dumps(encode(TAKEN)))) == TAKEN


def test_a_row_keeps_its_order_in_canonical_bytes():
    assert decode(json.loads(canonical(encode(TAKEN)))) == TAKEN


def test_an_old_version_is_brought_up_to_date(request):
    stored = {**encode(TAKEN), "version": 1}
    stored["origin"] = stored.pop("source")
    codec.VERSIONS["FactsTaken"] = 2
    codec.UPCASTERS["FactsTaken", 1] = lambda body: {
        "source": body["origin"], **{key: value for key, value in body.items() if key != "origin"}
    }  # fmt: skip
    request.addfinalizer(lambda: codec.VERSIONS.update(FactsTaken=1))
    request.addfinalizer(codec.UPCASTERS.clear)

    assert decode(stored) == TAKEN


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "Nothing"}, "event-unknown"),
        ({"version": 2}, "event-unknown"),
        ({"more": 1}, "event-fields"),
        ({"at": "soon"}, "event-field-kind"),
        ({"source": 5}, "event-field-kind"),
        ({"row": {"a": 1.5}}, "event-field-kind"),
    ],
)
def test_what_is_not_an_event_is_refused(change, code):
    with pytest.raises(BadInput) as wrong:
        decode({**encode(TAKEN), **change})

    assert [problem.code for problem in wrong.value.problems] == [code]


def test_everything_has_a_name_in_both_languages():
    assert COMMAND_WORDS.keys() == {kind.__name__ for kind in COMMANDS}
    assert EVENT_WORDS.keys() == {kind.__name__ for kind in EVENTS}
    assert STAGE_WORDS.keys() == set(STAGES)
