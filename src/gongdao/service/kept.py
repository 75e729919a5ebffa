"""Keeps composed packs on the disk, so that the YAML is read only where it or the program has changed.

A kept pack begins with the digest of what it was made of, and is not believed if that differs. What was shipped lies
beside the packs; what was composed here lies in a cache, which may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gongdao.case.bindings import check_bindings
from gongdao.kernel.errors import BadInput
from gongdao.policy.compose import EDITION
from gongdao.policy.library import Library, pack_of
from gongdao.policy.pack import Pack, Version
from gongdao.policy.stored import FORM, restore, store
from gongdao.service.calendars import packs_folder
from gongdao.service.packs import Shelf, open_library, pack_files, with_floors

FOLDER = "compiled"
PROGRAM = Path(__file__).resolve().parents[1]
CODE = ("kernel", "policy")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a pack is made of: the name a person is shown of each file, and the digest of all they hold."""

    shown: Mapping[str, str]
    digest: str


def open_packs(shelf: Shelf, cache: Path | None = None) -> Library:
    """Give a library in which each pack is opened, in its kept form if possible, when it is first asked for."""
    place = cache or cache_folder()
    return Library(shelf.heads, shelf.versions, open=lambda version: open_pack(shelf, version, place))


def open_pack(shelf: Shelf, version: Version, cache: Path) -> Pack:
    """Give one pack: as it was shipped, as it was kept, or composed now and kept.

    :raises BadInput: with every problem of every file of the pack.
    """
    origin = origin_of(shelf, version)
    cached, stamp = cache / _name(shelf, version), f"{origin.digest} {_program()}"
    shipped = packs_folder() / FOLDER / f"{version.id}.json"
    pack = _read(shipped, origin.digest, origin) or _read(cached, stamp, origin)
    if pack is None:
        pack = pack_of(open_library(shelf, [version.id]), version.id)
        if problems := check_bindings(pack):
            raise BadInput(problems)
        _try_to_write(cached, stamp, pack, origin)
    return pack


def compile_packs(shelf: Shelf, folder: Path) -> None:
    """Write every pack into a folder, to be shipped beside the packs.

    :raises BadInput: with every problem of the first pack that has any.
    """
    for version in shelf.versions.values():
        pack = pack_of(open_library(shelf, [version.id]), version.id)
        origin = origin_of(shelf, version)
        _write(folder / f"{version.id}.json", origin.digest, pack, origin)


def origin_of(shelf: Shelf, version: Version) -> Origin:
    """Read what a pack is made of, as bytes."""
    shown: dict[str, str] = {}
    made_of = hashlib.sha256(f"{FORM} {EDITION}".encode())
    for family in with_floors(shelf, [version.id]):
        for name, file in pack_files(shelf.folders[family]).items():
            shown[f"{family}/{name}"] = file.shown
            content = file.path.read_bytes()
            made_of.update(f"\n{family}/{name} {len(content)}\n".encode() + content)
    return Origin(shown, made_of.hexdigest())


def _read(file: Path, stamp: str, origin: Origin) -> Pack | None:
    try:
        first, _, text = file.read_text(encoding="utf-8").partition("\n")
        return restore(text, origin.shown) if first == stamp else None
    except (OSError, ValueError):
        return None


def _write(file: Path, stamp: str, pack: Pack, origin: Origin) -> None:
    names = {shown: name for name, shown in origin.shown.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_text(f"{stamp}\n{store(pack, names)}\n", encoding="utf-8", newline="\n")
    unfinished.replace(file)


def _try_to_write(file: Path, stamp: str, pack: Pack, origin: Origin) -> None:
    try:
        _write(file, stamp, pack, origin)
    except OSError:
        return  # a disk that is full or may not be written on costs time, nothing else


def cache_folder() -> Path:
    """Give the folder where packs composed here are kept: in the checkout if it is ours, else in the user's own."""
    checkout = packs_folder().parent
    if checkout != PROGRAM and os.access(checkout, os.W_OK):
        return checkout / ".cache" / "packs"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gongdao" / "packs"


def _name(shelf: Shelf, version: Version) -> str:
    """One file for each version of each folder, so that old ones do not gather."""
    folder = str(shelf.folders[version.family].resolve())
    return f"{version.id}-{hashlib.sha256(folder.encode()).hexdigest()[:8]}.json"


def _program() -> str:
    """The state of the code that composes packs, without reading it."""
    files = sorted(file for part in CODE for file in (PROGRAM / part).glob("*.py"))
    stamps = [(file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    return hashlib.sha256(repr(stamps).encode()).hexdigest()[:16]
