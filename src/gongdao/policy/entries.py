"""Turning the small sections of a pack (facts, parameters, terms, words, law) from nodes into values."""

from __future__ import annotations

from datetime import date

from gongdao.kernel.errors import Problem
from gongdao.kernel.source import Node
from gongdao.kernel.text import Text
from gongdao.policy import types
from gongdao.policy.constants import constant
from gongdao.policy.family import (
    check_keys,
    flag,
    items_of,
    one_of,
    read_date,
    shown,
    spot,
    spot_in,
    table_of,
    text_of,
    words_of,
)
from gongdao.policy.pack import Binding, Burden, Fact, Param, Term, Trust
from gongdao.policy.parse import SyntaxProblem, parse
from gongdao.policy.references import check_labels
from gongdao.policy.syntax import And, Expr, Literal, Or

FACT_KEYS = (
    "type", "unit", "from", "where", "pick", "take", "times", "ends", "same", "optional", "presumption", "prove",
    "arises", "alleged", "finding", "zh", "en", "labels", "note", "trust", "source", "law", "redefines",
)  # fmt: skip
PARAM_KEYS = ("type", "unit", "values", "law", "source", "trust", "zh", "en", "note", "clock", "redefines")
PROVE_KEYS = ("by", "standard", "within", "asks", "note")
PICKS = ("first", "last", "min", "max", "count", "any", "sum", "all", "each")


def parse_at(text: str, node: Node, path: str, problems: list[Problem]) -> Expr | None:
    """Parse one condition; a mistake becomes a problem at its place in the file."""
    try:
        return parse(text)
    except SyntaxProblem as fault:
        problems.append(Problem(fault.code, spot_in(node, fault.at, path), {"text": text, **fault.details}))
        return None


def condition(node: Node, path: str, problems: list[Problem]) -> tuple[Expr, ...]:
    """Read `when`: text, a list (all of), or a mapping with `any` or `all`; gives its top-level conjuncts."""
    if isinstance(node.value, list):
        return tuple(e for item in node.value for e in condition(item, path, problems))
    if isinstance(node.value, dict):
        return _grouped(node, path, problems)
    if isinstance(node.value, bool):
        return () if node.value else (Literal(False),)
    expr = parse_at(words_of(node), node, path, problems)
    if expr is None:
        return (Literal(False),)
    return expr.items if isinstance(expr, And) else (expr,)


def joined(tests: tuple[Expr, ...]) -> Expr:
    """Join conjuncts into one condition; none of them is always true."""
    if len(tests) == 1:
        return tests[0]
    return And(tests) if tests else Literal(True)


def _grouped(node: Node, path: str, problems: list[Problem]) -> tuple[Expr, ...]:
    check_keys(node, ("any", "all"), path, problems)
    entries = table_of(node)
    tests: list[Expr] = []
    if "any" in entries:
        tests.append(Or(tuple(joined(condition(n, path, problems)) for n in items_of(entries["any"]))))
    for item in items_of(entries.get("all")):
        tests += condition(item, path, problems)
    return tuple(tests)


def read_type(node: Node, path: str, problems: list[Problem]) -> types.Type | None:
    """Read the `type` (with its `unit`) of a fact or parameter."""
    entries = table_of(node)
    if "type" not in entries:
        problems.append(Problem("missing-key", spot(node, path), {"key": "type", "of": path}))
        return None
    return type_at(entries["type"], path, problems, words_of(entries.get("unit")))


def type_at(node: Node, path: str, problems: list[Problem], unit: str = "") -> types.Type | None:
    """Parse the spelling of a type."""
    try:
        found = types.parse_type(words_of(node))
    except SyntaxProblem as fault:
        details = {"text": words_of(node), **fault.details}
        problems.append(Problem(fault.code, spot_in(node, fault.at, f"{path}.type"), details))
        return None
    return types.Int(unit) if unit and isinstance(found, types.Int) else found


def need_labels(node: Node, path: str, problems: list[Problem]) -> Text:
    """Read `zh` and `en`; both are required, because both are shown to people."""
    text = text_of(node)
    for lang, words in (("zh", text.zh), ("en", text.en)):
        if not words:
            problems.append(Problem("missing-label", spot(node, path), {"lang": lang, "id": path.split(".", 1)[-1]}))
    return text


def read_fact(name: str, node: Node, problems: list[Problem]) -> Fact | None:
    """Read one entry of the fact dictionary."""
    path = f"facts.{name}"
    if not check_keys(node, FACT_KEYS, path, problems):
        return None
    entries = table_of(node)
    kind = read_type(node, path, problems)
    label = need_labels(node, path, problems)
    if kind is None:
        return None
    check_labels(node, kind, path, problems)
    return Fact(
        id=name,
        type=kind,
        label=label,
        labels={word: text_of(n) for word, n in table_of(entries.get("labels")).items()},
        binding=_binding(node, path, problems),
        optional=flag(node, "optional", path, problems),
        presumption=_literal_or(entries.get("presumption"), kind, f"{path}.presumption", problems),
        prove=_burden(entries.get("prove"), path, problems),
        arises=maybe(entries.get("arises"), f"{path}.arises", problems),
        alleged=maybe(entries.get("alleged"), f"{path}.alleged", problems),
        finding=words_of(entries.get("finding")),
        trust=one_of(node, "trust", tuple(Trust), path, problems),
        place=spot(node, path),
    )


