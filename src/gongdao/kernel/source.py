"""Reads YAML 1.2 into values that know their place, and collects everything that is wrong instead of raising.

A plain scalar is a number only if it can be written back as it was read: ``12``, ``-3``, ``4.80``. A waybill ``0071``,
a telephone number ``+86…``, ``1e5`` and ``0x1f`` stay text, as do dates, instants and the words on, off, yes and no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from gongdao.kernel.errors import Place, Problem

Path = str | Sequence[str | int]

MAX_DEPTH = 64

_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,39})(\.[0-9]{1,40})?", re.ASCII)
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")
# YAML 1.1 parsers break lines at NEL, LS and PS; YAML 1.2 (5.4) does not: refused, so that nobody reads them two ways.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_NO_KEYS: dict[str, tuple[int, int]] = {}
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")

# What the parser says (the C and the Python one differ) and the code under which a person is told.
_SYNTAX = (
    ("mapping values are not allowed", "yaml-colon"),
    ("could not find expected ':'", "yaml-no-colon"),
    ("expected ':'", "yaml-no-colon"),
    ("escape", "yaml-escape"),
    ("while scanning a quoted scalar", "yaml-quote"),
    ("while scanning a double-quoted", "yaml-quote"),
    ("',' or ']'", "yaml-list-open"),
    ("',' or '}'", "yaml-mapping-open"),
    ("'-' indicator", "yaml-indent"),
    ("<block end>", "yaml-indent"),
    ("expected key", "yaml-indent"),
    ("cannot start any token", "yaml-start"),
    ("node content", "yaml-content"),
    ("sequence entries are not allowed", "yaml-dash"),
    ("tag", "yaml-tag-syntax"),
)
_TOLD_WHERE_IT_OPENS = ("yaml-no-colon", "yaml-quote", "yaml-list-open", "yaml-mapping-open")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a text and where it stands; lines and columns count from 1.

    ``value`` is None, bool, int, Decimal, str, ``dict[str, Node]`` or ``list[Node]``. ``inset`` is how far after its
    column the characters of a text begin (1 in quotes); None where columns cannot be counted, as over several lines.
    """

    value: Any
    line: int
    column: int
    file: str
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    inset: int | None = field(default=None, compare=False)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read yet, and the key that waits for its value."""

    value: Any
    node: Node
    key: str | None = None
    kept: bool = True


def read(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The one document in ``text`` and its problems; the node is None only where the text could not be parsed."""
    text = text.removeprefix("\ufeff")
    problems = list(_unreadable(text, file))
    if problems:
        text = _UNREADABLE.sub("\ufffd", text)
    node, more = _attempt(text, file)
    if node is None and _PAIR.search(text):
        node, more = _attempt(_PAIR.sub(_joined, text), file)
    return node, problems + more


