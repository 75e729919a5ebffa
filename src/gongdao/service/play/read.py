"""Reads scenario files: strictly, every mistake with its place, the value and what to write."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from gongdao.case.desk import Desk, shown
from gongdao.case.schema import Shape, shape_of
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.state import Row
from gongdao.case.strict import read_shape
from gongdao.kernel.errors import BadInput, Place, Problem
from gongdao.kernel.money import EXPONENTS, parse_money
from gongdao.kernel.source import Node, find, read
from gongdao.kernel.text import Text, snake
from gongdao.service.play import acts
from gongdao.service.play.fields import EXPECT, FILE, STEP
from gongdao.service.play.scenario import PAYS, Act, Expectation, MarketAnswer, Pause, Scenario, Step

VERSION = 1
_LENGTH = re.compile(r"(?:(\d{1,5})d)?\s*(?:(\d{1,5})h)?\s*(?:(\d{1,5})m)?\s*(?:(\d{1,5})s)?", re.ASCII)
# What an answer of the marketplace says nothing without.
NEEDED = {"part": "amount", "late": "after"}
TIMES = ("at", "after", "until", "wait")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the reading of one file keeps at hand."""

    desk: Desk
    currency: str
    root: Node


def read_scenario(text: str, file: str, platforms: Collection[str] = (), packs: Collection[str] = ()) -> Scenario:
    """The scenario in ``text``; ``platforms`` and ``packs`` are those there are (any, when left out).

    :raises BadInput: with all problems of the text, each with its place.
    """
    root, problems = read(text, file)
    desk = Desk({}, problems)
    found = _scenario(root, desk, platforms, packs) if root is not None else None
    if desk.problems or found is None:
        raise BadInput(sorted(desk.problems, key=_by_place))
    return found


def file_shape() -> Shape:
    """The shape of a whole file; what stands under ``with`` depends on ``do`` and is read by itself."""
    shape = shape_of((*FILE, *EXPECT))
    shape.parts |= acts.facts()
    steps = shape.parts["steps"]
    assert steps.item is not None
    steps.item.parts = step_shape().parts
    return shape


def step_shape() -> Shape:
    """The shape of one step."""
    step = shape_of((*STEP, *EXPECT))
    step.parts["facts"].parts |= acts.facts()
    return step


def _scenario(root: Node, desk: Desk, platforms: Collection[str], packs: Collection[str]) -> Scenario | None:
    if not isinstance(root.value, dict):
        desk.note("play-no-scenario", root, "")
        return None
    reading = _Reading(desk, _currency(root), root)
    desk.currency = reading.currency
    shape = file_shape()
    head_shape = Shape(shape.field, None, {**shape.parts, "steps": _anything(shape.parts["steps"])})
    head = read_shape(head_shape, root, "", desk)
    _check_version(root, desk)
    _check_known(root, "platform", platforms, desk)
    _check_known(root, "pack", ("auto", *packs) if packs else (), desk)
    steps = _steps(reading)
    if desk.problems or not steps or not isinstance(head, dict):
        return None
    expect = _expected(head, root, "", reading)
    return None if desk.problems else _made(head, _facts_first(head, steps, root), root, expect)


def _anything(shape: Shape) -> Shape:
    field = shape.item.field if shape.item else shape.field
    return Shape(shape.field, None, {}, Shape(replace(field, open=True), None, {"": acts.NOTHING}))


def _made(head: Mapping[str, Any], steps: tuple[Step, ...], root: Node, expect: Expectation | None) -> Scenario:
    return Scenario(
        id=head["id"],
        title=Text(**head["title"]),
        tells=tuple(head.get("tells", ())),
        told=head.get("source", ""),
        platform=head["platform"],
        pack=head.get("pack", "auto"),
        currency=_currency(root),
        marketplace=head.get("marketplace", PAYS),
        steps=steps,
        place=Place(root.file, root.line, root.column),
        expect=expect,
        people={name: Text(**called) for name, called in head.get("people", {}).items()},
    )


