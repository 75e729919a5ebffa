"""The burden of proof in a running case: who must prove what, how it stands, until when, and what holds otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.court import Court, asked, pack
from gongdao.case.due import Clock, clocks
from gongdao.case.heads import alone, heads, undecided
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.policy.evaluate import closure
from gongdao.policy.given import State
from gongdao.policy.work import Evaluation

CLOSES = ("close_evidence", "decide_on_file")
QUESTIONS = ("outcome", "winner")
OUTSIDE = (State.NOT_APPLICABLE, State.NOT_ALLEGED, State.UNSTATED)
SETTLED = (State.PROVED, State.REFUTED, State.ADMITTED)


@dataclass(frozen=True, slots=True)
class Step:
    """One contested fact: who must prove it to which standard, how that stands and until when it may be done.

    ``default`` is what holds when the time is over: ``refuted``, against the bearer, or ``open`` where the platform
    must find it; ``evidence`` are the pieces that speak of it.
    """

    fact: str
    bearer: str
    standard: str
    state: State
    due: datetime | None
    default: str
    evidence: tuple[str, ...]


def steps(case: Case, court: Court, stands: Evaluation | None = None) -> tuple[Step, ...]:
    """Give the burden steps of the open heads of a case, in the pack's order; the next arises when one is settled.

    ``stands``: what the pack says of the case's only head while evidence is open, where that was asked already.
    """
    known = case.memo.get("steps")
    if known is None or known[0] is not court:
        known = case.memo["steps"] = (court, tuple(_steps(case, court, stands)))
    found: tuple[Step, ...] = known[1]
    return found


def _steps(case: Case, court: Court, stands: Evaluation | None) -> Iterable[Step]:
    if case.last_at is None or "outcome" not in pack(court, case).decisions:
        return ()
    running, found = clocks(case, court), dict[str, Step]()
    for head in undecided(case) or heads(case):
        seen = stands
        if seen is None:
            seen = asked(court, alone(case, head), case.last_at, *QUESTIONS, closed=False)
        for name in closure(seen.pack, QUESTIONS):
            if name not in found and _contested(seen, name):
                found[name] = _step(seen, name, running)
    return found.values()


def _contested(seen: Evaluation, name: str) -> bool:
    fact = seen.pack.facts.get(name)
    return fact is not None and fact.prove is not None and seen.states.get(name, State.UNSTATED) not in OUTSIDE


def _step(seen: Evaluation, name: str, running: tuple[Clock, ...]) -> Step:
    burden = seen.pack.facts[name].prove
    assert burden is not None
    state, proof = seen.states[name], seen.given.proofs.get(name)
    by = bearer(seen, name)
    return Step(
        name, by, burden.standard, state, None if state in SETTLED else _due(running, burden.within, by),
        "open" if by == "platform" else "refuted", proof.evidence if proof is not None else (),
    )  # fmt: skip


def bearer(seen: Evaluation, name: str) -> str:
    """Give who must prove a fact: the party the pack names, or that one of its decisions gives."""
    burden = seen.pack.facts[name].prove
    by = burden.by if burden is not None else ""
    return str(seen.values.get(by)) if by in seen.pack.decisions else by


def _due(running: tuple[Clock, ...], within: str, bearer: str) -> datetime | None:
    """The clock the pack names for the step; else the one that closes evidence for its bearer."""
    own = [clock.at for clock in running if clock.name == within]
    general = [clock.at for clock in running if clock.effect in CLOSES and clock.party in (bearer, "both")]
    return next(iter((*own, *general)), None)


def bearer_of(case: Case, court: Court, fact: str) -> str:
    """Give who must prove a fact that is in dispute.

    :raises Refused: nobody has to prove it, or it is not in dispute.
    """
    found = {step.fact: step for step in steps(case, court)}
    if fact not in found:
        raise Refused("fact-not-in-dispute", fact=fact, allowed=tuple(found))
    if found[fact].state in SETTLED:
        raise Refused("fact-settled", fact=fact, state=found[fact].state.value)
    return found[fact].bearer


def check_ask(case: Case, court: Court, fact: str, party: str) -> str:
    """Give whom evidence is asked of: who bears the burden of the fact; both, and so nobody by name, without a fact.

    :raises Refused: the fact is not in dispute, another bears its burden, or it was asked for often enough.
    """
    if not fact:
        return _party(party)
    bearer = bearer_of(case, court, fact)
    if party and party != bearer:
        raise Refused("not-the-bearer", fact=fact, bearer=bearer)
    burden = pack(court, case).facts[fact].prove
    most = burden.asks if burden is not None else 1
    if sum(asked.fact == fact for asked in case.asked) >= most:
        raise Refused("asked-enough", fact=fact, most=most)
    return bearer if bearer in PARTIES else ""


PARTIES = ("buyer", "seller")


def _party(party: str) -> str:
    if party and party not in PARTIES:
        raise Refused("unknown-party", party=party, allowed=PARTIES)
    return party
