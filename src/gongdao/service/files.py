"""Reads text files, and says in one sentence why one cannot be read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gongdao.kernel.errors import BadInput, Place, Problem

STDIN = "-"


def read_text(path: Path | str) -> str:
    """The text of a file; ``-`` is the standard input.

    :raises BadInput: there is no such file, it is a folder, it may not be read, or it is not UTF-8.
    """
    return decoded(read_bytes(path), path)


def decoded(content: bytes, path: Path | str) -> str:
    """The text that the bytes of a file are.

    :raises BadInput: it is not UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        byte = f"0x{content[error.start]:02x}"
        raise BadInput([Problem("file-not-utf8", Place(_shown(path), line, column), {"byte": byte})]) from error


def read_bytes(path: Path | str, most: int = -1) -> bytes:
    """The bytes of a file, or the first ``most`` of them; ``-`` is the standard input.

    :raises BadInput: there is no such file, it is a folder or it may not be read.
    """
    try:
        if str(path) == STDIN:
            return sys.stdin.buffer.read(most)
        with Path(path).open("rb") as file:
            return file.read(most)
    except FileNotFoundError as error:
        raise _unreadable("file-missing", _shown(path)) from error
    except IsADirectoryError as error:
        raise _unreadable("file-is-folder", _shown(path)) from error
    except PermissionError as error:
        raise _unreadable("file-forbidden", _shown(path)) from error
    except (OSError, ValueError) as error:
        raise _unreadable("file-unreadable", _shown(path)) from error


def _shown(path: Path | str) -> str:
    return str(path) if str(path) == STDIN else shown_path(Path(path))


def shown_path(path: Path) -> str:
    """A path as a person would write it from where they are."""
    try:
        near = os.path.relpath(path)
    except ValueError:
        return str(path)
    return str(path) if near.startswith("..") else near


def _unreadable(code: str, file: str) -> BadInput:
    return BadInput([Problem(code, None, {"file": file})])
