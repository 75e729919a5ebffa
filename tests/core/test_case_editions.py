"""A new edition of the rules takes effect over a running case: it is written, and no promised time gets shorter."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest

from court_room import COURT, HOLE, HOUR, SIGNED, START, at, given, heard, named, opened, returning, ruled
from gongdao.case.decider import catch_up, fold, replay
from gongdao.case.due import due
from gongdao.case.overlays import VersionChanged
from gongdao.case.stages.negotiation import RefuseRequest
from gongdao.case.stages.returning import ShipReturn

EDITIONS = {"tb-2024-08": "2024-08-09T00:00:00+08:00", "tb-2025-08": "2025-08-15T00:00:00+08:00"}
STAGES = {
    "negotiation": opened(),
    "negotiation refused": [*opened(SIGNED, HOLE), RefuseRequest(at(1), "seller", "no")],
    "returning": returning(),
    "returning shipped": [*returning(), ShipReturn(at(2), "buyer", "SF1", "SF")],
    "evidence": heard()[:6],
    "review": heard(),
    "returning after a ruling": ruled(),
}


def moved(command, by: timedelta):
    """The command at another time, and what it tells of at another time too."""

    def shift(value):
        if isinstance(value, datetime):
            return value + by
        if isinstance(value, tuple) and value and isinstance(value[0], tuple):
            return tuple((key, shift(item)) for key, item in value)
        return value

    return replace(command, **{field.name: shift(getattr(command, field.name)) for field in fields(command)})


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("stage", STAGES)
def test_a_new_edition_is_written_and_shortens_no_promised_window(stage, edition):
    begins = datetime.fromisoformat(EDITIONS[edition])
    last = STAGES[stage][-1].at
    commands = [moved(command, begins - HOUR - last) for command in STAGES[stage]]
    case = given(*commands)
    before = due(case, COURT)

    written = catch_up(case, COURT, begins + HOUR)
    after = fold(case, written)

    assert (named(written), after.pack, case.pack != edition) == (["VersionChanged"], edition, True)
    assert written[0].event.at == begins
    assert (after.stage, after.facts) == (case.stage, case.facts)
    later = due(after, COURT)
    assert all(later[party].at >= clock.at for party, clock in before.items() if party in later)
    assert later.keys() >= before.keys()


def test_the_old_edition_decides_what_fell_due_before_the_new_one():
    begins = datetime.fromisoformat(EDITIONS["tb-2025-08"])
    case = given(*(moved(command, begins - START - 50 * HOUR) for command in opened()))

    after = fold(case, catch_up(case, COURT, begins + HOUR))

    assert [ruling.pack for ruling in after.rulings] == ["tb-2024-08"]


def test_a_change_of_edition_is_part_of_the_stream():
    change = VersionChanged(START, "platform", "tb-2025-08", "tb-2024-08", (("auto_refund_at", at(48)),), (), ())

    assert replay([change]).promised == {"auto_refund_at": at(48)}
