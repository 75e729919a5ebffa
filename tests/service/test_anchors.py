"""Once a day everything that was written is bound into one root, which the record alone can give again."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connections

from court_room import START, at, opened
from gongdao.kernel.errors import BadInput
from gongdao.service import databases
from gongdao.service.record import anchors, store
from gongdao.service.record.anchor_file import Anchor, append, digest_of_line, read_lines, roots
from gongdao.service.record.merkle import Leaf, root_of, tree
from gongdao.service.record.stream import GENESIS

DAY = timedelta(days=1)
STREAMS = tuple(f"taobao:C-{number}" for number in range(5))


@pytest.fixture
def anchored(law, tmp_path):
    for number, stream in enumerate(STREAMS):
        for command in opened(start=START + number * timedelta(minutes=1)):
            store.submit(law, stream, command, command.at)
    return replace(law, anchor_file=tmp_path / "anchors" / "anchors.jsonl")


def heads(law) -> list[Leaf]:
    return [Leaf(stream, *_end(law, stream)) for stream in STREAMS]


def _end(law, stream):
    with connections[law.using].cursor() as cursor:
        cursor.execute("SELECT seq, digest FROM record_event WHERE stream = %s ORDER BY seq DESC LIMIT 1", [stream])
        return cursor.fetchone()


def test_a_day_is_anchored_when_it_is_over_and_no_sooner(anchored):
    assert anchors.anchor(anchored, START) is None
    assert anchors.anchor(anchored, at(15.9)) is None
    assert anchors.anchor(anchored, at(22.9)) is None  # the day of UTC is over, but what came late may be under way

    made = anchors.anchor(anchored, at(23))

    assert made == Anchor("2025-09-22", tree(heads(anchored)).root, len(STREAMS), "2025-09-23T00:00:00.000000Z")


def test_a_day_is_anchored_once(anchored):
    first = anchors.anchor(anchored, START + DAY)

    assert first is not None
    assert anchors.anchor(anchored, START + DAY) is None
    assert len(read_lines(anchored.anchor_file)) == 1


def test_an_empty_record_is_not_anchored(law):
    assert anchors.anchor(law, START + DAY) is None
    assert anchors.anchors(law.using) == []


def test_a_root_can_be_had_again_when_the_record_has_grown(anchored):
    made = anchors.anchor(anchored, START + DAY)
    for command in opened(start=START + 2 * DAY):
        store.submit(anchored, "taobao:A-later", command, command.at)

    again = anchors.tree_before(anchored.using, made.at)

    assert (again.root, again.count) == (made.root, made.count)


def test_the_lines_of_the_file_hold_each_other(anchored):
    for day in range(1, 4):
        anchors.anchor(anchored, START + day * DAY)

    lines = [json.loads(line) for line in read_lines(anchored.anchor_file)]

    assert [line["day"] for line in lines] == ["2025-09-22", "2025-09-23", "2025-09-24"]
    assert lines[0]["previous"] == GENESIS
    assert lines[2]["previous"] == digest_of_line(read_lines(anchored.anchor_file)[1])
    assert roots(anchored.anchor_file.read_bytes(), "file") == {line["day"]: line["root"] for line in lines}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [(b"2025-09-22", b"2025-09-21", "anchor-chain"), (b'"day"', b'"dax"', "anchor-line"), (b"{", b"[", "anchor-line")],
)
def test_a_line_that_was_changed_is_told_from_the_next(anchored, old, new, code):
    for day in range(1, 3):
        anchors.anchor(anchored, START + day * DAY)

    with pytest.raises(BadInput) as wrong:
        roots(anchored.anchor_file.read_bytes().replace(old, new, 1), "file")

    assert wrong.value.problems[0].code == code


def test_a_line_that_a_crash_cut_short_is_taken_away_and_none_is_doubled(tmp_path):
    file = tmp_path / "anchors.jsonl"
    one, two = (Anchor(f"2025-09-2{day}", "0" * 64, day, f"2025-09-2{day + 1}T00:00:00.000000Z") for day in (1, 2))
    append(file, one)
    with file.open("ab") as cut:
        cut.write(b'{"at":"2025-09-2')

    append(file, two)
    append(file, two)  # the file had it, the database not yet

    assert list(roots(file.read_bytes(), "file")) == ["2025-09-21", "2025-09-22"]


def test_clerks_at_once_write_one_line(anchored):
    def work() -> None:
        anchors.anchor(anchored, START + DAY)
        databases.close(anchored.using)

    clerks = [threading.Thread(target=work) for _ in range(4)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()

    assert len(read_lines(anchored.anchor_file)) == 1
    assert len(anchors.anchors(anchored.using)) == 1


@pytest.mark.parametrize("stream", STREAMS)
def test_a_path_leads_from_a_case_to_the_root_of_the_first_anchor_after_it(anchored, stream):
    made = anchors.anchor(anchored, START + DAY)
    anchors.anchor(anchored, START + 2 * DAY)
    leaf = next(it for it in heads(anchored) if it.stream == stream)

    found = anchors.anchor_of(anchored.using, "2025-09-22T12:00:00.000000Z", stream)

    assert found is not None
    assert found[0] == made
    assert root_of(leaf, found[1].path) == made.root


def test_a_case_that_no_anchor_covers_has_no_path(anchored):
    assert anchors.anchor_of(anchored.using, "", STREAMS[0]) is None
    anchors.anchor(anchored, START + DAY)

    assert anchors.anchor_of(anchored.using, "", "taobao:C-9") is None
