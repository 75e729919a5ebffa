"""Reads what a picture says, its words and its square codes, one asker after the other; nothing of it is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gongdao.kernel.errors import Refused
from gongdao.screening.links.codes import codes_in
from gongdao.service.intake import ocr

# So many pictures are read at once in one process; each takes a core for some seconds.
AT_ONCE = threading.BoundedSemaphore(2)
PATIENCE = 10.0  # seconds to wait for one's turn
MOST_CODES = 8
WORDS_UNREAD = ("ocr-absent", "ocr-language", "ocr-late", "ocr-failed")


@dataclass(frozen=True, slots=True)
class Read:
    """What a picture says: its words, what its square codes hold, and why its words could not be read, if so."""

    words: str
    codes: tuple[str, ...]
    unread: Refused | None = None


def read(content: bytes) -> Read:
    """Read a picture.

    :raises Refused: it is no picture that can be read, as `read_picture` says; ``ocr-late``: too many are read now.
    """
    with in_turn():
        return _read(content)


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until a picture may be read.

    :raises Refused: ``ocr-late``: too many are read now.
    """
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Refused("ocr-late", seconds=PATIENCE)
    try:
        yield
    finally:
        AT_ONCE.release()


def _read(content: bytes) -> Read:
    codes = tuple(dict.fromkeys(code.text for code in codes_in(content) if code.text))[:MOST_CODES]
    try:
        return Read(ocr.writing_in(content).text, codes)
    except Refused as no:
        if no.code not in WORDS_UNREAD:
            raise
        return Read("", codes, no)