def _facts_first(head: Mapping[str, Any], steps: tuple[Step, ...], root: Node) -> tuple[Step, ...]:
    """What the file says of the order is known when the first step begins."""
    told = [act for name in acts.facts() if name in head for act in _taken(name, head[name], root, name)]
    first = steps[0]
    return (Step(first.place, at=first.at, acts=tuple(told)), *steps) if told else steps


def _taken(name: str, value: Any, node: Node, path: str) -> list[Act]:
    at = find(node, path) or node
    place = Place(at.file, at.line, at.column, path)
    return [Act("marketplace", TakeFacts, {"path": way, "row": row}, place) for way, row in acts.rows_of(name, value)]


def _steps(reading: _Reading) -> tuple[Step, ...]:
    listed = find(reading.root, "steps")
    if listed is None or not isinstance(listed.value, list) or not listed.value:
        if listed is not None:
            reading.desk.note("play-want-steps", listed, "steps", value=shown(listed.value))
        return ()
    steps = [_step(node, f"steps[{n}]", reading) for n, node in enumerate(listed.value)]
    if steps[0] is not None and steps[0].at is None:
        reading.desk.note("play-first-step-when", listed.value[0], "steps[0]")
    return tuple(step for step in steps if step is not None)


def _step(node: Node, path: str, reading: _Reading) -> Step | None:
    desk = reading.desk
    shape = step_shape()
    if not isinstance(node.value, dict):
        desk.note("case-want-mapping", node, path, value=shown(node.value), allowed=tuple(shape.parts))
        return None
    before = len(desk.problems)
    _put_with(shape, node, path, desk)
    several = shape.parts["at_once"]
    at_once = find(node, "at_once")
    shape.parts["at_once"] = _anything(several)
    said = read_shape(shape, node, path, desk)
    done = [_act(node, said, path, reading)] if isinstance(said, dict) and "do" in said else []
    done += _at_once(at_once, several, path, reading)
    if len(desk.problems) > before or not isinstance(said, dict):
        return None
    done += [act for name, value in said.get("facts", {}).items() for act in _taken(name, value, node, f"facts.{name}")]
    return _whole(said, node, path, tuple(act for act in done if act), reading)


def _put_with(shape: Shape, node: Node, path: str, desk: Desk) -> None:
    """Let ``with`` hold the fields of the command that ``do`` names."""
    do = find(node, "do")
    if do is None:
        shape.parts.pop("with", None)
        return
    command = acts.BY_NAME.get(str(do.value))
    if command is None:
        desk.unknown_word(do, f"{path}.do", acts.BY_NAME)
        shape.parts["with"] = Shape(acts.ANYTHING, None, {"": acts.NOTHING})
        return
    shape.parts["with"] = acts.shape(command)
    if "with" not in node.value:
        _check_complete(command, node, path, desk)


def _check_complete(command: type, node: Node, path: str, desk: Desk) -> None:
    missing = tuple(name for name, part in acts.shape(command).parts.items() if part.field.required)
    if missing:
        desk.note("play-with-missing", node, path, act=snake(command.__name__), fields=missing)


def _at_once(node: Node | None, shape: Shape, path: str, reading: _Reading) -> list[Act | None]:
    if node is None:
        return []
    if not isinstance(node.value, list) or shape.item is None:
        reading.desk.note("case-want-list", node, f"{path}.at_once", value=shown(node.value))
        return []
    found: list[Act | None] = []
    for n, each in enumerate(node.value):
        way = f"{path}.at_once[{n}]"
        own = Shape(shape.item.field, None, {**shape.item.parts})
        _put_with(own, each, way, reading.desk)
        said = read_shape(own, each, way, reading.desk)
        if isinstance(said, dict) and "do" in said:
            found.append(_act(each, said, way, reading))
        elif isinstance(said, dict):
            reading.desk.note("play-want-act", each, way)
    return found


def _act(node: Node, said: Mapping[str, Any], path: str, reading: _Reading) -> Act | None:
    command = acts.BY_NAME.get(said["do"])
    if "by" not in said:
        reading.desk.note("play-who", node, path, act=said["do"])
    if command is None or "by" not in said:
        return None
    place = Place(node.file, node.line, node.column, path)
    given = {name: _value(command, name, value, node, reading) for name, value in said.get("with", {}).items()}
    return Act(said["by"], command, given, place, said.get("refused", ""), said.get("since"))


