"""Reads case files: the only way from a text to cases that the policy can decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from gongdao.case.desk import Desk, shown
from gongdao.case.schema import SCHEMA, Schema, Shape, file_shape
from gongdao.case.sense import check_case
from gongdao.case.strict import homes, read_shape
from gongdao.kernel.errors import BadInput, Place, Problem
from gongdao.kernel.money import EXPONENTS
from gongdao.kernel.source import Node, find, plain, read
from gongdao.kernel.text import Text, nearest

VERSION = 1
HEAD = ("schema_version", "as_of")
Words = Mapping[str, tuple[tuple[str, bool, str], ...]]
Labels = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Policy:
    """Which pack a case asks for (``auto`` leaves it to the family of the platform) and when it is decided."""

    pack: str
    decided_at: datetime
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its facts as plain values, and how it should come out where the file says so.

    ``words`` are the rows (fact, for it, grade) that the file's own evidence words speak, ``labels`` what people read.

    Money and decimals are scaled integers, instants are aware, a key nobody stated is absent; ``expect`` is kept as
    written.
    """

    id: str
    title: str
    policy: Policy
    facts: Mapping[str, Any]
    expect: Mapping[str, Any] | None
    words: Words
    place: Place
    labels: Labels
    rules: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The cases of a file; its own evidence words are already in each case."""

    cases: tuple[Case, ...]
    as_of: date | None = None
    schema_version: int = VERSION


def read_cases(text: str, file: str, packs: Iterable[str] | None = None, schema: Schema = SCHEMA) -> CaseFile:
    """The cases in ``text``, where ``packs`` are the ids of the packs there are (the known ones when left out).

    :raises BadInput: with all problems of the text, each with its place.
    """
    if packs is not None:
        schema = schema.only("policy.pack", sorted({"auto", *packs}))
    root, problems = read(text, file)
    desk = Desk(homes(schema), problems)
    found = _file(root, schema, desk) if root is not None else None
    if desk.problems or found is None:
        raise BadInput(sorted(desk.problems, key=_by_place))
    return found


def _file(root: Node, schema: Schema, desk: Desk) -> CaseFile | None:
    value = root.value
    if value is None:
        desk.note("case-empty-file", root, "")
        return None
    if not isinstance(value, dict):
        desk.note("case-no-cases", root, "")
        return None
    shape = file_shape(schema)
    if "cases" in value:
        return _many(root, shape, desk)
    if "facts" in value or "policy" in value:
        return _single(root, shape, desk)
    close = nearest("cases", value)
    if close is None:
        desk.note("case-no-cases", root, "")
    else:
        desk.note_key("case-no-cases-near", root, close, close, field=close)
    return None


def _many(root: Node, shape: Shape, desk: Desk) -> CaseFile:
    head = _head(root, shape, desk)
    listed = root.value["cases"]
    case_shape = _case_shape(shape)
    if not isinstance(listed.value, list) or not listed.value:
        desk.note("case-want-cases", listed, "cases", value=shown(listed.value))
        return _checked(head, (), root, desk)
    words = {} if desk.problems else head.get("words", {})
    cases = [_case(node, case_shape, f"cases[{n}].", words, desk) for n, node in enumerate(listed.value)]
    _check_ids(listed, desk)
    return _checked(head, tuple(case for case in cases if case), root, desk)


def _single(root: Node, shape: Shape, desk: Desk) -> CaseFile:
    """A file may be one case, with the keys of the file beside those of the case."""
    head = _head(_keeping(root, HEAD), shape, desk)
    rest = _keeping(root, root.value.keys() - set(HEAD))
    only = _case(rest, _case_shape(shape), "", {}, desk)
    return _checked(head, (only,) if only else (), root, desk)


def _head(root: Node, shape: Shape, desk: Desk) -> dict[str, Any]:
    """What the file says beside its cases."""
    parts = {name: part for name, part in shape.parts.items() if name != "cases"}
    head = read_shape(Shape(shape.field, None, parts), _keeping(root, root.value.keys() - {"cases"}), "", desk)
    assert isinstance(head, dict)
    return head


def _keeping(node: Node, keys: Collection[str]) -> Node:
    return replace(node, value={key: child for key, child in node.value.items() if key in keys})


def _case(node: Node, shape: Shape, path: str, words: Mapping[str, Any], desk: Desk) -> Case | None:
    """The case in ``node``; None where it has problems."""
    before = len(desk.problems)
    desk.currency = _currency(node)
    read_case = read_shape(shape, node, path.removesuffix("."), desk)
    if not isinstance(read_case, dict):
        if node.value is None:
            desk.note("case-want-mapping", node, path.removesuffix("."), value="null", allowed=tuple(shape.parts))
        return None
    check_case(read_case, node, path, desk)
    if len(desk.problems) > before:
        return None
    expect = find(node, "expect")
    own = {**words, **read_case.get("words", {})}
    return Case(
        id=read_case["id"],
        title=read_case.get("title", ""),
        policy=Policy(**read_case["policy"]),
        facts=read_case["facts"],
        expect=plain(expect) if "expect" in read_case and expect else None,
        words={name: _speaks(word) for name, word in own.items()},
        labels={name: _label(word) for name, word in own.items()},
        place=Place(node.file, node.line, node.column, path.removesuffix(".")),
        rules=tuple(read_case.get("rules", ())),
        why=read_case.get("why", ""),
    )


def _speaks(word: Any) -> tuple[tuple[str, bool, str], ...]:
    rows = word if isinstance(word, list) else [word]
    return tuple((row["fact"], row.get("for", True), row.get("grade", "")) for row in rows)


def _label(word: Any) -> Text:
    rows = word if isinstance(word, list) else [word]
    first: Mapping[str, str] = rows[0] if rows else {}
    return Text(first.get("zh", ""), first.get("en", ""))


def _currency(node: Node) -> str:
    stated = find(node, "facts.order.currency")
    known = stated is not None and isinstance(stated.value, str) and stated.value in EXPONENTS
    return str(stated.value) if stated and known else "CNY"


def _check_ids(listed: Node, desk: Desk) -> None:
    seen: dict[str, Node] = {}
    for n, node in enumerate(listed.value):
        name = find(node, "id")
        if name is None or not isinstance(name.value, str):
            continue
        if name.value in seen:
            details = {"id": name.value, "first_line": seen[name.value].line}
            desk.note("case-duplicate-id", name, f"cases[{n}].id", **details)
        seen.setdefault(name.value, name)


def _checked(head: Mapping[str, Any], cases: tuple[Case, ...], root: Node, desk: Desk) -> CaseFile:
    version = head.get("schema_version", VERSION)
    if version != VERSION:
        at = find(root, "schema_version") or root
        desk.note("case-unknown-version", at, "schema_version", value=shown(version), known=VERSION)
    return CaseFile(cases, head.get("as_of"), VERSION)


def _case_shape(shape: Shape) -> Shape:
    item = shape.parts["cases"].item
    assert item is not None
    return item


def _by_place(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)
