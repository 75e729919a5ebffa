"""Backs an installation up into one file and restores it: the database, the files of evidence, the anchor file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gongdao import __version__
from gongdao.kernel.errors import Refused
from gongdao.service import postgres_programs
from gongdao.service.database_url import database

MANIFEST, SQLITE, DUMP, ANCHORS, FILES = "manifest.json", "gongdao.sqlite3", "gongdao.dump", "anchors.jsonl", "files/"
FORM = "gongdao-backup/1"
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: its vendor, when it was made, by which version, and how many files of evidence."""

    vendor: str
    at: str
    version: str
    files: int
    size: int


def backup(url: str, target: Path, at: datetime, files: Path | None, anchors: Path | None) -> Backup:
    """Write a backup while the service runs; the file is there whole or not at all, and only its owner reads it.

    The database is taken first: whatever it tells of was filed before.

    :raises Refused: the target is there already or cannot be written, or the database cannot be dumped.
    """
    if target.exists():
        raise Refused("backup-there-already", file=target)
    part = target.with_name(f"{target.name}.part")
    try:
        with (
            TemporaryDirectory(dir=target.parent) as work,
            _private(part) as out,
            tarfile.open(fileobj=out, mode="w") as tar,
        ):
            name = _dumped(url, Path(work))
            members = {name: Path(work) / name, **({ANCHORS: anchors} if anchors and anchors.is_file() else {})}
            members |= {f"{FILES}{file.relative_to(files).as_posix()}": file for file in _kept(files)} if files else {}
            made = _manifest(name, members, at)
            _add(tar, Path(work), members, made)
        os.replace(part, target)
    except OSError as error:
        raise Refused("backup-not-written", file=target, why=error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return _told(made, target)


def restore(source: Path, url: str, files: Path | None, anchors: Path | None) -> Backup:
    """Restore a backup into an empty database; every part is compared with its digest before anything is written.

    :raises Refused: it is no backup or damaged, of another kind of database, or there is something there already.
    """
    with TemporaryDirectory(dir=source.resolve().parent) as work:
        made = _unpacked(source, Path(work))
        told = _told(made, source)
        if told.vendor != _vendor(url):
            raise Refused("backup-other-vendor", vendor=told.vendor, url=_vendor(url))
        if told.files and files is None:
            raise Refused("backup-files-folder", files=told.files)
        if files is not None and files.exists() and any(files.iterdir()):
            raise Refused("restore-not-empty", what=files)
        _put_database(url, Path(work))
        if files is not None and (Path(work) / FILES).is_dir():
            shutil.copytree(Path(work) / FILES, files, dirs_exist_ok=True)
        if anchors is not None and (Path(work) / ANCHORS).is_file() and not anchors.exists():
            shutil.copyfile(Path(work) / ANCHORS, anchors)
    return told


def files_folder(url: str) -> Path | None:
    """Give where the files of evidence lie: where GONGDAO_FILES says, else beside the file of SQLite."""
    named = os.environ.get("GONGDAO_FILES")
    if named:
        return Path(named)
    return Path(f"{database(url)['NAME']}-files") if _vendor(url) == "sqlite" else None


def _vendor(url: str) -> str:
    return "sqlite" if database(url)["ENGINE"].endswith("sqlite3") else "postgresql"


def _dumped(url: str, work: Path) -> str:
    if _vendor(url) == "postgresql":
        postgres_programs.dump(database(url), work / DUMP)
        return DUMP
    with closing(sqlite3.connect(database(url)["NAME"])) as live, closing(sqlite3.connect(work / SQLITE)) as copy:
        live.backup(copy)
    return SQLITE


def _put_database(url: str, work: Path) -> None:
    if _vendor(url) == "postgresql":
        postgres_programs.restore(database(url), work / DUMP)
        return
    target = Path(database(url)["NAME"])
    if target.exists():
        raise Refused("restore-not-empty", what=target)
    with closing(sqlite3.connect(work / SQLITE)) as copy, closing(sqlite3.connect(target)) as live:
        copy.backup(live)
    target.chmod(0o600)


def _kept(folder: Path) -> Iterator[Path]:
    """Files that lie in their places; what is still coming in is no part of the record yet."""
    yield from sorted(file for file in folder.glob("[0-9a-f][0-9a-f]/*") if file.is_file())


def _manifest(name: str, members: Mapping[str, Path], at: datetime) -> dict[str, Any]:
    return {
        "form": FORM,
        "vendor": "sqlite" if name == SQLITE else "postgresql",
        "at": at.isoformat(),
        "version": __version__,
        "sha256": {member: _digest(path) for member, path in members.items()},
    }


def _add(tar: tarfile.TarFile, work: Path, members: Mapping[str, Path], made: Mapping[str, Any]) -> None:
    (work / MANIFEST).write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    for member, path in {MANIFEST: work / MANIFEST, **members}.items():
        tar.add(path, member, recursive=False)


def _unpacked(source: Path, work: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(work, filter="data")
        made = json.loads((work / MANIFEST).read_bytes())
        digests = dict(made["sha256"])
    except FileNotFoundError as error:
        raise Refused("file-missing", file=source) from error
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise Refused("backup-not-one", file=source) from error
    if made.get("form") != FORM:
        raise Refused("backup-not-one", file=source)
    for member, digest in digests.items():
        path = work / member
        if not path.is_file() or _digest(path) != digest:
            raise Refused("backup-damaged", file=source, part=member)
    return dict(made)


def _told(made: Mapping[str, Any], file: Path) -> Backup:
    count = sum(name.startswith(FILES) for name in made["sha256"])
    return Backup(made["vendor"], made["at"], made["version"], count, file.stat().st_size)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _private(path: Path) -> Iterator[Any]:
    with suppress(FileNotFoundError):
        path.unlink()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
