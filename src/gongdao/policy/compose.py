"""Composing one version: the family with everything it extends, read, ordered, checked and sealed by a digest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from gongdao.kernel.digest import digest
from gongdao.kernel.errors import Place, Problem
from gongdao.kernel.source import Node, plain
from gongdao.policy.checking import check_pack
from gongdao.policy.entries import condition, joined, need_labels, read_fact, read_param, read_term
from gongdao.policy.family import MERGED, Family, check_keys, items_of, spot, table_of, words_of
from gongdao.policy.faults import wrong_word
from gongdao.policy.graph import order_of
from gongdao.policy.lexicon import (
    read_effect,
    read_phrase,
    read_provision,
    read_standard,
    read_weighing,
    read_weight,
    read_word,
)
from gongdao.policy.pack import (
    Decision,
    Effect,
    Fact,
    Invariant,
    Pack,
    Param,
    Phrase,
    Provision,
    Term,
    Version,
    Weighing,
    Word,
)
from gongdao.policy.references import check_versions
from gongdao.policy.tables import Fragment, read_decision

EDITION = "1"  # of the engine: changes when the same pack and facts may give other bytes
T = TypeVar("T")
Entry = tuple[Node, Family]


@dataclass(slots=True)
class Parts:
    """The values of a pack while it is put together."""

    facts: dict[str, Fact] = field(default_factory=dict)
    params: dict[str, Param] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)
    phrases: dict[str, Phrase] = field(default_factory=dict)
    signals: dict[str, Effect] = field(default_factory=dict)
    invariants: list[Invariant] = field(default_factory=list)
    weighing: list[Weighing] = field(default_factory=list)
    grades: dict[str, int] = field(default_factory=dict)
    standards: dict[str, dict[str, int]] = field(default_factory=dict)


def versions_of(families: Mapping[str, Family]) -> dict[str, Version]:
    """Give every version of every family by its id."""
    return {v.id: v for family in families.values() for v in family.versions}


def chain_of(families: Mapping[str, Family], family: str, problems: list[Problem]) -> list[Family]:
    """Give the family and what it extends, the root first."""
    found: list[Family] = []
    name = family
    while name:
        if name not in families:
            place = spot(found[-1].header["extends"], "extends") if found else Place(f"{name}/family.yaml")
            problems.append(wrong_word("unknown-family", name, families, place))
            break
        if families[name] in found:
            problems.append(Problem("extends-cycle", spot(found[-1].header["extends"], "extends"), {"value": name}))
            break
        found.append(families[name])
        name = families[name].extends
    return found[::-1]


def header_of(chain: list[Family]) -> dict[str, str]:
    """Give the words of a family's header, with those it takes over from what it extends."""
    header = {"zone": "UTC"}
    for family in chain:
        header |= {key: words_of(node) for key, node in family.header.items() if words_of(node)}
    return header


def compose(families: Mapping[str, Family], version: Version) -> tuple[Pack | None, list[Problem]]:
    """Compose and check one version.

    Every problem is reported; with any problem there is no pack.
    """
    problems: list[Problem] = []
    chain = chain_of(families, version.family, problems)
    if problems:
        return None, problems
    tables = _join_tables(chain, problems)
    parts = _read(chain, tables, version, problems)
    pack = _seal(chain, tables, parts, version, problems)
    problems += check_pack(pack)
    return (None if problems else pack), problems


def _join_tables(chain: list[Family], problems: list[Problem]) -> dict[str, dict[str, list[Entry]]]:
    joined: dict[str, dict[str, list[Entry]]] = {}
    for family in chain:
        for table, entries in family.tables.items():
            for name, nodes in entries.items():
                _join(joined.setdefault(table, {}), table, name, [(n, family) for n in nodes], problems)
    return joined


def _join(table: dict[str, list[Entry]], kind: str, name: str, new: list[Entry], problems: list[Problem]) -> None:
    if kind in MERGED:
        table.setdefault(name, []).extend(new)
        return
    redefines = words_of(table_of(new[0][0]).get("redefines")) == "true"
    if redefines and name not in table:
        place = spot(table_of(new[0][0])["redefines"], f"{kind}.{name}.redefines")
        problems.append(Problem("redefines-nothing", place, {"id": name}))
    if name in table and not redefines and kind not in ("words", "grades", "standards"):
        first = spot(table[name][0][0])
        problems.append(Problem("defined-twice", spot(new[0][0], f"{kind}.{name}"), {"id": name, "first": str(first)}))
    table[name] = new


