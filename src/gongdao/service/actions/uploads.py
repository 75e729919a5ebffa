"""Files on their way in: begun, sent piece by piece, resumed anywhere, looked at, and taken in or refused."""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import connections

from gongdao.kernel.errors import Refused
from gongdao.service.installation import law, now
from gongdao.service.intake import sniff
from gongdao.service.intake.clamav import scanned
from gongdao.service.people.actor import Actor
from gongdao.service.queries.access import place
from gongdao.service.record import file_store
from gongdao.service.record.file_store import MOST_BYTES, MOST_IN_CASE, THUMB, VIEW, Filed
from gongdao.service.record.instants import read, stored
from gongdao.service.record.models import FileRow, UploadRow

# How long a file that was not handed in is kept, and how many of them one person may have in a case.
LASTS = timedelta(hours=24)
MOST_WAITING = 40
LONGEST_NAME, PIECE = 200, 256 * 1024
WAITING = ("open", "ready")
# What is taken back may be handed in or looked at in that very moment: its bytes go once that is long over.
REMOVED, SETTLED = "removed", timedelta(minutes=10)
log = logging.getLogger(__name__)


class Body(Protocol):
    """What bytes are read from; the body of a request is one."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in: ``offset`` of ``size`` bytes have come; ``state`` is open, ready, sent or refused.

    ``why`` is the refusal; ``about`` what the file tells of itself.
    """

    id: str
    stream: str
    name: str
    size: int
    offset: int
    state: str
    media_type: str
    commitment: str
    about: Mapping[str, Any]
    why: Refused | None
    expires_at: datetime


def begin(actor: Actor, stream: str, name: str, size: int, key: str = "") -> Upload:
    """Begin to send a file for a case in which one is a party; the same key begins it once.

    :raises Refused: one is no party, the file is too large, the case has too many, or the key was used for another.
    """
    standing = place(actor, stream, "buyer", "seller")
    using, at = law().using, now()
    known = UploadRow.objects.using(using).filter(by=standing.by, key=key).first() if key else None
    if known is not None:
        if (known.stream, known.name, known.size) != (stream, _clean(name), size):
            raise Refused("key-reused", key=key, stream=known.stream)
        return _upload(using, known)
    _check_size(using, stream, standing.role, standing.by, name, size)
    row = UploadRow(
        id=secrets.token_hex(12), stream=stream, by=standing.by, person=standing.role, key=key or secrets.token_hex(12),
        name=_clean(name), size=size, salt=secrets.token_bytes(32), created_at=stored(at),
        expires_at=stored(at + LASTS),
    )  # fmt: skip
    row.save(using=using, force_insert=True)
    return _upload(using, row)


def append(actor: Actor, id_: str, offset: int, body: Body, length: int) -> Upload:
    """Add bytes to a file where the last ones ended; what has come stays, wherever it breaks off.

    :raises Refused: there is no such upload of this person, it is over, its length is another, or somebody is at it.
    """
    using, row = law().using, _own(actor, id_)
    if row.state != "open":
        raise Refused("upload-over", id=id_)
    with _held(using, row.id) as file:
        have = os.fstat(file).st_size
        if offset != have:
            raise Refused("upload-offset", sent=offset, offset=have)
        if have + length > row.size:
            raise Refused("upload-too-long", size=row.size, sent=have + length)
        _copied(file, body, length)
    return _upload(using, row)


def finish(actor: Actor, id_: str) -> Upload:
    """Look at a file that has come whole: by a scanner where there is one, and by reading it; again without harm.

    :raises Refused: it is not whole yet, or cannot be taken: the sentence says what is wrong with it and what to do.
    """
    using, row = law().using, _own(actor, id_)
    if row.state == "open":
        with _held(using, row.id) as file:
            have = os.fstat(file).st_size
            if have != row.size:
                raise Refused("upload-unfinished", offset=have, size=row.size)
            _looked_at(using, row)
    upload = _upload(using, row)
    if upload.why is not None:
        raise upload.why
    return upload


