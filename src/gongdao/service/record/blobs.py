"""Keeps texts and files of persons beside the chain, known by salted commitments, so that they can be erased."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections

from gongdao.case.personal import Personal
from gongdao.kernel.errors import Refused
from gongdao.service.record.commitment import TEXT, commitment
from gongdao.service.record.instants import read as read_instant, stored

SALT_BYTES = 32
MOST_BYTES = 20 * 1024 * 1024

_KEEP = (
    "INSERT INTO record_blob (commitment, stream, person, salt, content, media_type, at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (commitment) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Blob:
    """What somebody handed in: its bytes, what kind they are, whose and since when."""

    commitment: str
    stream: str
    person: str
    content: bytes
    media_type: str
    at: datetime


def keep(using: str, stream: str, person: str, content: bytes, media_type: str, at: datetime) -> str:
    """Keep a content and give its commitment; the same content of the same person in a case is kept once.

    :raises Refused: it is larger than a blob may be.
    """
    if len(content) > MOST_BYTES:
        raise Refused("blob-too-large", size=len(content), most=MOST_BYTES)
    return _keep_all(using, stream, [(person, media_type, content)], at)[0]


def keep_texts(using: str, stream: str, found: Iterable[Personal], at: datetime) -> dict[str, str]:
    """Keep the personal texts of a command; gives the commitment for each place, as `with_commitments` takes them."""
    texts = list(found)
    if not texts:
        return {}
    made = _keep_all(using, stream, [(it.person, TEXT, it.text.encode()) for it in texts], at)
    return dict(zip([it.place for it in texts], made, strict=True))


def read(using: str, wanted: str) -> Blob:
    """Give what a commitment stands for.

    :raises Refused: nothing was kept under it, or it was erased.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT stream, person, content, media_type, at, erased_at FROM record_blob WHERE commitment = %s", [wanted]
        )
        row = cursor.fetchone()
    if row is None:
        raise Refused("blob-unknown", commitment=wanted)
    stream, person, content, media_type, at, erased_at = row
    if erased_at is not None:
        raise Refused("blob-erased", commitment=wanted, at=erased_at)
    return Blob(wanted, stream, person, bytes(content), media_type, read_instant(at))


def texts(using: str, stream: str) -> Mapping[str, str]:
    """Give the texts of people in a case by their commitments, but for those that were erased."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT commitment, content FROM record_blob WHERE stream = %s AND media_type = %s AND content IS NOT NULL",
            [stream, TEXT],
        )
        return {commitment: bytes(content).decode() for commitment, content in cursor.fetchall()}


def erase(using: str, stream: str, person: str, at: datetime) -> int:
    """Remove all that a person handed in to a case, and the salt with it; gives how many blobs there were.

    The rows stay and say when it was done. The events hold only commitments, so the chain stays as it is.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete = ON")  # the pages that become free are overwritten
        cursor.execute(
            "UPDATE record_blob SET salt = NULL, content = NULL, erased_at = %s"
            " WHERE stream = %s AND person = %s AND erased_at IS NULL",
            [stored(at), stream, person],
        )
        count: int = cursor.rowcount
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # nor does the log keep them
    return count


def _keep_all(using: str, stream: str, wanted: list[tuple[str, str, bytes]], at: datetime) -> list[str]:
    """Keep them in one go; a person's salt in a case is made with the first blob of his."""
    with connections[using].cursor() as cursor:
        salts = _salts(cursor, stream, {person for person, _, _ in wanted})
        made = [commitment(salts[person], stream, person, kind, content) for person, kind, content in wanted]
        rows = {
            name: (name, stream, person, salts[person], content, kind, stored(at))
            for name, (person, kind, content) in zip(made, wanted, strict=True)
        }
        _write(cursor, list(rows.values()))
    return made


def _write(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    """Most are alone: a batch takes longer to begin than to write."""
    if len(rows) == 1:
        cursor.execute(_KEEP, rows[0])
    else:
        cursor.executemany(_KEEP, rows)


def _salts(cursor: Any, stream: str, persons: set[str]) -> dict[str, bytes]:
    """One salt for each person, so that equal texts of his stay equal; the smallest, should two have come at once."""
    cursor.execute(
        "SELECT DISTINCT person, salt FROM record_blob WHERE stream = %s AND erased_at IS NULL ORDER BY salt DESC",
        [stream],
    )
    known = {person: bytes(salt) for person, salt in cursor.fetchall()}
    return {person: known.get(person) or secrets.token_bytes(SALT_BYTES) for person in sorted(persons)}