def _read(
    chain: list[Family], tables: dict[str, dict[str, list[Entry]]], version: Version, problems: list[Problem]
) -> Parts:
    parts = Parts()
    parts.facts = _each(tables, "facts", lambda n, node, f: read_fact(n, node, problems))
    parts.params = _each(tables, "params", lambda n, node, f: read_param(n, node, f.governs.clock, problems))
    parts.terms = _each(tables, "terms", lambda n, node, f: read_term(n, node, problems))
    parts.provisions = _each(tables, "provisions", lambda n, node, f: read_provision(n, node, problems))
    parts.words = _each(tables, "words", lambda n, node, f: read_word(n, node, problems))
    parts.phrases = _each(tables, "phrases", lambda n, node, f: read_phrase(n, node, problems))
    parts.signals = _each(tables, "signals", lambda n, node, f: read_effect(n, node, problems))
    parts.grades = _each(tables, "grades", lambda n, node, f: read_weight(node, f"grades.{n}", problems))
    parts.standards = _each(tables, "standards", lambda n, node, f: read_standard(n, node, problems))
    for kind in MERGED:
        for name, entries in tables.get(kind, {}).items():
            if name in parts.decisions:
                problems.append(Problem("name-taken", spot(entries[0][0], f"{kind}.{name}"), {"id": name}))
            fragments: list[Fragment] = [(node, f.id, f.governs.clock) for node, f in entries]
            for node, f in entries:
                check_versions(node, f.id, [v.id for v in f.versions], f"{kind}.{name}", problems)
            decision = read_decision(name, fragments, version, kind == "deadlines", problems)
            if decision is not None:
                parts.decisions[name] = decision
    for family in chain:
        found = (read_weighing(node, problems) for node in family.lists.get("weighing", ()))
        parts.weighing += [w for w in found if w is not None]
        parts.invariants += [_invariant(node, problems) for node in family.lists.get("invariants", ())]
    return parts


def _each(
    tables: dict[str, dict[str, list[Entry]]], kind: str, reader: Callable[[str, Node, Family], T | None]
) -> dict[str, T]:
    found = ((name, reader(name, *entries[-1])) for name, entries in tables.get(kind, {}).items())
    return {name: value for name, value in found if value is not None}


def _invariant(node: Node, problems: list[Problem]) -> Invariant:
    check_keys(node, ("id", "when", "always", "law", "zh", "en", "note", "trust"), "invariants", problems)
    entries = table_of(node)
    path = f"invariants.{words_of(entries.get('id'))}"
    for key in ("id", "always"):
        if key not in entries:
            problems.append(Problem("missing-key", spot(node, path), {"key": key, "of": "invariants"}))
    when = joined(condition(entries["when"], path, problems)) if "when" in entries else None
    always = joined(condition(entries["always"], path, problems)) if "always" in entries else joined(())
    law = tuple(words_of(n) for n in items_of(entries.get("law")))
    return Invariant(
        words_of(entries.get("id")), when, always, law, need_labels(node, path, problems), spot(node, path)
    )


def _seal(
    chain: list[Family], tables: dict[str, dict[str, list[Entry]]], parts: Parts, version: Version,
    problems: list[Problem],
) -> Pack:  # fmt: skip
    header = header_of(chain)
    pack = Pack(
        id=version.id, version=version, governs=chain[-1].governs, chain=tuple(f.id for f in chain),
        zone=header["zone"], calendar=header.get("calendar", ""), currency=header.get("currency", "CNY"),
        late_after=header.get("late_after", ""), facts=parts.facts, params=parts.params, terms=parts.terms,
        decisions=parts.decisions, invariants=tuple(parts.invariants), provisions=parts.provisions,
        grades=parts.grades, standards=parts.standards, weighing=tuple(parts.weighing), words=parts.words,
        phrases=parts.phrases, signals=parts.signals, order=(), digest=_digest(chain, tables, version),
    )  # fmt: skip
    return order_of(pack, problems)


def _digest(chain: list[Family], tables: dict[str, dict[str, list[Entry]]], version: Version) -> str:
    """The digest of the canonical form: all that every family of the chain says, without places and file names."""
    body = {
        kind: {name: [[family.id, _canonical(node)] for node, family in entries] for name, entries in table.items()}
        for kind, table in tables.items()
    }
    lists = [{kind: [plain(node) for node in nodes] for kind, nodes in family.lists.items()} for family in chain]
    header = [plain(Node(dict(family.header), 0, 0, "")) for family in chain]
    return digest({"edition": EDITION, "version": version.id, "header": header, "tables": body, "lists": lists})


def _canonical(node: Node) -> object:
    """An entry as data. Debts are met in the order in which they stand, so that order is part of what it says."""
    owed = table_of(table_of(table_of(node).get("waterfall")).get("owe"))
    return [plain(node), list(owed)] if owed else plain(node)
