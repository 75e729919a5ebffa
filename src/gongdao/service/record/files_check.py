"""Checks the store of files: every file that was not erased is there, and its commitment stands for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from gongdao.kernel.errors import BadInput
from gongdao.service.record import file_store
from gongdao.service.record.proof import BREAKS, differs, fault
from gongdao.service.record.rows import each, some

FILE = "record_file"
COLUMNS = "commitment, person, manifest, place, media_type, size, salt, erased_at"
Listed = Mapping[tuple[str, int], Mapping[str, Any]]


def file_faults(using: str, stream: str) -> Iterator[BadInput]:
    """Give what is wrong with the files of a case, as far as they are not erased."""
    rows = some(using, f"SELECT {COLUMNS} FROM {FILE} WHERE stream = %s ORDER BY at, commitment", [stream])
    lists = _lists(using, stream)
    erased = {
        name for (name,) in some(using, _LISTS.format("commitment", "IS NOT NULL"), [stream, file_store.MANIFEST])
    }
    for name, person, manifest, place, media_type, size, salt, erased_at in rows:
        if erased_at is None and salt is None:
            yield differs(FILE, name, "erased_at", erased_at, "when it was erased")
        elif erased_at is None:
            said = {"commitment": name, "media_type": media_type, "salt": bytes(salt).hex(), "size": size}
            if (should := lists.get((manifest, place))) != said:
                yield differs(FILE, name, "manifest", said, should)
            yield from _bytes_faults(using, stream, name, person, media_type, size, bytes(salt))
        elif salt is not None or file_store.path_of(using, name).exists() or manifest not in erased:
            yield differs(FILE, name, "content", "kept", "erased")
    known = {row[0] for row in rows}
    for it in lists.values():
        if it.get("commitment") not in known:
            yield fault("row-missing", FILE, it.get("commitment"))


def stray_file_faults(using: str) -> Iterator[BadInput]:
    """Give files that were kept for cases of which nothing is written."""
    strays = (
        f"SELECT stream, commitment FROM {FILE} f WHERE NOT EXISTS"
        " (SELECT 1 FROM record_event e WHERE e.stream = f.stream AND e.seq = 1)"
    )
    for stream, name in each(using, strays):
        yield fault("row-unexpected", FILE, f"{stream} {name}")


def _bytes_faults(
    using: str, stream: str, name: str, person: str, media_type: str, size: int, salt: bytes
) -> Iterator[BadInput]:
    path = file_store.path_of(using, name)
    if not path.is_file():
        yield fault("stored-file-missing", FILE, name, path=path)
    elif path.stat().st_size != size:
        yield differs(FILE, name, "size", size, path.stat().st_size)
    elif (made := file_store.standing_for(salt, stream, person, media_type, path)) != name:
        yield differs(FILE, name, "commitment", name, made)


_LISTS = "SELECT {} FROM record_blob WHERE stream = %s AND media_type = %s AND erased_at {}"


def _lists(using: str, stream: str) -> Listed:
    """Give what the lists of a case that are kept say, by list and place; one that cannot be read says nothing."""
    rows = some(using, _LISTS.format("commitment, content", "IS NULL"), [stream, file_store.MANIFEST])
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for manifest, content in rows:
        try:
            found |= {(manifest, place): it for place, it in enumerate(json.loads(bytes(content))["files"])}
        except BREAKS:
            continue  # its commitment does not stand for it, which is told of the blob
    return found
