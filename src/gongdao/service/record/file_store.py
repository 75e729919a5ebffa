"""The store of files beside the record: bytes known by salted commitments, read as they are asked for, erasable."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction

from gongdao.kernel.digest import canonical
from gongdao.kernel.errors import Refused
from gongdao.service.record import blobs
from gongdao.service.record.commitment import of_pieces
from gongdao.service.record.instants import read as read_instant, stored
from gongdao.service.record.models import FileRow, PictureRow, UploadRow

# What one file may have, and all files of one side in a case, in bytes.
MOST_BYTES = 200 * 1024 * 1024
MOST_IN_CASE = 1024 * 1024 * 1024
# The list of the files of a piece of evidence, kept as a blob; the event of the piece names its commitment.
MANIFEST = "application/vnd.gongdao.files+json"
# Pictures made of a file for looking at it: as large as a screen, and small.
VIEW, THUMB = "view", "thumb"
PARTS, QUARANTINE = "uploads", "quarantine"
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that lies in the store: what stands for it, with its salt, and what it tells of itself."""

    commitment: str
    name: str
    media_type: str
    size: int
    salt: bytes
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a case as its row tells of it; ``erased_at`` tells that only that is left."""

    commitment: str
    stream: str
    person: str
    manifest: str
    name: str
    media_type: str
    size: int
    about: Mapping[str, Any]
    at: datetime
    erased_at: datetime | None


def folder(using: str) -> Path:
    """Give where the files of an installation lie: what GONGDAO_FILES names, else beside the file of SQLite.

    :raises Refused: neither is there.
    """
    if settings.GONGDAO_FILES:
        return Path(settings.GONGDAO_FILES)
    if connections[using].vendor == "sqlite":
        return Path(f"{connections[using].settings_dict['NAME']}-files")
    raise Refused("files-folder-missing")


def path_of(using: str, commitment: str, made: str = "") -> Path:
    """Give where a file lies, or a picture that was made of it (`VIEW`, `THUMB`)."""
    return folder(using) / commitment[:2] / (f"{commitment}.{made}" if made else commitment)


def pieces(path: Path) -> Iterator[bytes]:
    """Give a file in pieces that fit into memory."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def put(using: str, part: Path, commitment: str) -> None:
    """Take a file into the store under its commitment; again without harm."""
    target = path_of(using, commitment)
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.link(part, target)
    synced(target.parent)


def put_made(using: str, commitment: str, made: str, content: bytes) -> None:
    """Keep a picture that was made of a file, whole or not at all."""
    target = path_of(using, commitment, made)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(target)


def synced(place: Path) -> None:
    """Make the names in a folder outlast a power cut."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def listed(using: str, stream: str, person: str, files: Sequence[Filed], at: datetime) -> str:
    """Keep the list of the files of a piece of evidence, and tell of each; gives what the event names.

    The same files give the same; a piece without files has a list of none.
    """
    said = [
        {"commitment": it.commitment, "media_type": it.media_type, "salt": it.salt.hex(), "size": it.size}
        for it in files
    ]
    manifest = blobs.keep(using, stream, person, canonical({"files": said}), MANIFEST, at)
    if not files:
        return manifest
    rows = [
        FileRow(
            commitment=it.commitment, stream=stream, person=person, manifest=manifest, place=place, name=it.name,
            media_type=it.media_type, size=it.size, salt=it.salt, about=json.dumps(dict(it.about)), at=stored(at),
        )
        for place, it in enumerate(files)
    ]  # fmt: skip
    FileRow.objects.using(using).bulk_create(
        rows, update_conflicts=True, unique_fields=["commitment"], update_fields=["manifest", "place"]
    )
    _to_be_screened(using, stream, person, files, at)
    return manifest


def _to_be_screened(using: str, stream: str, person: str, files: Sequence[Filed], at: datetime) -> None:
    """Note the pictures among files, which are looked at once an event names them."""
    pictures = [it for it in files if it.media_type.startswith("image/")]
    rows = [
        PictureRow(commitment=it.commitment, stream=stream, person=person, at=stored(at), due_at=stored(at))
        for it in pictures
    ]
    PictureRow.objects.using(using).bulk_create(rows, ignore_conflicts=True)


def kept(using: str, manifests: Sequence[str]) -> tuple[Kept, ...]:
    """Give the files that these lists name, in their order; one read."""
    rows = FileRow.objects.using(using).filter(manifest__in=manifests).order_by("place", "commitment")
    return tuple(_kept(row) for row in rows)


def find(using: str, commitment: str) -> Kept | None:
    """Give a file by what stands for it; None where nothing was kept under it."""
    row = FileRow.objects.using(using).filter(pk=commitment).first()
    return _kept(row) if row is not None else None


def used(using: str, stream: str, person: str) -> int:
    """Give how many bytes a side has handed in to a case, or has begun to."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(SUM(size), 0) FROM (SELECT size FROM record_file WHERE stream = %s AND person = %s"
            " AND erased_at IS NULL UNION ALL SELECT size FROM intake_upload WHERE stream = %s AND person = %s"
            " AND state IN ('open', 'ready')) AS every",
            [stream, person, stream, person],
        )
        return int(cursor.fetchone()[0])


