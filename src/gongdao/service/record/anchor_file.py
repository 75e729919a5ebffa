"""The anchor file: a line for each day, each holding the digest of the one before it; read by strangers too."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from gongdao.kernel.digest import canonical
from gongdao.kernel.errors import BadInput, Place, Problem
from gongdao.service.record.stream import GENESIS


@dataclass(frozen=True, slots=True)
class Anchor:
    """The root over the heads of all streams as they stood when a day of UTC ended, at ``at``."""

    day: str
    root: str
    count: int
    at: str


def line_of(made: Anchor, previous: str) -> bytes:
    """Give the line of the anchor file, which holds the digest of the line before it."""
    return canonical({**asdict(made), "previous": previous})


def read_lines(file: Path) -> list[bytes]:
    """Give the whole lines of the anchor file; none where there is no file yet."""
    if not file.exists():
        return []
    return file.read_bytes().split(b"\n")[:-1]


def day_of(line: bytes) -> str:
    """Give the day of which a line of the anchor file tells."""
    return str(json.loads(line)["day"])


def digest_of_line(line: bytes) -> str:
    """Give what the next line says of this one."""
    return hashlib.sha256(line).hexdigest()


def roots(content: bytes, name: str) -> dict[str, str]:
    """Give the root of each day that an anchor file names, having followed its lines from the first.

    :raises BadInput: a line is none, or does not hold the digest of the line before it.
    """
    found: dict[str, str] = {}
    previous = GENESIS
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        try:
            said = json.loads(line)
            day, root, before = str(said["day"]), str(said["root"]), said["previous"]
        except (ValueError, LookupError, TypeError, RecursionError) as wrong:
            raise BadInput([Problem("anchor-line", Place(name, number, 1))]) from wrong
        if before != previous:
            raise BadInput([Problem("anchor-chain", Place(name, number, 1), {"says": before, "should": previous})])
        found[day] = root
        previous = digest_of_line(line)
    return found


def append(file: Path, made: Anchor) -> None:
    """Append one line and see it on the disk; a line that was cut short by a crash is taken away, none is doubled."""
    is_new = not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        lines = read_lines(file)
        os.ftruncate(descriptor, sum(len(line) + 1 for line in lines))
        if not any(day_of(line) == made.day for line in lines[-1:]):
            previous = digest_of_line(lines[-1]) if lines else GENESIS
            os.write(descriptor, line_of(made, previous) + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
