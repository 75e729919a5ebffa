"""Finding in a case file the facts that a pack names: stated values, and how each provable fact stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from gongdao.case.scripts import scripts_in
from gongdao.case.strays import meanings
from gongdao.evidence.burden import admitted, balance, met
from gongdao.evidence.item import Weighed
from gongdao.evidence.weigh import Where, matches, weigh
from gongdao.kernel.calendar import Calendar
from gongdao.policy.evaluate import closure, evaluate
from gongdao.policy.given import Given, Proof, State, Stops
from gongdao.policy.kleene import Scope, truth
from gongdao.policy.pack import Binding, Fact, Pack, Weighing
from gongdao.policy.syntax import names
from gongdao.policy.types import INSTANT

LISTS = ("events", "logistics", "evidence", "items", "chat", "postal_appeals", "jury.void_candidates")
NO_STOPS = Stops()
Facts = Mapping[str, Any]
Kinds = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """The facts of a case under one pack, and what became of each item of evidence."""

    given: Given
    evidence: tuple[Weighed, ...]


def bind(
    pack: Pack, facts: Facts, decided_at: datetime, calendars: Mapping[str, Calendar], words: Facts,
    stops: Stops = NO_STOPS, only: Collection[str] | None = None,
) -> Bound:  # fmt: skip
    """Find every fact of the pack in the facts of a case.

    ``words`` are the case file's own meanings of evidence words; they prevail over the pack's. ``stops`` are the times
    in which the clocks of the case stood still; ``only`` the facts of these names are looked for.
    """
    items = facts.get("evidence") or ()
    kinds = tuple(sorted({item.get("kind") for item in items}, key=str))
    sought = _sought(pack, None if only is None else tuple(only), kinds)
    there = {"", *(name for name, part in facts.items() if part is not None)}
    done = {row.get("act") for row in facts.get("events") or ()}
    values = _plain(sought.plain, facts)
    values |= {
        look.fact.id: value
        for look in sought.looks
        if not (look.roots.isdisjoint(there) and look.acts.isdisjoint(done))
        and (value := stated(pack, look.fact, facts, decided_at)) is not None
    }
    values["decided_at"] = decided_at
    before = Given(decided_at, values, stops=stops)
    weighed = _weighed(pack, facts, before, calendars, words, kinds) if sought.weighs and items else ()
    spoken = {speech.fact for item in weighed for speech in item.speeches}
    proofs = {
        look.fact.id: proof
        for look in sought.provable
        if not (look.fact.id not in spoken and look.roots.isdisjoint(there) and look.acts.isdisjoint(done))
        and (proof := _proof(pack, look.fact, facts, weighed if look.fact.id in spoken else (), decided_at)) is not None
    }
    return Bound(replace(before, proofs=proofs), weighed)


class _Look(NamedTuple):
    """Where a fact may stand: not unless one of these parts is in the case or one of these acts was done."""

    fact: Fact
    roots: frozenset[str]
    acts: frozenset[object] = frozenset()


Plain = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


class _Sought(NamedTuple):
    """What is looked for.

    ``plain``: by part of the case, ids of facts with the field of that part that is their value; ``looks``: the other
    facts that are stated; ``provable``: those that are proved, with where they may stand besides evidence.
    """

    plain: Plain
    looks: tuple[_Look, ...]
    provable: tuple[_Look, ...]
    weighs: bool


@lru_cache(maxsize=1024)
def _sought(pack: Pack, only: tuple[str, ...] | None, kinds: Kinds) -> _Sought:
    """What some questions need, where there is evidence of these kinds to be weighed; most of a pack they do not."""
    if only is not None and any(name in pack.facts and pack.facts[name].prove is not None for name in only):
        only = (*only, *closure(pack, _weighing_asks(pack, kinds)))
    wanted = pack.facts.keys() if only is None else frozenset(only)
    facts = [fact for name, fact in pack.facts.items() if name in wanted]
    plain: dict[str, list[tuple[str, str]]] = {}
    for fact in facts:
        if (field := _field(fact)) is not None:
            plain.setdefault(field[0], []).append((fact.id, field[1]))
    looks = tuple(_look(fact, fact.binding) for fact in facts if fact.binding is not None and _field(fact) is None)
    provable = tuple(_proved(fact) for fact in facts if fact.prove is not None)
    rows = tuple((root, tuple(fields)) for root, fields in plain.items())
    return _Sought(rows, looks, provable, bool(provable) or only is None)


def _field(fact: Fact) -> tuple[str, str] | None:
    """The part of the case and its field whose value a fact is just as it stands there."""
    binding = fact.binding
    if binding is None or binding.path in (*LISTS, "policy.decided_at") or binding.times or fact.type == INSTANT:
        return None
    root, _, key = binding.path.partition(".")
    return (root, key) if key and "." not in key else None


def _plain(sought: Plain, facts: Facts) -> dict[str, object]:
    values: dict[str, object] = {}
    for root, fields in sought:
        part = facts.get(root)
        if isinstance(part, Mapping):
            for name, key in fields:
                value = part.get(key)
                if value is not None and value != "n/a":
                    values[name] = value
    return values


def _look(fact: Fact, binding: Binding) -> _Look:
    """Where the binding of a fact looks; that there is nothing is told by a count, by intervals and by scripts."""
    tells = binding.pick == "count" or binding.ends or (binding.path == "chat" and not binding.pick)
    if tells or binding.path == "policy.decided_at":
        return _Look(fact, frozenset({""}))
    acts = next((words for key, words in binding.where if key == "act" and binding.path == "events"), ())
    if acts and not {"present", "absent", False}.intersection(acts):
        return _Look(fact, frozenset(), frozenset(acts))
    return _Look(fact, frozenset({binding.path.partition(".")[0]}))


def _proved(fact: Fact) -> _Look:
    """Where it may stand that a fact is proved: admitted, found, or as its binding says."""
    bound = _look(fact, fact.binding) if fact.binding is not None else _Look(fact, frozenset())
    found = {fact.finding.partition(".")[0]} if fact.finding else set()
    return bound._replace(roots=bound.roots | {"admissions"} | found)


def at_path(facts: Facts, path: str) -> Any:
    """Give what stands at ``order.paid``; None where nothing does."""
    found: Any = facts
    for key in path.split("."):
        if found is None:
            return None
        found = found.get(key) if isinstance(found, (dict, Mapping)) else None
    return found


def stated(pack: Pack, fact: Fact, facts: Facts, decided_at: datetime) -> object:
    """Give the value of a fact as the case states it; None where it does not."""
    binding = fact.binding
    if binding is None:
        return None
    if binding.path == "policy.decided_at":
        return decided_at
    if binding.path == "chat" and not binding.pick:
        return _scripts(pack, facts)
    if binding.path == "items" and not binding.pick:
        return _lines(facts)
    found = _picked(binding, facts, decided_at) if binding.path in LISTS else at_path(facts, binding.path)
    if found is None or found == "n/a":
        return None
    if binding.times and isinstance(found, int):
        factor = at_path(facts, binding.times)
        return found * factor if isinstance(factor, int) else None
    if fact.type == INSTANT and isinstance(found, date) and not isinstance(found, datetime):
        return _begins(found, pack.zone, decided_at)
    return found


def _begins(day: date, zone: str, decided_at: datetime) -> datetime:
    """A date asked for as an instant is its midnight in the pack's zone; without one, in the offset of the decision."""
    return datetime.combine(day, time(), decided_at.tzinfo if zone == "start" else ZoneInfo(zone))


