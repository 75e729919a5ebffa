"""Once a day one root over the heads of all streams, in a file that whoever distrusts us can keep a copy of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import connections

from gongdao.service.record import timestamps
from gongdao.service.record.anchor_file import Anchor, append
from gongdao.service.record.instants import stored
from gongdao.service.record.law import Law
from gongdao.service.record.merkle import Leaf, Tree, tree

# What was received on a day may still wait for the database when the day is over, but never so long.
GRACE = timedelta(hours=1)
PAGE = 2000


def anchor(law: Law, now: datetime) -> Anchor | None:
    """Anchor the last day that is over, if it is not anchored yet; None where there is nothing to do."""
    day = (now - GRACE).astimezone(UTC).date() - timedelta(days=1)
    end = end_of(day)
    if not _wanted(law.using, day.isoformat(), end):
        return None
    built = tree_before(law.using, end)
    made = Anchor(day.isoformat(), built.root, built.count, end)
    if law.anchor_file is not None:
        append(law.anchor_file, made)
    with connections[law.using].cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_anchor (day, root, count, at) VALUES (%s, %s, %s, %s) ON CONFLICT (day) DO NOTHING",
            [made.day, made.root, made.count, made.at],
        )
    if law.anchor_file is not None and law.timestamps:
        timestamps.stamp_missing(law.anchor_file, law.timestamps)
    return made


def end_of(day: date) -> str:
    """Give the instant at which a day of UTC is over, as the record keeps instants."""
    return stored(datetime.combine(day + timedelta(days=1), time(), UTC))


def end_of_text(day: str) -> str:
    """Give the end of a day that is given as text; nothing where that is none."""
    try:
        return end_of(date.fromisoformat(day))
    except (ValueError, OverflowError):
        return ""


def tree_before(using: str, end: str, wanted: str = "") -> Tree:
    """Build the tree over the heads of all streams as they were known before an instant."""
    return tree(heads_before(using, end), wanted)


def heads_before(using: str, end: str) -> Iterator[Leaf]:
    """Give the head of each stream as it was known before an instant, sorted by the bytes of the streams' names."""
    connection = connections[using]
    order = 'e.stream COLLATE "C"' if connection.vendor == "postgresql" else "e.stream"
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT e.stream, e.seq, e.digest FROM record_event e WHERE e.recorded_at < %s AND NOT EXISTS"
            " (SELECT 1 FROM record_event n WHERE n.stream = e.stream AND n.seq = e.seq + 1 AND n.recorded_at < %s)"
            f" ORDER BY {order}",
            [end, end],
        )
        while rows := cursor.fetchmany(PAGE):
            yield from (Leaf(*row) for row in rows)


def anchors(using: str) -> list[Anchor]:
    """Give all anchors by day."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT day, root, count, at FROM record_anchor ORDER BY day")
        return [Anchor(*row) for row in cursor.fetchall()]


def anchor_of(using: str, known_before: str, stream: str) -> tuple[Anchor, Tree] | None:
    """Give the first anchor of a time after ``known_before``, else the last one, with the path of the stream.

    None where no anchor covers the stream.
    """
    known = anchors(using)
    if not known:
        return None
    found = next((it for it in known if it.at > known_before), known[-1])
    built = tree_before(using, found.at, stream)
    return (found, built) if built.path is not None else None


def _wanted(using: str, day: str, end: str) -> bool:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM record_anchor WHERE day >= %s LIMIT 1", [day])
        if cursor.fetchone():
            return False
        cursor.execute("SELECT recorded_at FROM record_event ORDER BY id LIMIT 1")
        first = cursor.fetchone()
    return first is not None and first[0] < end
