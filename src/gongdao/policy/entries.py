"""Turning the small sections of a pack (facts, parameters, terms, words, law) from nodes into values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise

from gongdao.kernel.errors import Problem
from gongdao.kernel.source import Node
from gongdao.kernel.text import Text, nearest
from gongdao.policy import types
from gongdao.policy.family import check_keys, items_of, read_date, spot, table_of, text_of, words_of
from gongdao.policy.pack import Binding, Burden, Fact, Param, Phrase, Provision, Term, Trust, Weighing, Word
from gongdao.policy.parse import SyntaxProblem, parse
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
        place = spot(node, path)
        problems.append(Problem(fault.code, place, {"text": text, "at": fault.at + 1, **fault.details}))
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


def one_of(node: Node, key: str, allowed: tuple[str, ...], path: str, problems: list[Problem]) -> str:
    """Read a word out of a closed list."""
    word = words_of(table_of(node).get(key))
    if word and word not in allowed:
        details = {"key": key, "value": word, "allowed": ", ".join(allowed), "nearest": nearest(word, allowed) or ""}
        problems.append(Problem("unknown-word", spot(table_of(node)[key], f"{path}.{key}"), details))
    return word


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
        problems.append(Problem(fault.code, spot(node, f"{path}.type"), {"text": words_of(node), **fault.details}))
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
    return Fact(
        id=name,
        type=kind,
        label=label,
        labels={word: text_of(n) for word, n in table_of(entries.get("labels")).items()},
        binding=_binding(node, path, problems),
        optional=words_of(entries.get("optional")) == "true",
        presumption=_literal_or(entries.get("presumption"), kind, f"{path}.presumption", problems),
        prove=_burden(entries.get("prove"), path, problems),
        arises=_maybe(entries.get("arises"), f"{path}.arises", problems),
        alleged=_maybe(entries.get("alleged"), f"{path}.alleged", problems),
        finding=words_of(entries.get("finding")),
        trust=one_of(node, "trust", tuple(Trust), path, problems),
        place=spot(node, path),
    )


def _maybe(node: Node | None, path: str, problems: list[Problem]) -> Expr | None:
    return joined(condition(node, path, problems)) if node is not None else None


def _literal_or(node: Node | None, kind: types.Type, path: str, problems: list[Problem]) -> Expr | None:
    return answer_at(node, kind, path, problems) if node is not None else None


def answer_at(node: Node, kind: types.Type, path: str, problems: list[Problem]) -> Expr | None:
    """Read a value of a known type: a literal, a bare word of an enum, or an expression."""
    value = node.value
    if isinstance(value, bool) or (isinstance(value, int) and not isinstance(kind, types.Decimal)):
        return Literal(value)
    text = words_of(node)
    if isinstance(kind, types.Enum) and text in kind.values:
        return Literal(text)
    return parse_at(text, node, path, problems)


def _where(node: Node | None) -> tuple[tuple[str, tuple[object, ...]], ...]:
    return tuple((key, tuple(n.value for n in items_of(value))) for key, value in table_of(node).items())


def _binding(node: Node, path: str, problems: list[Problem]) -> Binding | None:
    entries = table_of(node)
    if "from" not in entries:
        return None
    return Binding(
        path=words_of(entries["from"]),
        where=_where(entries.get("where")),
        pick=one_of(node, "pick", PICKS, path, problems),
        take=words_of(entries.get("take")),
        times=words_of(entries.get("times")),
        ends=_where(entries.get("ends")),
        same=tuple((key, words_of(n)) for key, n in table_of(entries.get("same")).items()),
    )


def _burden(node: Node | None, path: str, problems: list[Problem]) -> Burden | None:
    if node is None or not check_keys(node, PROVE_KEYS, f"{path}.prove", problems):
        return None
    entries = table_of(node)
    if "by" not in entries:
        problems.append(Problem("missing-key", spot(node, f"{path}.prove"), {"key": "by", "of": "prove"}))
    asks = entries["asks"].value if "asks" in entries else 1
    if not isinstance(asks, int) or asks < 1:
        problems.append(Problem("bad-number", spot(node, f"{path}.prove.asks"), {"value": str(asks)}))
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
    if not dated:
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


def constant(node: Node, kind: types.Type, path: str, problems: list[Problem]) -> object:
    """Read a constant of a type; money and decimals are scaled to integers."""
    reader = _READERS.get(types.spelling(kind).partition("(")[0], _words)
    value = reader(node, kind)
    if value is None:
        problems.append(Problem("bad-value", spot(node, path), {"value": _shown(node), "type": types.spelling(kind)}))
    return value


def _shown(node: Node) -> str:
    return words_of(node) or str(node.value)


def _whole(node: Node, kind: types.Type) -> object:
    return node.value if isinstance(node.value, int) and not isinstance(node.value, bool) else None


def _scaled(node: Node, places: int) -> int | None:
    if isinstance(node.value, (bool, dict, list)):
        return None
    try:
        scaled = Decimal(words_of(node)).scaleb(places)
    except ArithmeticError:
        return None
    return int(scaled) if scaled == scaled.to_integral_value() else None


def _money(node: Node, kind: types.Type) -> object:
    return _scaled(node, 2) if isinstance(node.value, str) else None


def _decimal(node: Node, kind: types.Type) -> object:
    return _scaled(node, kind.places) if isinstance(kind, types.Decimal) else None


def _truth(node: Node, kind: types.Type) -> object:
    return node.value if isinstance(node.value, bool) else None


def _enum(node: Node, kind: types.Type) -> object:
    return words_of(node) if isinstance(kind, types.Enum) and words_of(node) in kind.values else None


def _words(node: Node, kind: types.Type) -> object:
    return words_of(node) or None


def _bands(node: Node, kind: types.Type) -> object:
    rows = [tuple(n.value for n in items_of(row)) for row in items_of(node)]
    whole = all(len(r) == 2 and all(isinstance(x, int) for x in r) for r in rows)
    rising = whole and all(a[0] < b[0] for a, b in pairwise(rows))
    return tuple(rows) if rows and whole and rising else None


_READERS: dict[str, Callable[[Node, types.Type], object]] = {
    "int": _whole,
    "money": _money,
    "decimal": _decimal,
    "bool": _truth,
    "bands": _bands,
    "enum": _enum,
}


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


def read_provision(name: str, node: Node, problems: list[Problem]) -> Provision | None:
    """Read one article of the register."""
    path = f"provisions.{name}"
    if not check_keys(node, ("zh", "en", "articles", "text", "trust", "source", "note", "url"), path, problems):
        return None
    entries = table_of(node)
    articles = []
    for day, entry in table_of(entries.get("articles")).items():
        since = read_date(Node(day, entry.line, entry.column, entry.file), path, problems)
        if since is not None:
            articles.append((since, words_of(entry)))
    text = text_of(entries["text"]) if "text" in entries else None
    return Provision(
        name, need_labels(node, path, problems), tuple(sorted(articles)), text,
        one_of(node, "trust", tuple(Trust), path, problems), words_of(entries.get("source")),
    )  # fmt: skip


def read_weighing(node: Node, problems: list[Problem]) -> Weighing | None:
    """Read one entry that says which items speak for which fact."""
    allowed = ("kind", "by", "issuer", "where", "when", "fact", "for", "grade", "note", "zh", "en", "trust")
    if not check_keys(node, allowed, "weighing", problems):
        return None
    entries = table_of(node)
    if "fact" not in entries:
        problems.append(Problem("missing-key", spot(node, "weighing"), {"key": "fact", "of": "weighing"}))
        return None
    where = [(k, tuple(n.value for n in items_of(entries[k]))) for k in ("kind", "by", "issuer") if k in entries]
    return Weighing(
        words_of(entries["fact"]), words_of(entries.get("for")) != "false", words_of(entries.get("grade")) or "party",
        (*where, *_where(entries.get("where"))), _maybe(entries.get("when"), "weighing.when", problems),
        spot(node, "weighing"),
    )  # fmt: skip


def read_word(name: str, node: Node, problems: list[Problem]) -> Word | None:
    """Read what one evidence word speaks for; a list when it speaks for several facts."""
    path = f"words.{name}"
    spoken = []
    for item in items_of(node):
        if not check_keys(item, ("fact", "for", "grade", "zh", "en", "note"), path, problems):
            return None
        entries = table_of(item)
        spoken.append(
            (words_of(entries.get("fact")), words_of(entries.get("for")) != "false", words_of(entries.get("grade")))
        )
    return Word(name, tuple(spoken), text_of(items_of(node)[0])) if spoken else None


def read_phrase(name: str, node: Node, problems: list[Problem]) -> Phrase | None:
    """Read one scam script: `any` is one group, `all` is a list of groups."""
    path = f"phrases.{name}"
    if not check_keys(node, ("any", "all", "action", "zh", "en", "note", "trust", "source"), path, problems):
        return None
    entries = table_of(node)
    groups = [tuple(words_of(n) for n in items_of(group)) for group in items_of(entries.get("all"))]
    if "any" in entries:
        groups.append(tuple(words_of(n) for n in items_of(entries["any"])))
    if not groups or not all(groups):
        problems.append(Problem("no-phrases", spot(node, path), {"id": name}))
    return Phrase(name, tuple(groups), words_of(entries.get("action")), need_labels(node, path, problems))
