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
    shown = str(path) if str(path) == STDIN else shown_path(Path(path))
    try:
        content = sys.stdin.buffer.read() if str(path) == STDIN else Path(path).read_bytes()
    except FileNotFoundError as error:
        raise _unreadable("file-missing", shown) from error
    except IsADirectoryError as error:
        raise _unreadable("file-is-folder", shown) from error
    except PermissionError as error:
        raise _unreadable("file-forbidden", shown) from error
    except (OSError, ValueError) as error:
        raise _unreadable("file-unreadable", shown) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        byte = f"0x{content[error.start]:02x}"
        raise BadInput([Problem("file-not-utf8", Place(shown, line, column), {"byte": byte})]) from error


def shown_path(path: Path) -> str:
    """A path as a person would write it from where they are."""
    try:
        near = os.path.relpath(path)
    except ValueError:
        return str(path)
    return str(path) if near.startswith("..") else near


def _unreadable(code: str, file: str) -> BadInput:
    return BadInput([Problem(code, None, {"file": file})])