def _attempt(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    problems: list[Problem] = []
    try:
        return _document(_events(text), file, problems), problems
    except yaml.YAMLError as error:
        return None, [*problems, _syntax(error, text, file)]


def _joined(pair: re.Match[str]) -> str:
    """JSON's two escapes of one character (an emoji) as YAML's one."""
    high, low = int(pair[1], 16), int(pair[2], 16)
    return f"\\U{0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00):08x}"


def plain(node: Node) -> Any:
    """The value without places: dicts, lists, texts, numbers, truths and None."""
    value = node.value
    if type(value) is dict:
        return {key: plain(child) for key, child in value.items()}
    if type(value) is list:
        return [plain(child) for child in value]
    return value


def steps(path: Path) -> list[str | int]:
    """The steps of a written path: ``events[2].act`` is events, 2, act."""
    if not isinstance(path, str):
        return list(path)
    return [int(index) if index else key for index, key in _STEP.findall(path)]


def written(path: Path) -> str:
    """A path as people write it; the inverse of ``steps``."""
    if isinstance(path, str):
        return path
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def find(node: Node, path: Path) -> Node | None:
    """The node at ``path``, None where there is none."""
    found: Node | None = node
    for step in steps(path):
        found = _child(found, step) if found else None
    return found


def place(node: Node, path: Path = ()) -> Place:
    """Where the value at ``path`` stands; where it is missing, the place of the innermost value that is there."""
    here = node
    for step in steps(path):
        child = _child(here, step)
        if child is None:
            break
        here = child
    return Place(here.file, here.line, here.column, written(path))


def key_place(node: Node, path: Path) -> Place:
    """Where the last key of ``path`` is written."""
    *way, last = steps(path)
    parent = find(node, way)
    at = parent.keys.get(str(last)) if parent else None
    return Place(node.file, *at, written(path)) if at else place(node, path)


def _child(node: Node, step: str | int) -> Node | None:
    value = node.value
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
        child: Node = value[step]
        return child
    return None


def _events(text: str) -> Iterator[yaml.Event]:
    # Events, not the composed tree: the C composer recurses and a deep text would end the process.
    loader = yaml.CSafeLoader(text) if yaml.__with_libyaml__ else yaml.SafeLoader(text)
    return iter(loader.get_event, None)


def _document(events: Iterator[yaml.Event], file: str, problems: list[Problem]) -> Node | None:
    root = Node(None, 1, 1, file)
    opened: list[_Open] = []
    documents = 0
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            node = _scalar(event, file, problems, opened[-1] if opened else None)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if len(opened) >= MAX_DEPTH:
                problems.append(_problem("yaml-too-deep", event, file, most=MAX_DEPTH))
                return None
            opened.append(_start(event, file, problems))
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            node = opened.pop().node
        elif kind is yaml.AliasEvent:
            node = _alias(event, file, problems)
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                problems.append(_problem("yaml-several-documents", event, file))
                return root
            continue
        else:
            continue
        if opened:
            _put(opened[-1], node, problems)
        else:
            root = node
    return root


def _put(parent: _Open, node: Node | None, problems: list[Problem]) -> None:
    """Hang ``node`` into its parent: as an item, as the next key, or as the value of the key that waits."""
    value = parent.value
    if type(value) is list:
        value.append(node)
    elif parent.key is None:
        _key(parent, node, problems)
    else:
        if parent.kept:
            value[parent.key] = node
        parent.key, parent.kept = None, True


def _key(parent: _Open, node: Any, problems: list[Problem]) -> None:
    key = node.value
    keys = parent.node.keys
    if type(key) is not str:
        problems.append(Problem("yaml-key", Place(node.file, node.line, node.column), {"kind": _kind(key)}))
        parent.key, parent.kept = "", False
        return
    first = keys.get(key)
    if first:
        details = {"key": key, "first_line": first[0], "first_column": first[1]}
        problems.append(Problem("yaml-duplicate-key", Place(node.file, node.line, node.column, key), details))
    else:
        keys[key] = (node.line, node.column)
    parent.key, parent.kept = key, not first


def _kind(value: object) -> str:
    return "{}" if isinstance(value, dict) else "[]" if isinstance(value, list) else "null"


def _start(event: Any, file: str, problems: list[Problem]) -> _Open:
    _refuse_decoration(event, file, problems, (None, "!"))
    value: Any = {} if type(event) is yaml.MappingStartEvent else []
    mark = event.start_mark
    return _Open(value, Node(value, mark.line + 1, mark.column + 1, file))


def _scalar(event: Any, file: str, problems: list[Problem], parent: _Open | None) -> Node:
    if event.anchor or event.tag:
        _refuse_decoration(event, file, problems, _TEXT_TAGS)
    mark = event.start_mark
    text: str = event.value
    value: object = text
    if event.style == '"' and _UNWANTED.search(text):
        problems.extend(_escaped(event, file))
    elif not event.style and event.implicit[0]:
        is_key = parent is not None and parent.key is None and type(parent.value) is dict
        value = _key_text(text) if is_key else _meaning(text)
    return Node(value, mark.line + 1, mark.column + 1, file, _NO_KEYS, _inset(event))


def _inset(event: Any) -> int | None:
    """Escapes and folded lines shift columns: there only the place of the whole text is known."""
    start, end = event.start_mark, event.end_mark
    quotes = 1 if event.style else 0
    return quotes if start.line == end.line and end.column - start.column == len(event.value) + 2 * quotes else None


def _meaning(text: str) -> object:
    """What a scalar without quotes means."""
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return Decimal(text) if number[1] else int(text)


def _key_text(text: str) -> str | None:
    return None if text in _WORDS and _WORDS[text] is None else text


def _alias(event: Any, file: str, problems: list[Problem]) -> Node:
    problems.append(_problem("yaml-alias", event, file, name=event.anchor))
    return Node(f"*{event.anchor}", event.start_mark.line + 1, event.start_mark.column + 1, file)


def _refuse_decoration(event: Any, file: str, problems: list[Problem], tags: tuple[str | None, ...]) -> None:
    if event.anchor:
        problems.append(_problem("yaml-anchor", event, file, name=event.anchor))
    if event.tag not in tags:
        problems.append(_problem("yaml-tag", event, file, tag=event.tag.replace("tag:yaml.org,2002:", "!!")))


def _escaped(event: Any, file: str) -> Iterator[Problem]:
    for found in _UNWANTED.finditer(event.value):
        yield _problem("yaml-character", event, file, character=f"U+{ord(found[0]):04X}")


def _unreadable(text: str, file: str) -> Iterator[Problem]:
    for found in _UNREADABLE.finditer(text):
        line, column = _line_column(text, found.start())
        yield Problem("yaml-character", Place(file, line, column), {"character": f"U+{ord(found[0]):04X}"})


def _line_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _problem(code: str, event: Any, file: str, **details: object) -> Problem:
    return Problem(code, Place(file, event.start_mark.line + 1, event.start_mark.column + 1), details)


def _syntax(error: yaml.YAMLError, text: str, file: str) -> Problem:
    noticed = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if noticed is None:
        return Problem("yaml-syntax", Place(file), {"said": str(error)})
    said = " ".join(filter(None, (getattr(error, "context", None), getattr(error, "problem", None))))
    line = [*text.splitlines(), ""][noticed.line : noticed.line + 1] or [""]
    before, after = line[0][: noticed.column], line[0][noticed.column :]
    code = next((code for words, code in _SYNTAX if words in said), "yaml-syntax")
    if "\t" in line[0][: len(line[0]) - len(line[0].lstrip())]:
        code = "yaml-tab"
    elif code == "yaml-indent" and before.strip():
        code = "yaml-after-value"
    opened = getattr(error, "context_mark", None) or noticed
    at = opened if code in _TOLD_WHERE_IT_OPENS else noticed
    details = {"said": said, "character": after[:1], "opened": opened.line + 1, "noticed": noticed.line + 1}
    return Problem(code, Place(file, at.line + 1, at.column + 1), details)