def remove(actor: Actor, id_: str) -> None:
    """Take back a file that was not handed in.

    :raises Refused: there is no such upload of this person, or it was handed in.
    """
    using, row = law().using, _own(actor, id_)
    mine = UploadRow.objects.using(using).filter(pk=row.id)
    gone = {"state": REMOVED, "key": secrets.token_hex(12), "expires_at": stored(now() + SETTLED)}
    if mine.filter(state__in=WAITING).update(**gone):
        return
    if mine.filter(state="sent").exists():
        raise Refused("upload-over", id=id_)
    _drop(using, row)


def find(actor: Actor, id_: str) -> Upload:
    """Give an upload of one's own.

    :raises Refused: there is none.
    """
    return _upload(law().using, _own(actor, id_))


def waiting(actor: Actor, stream: str) -> tuple[Upload, ...]:
    """Give what somebody began to send for a case and did not hand in, the oldest first.

    :raises Refused: one is no party.
    """
    standing, using = place(actor, stream, "buyer", "seller"), law().using
    rows = UploadRow.objects.using(using).filter(stream=stream, by=standing.by, state__in=WAITING)
    return tuple(_upload(using, row) for row in rows.order_by("created_at", "id"))


def filed(by: str, stream: str, ids: tuple[str, ...], *, again: bool) -> tuple[Filed, ...]:
    """Give the files of uploads that may be handed in; ``again`` lets those pass that were handed in before.

    :raises Refused: one is not there, not this person's, not of this case, or not ready.
    """
    rows = UploadRow.objects.using(law().using).filter(pk__in=ids, by=by, stream=stream) if ids else ()
    found = {row.id: row for row in rows}
    for id_ in ids:
        row = found.get(id_)
        if row is None:
            raise Refused("upload-not-found", id=id_)
        if row.state != "ready" and not (again and row.state == "sent"):
            raise Refused("upload-not-ready", id=id_, name=row.name)
    return tuple(
        Filed(it.commitment, it.name, it.media_type, it.size, bytes(it.salt), json.loads(it.about))
        for it in (found[id_] for id_ in dict.fromkeys(ids))
    )


def sent(ids: tuple[str, ...]) -> None:
    """Note that files were handed in."""
    if ids:
        UploadRow.objects.using(law().using).filter(pk__in=ids).update(state="sent")


def expire(using: str, at: datetime) -> int:
    """Remove what was begun and not handed in for a day, and parts that nobody knows; gives how many there were."""
    gone = list(UploadRow.objects.using(using).filter(expires_at__lte=stored(at)))
    for row in gone:
        _drop(using, row)
    return len(gone) + _strays(using)


def _strays(using: str) -> int:
    try:
        parts = list((file_store.folder(using) / file_store.PARTS).iterdir())
    except (OSError, Refused):
        return 0
    rows = UploadRow.objects.using(using).filter(pk__in=[part.name for part in parts])
    known = set(rows.values_list("pk", flat=True))
    strays = [part for part in parts if part.name not in known]
    for part in strays:
        part.unlink(missing_ok=True)
    return len(strays)


def _check_size(using: str, stream: str, side: str, by: str, name: str, size: int) -> None:
    if size <= 0:
        raise Refused("file-empty")
    if size > MOST_BYTES:
        raise Refused("upload-too-large", name=_clean(name), size=megabytes(size), most=megabytes(MOST_BYTES))
    if file_store.used(using, stream, side) + size > MOST_IN_CASE:
        raise Refused("uploads-too-much", most=megabytes(MOST_IN_CASE))
    if UploadRow.objects.using(using).filter(stream=stream, by=by, state__in=WAITING).count() >= MOST_WAITING:
        raise Refused("uploads-too-many", most=MOST_WAITING)


def megabytes(size: int) -> str:
    """Say a number of bytes as people do: 3.5 MB, 12 KB."""
    if size < 100 * 1024:
        return f"{-(-size // 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".0 ", " ")


