"""Turning what a pack says of law, evidence words and scam phrases from nodes into values."""

from __future__ import annotations

from gongdao.kernel.errors import Problem
from gongdao.kernel.source import Node
from gongdao.policy.entries import maybe, need_labels, where_of
from gongdao.policy.family import (
    check_keys,
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
from gongdao.policy.pack import Effect, Phrase, Provision, Trust, Weighing, Word

# What a signal may do: be shown to those it concerns, warn before harm, keep back until looked at, keep back for good,
# call a person, be a label on somebody, put the doubt on who must prove.
ACTIONS = ("show", "warn", "hold", "block", "human_check", "label", "doubt")


def read_provision(name: str, node: Node, problems: list[Problem]) -> Provision | None:
    """Read one article of the register."""
    path = f"provisions.{name}"
    if not check_keys(node, ("zh", "en", "articles", "text", "trust", "source", "note", "url"), path, problems):
        return None
    entries = table_of(node)
    articles, register = [], entries.get("articles", node)
    for day, entry in table_of(entries.get("articles")).items():
        since = read_date(Node(day, *register.keys[day], entry.file), f"{path}.articles", problems)
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
    speaks = flag(node, "for", "weighing", problems, True)
    return Weighing(
        words_of(entries["fact"]), speaks, words_of(entries.get("grade")) or "party",
        (*where, *where_of(entries.get("where"))), maybe(entries.get("when"), "weighing.when", problems),
        spot(node, "weighing"),
    )  # fmt: skip


def read_weight(node: Node, path: str, problems: list[Problem]) -> int:
    """Read a weight of 0 to 100."""
    if isinstance(node.value, int) and not isinstance(node.value, bool) and 0 <= node.value <= 100:
        return node.value
    problems.append(Problem("bad-weight", spot(node, path), {"value": shown(node)}))
    return 0


def read_standard(name: str, node: Node, problems: list[Problem]) -> dict[str, int] | None:
    """Read a standard of proof: how heavy the evidence for a fact must be, and how much heavier than that against."""
    path = f"standards.{name}"
    if not check_keys(node, ("pro", "con", "margin"), path, problems):
        return None
    return {key: read_weight(entry, f"{path}.{key}", problems) for key, entry in table_of(node).items()}


def read_word(name: str, node: Node, problems: list[Problem]) -> Word | None:
    """Read what one evidence word speaks for; a list when it speaks for several facts."""
    path = f"words.{name}"
    spoken = []
    for item in items_of(node):
        if not check_keys(item, ("fact", "for", "grade", "zh", "en", "note"), path, problems):
            return None
        entries = table_of(item)
        spoken.append(
            (words_of(entries.get("fact")), flag(item, "for", path, problems, True), words_of(entries.get("grade")))
        )
    return Word(name, tuple(spoken), text_of(items_of(node)[0])) if spoken else None


def read_phrase(name: str, node: Node, problems: list[Problem]) -> Phrase | None:
    """Read one scam script: `any` is one group, `all` is a list of groups, `unless` what takes a phrase back."""
    path = f"phrases.{name}"
    if not check_keys(node, ("any", "all", "unless", "action", "zh", "en", "note", "trust", "source"), path, problems):
        return None
    entries = table_of(node)
    groups = [tuple(words_of(n) for n in items_of(group)) for group in items_of(entries.get("all"))]
    if "any" in entries:
        groups.append(tuple(words_of(n) for n in items_of(entries["any"])))
    if not groups or not all(groups):
        problems.append(Problem("no-phrases", spot(node, path), {"id": name}))
    unless = tuple(words_of(word) for word in items_of(entries.get("unless")))
    return Phrase(name, tuple(groups), words_of(entries.get("action")), need_labels(node, path, problems), unless)


def read_effect(name: str, node: Node, problems: list[Problem]) -> Effect | None:
    """Read what signals of one kind may trigger."""
    path = f"signals.{name}"
    allowed = ("at", "actions", "lasts", "zh", "en", "note", "trust", "source", "redefines")
    if not check_keys(node, allowed, path, problems):
        return None
    entries = table_of(node)
    at = read_weight(entries["at"], f"{path}.at", problems) if "at" in entries else 0
    for node_of in items_of(entries.get("actions")):
        if words_of(node_of) not in ACTIONS:
            problems.append(wrong_word("unknown-word", shown(node_of), ACTIONS, spot(node_of, f"{path}.actions")))
    actions = tuple(words_of(n) for n in items_of(entries.get("actions")))
    lasts, source = _days(entries.get("lasts"), path, problems), words_of(entries.get("source"))
    return Effect(name, at, actions, lasts, source, need_labels(node, path, problems))


def _days(node: Node | None, path: str, problems: list[Problem]) -> int:
    if node is None or (isinstance(node.value, int) and not isinstance(node.value, bool) and node.value >= 0):
        return 0 if node is None else node.value
    problems.append(Problem("bad-days", spot(node, f"{path}.lasts"), {"value": shown(node)}))
    return 0
