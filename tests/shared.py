"""What all processes of one run of the tests use: made by the first that needs it, given back by the last."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def shared(folder: Path, make: Callable[[], Any], give_back: Callable[[Any], None]) -> Iterator[Any]:
    """This function will give what was made (JSON) for as long as it is needed; ``folder`` is the same for all."""
    folder.mkdir(parents=True, exist_ok=True)
    made, user = folder / "made.json", folder / f"used-by-{os.getpid()}"
    with _alone(folder):
        if not made.exists():
            made.write_text(json.dumps(make()))
        user.touch()
        told = json.loads(made.read_text())
    try:
        yield told
    finally:
        with _alone(folder):
            user.unlink()
            if not list(folder.glob("used-by-*")):
                made.unlink()
                give_back(told)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