def _value(command: type, name: str, value: Any, node: Node, reading: _Reading) -> Any:
    hint = acts.hints(command)[name]
    if hint != Row:
        return tuple(value) if hint == tuple[str, ...] else value
    if name in ("claim", "shows"):
        return acts.row(value)
    try:
        return acts.sums(value, reading.currency)
    except BadInput as wrong:
        at = find(node, f"with.{name}") or node
        found = (replace(each, place=Place(at.file, at.line, at.column, f"with.{name}")) for each in wrong.problems)
        reading.desk.problems.extend(found)
        return ()


def _whole(said: Mapping[str, Any], node: Node, path: str, done: tuple[Act, ...], reading: _Reading) -> Step | None:
    times = [name for name in TIMES if name in said]
    if len(times) > 1:
        reading.desk.note("play-two-times", node, path, times=tuple(times))
        return None
    length = next((said[name] for name in ("after", "wait") if name in said), "")
    after = parse_length(length) if length else timedelta()
    if after is None:
        at = find(node, times[0]) or node
        reading.desk.note("play-length", at, f"{path}.{times[0]}", value=shown(length))
        return None
    answers = enumerate(said.get("answers", ()))
    return Step(
        place=Place(node.file, node.line, node.column, path),
        at=said.get("at") or said.get("until"),
        after=after,
        acts=done,
        pause=_pause(said.get("pause")),
        answers=tuple(_answer(each, node, f"{path}.answers[{n}]", reading) for n, each in answers),
        marketplace=said.get("marketplace", ""),
        note=Text(**said["note"]) if "note" in said else None,
        expect=_expected(said, node, f"{path}.", reading),
    )


def _answer(said: Mapping[str, Any], node: Node, path: str, reading: _Reading) -> MarketAnswer:
    after = parse_length(said["after"]) if "after" in said else timedelta()
    if after is None:
        reading.desk.note("play-length", node, f"{path}.after", value=shown(said["after"]))
    needed = NEEDED.get(said["answer"])
    if needed is not None and needed not in said:
        reading.desk.note("play-answer-needs", node, path, answer=said["answer"], field=needed)
    return MarketAnswer(said["answer"], said.get("amount", 0), said.get("reason", ""), after or timedelta())


def _pause(said: Mapping[str, Any] | None) -> Pause | None:
    return Pause(said.get("from"), said.get("until"), said.get("ground", "")) if said is not None else None


def parse_length(text: str) -> timedelta | None:
    """A length such as ``1d12h``, ``90m`` or ``1s``; None where it is none."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def _expected(said: Mapping[str, Any], node: Node, path: str, reading: _Reading) -> Expectation | None:
    """What should be seen; balances, which may be negative, are read as minor units."""
    expect = find(node, "expect")
    if expect is None or "expect" not in said:
        return None
    values = said["expect"]
    ledger = {
        kind: _balance(text, find(expect, f"ledger.{kind}") or expect, f"{path}expect.ledger.{kind}", reading)
        for kind, text in values.get("ledger", {}).items()
    }
    return Expectation({**values, **({"ledger": ledger} if ledger else {})}, expect, f"{path}expect")


def _balance(text: str, node: Node, path: str, reading: _Reading) -> int:
    sign = -1 if text.startswith("-") else 1
    try:
        return sign * parse_money(
            text.removeprefix("-"), reading.currency, Place(node.file, node.line, node.column, path)
        )
    except BadInput as wrong:
        reading.desk.problems.extend(wrong.problems)
        return 0


def _currency(root: Node) -> str:
    stated = find(root, "order.currency")
    return str(stated.value) if stated is not None and stated.value in EXPONENTS else "CNY"


def _check_version(root: Node, desk: Desk) -> None:
    at = find(root, "schema_version")
    if at is not None and at.value != VERSION:
        desk.note("case-unknown-version", at, "schema_version", value=shown(at.value), known=VERSION)


def _check_known(root: Node, path: str, known: Collection[str], desk: Desk) -> None:
    at = find(root, path)
    if known and at is not None and isinstance(at.value, str) and at.value not in known:
        desk.unknown_word(at, path, sorted(known))


def _by_place(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)