def maybe(node: Node | None, path: str, problems: list[Problem]) -> Expr | None:
    """Read a condition that may be left out."""
    return joined(condition(node, path, problems)) if node is not None else None


def _literal_or(node: Node | None, kind: types.Type, path: str, problems: list[Problem]) -> Expr | None:
    return answer_at(node, kind, path, problems) if node is not None else None


def answer_at(node: Node, kind: types.Type, path: str, problems: list[Problem]) -> Expr | None:
    """Read a value of a known type: a literal, a bare word of an enum or text, or an expression."""
    value, text = node.value, words_of(node)
    if isinstance(kind, types.Enum) and text in kind.values:
        return Literal(text)
    if kind == types.TEXT and not text.startswith("'"):
        return Literal(text)
    if isinstance(value, bool) or (isinstance(value, int) and not isinstance(kind, types.Decimal)):
        return Literal(value)
    return parse_at(text, node, path, problems)


def where_of(node: Node | None) -> tuple[tuple[str, tuple[object, ...]], ...]:
    """Read the fields that a row of a list must hold, each with its words."""
    return tuple((key, tuple(n.value for n in items_of(value))) for key, value in table_of(node).items())


def _binding(node: Node, path: str, problems: list[Problem]) -> Binding | None:
    entries = table_of(node)
    if "from" not in entries:
        return None
    return Binding(
        path=words_of(entries["from"]),
        where=where_of(entries.get("where")),
        pick=one_of(node, "pick", PICKS, path, problems),
        take=words_of(entries.get("take")),
        times=words_of(entries.get("times")),
        ends=where_of(entries.get("ends")),
        same=tuple((key, words_of(n)) for key, n in table_of(entries.get("same")).items()),
    )


def _burden(node: Node | None, path: str, problems: list[Problem]) -> Burden | None:
    if node is None or not check_keys(node, PROVE_KEYS, f"{path}.prove", problems):
        return None
    entries = table_of(node)
    if "by" not in entries:
        problems.append(Problem("missing-key", spot(node, f"{path}.prove"), {"key": "by", "of": "prove"}))
    asks = entries["asks"].value if "asks" in entries else 1
    if not isinstance(asks, int) or isinstance(asks, bool) or asks < 1:
        place = spot(entries["asks"], f"{path}.prove.asks")
        problems.append(Problem("bad-number", place, {"value": shown(entries["asks"])}))
        asks = 1
    return Burden(
        words_of(entries.get("by")), words_of(entries.get("standard")) or "preponderance",
        words_of(entries.get("within")), asks,
    )  # fmt: skip


def read_param(name: str, node: Node, clock: str, problems: list[Problem]) -> Param | None:
    """Read one dated parameter."""
    path = f"params.{name}"
    if not check_keys(node, PARAM_KEYS, path, problems):
        return None
    entries = table_of(node)
    kind = read_type(node, path, problems)
    label = need_labels(node, path, problems)
    dated = _dated(entries.get("values"), kind, path, problems) if kind is not None else ()
    if kind is None:
        return None
    if not table_of(entries.get("values")):
        problems.append(Problem("no-values", spot(node, path), {"id": name}))
    return Param(
        name, kind, label, dated, tuple(words_of(n) for n in items_of(entries.get("law"))),
        one_of(node, "trust", tuple(Trust), path, problems), words_of(entries.get("source")),
        words_of(entries.get("clock")) or clock, spot(node, path),
    )  # fmt: skip


def _dated(node: Node | None, kind: types.Type, path: str, problems: list[Problem]) -> tuple[tuple[date, object], ...]:
    found = []
    for day, entry in table_of(node).items():
        line, column = node.keys.get(day, (entry.line, entry.column)) if node is not None else (0, 0)
        key = Node(day, line, column, entry.file)
        since = read_date(key, f"{path}.values", problems)
        value = constant(entry, kind, f"{path}.values.{day}", problems)
        if since is not None and value is not None:
            found.append((since, value))
    return tuple(sorted(found, key=lambda pair: pair[0]))


def read_term(name: str, node: Node, problems: list[Problem]) -> Term | None:
    """Read one named condition."""
    path = f"terms.{name}"
    if not check_keys(node, ("is", "zh", "en", "note", "trust", "redefines"), path, problems):
        return None
    if "is" not in table_of(node):
        problems.append(Problem("missing-key", spot(node, path), {"key": "is", "of": path}))
        return None
    expr = joined(condition(table_of(node)["is"], path, problems))
    return Term(name, expr, need_labels(node, path, problems), spot(node, path))
