"""What a case is decided with: the packs, the calendars and the pauses; and what they say of a case at an instant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from gongdao.case.facts import bind, stated
from gongdao.case.file import Case as Filed, Policy
from gongdao.case.heads import alone, heads, several, undecided
from gongdao.case.kept import made_of
from gongdao.case.process import process
from gongdao.case.ruling import Decided, choose, decide_with
from gongdao.case.state import Case, Stop
from gongdao.kernel.calendar import Calendar
from gongdao.kernel.errors import Place
from gongdao.policy.evaluate import closure, evaluate
from gongdao.policy.given import Given, Intervals, Stops
from gongdao.policy.graph import asks_of
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.library import Library, pack_of
from gongdao.policy.pack import Pack, Rule, Span
from gongdao.policy.syntax import Has
from gongdao.policy.work import Countdown, Evaluation, day_in

# A case has a few heads; more need not be kept.
MEMO = 16


@dataclass(frozen=True, slots=True)
class Court:
    """The law at hand and the register of the platform's own pauses; a value, so the same court decides the same.

    ``memo`` keeps the last decisions by case and head: what is tried on what the case saw of the accounts, and then
    again on what lies in them, is decided once.
    """

    library: Library
    calendars: Mapping[str, Calendar]
    pauses: tuple[Stop, ...] = ()
    memo: dict[tuple[str, str], Decided] = field(default_factory=dict, init=False, compare=False, repr=False)


def pack_for(court: Court, case: Case, at: datetime) -> str:
    """Give the version that governs the case at an instant.

    :raises BadInput: there is no such pack or platform.
    """
    return choose(court.library, filed(case, at, "auto" if case.platform else case.pack))[0].id


def pack(court: Court, case: Case) -> Pack:
    """Give the version the case stands under."""
    return pack_of(court.library, case.pack)


def filed(case: Case, at: datetime, pack_id: str = "") -> Filed:
    """Tell the case as a case file would."""
    policy = Policy(pack_id or case.pack, at, case.platform or None)
    return Filed(case.id, "", policy, case.facts, None, {}, Place(case.id), {})


def ask(court: Court, case: Case, at: datetime, *names: str, closed: bool = True) -> dict[str, Any]:
    """Give the pack's answers to some questions at an instant; None where one is open or does not apply."""
    values = asked(court, case, at, *names, closed=closed).values
    return {name: None if isinstance(v := values.get(name), (Unknown, Maybe)) else v for name in names}


def asked(court: Court, case: Case, at: datetime, *names: str, closed: bool = True) -> Evaluation:
    """Put some questions to the pack at an instant, for the answers with the rules behind them."""
    law = pack(court, case)
    known = tuple(name for name in names if name in law.decisions)
    return evaluate(law, given_for(court, case, at, known), court.calendars, closed=closed, only=known)


def given_for(court: Court, case: Case, at: datetime, names: tuple[str, ...]) -> Given:
    """Give the facts, as known at an instant, that some questions of the pack are answered from."""
    law = pack(court, case)
    return _given(court, case, at, closure(law, names))


def _given(court: Court, case: Case, at: datetime, only: Collection[str] | None) -> Given:
    law, stops = pack(court, case), stops_of(court, case, at)
    return bind(law, case.facts, at, court.calendars, {}, stops, only, case.kept).given


def rules_of(evaluation: Evaluation, *names: str) -> tuple[str, ...]:
    """Give the rules that some answers come from."""
    found = [rule.id for name in names if name in evaluation.answers for rule in evaluation.answers[name].winners]
    return tuple(dict.fromkeys(found))


def countdowns(court: Court, case: Case, at: datetime, effects: frozenset[str]) -> Mapping[str, Countdown]:
    """Give every clock of the pack with one of these effects that runs or ran for the case, as known at an instant.

    Of several heads of claim each has its own clocks; of one name the first to end is given.
    """
    if not several(case):
        return _countdowns(court, case, at, effects)
    found: dict[str, Countdown] = {}
    for head in undecided(case) or heads(case):
        for name, count in _countdowns(court, alone(case, head), at, effects).items():
            if name not in found or count.due.at < found[name].due.at:
                found[name] = count
    return found


