"""What the command line knows of the screen it writes on: its language, width and colours."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

WIDEST = 80
NARROWEST = 60

COLOURS = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}


def language(environment: Mapping[str, str]) -> str:
    """English where LC_ALL, LC_MESSAGES or LANG asks for it, else Chinese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if stated := environment.get(name):
            return "en" if stated.lower().startswith("en") else "zh"
    return "zh"


def columns(stream: TextIO) -> int:
    """How wide a page is: 80, or less where COLUMNS or the terminal is narrower, down to 60."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isdigit() and int(stated):
        wide = int(stated)
    else:
        wide = _terminal_columns(stream)
    return max(NARROWEST, min(WIDEST, wide))


def colourful(stream: TextIO) -> bool:
    """Whether to write colours: on a terminal that can, unless NO_COLOR is set."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def paint(text: str, *colours: str, on: bool) -> str:
    """The text in the colours, or as it is where colours are off."""
    if not on or not text:
        return text
    return f"\x1b[{';'.join(COLOURS[colour] for colour in colours)}m{text}\x1b[0m"


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: a ruling in Chinese has no other spelling."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _terminal_columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDEST
    except (OSError, ValueError, AttributeError):
        return WIDEST