def _lines(facts: Facts) -> list[dict[str, Any]] | None:
    """The order lines; quantity times price is multiplied here, so that a pack need not.

    A line is claimed when the claim names it, or names no lines at all.
    """
    rows = [dict(row) for row in facts.get("items") or ()]
    named = at_path(facts, "claim.items")
    return [
        {**row, "list_total": row.get("list", 0) * row.get("qty", 1), "claimed": not named or row.get("sku") in named}
        for row in rows
    ] or None


def _picked(binding: Binding, facts: Facts, now: datetime) -> object:
    known = at_path(facts, binding.path) or ()
    if not known and not binding.ends:
        return 0 if binding.pick == "count" else None
    rows = [row for row in known if matches(row, binding.where)]
    if binding.same:
        rows = [row for row in rows if _alike(binding, row, facts)]
    if binding.ends:
        return _intervals(rows, [r for r in known if matches(r, binding.ends)], now)
    if binding.pick == "count":
        return len(rows)
    if binding.pick == "any":
        return True if rows else None
    if not binding.pick or binding.pick == "each":
        return rows or None
    taken = [row[binding.take] for row in rows if row.get(binding.take) is not None]
    return _PICKS[binding.pick](taken) if taken else None


def _alike(binding: Binding, row: Facts, facts: Facts) -> bool:
    return all(row.get(key) is not None and row.get(key) == at_path(facts, path) for key, path in binding.same)


