"""Turning decision tables from nodes into values: answers, hit policies, rules and who beats whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongdao.kernel.errors import Problem
from gongdao.kernel.source import Node
from gongdao.kernel.units import UNITS
from gongdao.policy import types
from gongdao.policy.entries import answer_at, condition, joined, need_labels, parse_at, type_at
from gongdao.policy.family import (
    check_keys,
    check_zone,
    flag,
    items_of,
    one_of,
    read_date,
    shown,
    spot,
    table_of,
    text_of,
    words_of,
)
from gongdao.policy.faults import wrong_word
from gongdao.policy.pack import PARTIES, RANKS, Decision, Hit, Rule, Source, Span, Then, Trust, Version, Waterfall
from gongdao.policy.references import check_labels, check_references
from gongdao.policy.syntax import Expr

RULE_KEYS = (
    "id", "rank", "when", "unless", "overrides", "then", "law", "cites", "from", "until", "versions", "clock", "trust",
    "source", "stacks", "zh", "en", "note",
)  # fmt: skip
DECISION_KEYS = (
    "zh", "en", "labels", "answer", "hit", "rules", "each", "cite", "highest_of", "waterfall", "hidden", "note",
    "trust",
)  # fmt: skip
SPAN_KEYS = ("starts", "length", "roll", "calendar", "zone", "stops_while", "never_stops", "effect")
SOURCE_KEYS = ("from", "upto", "for")
LENGTH_KEYS = ("n", "unit")
PAYMENT = types.Row((("from", types.TEXT), ("to", types.TEXT), ("for", types.TEXT), ("amount", types.MONEY)))

Fragment = tuple[Node, str, str]  # a piece of a table, the family it stands in, that family's clock


def read_decision(
    name: str, fragments: Sequence[Fragment], version: Version, deadline: bool, problems: list[Problem]
) -> Decision | None:
    """Join the fragments of one table and read it as it stands in one version."""
    path = f"{'deadlines' if deadline else 'decisions'}.{name}"
    sound = [f for f in fragments if check_keys(f[0], DECISION_KEYS, path, problems)]
    if not sound:
        return None
    head = _head(sound, path, problems)
    entries = table_of(head)
    answer = types.INSTANT if deadline else _answer(entries, head, path, problems)
    if answer is None:
        return None
    rules = tuple(_rules(sound, answer, version, path, problems))
    hit = Hit(one_of(head, "hit", tuple(Hit), path, problems) or "one")
    one_of(head, "each", ("lines",), path, problems)
    check_labels(head, answer, path, problems)
    check_references(head, [node for node, _, _ in sound], path, problems)
    waterfall = _waterfall(entries.get("waterfall"), path, problems)
    beaten, overridden = _defeats(rules, hit is Hit.ONE and not waterfall, path, problems)
    return Decision(
        name, need_labels(head, path, problems), {w: text_of(n) for w, n in table_of(entries.get("labels")).items()},
        answer, hit, rules, words_of(entries.get("each")) == "lines", flag(head, "cite", path, problems, True),
        words_of(entries.get("highest_of")), deadline, flag(head, "hidden", path, problems),
        waterfall, beaten, overridden, spot(head, path),
    )  # fmt: skip


def _head(fragments: Sequence[Fragment], path: str, problems: list[Problem]) -> Node:
    """The fragment that says what the table is; there must be exactly one."""
    heads = [f[0] for f in fragments if {"answer", "zh", "waterfall"} & set(table_of(f[0]))]
    for extra in heads[1:]:
        problems.append(Problem("defined-twice", spot(extra, path), {"id": path, "first": str(spot(heads[0]))}))
    if not heads:
        problems.append(Problem("no-answer", spot(fragments[0][0], path), {"id": path}))
    return heads[0] if heads else fragments[0][0]


def _answer(entries: dict[str, Node], head: Node, path: str, problems: list[Problem]) -> types.Type | None:
    if "waterfall" in entries:
        return PAYMENT
    if "answer" not in entries:
        return None
    node = entries["answer"]
    if not isinstance(node.value, dict):
        return type_at(node, path, problems)
    fields = {key: type_at(n, f"{path}.answer.{key}", problems) for key, n in node.value.items()}
    return types.row_type({key: kind for key, kind in fields.items() if kind is not None})


def _rules(
    fragments: Sequence[Fragment], answer: types.Type, version: Version, path: str, problems: list[Problem]
) -> list[Rule]:
    found = []
    for fragment, family, clock in fragments:
        for node in items_of(table_of(fragment).get("rules")):
            rule = _rule(node, answer, family, clock, path, problems)
            if rule and _in_version(node, rule, version, family, clock):
                found.append(rule)
    return found


def _in_version(node: Node, rule: Rule, version: Version, family: str, clock: str) -> bool:
    """Whether a rule can be in force in a version: named for it, and not over before or begun after it."""
    named = [words_of(n) for n in items_of(table_of(node).get("versions"))]
    if named and version.id not in named:
        return False
    if family != version.family or rule.clock != clock:
        return True
    ends_before = rule.until is not None and rule.until <= version.since
    starts_after = rule.since is not None and version.until is not None and rule.since >= version.until
    return not (ends_before or starts_after)


def _rule(node: Node, answer: types.Type, family: str, clock: str, path: str, problems: list[Problem]) -> Rule | None:
    if not check_keys(node, RULE_KEYS, f"{path}.rules", problems):
        return None
    entries = table_of(node)
    own = words_of(entries.get("id"))
    path = f"{path}.{own}" if own else path
    for key in ("id", "then"):
        if key not in entries:
            problems.append(Problem("missing-key", spot(node, path), {"key": key, "of": path}))
            return None
    then = _then(entries["then"], answer, path, problems)
    if then is None:
        return None
    tests = condition(entries["when"], f"{path}.when", problems) if "when" in entries else ()
    unless = joined(condition(entries["unless"], f"{path}.unless", problems)) if "unless" in entries else None
    rank = one_of(node, "rank", RANKS, path, problems) or "general"
    return Rule(
        own, RANKS.index(rank), tests, unless, _list(entries, "overrides"), then,
        need_labels(node, path, problems), _list(entries, "law"), _list(entries, "cites"),
        _day(entries, "from", path, problems), _day(entries, "until", path, problems),
        words_of(entries.get("clock")) or clock, one_of(node, "trust", tuple(Trust), path, problems),
        words_of(entries.get("source")), words_of(entries.get("stacks")), family, spot(node, path),
    )  # fmt: skip


def _list(entries: dict[str, Node], key: str) -> tuple[str, ...]:
    return tuple(words_of(n) for n in items_of(entries.get(key)))


def _day(entries: dict[str, Node], key: str, path: str, problems: list[Problem]) -> date | None:
    return read_date(entries[key], f"{path}.{key}", problems) if key in entries else None


def _then(node: Node, answer: types.Type, path: str, problems: list[Problem]) -> Then | None:
    if answer is PAYMENT:
        return _source(node, path, problems)
    if isinstance(node.value, dict) and "starts" in node.value:
        return _span(node, path, problems)
    if isinstance(answer, types.Row):
        return _row(node, answer, path, problems)
    return answer_at(node, answer, f"{path}.then", problems)


def _row(node: Node, answer: types.Row, path: str, problems: list[Problem]) -> tuple[tuple[str, Expr], ...] | None:
    fields = dict(answer.fields)
    if not check_keys(node, fields, f"{path}.then", problems):
        return None
    for key in fields:
        if key not in table_of(node) and key not in answer.optional:
            problems.append(Problem("missing-key", spot(node, f"{path}.then"), {"key": key, "of": f"{path}.then"}))
    row = [(k, answer_at(n, fields[k], f"{path}.then.{k}", problems)) for k, n in table_of(node).items() if k in fields]
    return tuple((k, e) for k, e in row if e is not None)


def _span(node: Node, path: str, problems: list[Problem]) -> Span | None:
    check_keys(node, SPAN_KEYS, f"{path}.then", problems)
    entries = table_of(node)
    starts = parse_at(words_of(entries["starts"]), entries["starts"], f"{path}.then.starts", problems)
    n, unit = _length(entries.get("length"), path, problems)
    if starts is None or n is None:
        if "length" not in entries:
            problems.append(Problem("missing-key", spot(node, f"{path}.then"), {"key": "length", "of": f"{path}.then"}))
        return None
    return Span(
        starts, n, unit, flag(node, "roll", f"{path}.then", problems), words_of(entries.get("calendar")),
        check_zone(entries.get("zone"), f"{path}.then.zone", problems), words_of(entries.get("stops_while")),
        words_of(entries.get("effect")), flag(node, "never_stops", f"{path}.then", problems),
    )  # fmt: skip


def _length(node: Node | None, path: str, problems: list[Problem]) -> tuple[Expr | None, str]:
    if node is None:
        return None, ""
    if isinstance(node.value, dict):
        check_keys(node, LENGTH_KEYS, f"{path}.then.length", problems)
        count, unit = table_of(node).get("n"), words_of(table_of(node).get("unit"))
    else:
        first, _, unit = words_of(node).partition(" ")
        count = Node(int(first) if first.isdigit() else first, node.line, node.column, node.file)
    if count is not None and isinstance(count.value, int) and count.value < 0:
        problems.append(Problem("bad-number", spot(count, f"{path}.then.length.n"), {"value": shown(count)}))
    if unit not in UNITS:
        problems.append(wrong_word("unknown-word", unit, UNITS, spot(node, f"{path}.then.length")))
    expr = answer_at(count, types.Int(""), f"{path}.length", problems) if count is not None else None
    return expr, unit


def _source(node: Node, path: str, problems: list[Problem]) -> Source | None:
    if not check_keys(node, SOURCE_KEYS, f"{path}.then", problems):
        return None
    entries = table_of(node)
    if "from" not in entries:
        problems.append(Problem("missing-key", spot(node, f"{path}.then"), {"key": "from", "of": f"{path}.then"}))
        return None
    upto = answer_at(entries["upto"], types.MONEY, f"{path}.then.upto", problems) if "upto" in entries else None
    return Source(words_of(entries["from"]), upto, _list(entries, "for"))


def _waterfall(node: Node | None, path: str, problems: list[Problem]) -> Waterfall | None:
    if node is None or not check_keys(node, ("owe", "to"), f"{path}.waterfall", problems):
        return None
    owed = table_of(node).get("owe")
    if owed is None or not isinstance(owed.value, dict):
        place = spot(owed or node, f"{path}.waterfall.owe")
        problems.append(Problem("not-a-mapping", place, {"value": shown(owed) if owed else ""}))
    debts = []
    for name, amount in table_of(owed).items():
        expr = answer_at(amount, types.MONEY, f"{path}.waterfall.owe.{name}", problems)
        if expr is not None:
            debts.append((name, expr))
    return Waterfall(tuple(debts), one_of(node, "to", PARTIES, f"{path}.waterfall", problems) or "buyer")


def _defeats(
    rules: tuple[Rule, ...], by_rank: bool, path: str, problems: list[Problem]
) -> tuple[tuple[frozenset[int], ...], tuple[frozenset[int], ...]]:
    """For each rule the indexes of those that beat it (by override or rank), and of those that override it."""
    index = {rule.id: i for i, rule in enumerate(rules)}
    over = [{index[i] for i in rule.overrides if i in index} for rule in rules]
    for rule in rules:
        if rule.id in rule.overrides:
            problems.append(Problem("overrides-itself", rule.place, {"id": rule.id}))
    closed = [_reach(i, over) for i in range(len(rules))]
    for i, rule in enumerate(rules):
        if i in closed[i] and rule.id not in rule.overrides:
            problems.append(Problem("override-cycle", rule.place, {"id": rule.id}))
    overridden = tuple(frozenset(j for j in range(len(rules)) if i in closed[j] and i != j) for i in range(len(rules)))
    if not by_rank:
        return overridden, overridden
    beaten = tuple(
        overridden[i] | frozenset(j for j in range(len(rules)) if rules[j].rank < rules[i].rank and j not in closed[i])
        for i in range(len(rules))
    )
    return beaten, overridden


def _reach(start: int, over: list[set[int]]) -> set[int]:
    seen: set[int] = set()
    todo = list(over[start])
    while todo:
        i = todo.pop()
        if i not in seen:
            seen.add(i)
            todo += over[i]
    return seen


def in_force(rule: Rule, day: date) -> bool:
    """Whether a rule applies on a day of its clock: [from, until)."""
    return (rule.since is None or rule.since <= day) and (rule.until is None or day < rule.until)