def erase(using: str, stream: str, person: str, at: datetime) -> int:
    """Remove the bytes of every file of a person in a case, also of those on their way; gives how many files went.

    The rows stay and say when it was done, without name and salt. Broken off, it can be done again.
    """
    rows = FileRow.objects.using(using).filter(stream=stream, person=person, erased_at=None)
    coming = UploadRow.objects.using(using).filter(stream=stream, person=person)
    names = list(rows.values_list("commitment", flat=True))
    for name in (*names, *coming.exclude(commitment="").values_list("commitment", flat=True)):
        remove(using, name)
    for id_ in coming.values_list("id", flat=True):
        remove_part(using, id_)
    with transaction.atomic(using=using):
        coming.delete()
        rows.filter(pk__in=names).update(salt=None, name="", about="{}", erased_at=stored(at))
        _no_longer_known(using, stream, person, at)
    return len(names)


def _no_longer_known(using: str, stream: str, person: str, at: datetime) -> None:
    PictureRow.objects.using(using).filter(stream=stream, person=person, erased_at=None).update(
        digest="", marks=None, alike="[]", due_at=None, known_at=None, erased_at=stored(at)
    )


def remove(using: str, commitment: str) -> None:
    """Remove the bytes of a file and what was made of it."""
    for made in ("", VIEW, THUMB):
        path_of(using, commitment, made).unlink(missing_ok=True)


def part_of(using: str, upload: str) -> Path:
    """Give where the part of a file lies that has come so far."""
    return folder(using) / PARTS / upload


def remove_part(using: str, upload: str) -> None:
    """Remove what has come of a file, also where it was put aside for what a scanner found."""
    part_of(using, upload).unlink(missing_ok=True)
    (folder(using) / QUARANTINE / upload).unlink(missing_ok=True)


def put_aside(using: str, upload: str) -> None:
    """Put what has come of a file where nothing serves it from."""
    aside = folder(using) / QUARANTINE
    aside.mkdir(parents=True, exist_ok=True)
    part = part_of(using, upload)
    if part.exists():
        part.replace(aside / upload)
        (aside / upload).chmod(0o400)


def standing_for(salt: bytes, stream: str, person: str, media_type: str, path: Path) -> str:
    """Give what stands for a file: its commitment, computed piece by piece."""
    return of_pieces(salt, stream, person, media_type, pieces(path))


def _kept(row: FileRow) -> Kept:
    about: Mapping[str, Any] = json.loads(row.about)
    gone = read_instant(row.erased_at) if row.erased_at else None
    return Kept(
        row.commitment, row.stream, row.person, row.manifest, row.name, row.media_type, row.size, about,
        read_instant(row.at), gone,
    )  # fmt: skip
