"""Applying a pack to the facts of one dispute: every decision in its order, with everything that was tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from gongdao.kernel.calendar import Calendar
from gongdao.policy.answer import answer
from gongdao.policy.code import Code, code_of, code_when_it_pays
from gongdao.policy.given import Given, Proof, State
from gongdao.policy.graph import needs_of
from gongdao.policy.kleene import OPEN, UNKNOWN
from gongdao.policy.machine import Machine
from gongdao.policy.pack import Decision, Fact, Pack, Term
from gongdao.policy.plan import Plan, plan_of
from gongdao.policy.work import Evaluation, Params, Work, keep, run, truth

STATED, UNSTATED, NOT_APPLICABLE = State.STATED, State.UNSTATED, State.NOT_APPLICABLE
PROVED, REFUTED, NOT_ALLEGED = State.PROVED, State.REFUTED, State.NOT_ALLEGED


def evaluate(
    pack: Pack,
    given: Given,
    calendars: Mapping[str, Calendar],
    *,
    closed: bool = True,
    only: Sequence[str] | None = None,
    assumed: Mapping[str, bool] | None = None,
    generated: bool | None = None,
) -> Evaluation:
    """Answer every decision of the pack (or only the named ones and what they ask for).

    ``closed``: evidence has closed, an unproved fact goes against its bearer; else it is unknown.
    ``assumed`` settles provable facts for the sake of argument. ``generated``: by generated code or without; it gives
    the same answers faster where all that is asked for is known, takes time to make, and is used from the moment it
    pays if nothing is said.
    """
    code = _code(pack, calendars, generated)
    work = Work(pack, given, closed, calendars, Machine(pack, calendars), code, assumed or {})
    params = work.params = Params(work)
    work.machine.bind(work.values, params)
    plan = plan_of(pack, pack.order if only is None else closure(pack, tuple(only)))
    _simple_facts(work, plan)
    for asked, needs in plan.rest:
        work.code = code if work.unknown.isdisjoint(needs) else None
        if isinstance(asked, Decision):
            answer(work, asked)
        elif isinstance(asked, Term):
            keep(work, asked.id, run(work, asked.expr))
        else:
            _fact(work, asked)
    return Evaluation(
        pack,
        given,
        closed,
        work.values,
        params,
        work.states,
        work.answers,
        work.countdowns,
        work.shortfalls,
        work.poured,
    )


def _code(pack: Pack, calendars: Mapping[str, Calendar], generated: bool | None) -> Code | None:
    if generated is False:
        return None
    calendar = calendars.get(pack.calendar)
    return code_of(pack, calendar) if generated else code_when_it_pays(pack, calendar)


@lru_cache(maxsize=256)
def closure(pack: Pack, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Give the named things and all they ask for, in the pack's order."""
    seen: set[str] = set()
    todo = list(wanted)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += needs_of(pack, name)
    return tuple(name for name in pack.order if name in seen)


def _simple_facts(work: Work, plan: Plan) -> None:
    stated, values, states = work.given.values, work.values, work.states
    for name, value, state in plan.simple:
        if name in stated:
            values[name], states[name] = stated[name], STATED
        else:
            values[name], states[name] = value, state
            if state is UNSTATED:
                work.unknown.add(name)


def _fact(work: Work, fact: Fact) -> None:
    value, work.states[fact.id] = _arising(work, fact)
    keep(work, fact.id, value)


def _arising(work: Work, fact: Fact) -> tuple[object, State]:
    if fact.arises is not None:
        arises = truth(work, fact.arises)
        if arises is False:
            return None, NOT_APPLICABLE
        if arises is None:
            return UNKNOWN, UNSTATED
    if fact.prove is not None:
        return _provable(work, fact, work.given.proofs.get(fact.id))
    if fact.id in work.given.values:
        return work.given.values[fact.id], STATED
    if fact.presumption is not None:
        return run(work, fact.presumption), State.PRESUMED
    return (None, NOT_APPLICABLE) if fact.optional else (UNKNOWN, UNSTATED)


def _provable(work: Work, fact: Fact, proof: Proof | None) -> tuple[object, State]:
    if fact.id in work.assumed:
        return work.assumed[fact.id], PROVED if work.assumed[fact.id] else REFUTED
    state = proof.state if proof is not None else State.ALLEGED
    if state is PROVED or state is State.ADMITTED:
        return True, state
    if state is REFUTED:
        return False, state
    alleged = truth(work, fact.alleged) if fact.alleged is not None else True
    if proof is None and alleged is False:
        presumed = run(work, fact.presumption) if fact.presumption is not None else False
        return presumed, NOT_ALLEGED
    if work.closed and _bearer(work, fact) != "platform":
        return False, state
    return OPEN, state


def _bearer(work: Work, fact: Fact) -> object:
    by = fact.prove.by if fact.prove is not None else ""
    return work.values.get(by) if by in work.pack.decisions else by
