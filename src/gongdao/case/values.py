"""Reads single values strictly: money, decimals, instants, dates, words, numbers and texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from gongdao.case.desk import ABSENT, Absent, Desk, shown
from gongdao.case.kinds import Kind
from gongdao.kernel.errors import BadInput, Place
from gongdao.kernel.money import parse_money
from gongdao.kernel.source import Node

MOST = 10**9
LONGEST = 40
YEARS = range(1980, 2200)

_AMOUNT = re.compile(r"(-?)([0-9]{1,13})(?:\.([0-9]{1,12}))?", re.ASCII)
_INSTANT = re.compile(
    r"([0-9]{4})-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
_DATE = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}", re.ASCII)


def read_scalar(kind: Kind, node: Node, path: str, desk: Desk) -> object:
    """The value of ``node`` as a ``kind``; ABSENT, with a problem noted, where it is none."""
    if kind.name in PLAIN:
        return PLAIN[kind.name](node, path, desk)
    return BY_KIND[kind.name](kind, node, path, desk)


def spelling(kind: Kind) -> tuple[str, ...]:
    """The words that may stand for a ``kind``; empty where they cannot be listed."""
    if kind.name == "either":
        parts = [spelling(each) for each in kind.of]
        return tuple(word for part in parts for word in part) if all(parts) else ()
    return ("true", "false") if kind.name == "bool" else kind.words


def _text(node: Node, path: str, desk: Desk) -> str | Absent:
    if isinstance(node.value, str):
        return node.value
    return desk.note("case-want-text", node, path, value=shown(node.value))


def _word(node: Node, path: str, desk: Desk) -> str | Absent:
    if node.value == "":
        return desk.note("case-empty-word", node, path)
    return _text(node, path, desk)


def _bool(node: Node, path: str, desk: Desk) -> bool | Absent:
    if isinstance(node.value, bool):
        return node.value
    return desk.note("case-want-bool", node, path, value=shown(node.value))


def _int(node: Node, path: str, desk: Desk) -> int | Absent:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int):
        return desk.note("case-want-int", node, path, value=shown(value))
    if value < 0:
        return desk.note("case-negative", node, path, value=value)
    if value > MOST:
        return desk.note("case-too-large", node, path, value=shown(value))
    return value


def _enum(kind: Kind, node: Node, path: str, desk: Desk) -> str | Absent:
    # 12315 without quotes is a number to YAML; it can only mean the word.
    word = str(node.value) if type(node.value) is int else node.value
    if isinstance(word, str) and word in kind.words:
        return word
    return desk.unknown_word(node, path, kind.words)


def _money(node: Node, path: str, desk: Desk) -> int | Absent:
    if isinstance(node.value, str) and len(node.value) > LONGEST:
        return desk.note("money-form", node, path, value=shown(node.value))
    try:
        return parse_money(node.value, desk.currency, Place(node.file, node.line, node.column, path))
    except BadInput as wrong:
        desk.problems.extend(wrong.problems)
        return ABSENT


def _decimal(kind: Kind, node: Node, path: str, desk: Desk) -> int | Absent:
    if node.value in kind.words:
        return ABSENT
    if isinstance(node.value, bool):
        return desk.note("case-want-decimal", node, path, value=shown(node.value), places=kind.places)
    found = _AMOUNT.fullmatch(str(node.value))
    if found is None:
        return desk.note("case-want-decimal", node, path, value=shown(node.value), places=kind.places)
    if found[1]:
        return desk.note("case-negative", node, path, value=shown(node.value))
    if len(found[3] or "") > kind.places:
        return desk.note("case-too-many-decimals", node, path, value=shown(node.value), places=kind.places)
    return int(found[2] + (found[3] or "").ljust(kind.places, "0"))


def _instant(node: Node, path: str, desk: Desk) -> datetime | Absent:
    text = node.value if isinstance(node.value, str) else shown(node.value)
    found = _INSTANT.fullmatch(text)
    if found is None:
        return desk.note("case-want-instant", node, path, value=shown(text))
    if found[4] is None:
        return desk.note("case-no-offset", node, path, value=text)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return desk.note("case-no-such-instant", node, path, value=text)
    if at.year not in YEARS:
        return desk.note("case-far-year", node, path, value=text, first=YEARS[0], last=YEARS[-1])
    return at


def _date(node: Node, path: str, desk: Desk) -> date | Absent:
    text = node.value if isinstance(node.value, str) else shown(node.value)
    if not _DATE.fullmatch(text):
        return desk.note("case-want-date", node, path, value=shown(text))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return desk.note("case-no-such-date", node, path, value=text)
    if day.year not in YEARS:
        return desk.note("case-far-year", node, path, value=text, first=YEARS[0], last=YEARS[-1])
    return day


def _either(kind: Kind, node: Node, path: str, desk: Desk) -> object:
    before = len(desk.problems)
    for each in kind.of:
        value = read_scalar(each, node, path, desk)
        if len(desk.problems) == before:
            return value
        del desk.problems[before:]
    known = spelling(kind)
    if known:
        return desk.unknown_word(node, path, known)
    return read_scalar(kind.of[0], node, path, desk)


PLAIN: dict[str, Callable[[Node, str, Desk], object]] = {
    "text": _text,
    "word": _word,
    "bool": _bool,
    "int": _int,
    "money": _money,
    "instant": _instant,
    "date": _date,
}
BY_KIND: dict[str, Callable[[Kind, Node, str, Desk], object]] = {
    "enum": _enum,
    "decimal": _decimal,
    "either": _either,
}
