"""Compares the views of a case with what its stream says they must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gongdao.case.court import Court
from gongdao.case.state import Case
from gongdao.kernel.errors import BadInput
from gongdao.service.record import projections
from gongdao.service.record.law import Law
from gongdao.service.record.projections import CASE_COLUMNS, DEADLINE_COLUMNS, RULING_COLUMNS, Row
from gongdao.service.record.proof import Register, differs, fault
from gongdao.service.record.rows import some
from gongdao.service.record.stream import Head

NAMED = ("source", "case_id")


def case_faults(law: Law, stream: str, case: Case, head: Head, known: Register) -> Iterator[BadInput]:
    """Give what is wrong with the row of a case, its deadlines and its people."""
    columns = ", ".join((*NAMED, *CASE_COLUMNS))
    found = some(law.using, f"SELECT {columns} FROM record_case WHERE stream = %s", [stream])
    if not found:
        yield fault("row-missing", "record_case", stream)
        return
    row = found[0]
    pauses = row[len(NAMED) + CASE_COLUMNS.index("pauses")]
    if not 0 <= pauses < len(known.by_length):
        yield differs("record_case", stream, "pauses", pauses, f"0–{len(known.by_length) - 1}")
        return
    court = Court(law.library, law.calendars, known.by_length[pauses].stops)
    should = projections.view(stream, case, court, head, pauses)
    source, _, case_id = stream.partition(":")
    yield from columns_differ("record_case", stream, (*NAMED, *CASE_COLUMNS), row, (source, case_id, *should.case))
    yield from _deadline_faults(law.using, stream, should.deadlines)


def ruling_faults(using: str, stream: str, should: Sequence[Row]) -> Iterator[BadInput]:
    """Give what is wrong with the rulings of a case."""
    found = some(
        using, f"SELECT {', '.join(RULING_COLUMNS)} FROM record_ruling WHERE stream = %s ORDER BY number", [stream]
    )
    yield from rows_differ("record_ruling", RULING_COLUMNS, ("stream", "number"), found, should)


def party_faults(using: str, stream: str, ever: set[Row]) -> Iterator[BadInput]:
    """Give what is wrong with the people of a case; who was once in it stays, ``ever`` names all of them."""
    found = set(some(using, "SELECT person, stream, role FROM record_party WHERE stream = %s", [stream]))
    for row in sorted(ever - found):
        yield fault("row-missing", "record_party", _key(row))
    for row in sorted(found - ever):
        yield fault("row-unexpected", "record_party", _key(row))


def rows_differ(
    table: str, columns: Sequence[str], key: Sequence[str], found: Sequence[Row], should: Sequence[Row]
) -> Iterator[BadInput]:
    """Compare rows by their keys: what is there, what should be there, and each column."""
    places = [columns.index(name) for name in key]
    says = {tuple(row[place] for place in places): row for row in found}
    wanted = {tuple(row[place] for place in places): row for row in should}
    for known_by, row in wanted.items():
        if known_by not in says:
            yield fault("row-missing", table, _key(known_by))
        else:
            yield from columns_differ(table, _key(known_by), columns, says[known_by], row)
    for known_by in says.keys() - wanted.keys():
        yield fault("row-unexpected", table, _key(known_by))


def columns_differ(
    table: str, key: str, columns: Sequence[str], says: Sequence[Any], should: Sequence[Any]
) -> Iterator[BadInput]:
    """Compare one row with what it should be."""
    for column, one, other in zip(columns, says, should, strict=True):
        if one != other:
            yield differs(table, key, column, one, other)


def _deadline_faults(using: str, stream: str, should: Sequence[Row]) -> Iterator[BadInput]:
    columns = ", ".join(DEADLINE_COLUMNS)
    found = some(using, f"SELECT {columns} FROM record_deadline WHERE stream = %s", [stream])
    yield from rows_differ("record_deadline", DEADLINE_COLUMNS, ("stream", "party"), found, should)


def _key(parts: Sequence[Any]) -> str:
    return " ".join(str(part) for part in parts)