_PICKS: dict[str, Callable[[list[Any]], object]] = {
    "first": lambda taken: taken[0],
    "last": lambda taken: taken[-1],
    "min": min,
    "max": max,
    "sum": sum,
    "all": list,
}


def _intervals(starts: Sequence[Facts], ends: Sequence[Facts], now: datetime) -> list[tuple[datetime, datetime]]:
    """Pair each start with the first end after it; an open interval lasts until now. What has no time is neither."""
    begun = [row["at"] for row in starts if "at" in row and row["at"] <= now]
    ended = [row["at"] for row in ends if "at" in row]
    return [(at, min((*(end for end in ended if end > at), now))) for at in begun]


def _scripts(pack: Pack, facts: Facts) -> list[str]:
    """The scam scripts that stand in the chat: as noted when the message came in, else as its text says now."""
    rows = facts.get("chat") or ()
    met = {
        name for row in rows for name in row.get("scripts", ()) or scripts_in(pack.phrases, str(row.get("text", "")))
    }
    return sorted(met & pack.phrases.keys())


def _weighed(
    pack: Pack, facts: Facts, given: Given, calendars: Mapping[str, Calendar], words: Facts, kinds: Kinds
) -> tuple[Weighed, ...]:
    asks = _weighing_asks(pack, kinds)
    before = evaluate(pack, given, calendars, only=asks) if asks else None
    due = before.values.get(pack.late_after) if before is not None else None
    entries = [
        (w.where, w.fact, w.speaks, w.grade)
        for w in _entries(pack, kinds)
        if w.when is None or (before is not None and _holds(before, w.when))
    ]
    return weigh(facts["evidence"], entries, meanings(pack, words), pack.grades, lambda item: _late(item, due))


@lru_cache(maxsize=1024)
def _entries(pack: Pack, kinds: Kinds) -> tuple[Weighing, ...]:
    """The entries that may match evidence of these kinds; of a hundred kinds a case has two or three."""
    return tuple(w for w in pack.weighing if any(matches({"kind": kind}, _of_kind(w)) for kind in kinds))


def _of_kind(entry: Weighing) -> Where:
    return tuple((key, words) for key, words in entry.where if key == "kind")


@lru_cache(maxsize=1024)
def _weighing_asks(pack: Pack, kinds: Kinds) -> tuple[str, ...]:
    """What must be known before evidence of these kinds can be weighed."""
    asked = [name for w in _entries(pack, kinds) if w.when is not None for name in names(w.when)]
    return (*dict.fromkeys(asked), *([pack.late_after] if pack.late_after in pack.decisions else []))


def _holds(before: Any, when: Any) -> bool:
    return truth(when, Scope(before.values, before.params)) is True


def _late(item: Facts, due: object) -> bool:
    at = item.get("at")
    return bool(item.get("late")) or (isinstance(due, datetime) and isinstance(at, datetime) and at >= due)


def _proof(pack: Pack, fact: Fact, facts: Facts, items: Sequence[Weighed], now: datetime) -> Proof | None:
    """How a provable fact stands: a finding settles it, else the weights under its standard."""
    if fact.prove is None:
        return None
    finding = at_path(facts, fact.finding) if fact.finding else None
    pro, con, ids = balance(fact.id, items)
    if isinstance(finding, bool):
        return Proof(State.PROVED if finding else State.REFUTED, pro, con, ids)
    admission = (facts.get("admissions") or {}).get(fact.id)
    if isinstance(admission, bool):
        return Proof(State.ADMITTED if admission else State.REFUTED, pro, con, ids)
    stated = _picked_truth(fact, facts, now)
    if stated is not None:
        return Proof(State.PROVED if stated else State.REFUTED, pro, con, ids)
    if not ids:
        return None
    if admitted(fact.id, items, fact.prove.by):
        return Proof(State.ADMITTED, pro, con, ids)
    if met(pro, con, pack.standards.get(fact.prove.standard, {})):
        return Proof(State.PROVED, pro, con, ids)
    return Proof(State.REFUTED if con > pro else State.INSUFFICIENT, pro, con, ids)


def _picked_truth(fact: Fact, facts: Facts, now: datetime) -> bool | None:
    if fact.binding is None:
        return None
    binding = fact.binding
    found = _picked(binding, facts, now) if binding.path in LISTS else at_path(facts, binding.path)
    return found if isinstance(found, bool) else None
