"""Finding in a case file the facts that a pack names: stated values, and how each provable fact stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from gongdao.case.kept import Kept, made_of
from gongdao.case.scripts import scripts_in
from gongdao.case.weighing import weighed, weighing_asks
from gongdao.evidence.burden import admitted, balance, met
from gongdao.evidence.item import Weighed
from gongdao.evidence.weigh import matches
from gongdao.kernel.calendar import Calendar
from gongdao.policy.evaluate import closure
from gongdao.policy.given import Given, Proof, State, Stops
from gongdao.policy.pack import Binding, Fact, Pack
from gongdao.policy.types import INSTANT

LISTS = ("events", "logistics", "evidence", "items", "chat", "postal_appeals", "jury.void_candidates")
NO_STOPS = Stops()
_THERE = "there"
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bound:
    """The facts of a case under one pack, and what became of each item of evidence."""

    given: Given
    evidence: tuple[Weighed, ...]


def bind(
    pack: Pack, facts: Facts, decided_at: datetime, calendars: Mapping[str, Calendar], words: Facts,
    stops: Stops = NO_STOPS, only: Collection[str] | None = None, kept: Kept | None = None,
) -> Bound:  # fmt: skip
    """Find every fact of the pack in the facts of a case.

    ``words`` are the case file's own meanings of evidence words; they prevail over the pack's. ``stops`` are the times
    in which the clocks of the case stood still; ``only`` the facts of these names are looked for. ``kept``: what was
    found in the same case before, which is not looked for again where the case still says the very same.
    """
    kept = {} if kept is None else kept
    items = facts.get("evidence") or ()
    kinds = tuple(sorted({item.get("kind") for item in items}, key=str))
    sought = _sought(pack, None if only is None else tuple(only), kinds)
    values = _plain(sought.plain, facts)
    for group in sought.groups:
        values |= _seen(pack, group, facts, decided_at, kept)
    values["decided_at"] = decided_at
    before = Given(decided_at, values, stops=stops)
    found = weighed(pack, items, before, calendars, words, kinds, kept) if sought.weighs and items else ()
    parts = (found, *(facts.get(name) for name in sought.proofs.parts))
    proofs = made_of(kept, sought.proofs, parts, lambda: _proofs(pack, sought.proofs, facts, found, decided_at, kept))
    return Bound(replace(before, proofs=proofs), found)


def _seen(pack: Pack, group: _Group, facts: Facts, decided_at: datetime, kept: Kept) -> dict[str, object]:
    """The values of a group of facts, found anew where the case or, for some facts, the time is another."""
    parts = [facts.get(name) for name in group.parts]
    if group.timed:
        parts.append(decided_at)
    return made_of(kept, group, parts, lambda: _values(pack, group, facts, decided_at, kept))


def _values(pack: Pack, group: _Group, facts: Facts, decided_at: datetime, kept: Kept) -> dict[str, object]:
    there, done = made_of(kept, _THERE, (facts,), lambda: _there(facts))
    return {
        look.fact.id: value
        for look in group.looks
        if not (look.roots.isdisjoint(there) and look.acts.isdisjoint(done))
        and (value := stated(pack, look.fact, facts, decided_at)) is not None
    }


def _proofs(
    pack: Pack, group: _Group, facts: Facts, items: tuple[Weighed, ...], decided_at: datetime, kept: Kept
) -> dict[str, Proof]:
    there, done = made_of(kept, _THERE, (facts,), lambda: _there(facts))
    spoken = {speech.fact for item in items for speech in item.speeches}
    return {
        look.fact.id: proof
        for look in group.looks
        if not (look.fact.id not in spoken and look.roots.isdisjoint(there) and look.acts.isdisjoint(done))
        and (proof := _proof(pack, look.fact, facts, items if look.fact.id in spoken else (), decided_at)) is not None
    }


def _there(facts: Facts) -> tuple[set[str], set[object]]:
    """The parts that a case has, and the acts that were done in it."""
    done = {row.get("act") for row in facts.get("events") or ()}
    return {"", *(name for name, part in facts.items() if part is not None)}, done


class _Look(NamedTuple):
    """Where a fact may stand: not unless one of these parts is in the case or one of these acts was done."""

    fact: Fact
    roots: frozenset[str]
    acts: frozenset[object] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Looks into the same parts of a case; ``timed``: what they find depends on the time of the decision too."""

    parts: tuple[str, ...]
    looks: tuple[_Look, ...]
    timed: bool = False


Plain = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


class _Sought(NamedTuple):
    """What is looked for.

    ``plain``: by part of the case, ids of facts with the field of that part that is their value; ``groups``: the other
    facts that are stated; ``proofs``: those that are proved, with where they may stand besides evidence.
    """

    plain: Plain
    groups: tuple[_Group, ...]
    proofs: _Group
    weighs: bool


@lru_cache(maxsize=1024)
def _sought(pack: Pack, only: tuple[str, ...] | None, kinds: tuple[str | None, ...]) -> _Sought:
    """What some questions need, where there is evidence of these kinds to be weighed; most of a pack they do not."""
    if only is not None and any(name in pack.facts and pack.facts[name].prove is not None for name in only):
        only = (*only, *closure(pack, weighing_asks(pack, kinds)))
    wanted = pack.facts.keys() if only is None else frozenset(only)
    facts = [fact for name, fact in pack.facts.items() if name in wanted]
    plain: dict[str, list[tuple[str, str]]] = {}
    for fact in facts:
        if (field := _field(fact)) is not None:
            plain.setdefault(field[0], []).append((fact.id, field[1]))
    looks = tuple(_look(fact, fact.binding) for fact in facts if fact.binding is not None and _field(fact) is None)
    provable = tuple(_proved(fact) for fact in facts if fact.prove is not None)
    rows = tuple((root, tuple(fields)) for root, fields in plain.items())
    proofs = _Group(tuple({name: None for look in provable for name in _reads(look)}), provable)
    return _Sought(rows, _grouped(pack, looks), proofs, bool(provable) or only is None)


def _grouped(pack: Pack, looks: Iterable[_Look]) -> tuple[_Group, ...]:
    groups: dict[tuple[tuple[str, ...], bool], list[_Look]] = {}
    for look in looks:
        groups.setdefault((_reads(look), _timed(pack, look.fact)), []).append(look)
    return tuple(_Group(parts, tuple(found), timed) for (parts, timed), found in groups.items())


def _reads(look: _Look) -> tuple[str, ...]:
    """The parts of a case that a look depends on."""
    binding = look.fact.binding
    paths = [binding.path, binding.times, *(path for _, path in binding.same)] if binding is not None else []
    lines = ["claim"] if binding is not None and binding.path == "items" else []
    acts = ["events"] if look.acts else []
    return tuple(sorted({path.partition(".")[0] for path in (*paths, *lines, *acts, *look.roots)} - {""}))


def _timed(pack: Pack, fact: Fact) -> bool:
    """What still lasts, lasts until the decision; a day begins where it is decided, if the pack has no zone."""
    assert fact.binding is not None
    binding = fact.binding
    return bool(binding.ends) or binding.path == "policy.decided_at" or (fact.type == INSTANT and pack.zone == "start")


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
