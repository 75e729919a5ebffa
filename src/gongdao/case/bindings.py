"""Checking that the facts of a pack are found where the case file has them, with a type that fits."""

from __future__ import annotations

from collections.abc import Iterator

from gongdao.case.kinds import Kind
from gongdao.case.schema import item_fields, kind_of, kind_of_item, lists, paths
from gongdao.evidence.weigh import Where
from gongdao.kernel.errors import Problem
from gongdao.policy import types
from gongdao.policy.faults import wrong_word
from gongdao.policy.pack import Fact, Pack, Weighing

FITS: dict[str, tuple[str, ...]] = {
    "bool": ("bool",),
    "int": ("int",),
    "money": ("money",),
    "decimal": ("decimal",),
    "instant": ("instant", "date"),
    "date": ("date",),
    "text": ("text", "enum", "word"),
    "enum": ("enum", "word", "text"),
    "set": ("enum", "word", "text"),
}
TRUTHS = ("present", "absent", True, False)


def check_bindings(pack: Pack) -> list[Problem]:
    """Give every problem of where a pack's facts are to be found."""
    found = [p for fact in pack.facts.values() for p in _check(fact)]
    return [*found, *(p for entry in pack.weighing for p in _check_where("evidence", entry.where, entry))]


def _check(fact: Fact) -> Iterator[Problem]:
    if fact.finding and kind_of(fact.finding) is None:
        yield _unknown("unknown-path", fact.finding, paths(), fact)
    binding = fact.binding
    if binding is None:
        return
    if binding.path in lists():
        yield from _check_list(fact, binding.path)
        return
    kind = kind_of(binding.path)
    if kind is None:
        yield _unknown("unknown-path", binding.path, (*paths(), *lists()), fact)
    elif not fits(fact.type, kind):
        details = {"value": binding.path, "type": types.spelling(fact.type), "found": kind.name}
        yield Problem("binding-type", fact.place, details)
    if binding.times and kind_of(binding.times) is None:
        yield _unknown("unknown-path", binding.times, paths(), fact)


def _check_list(fact: Fact, name: str) -> Iterator[Problem]:
    assert fact.binding is not None
    fields = item_fields(name)
    yield from _check_where(name, (*fact.binding.where, *fact.binding.ends), fact)
    for key, path in fact.binding.same:
        if kind_of_item(name, key) is None:
            yield _unknown("unknown-path", f"{name}[].{key}", tuple(f"{name}[].{f}" for f in fields), fact)
        if kind_of(path) is None:
            yield _unknown("unknown-path", path, paths(), fact)
    take = fact.binding.take
    if take and kind_of_item(name, take) is None:
        yield _unknown("unknown-path", f"{name}[].{take}", tuple(f"{name}[].{f}" for f in fields), fact)


def _check_where(name: str, where: Where, owner: Fact | Weighing) -> Iterator[Problem]:
    for key, words in where:
        kind = kind_of_item(name, key)
        if kind is None:
            yield _unknown("unknown-path", f"{name}[].{key}", tuple(f"{name}[].{f}" for f in item_fields(name)), owner)
            continue
        for word in words:
            if kind.name == "enum" and word not in kind.words and word not in TRUTHS:
                yield _unknown("binding-word", str(word), kind.words, owner)


def _unknown(code: str, value: str, allowed: tuple[str, ...], owner: Fact | Weighing) -> Problem:
    return wrong_word(code, value, allowed, owner.place, id=owner.id if isinstance(owner, Fact) else owner.fact)


def fits(kind: types.Type, found: Kind) -> bool:
    """Tell whether a fact of a type can hold what the case file has there."""
    kinds = [k.name for k in found.of] if found.name == "either" else [found.name]
    name = types.spelling(kind).partition("(")[0].partition(" ")[0]
    return any(k in FITS.get(name, ()) for k in kinds)