def _countdowns(court: Court, case: Case, at: datetime, effects: frozenset[str]) -> Mapping[str, Countdown]:
    law = pack(court, case)
    told = process(case)
    # Whether a fact is stated at all does not depend on the time of the decision.
    asked = (law, effects, frozenset(told))
    tables = made_of(case.kept, asked, (case.facts,), lambda: _running(law, effects, case, at, told))
    if not tables:
        return {}
    bound = _given(court, case, at, closure(law, tables))
    given = replace(bound, values={**bound.values, **told})
    values = map(given.values.get, _counted_from(law, tables))
    parts = (court.calendars, given.proofs, given.stops.pauses, given.stops.suspended, *values)
    return made_of(
        case.kept,
        (law, tables),
        parts,
        lambda: evaluate(law, given, court.calendars, only=tables).countdowns,
        day_in(law, at),
    )


@lru_cache(maxsize=256)
def _counted_from(law: Pack, tables: tuple[str, ...]) -> tuple[str, ...]:
    """The names whose values some tables depend on; by the time of the decision, rules may be in force on its day."""
    names = closure(law, tables)
    asked = frozenset().union(*(asks_of(law, name) for name in names))
    return tuple(name for name in names if name != "decided_at" or name in asked)


def _running(
    law: Pack, effects: frozenset[str], case: Case, at: datetime, told: Mapping[str, object]
) -> tuple[str, ...]:
    return tuple(name for name, guards in _tables(law, effects) if _may_run(law, guards, case, at, told))


@lru_cache(maxsize=256)
def _tables(law: Pack, effects: frozenset[str]) -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """The deadline tables that have one of these effects, and for each of their rules what must be stated for it."""
    return tuple(
        (name, tuple(_guards(law, rule) for rule in table.rules))
        for name, table in law.decisions.items()
        if table.deadline and any(isinstance(r.then, Span) and r.then.effect in effects for r in table.rules)
    )


def _guards(law: Pack, rule: Rule) -> frozenset[str]:
    """The facts without which a rule cannot apply; only such as nothing presumes and nobody has to prove."""
    asked = {test.name for test in rule.tests if isinstance(test, Has)}
    plain = (law.facts[name] for name in asked if name in law.facts)
    return frozenset(fact.id for fact in plain if fact.prove is None and fact.presumption is None)


def _may_run(law: Pack, rules: Sequence[frozenset[str]], case: Case, at: datetime, told: Mapping[str, object]) -> bool:
    """Whether some rule of a table has all it needs; most tables are about things that did not happen."""
    return any(
        all(name in told or stated(law, law.facts[name], case.facts, at) is not None for name in guards)
        for guards in rules
    )


def differences(court: Court, case: Case, at: datetime, pack_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the deadlines and the answers that come out differently under another version, as the case stands."""
    one, other = _stands(court, case, at, case.pack), _stands(court, case, at, pack_id)
    tables = {**one.pack.decisions, **other.pack.decisions}
    apart = [name for name in tables if one.values.get(name) != other.values.get(name)]
    deadlines = tuple(sorted(name for name in apart if tables[name].deadline))
    return deadlines, tuple(sorted(name for name in apart if not tables[name].deadline))


def _stands(court: Court, case: Case, at: datetime, pack_id: str) -> Evaluation:
    law = pack_of(court.library, pack_id)
    given = bind(law, case.facts, at, court.calendars, {}, stops_of(court, case, at)).given
    return evaluate(law, replace(given, values={**given.values, **process(case)}), court.calendars, closed=False)


def stops_of(court: Court, case: Case, at: datetime) -> Stops:
    """Give when the clocks of a case stood still, as known at an instant; what still lasts, lasts until then."""
    return Stops(_spans(court.pauses, at), _spans(case.stops, at))


def _spans(stops: Iterable[Stop], at: datetime) -> Intervals:
    return tuple((stop.since, stop.until or at) for stop in stops if stop.since < (stop.until or at))


def decision(court: Court, case: Case, at: datetime) -> Decided:
    """Apply the pack to the case as to a file, with evidence closed; without the words that tell it to people."""
    about = (case.id, str(case.facts.get("claim", {}).get("reason", "")))
    before, stops = court.memo.get(about), stops_of(court, case, at)
    made = decide_with(court.library, filed(case, at), court.calendars, stops=stops, told=False, before=before)
    if len(court.memo) >= MEMO:
        court.memo.clear()
    court.memo[about] = made
    return made