def _clean(name: str) -> str:
    """The name of a file as it may be shown: without its folders and what no line can hold."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable())[-LONGEST_NAME:] or "file"


def _own(actor: Actor, id_: str) -> UploadRow:
    """Others learn nothing of an upload, not even that there is one."""
    row = UploadRow.objects.using(law().using).filter(pk=id_).first()
    mine = row is not None and actor.person and row.by.partition(":")[2] == actor.person
    if row is None or not mine or row.state == REMOVED or actor.stream not in ("", row.stream):
        raise Refused("upload-not-found", id=id_)
    return row


@contextmanager
def _held(using: str, id_: str) -> Iterator[int]:
    """Open the part of a file for oneself alone, whichever process one is in.

    :raises Refused: somebody else has it, or there is no room left.
    """
    part = file_store.part_of(using, id_)
    part.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(part, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield file
    except BlockingIOError as busy:
        raise Refused("upload-busy", id=id_) from busy
    except OSError as wrong:
        if wrong.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refused("files-no-room") from wrong
        raise
    finally:
        os.close(file)


def _copied(file: int, body: Body, length: int) -> None:
    """Write what comes, as far as it comes: who breaks off is told next time how far he got."""
    left = length
    while left and (piece := body.read(min(PIECE, left))):
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(file, rest) :]
        left -= len(piece)
    os.fsync(file)


def _looked_at(using: str, row: UploadRow) -> None:
    part = file_store.part_of(using, row.id)
    try:
        _scan(using, row)
        found = sniff.look(part)
    except Refused as no:
        if no.code == "scanner-away":
            raise
        _refuse(using, row, no)
        return
    row.media_type, row.about, row.state = found.media_type, json.dumps(dict(found.about)), "ready"
    row.commitment = file_store.standing_for(bytes(row.salt), row.stream, row.person, row.media_type, part)
    file_store.put(using, part, row.commitment)
    for made, content in ((VIEW, found.view), (THUMB, found.thumb)):
        if content:
            file_store.put_made(using, row.commitment, made, content)
    _keep(using, row)
    part.unlink(missing_ok=True)


def _keep(using: str, row: UploadRow) -> None:
    """Write what became of a file that was open.

    :raises Refused: it was taken back while it was looked at.
    """
    said = {name: getattr(row, name) for name in ("state", "why", "media_type", "about", "commitment")}
    if not UploadRow.objects.using(using).filter(pk=row.id, state="open").update(**said):
        if row.commitment:
            file_store.remove(using, row.commitment)
        raise Refused("upload-not-found", id=row.id)


def _scan(using: str, row: UploadRow) -> None:
    if not settings.GONGDAO_CLAMAV:
        return
    found = scanned(settings.GONGDAO_CLAMAV, file_store.part_of(using, row.id))
    if found:
        log.warning("a file for %s was put aside: %s", row.stream, found)
        file_store.put_aside(using, row.id)
        raise Refused("file-infected", found=found)


def _refuse(using: str, row: UploadRow, no: Refused) -> None:
    row.state = "quarantined" if no.code == "file-infected" else "refused"
    row.why = json.dumps({"code": no.code, **{key: str(value) for key, value in no.details.items()}})
    _keep(using, row)
    file_store.part_of(using, row.id).unlink(missing_ok=True)


def _drop(using: str, row: UploadRow) -> None:
    """Remove an upload; the file stays where it was handed in."""
    if row.commitment and not _handed_in(using, row):
        file_store.remove(using, row.commitment)
        FileRow.objects.using(using).filter(pk=row.commitment).delete()
    file_store.remove_part(using, row.id)
    row.delete(using=using)


def _handed_in(using: str, row: UploadRow) -> bool:
    """Whether an event names the list in which a file stands, whatever was noted of it."""
    lists = FileRow.objects.using(using).filter(pk=row.commitment).values_list("manifest", flat=True)
    with connections[using].cursor() as cursor:
        for manifest in lists:
            cursor.execute(
                "SELECT 1 FROM record_event WHERE stream = %s AND type = 'EvidenceSubmitted' AND body LIKE %s LIMIT 1",
                [row.stream, f'%"{manifest}"%'],
            )
            if cursor.fetchone() is not None:
                return True
    return False


def _upload(using: str, row: UploadRow) -> Upload:
    part = file_store.part_of(using, row.id)
    offset = part.stat().st_size if row.state == "open" and part.exists() else 0 if row.state == "open" else row.size
    why = json.loads(row.why) if row.why else None
    return Upload(
        row.id, row.stream, row.name, row.size, offset, "refused" if why else row.state, row.media_type, row.commitment,
        json.loads(row.about), Refused(why.pop("code"), **why) if why else None, read(row.expires_at),
    )  # fmt: skip
