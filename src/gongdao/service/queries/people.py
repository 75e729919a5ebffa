"""What the people of a case are called, for whoever may know their names."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from gongdao.case.state import role
from gongdao.kernel.text import Text
from gongdao.service.queries.cases import Opened

STAFF = ("staff", "supervisor")


def names(persons: Iterable[str]) -> dict[str, str]:
    """Give the names of persons by their names in the record; who has none is left out. One read."""
    wanted = sorted(set(filter(None, persons)))
    if not wanted:
        return {}
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT person, name, username FROM people_user WHERE person IN ({marks})", wanted)
        return {person: name or username for person, name, username in cursor.fetchall()}


def shop_names(keys: Iterable[str]) -> dict[str, str]:
    """Give the names of shops by their names in the record. One read."""
    wanted = sorted(set(filter(None, keys)))
    if not wanted:
        return {}
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, name FROM market_shop WHERE key IN ({marks})", wanted)
        return dict(cursor.fetchall())


def people(seen: Opened, actors: Iterable[str] = ()) -> dict[str, Text]:
    """Give what the people of a case are called: by actor (``staff:p-1``) and, for the parties, by role.

    Parties know one another and the name of the shop, and see who decides; whoever else looks sees roles only. One
    read; none for who may see nobody.
    """
    if not seen.sees_people:
        return {}
    case, known = seen.case, tuple(actors)
    wanted = {by.partition(":")[2] for by in (*known, case.owner, *case.former)}
    shop = str(case.facts.get("seller", {}).get("id", ""))
    found = _names({case.buyer, *wanted}, shop)
    called = {
        by: _called(role(by), found[person])
        for by in {*known, case.owner, *case.former}
        if (person := by.partition(":")[2]) in found and role(by) in (*STAFF, "juror")
    }
    if case.buyer in found:
        called["buyer"] = _plain(found[case.buyer])
    if shop in found:
        called["seller"] = _plain(found[shop])
    return called


def _names(persons: Iterable[str], shop: str) -> dict[str, str]:
    """Give the names of persons and of a shop; their names in the record differ. One read."""
    wanted = sorted(set(filter(None, persons))) or [""]
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person, COALESCE(NULLIF(name, ''), username) FROM people_user WHERE person IN ({marks})"
            " UNION ALL SELECT key, name FROM market_shop WHERE key = %s",
            [*wanted, shop],
        )
        return dict(cursor.fetchall())


def _plain(name: str) -> Text:
    return Text(name, name)


def _called(office: str, name: str) -> Text:
    """Staff by name and office; a juror is nobody by name."""
    if office == "juror":
        return Text("评审员", "a juror")
    return Text(f"{name}（主管）", f"{name} (supervisor)") if office == "supervisor" else _plain(name)
