"""The conditions of a pack as generated Python, made once per pack.

The source is written from the checked tree alone (emit), so a pack never runs code of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

from gongdao.kernel.calendar import Calendar
from gongdao.policy.emit import emit
from gongdao.policy.functions import NAMESPACE
from gongdao.policy.graph import then_exprs
from gongdao.policy.machine import counting
from gongdao.policy.pack import Decision, Pack, Rule
from gongdao.policy.settle import Tried
from gongdao.policy.shapes import Shapes, shapes_of
from gongdao.policy.syntax import Expr

PAYS_AFTER = 30  # evaluations save about as much time as it takes to write and compile a pack
Tries = Callable[[Mapping[str, Any], Mapping[str, Any], Sequence[bool]], tuple[Tried, ...]]
Value = Callable[[Mapping[str, Any], Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Steps:
    """One rule's outcomes, made once: true, false by each test, false by `unless`, not in force."""

    true: Tried
    false: tuple[Tried, ...]
    by_unless: Tried
    off: Tried


@dataclass(frozen=True, slots=True)
class Code:
    """The generated functions of one pack.

    ``tries`` answers all conditions of a table at once, told which of its ``dated`` rules are in force; ``values``
    holds each single expression by its identity. Both need every name they read to be known.
    """

    tries: Mapping[str, Tries]
    dated: Mapping[str, tuple[Rule, ...]]
    values: Mapping[int, Value]


def code_when_it_pays(pack: Pack, calendar: Calendar | None) -> Code | None:
    """Give the generated code of a pack once so much is asked of the pack that making it is worth its time."""
    return code_of(pack, calendar) if next(_times_asked(pack, calendar)) >= PAYS_AFTER else None


@lru_cache(maxsize=64)
def _times_asked(pack: Pack, calendar: Calendar | None) -> Iterator[int]:
    return count()


@lru_cache(maxsize=64)
def code_of(pack: Pack, calendar: Calendar | None) -> Code:
    """Write and compile the conditions of a pack, counting on a calendar."""
    space: dict[str, Any] = {**NAMESPACE, "_after": counting(pack, calendar)}
    shapes = shapes_of(pack)
    steps = {d.id: tuple(_steps(rule, shapes) for rule in d.rules) for d in pack.decisions.values()}
    exprs = list(_single(pack))
    tables = [d for d in pack.decisions.values() if not d.each]
    lines = [f"def e{i}(f, p): return {emit(expr)}" for i, expr in enumerate(exprs)]
    lines += [_table(i, decision, steps[decision.id], space) for i, decision in enumerate(tables)]
    exec(compile("\n".join(lines), f"<{pack.id}>", "exec"), space)
    return Code(
        tries={d.id: space[f"d{i}"] for i, d in enumerate(tables)},
        dated={d.id: tuple(rule for rule in d.rules if rule.since or rule.until) for d in tables},
        values={id(expr): space[f"e{i}"] for i, expr in enumerate(exprs)},
    )


def _steps(rule: Rule, shapes: Shapes) -> Steps:
    false = tuple(Tried(rule, False, (i,), by=shapes.of(test)) for i, test in enumerate(rule.tests))
    return Steps(Tried(rule, True), false, Tried(rule, False, (), True, True), Tried(rule, False, (), False))


def _single(pack: Pack) -> list[Expr]:
    """Every expression that is asked for alone: of facts, terms, debts and answers."""
    found = [e for f in pack.facts.values() for e in (f.presumption, f.arises, f.alleged) if e is not None]
    found += [term.expr for term in pack.terms.values()]
    for decision in pack.decisions.values():
        if not decision.each:
            found += [e for rule in decision.rules for e in then_exprs(rule.then)]
            found += [amount for _, amount in decision.waterfall.debts] if decision.waterfall else []
    return found


def _table(index: int, decision: Decision, steps: tuple[Steps, ...], space: dict[str, Any]) -> str:
    """All rules of a table in one tuple; each gives the outcome that was made for it."""
    rows = []
    dated = 0
    for i, (rule, its) in enumerate(zip(decision.rules, steps, strict=True)):
        key = f"k{index}_{i}"
        space |= {f"{key}t": its.true, f"{key}u": its.by_unless, f"{key}o": its.off}
        row = f"{key}t"
        if rule.unless is not None:
            row = f"({key}u if {emit(rule.unless)} else {row})"
        for j in reversed(range(len(rule.tests))):
            space[f"{key}f{j}"] = its.false[j]
            row = f"({row} if {emit(rule.tests[j])} else {key}f{j})"
        if rule.since or rule.until:
            row = f"({row} if live[{dated}] else {key}o)"
            dated += 1
        rows.append(row)
    return f"def d{index}(f, p, live): return ({''.join(f'{row}, ' for row in rows)})"
