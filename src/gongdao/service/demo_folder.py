"""The folder of a demo: its database, its mail, and the secret key that is made once and kept beside them."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongdao.kernel.errors import Refused

DATABASE, KEY, MAIL, MADE, LOCK = "gongdao.sqlite3", "secret-key", "mail", "made", "lock"
OURS = (MADE, f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE, f"{DATABASE}-files", MAIL)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that this process holds, so that no two demos work on one database."""

    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path / DATABASE}"


@contextmanager
def held(path: Path) -> Iterator[Folder]:
    """Make a folder where there is none and keep others out of it.

    :raises Refused: it cannot be made or written to, or a demo is running in it.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = os.open(path / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Refused("demo-folder", folder=path, why=error.strerror) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Refused("demo-running", folder=path) from error
    else:
        yield Folder(path)
    finally:
        os.close(lock)


def clear(folder: Folder) -> None:
    """Throw away what a demo had; the key stays, and so does whatever is not ours."""
    for name in OURS:
        if (found := folder.path / name).is_dir():
            shutil.rmtree(found)
        else:
            found.unlink(missing_ok=True)


def is_made(folder: Folder) -> bool:
    """Whether its data were made to the end; a first start that was broken off begins anew."""
    return (folder.path / MADE).exists()


def mark_made(folder: Folder) -> None:
    """Keep that its data are whole."""
    (folder.path / MADE).touch()


def environment(folder: Folder, address: str) -> dict[str, str]:
    """Give the settings of a demo, as the service reads them."""
    return {
        "GONGDAO_DEMO": "1",
        "GONGDAO_URL": address,
        "GONGDAO_SECRET_KEY": _key(folder.path / KEY),
        "GONGDAO_HOSTS": "127.0.0.1 localhost [::1]",
        "GONGDAO_MAIL": f"file://{folder.path / MAIL}",
        "DATABASE_URL": folder.url,
    }


def _key(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except FileNotFoundError:
        pass
    made = secrets.token_urlsafe(50)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as key:
        key.write(made)
    return made
