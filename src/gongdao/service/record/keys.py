"""Keys that senders give to their requests, so that one sent again is answered again and not done again."""

from __future__ import annotations

import json
import re
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import connections

from gongdao.case.decider import Command
from gongdao.kernel.digest import plain
from gongdao.kernel.errors import Refused
from gongdao.service.record.stream import Head
from gongdao.service.record.tables import Answered, insert

FORM = re.compile(r"[!-~]{1,200}")
COLUMNS = ("key", "stream", "request", "answer", "at")


def checked_key(key: str) -> str:
    """Give back a key; the empty one means that the request may be done again.

    :raises Refused: it is no key.
    """
    if key and not FORM.fullmatch(key):
        raise Refused("key-form", key=key)
    return key


def request_digest(stream: str, command: Command) -> str:
    """Give the digest of what a sender asked for; when it arrived is not part of it."""
    said = {name: _said(getattr(command, name)) for name in command.__dataclass_fields__ if name != "at"}
    return sha256(plain({"stream": stream, "command": type(command).__name__, "said": said}).encode()).hexdigest()


def _said(value: Any) -> Any:
    """The fields of commands are texts, whole numbers, bools, instants, days, and tuples of them."""
    if isinstance(value, date):
        return value.isoformat()
    return [_said(item) for item in value] if isinstance(value, tuple) else value


def answer_again(answered: Answered, key: str, request: str) -> Head:
    """Give the end of the chain that the sender was told of the first time.

    :raises Refused: the key was used for another request.
    """
    if answered.request != request:
        raise Refused("key-reused", key=key, stream=answered.stream)
    told = json.loads(answered.answer)
    return Head(told["seq"], told["digest"])


def answered_at(using: str, key: str, stream: str) -> int | None:
    """Give the place in the chain of a case that the sender of a key was told of; None where it was not used there."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT answer FROM record_key WHERE key = %s AND stream = %s", [key, stream])
        row = cursor.fetchone()
    return int(json.loads(row[0])["seq"]) if row is not None else None


def note(cursor: Any, key: str, stream: str, request: str, head: Head, at: str) -> None:
    """Keep what a sender was answered."""
    insert(cursor, "record_key", COLUMNS, [(key, stream, request, answer_of(key, stream, request, head, at), at)])


def answer_of(key: str, stream: str, request: str, head: Head, at: str) -> str:
    """Give an answer as it is kept: the end of the chain, and the digest of all that it is an answer to."""
    asked = sha256(plain({"key": key, "stream": stream, "request": request, "at": at}).encode()).hexdigest()
    return plain({"seq": head.seq, "digest": head.digest, "asked": asked})
