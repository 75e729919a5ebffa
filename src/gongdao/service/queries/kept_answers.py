"""Keeps what costs time to work out, by the digest of all that it follows from."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection, connections

from gongdao import __version__
from gongdao.kernel.digest import digest
from gongdao.policy.compose import EDITION
from gongdao.service.record.instants import stored

Made = tuple[dict[str, Any], datetime | None]
_KEEP = (
    "INSERT INTO queries_explanation (digest, body, made_at, until) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (digest) DO UPDATE SET body = excluded.body, made_at = excluded.made_at, until = excluded.until"
)


def kept(inputs: dict[str, Any], now: datetime, make: Callable[[], Made]) -> dict[str, Any]:
    """Give an answer by its inputs: one indexed read where it is known, else it is made and kept.

    ``make`` gives the answer, as JSON, and from when it must be asked again, if ever. The engine's edition and the
    program's version are inputs too.
    """
    name = digest({**inputs, "engine": EDITION, "version": __version__})
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, until FROM queries_explanation WHERE digest = %s", [name])
        found = cursor.fetchone()
        if found is not None and (found[1] is None or stored(now) < found[1]):
            known: dict[str, Any] = json.loads(found[0])
            return known
        body, until = make()
        said = json.dumps(body, ensure_ascii=False)
        cursor.execute(_KEEP, [name, said, stored(now), stored(until) if until is not None else None])
    return body


def forget(using: str, before: datetime) -> int:
    """Let go of what was worked out before an instant; gives how much it was."""
    with connections[using].cursor() as cursor:
        cursor.execute("DELETE FROM queries_explanation WHERE made_at < %s", [stored(before)])
        count: int = cursor.rowcount
    return count
