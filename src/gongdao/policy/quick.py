"""A few answers of a pack without their reasons, by generated code, where nothing more has to be asked for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count

from gongdao.kernel.calendar import Calendar
from gongdao.policy.compiled import CONFLICT, Compiled, compiled
from gongdao.policy.evaluate import closure
from gongdao.policy.given import Given, Proof, State
from gongdao.policy.pack import Decision, Fact, Hit, Pack

PAYS_AFTER = 200  # evaluations save about as much time as it takes to write and compile the code
SETTLED = (State.PROVED, State.ADMITTED)
IN_ISSUE = (State.ALLEGED, State.INSUFFICIENT)


@dataclass(slots=True)
class _Code:
    """How often some answers were asked for, and from when that pays the code that gives them."""

    times: Iterator[int] = field(default_factory=count)
    made: Compiled | None = None


def quick(
    pack: Pack, given: Given, calendars: Mapping[str, Calendar], wanted: tuple[str, ...],
    assumed: Mapping[str, bool] | None = None,
) -> Mapping[str, object] | None:  # fmt: skip
    """Give the answers with evidence closed, as `evaluate` gives them, and if a law may be behind those wanted.

    None where it must be asked: a fact is not stated, rules disagree, or too little was asked for code to be made.
    ``assumed`` settles provable facts for the sake of argument.
    """
    code = _code(pack, wanted)
    if code.made is None and next(code.times) < PAYS_AFTER:
        return None
    if code.made is None or code.made.calendars is not calendars:
        asked = tuple(name for name in closure(pack, wanted) if name in pack.decisions)
        code.made = compiled(pack, calendars, asked, [name for name in wanted if _single(pack.decisions[name])])
    proved = {name: proof.state in SETTLED for name, proof in given.proofs.items()}
    try:
        answers = code.made({**given.values, **proved, **(assumed or {})}, given.stops)
    except KeyError:
        return None
    return None if any(map(_clashes, answers.values())) else answers


def against(pack: Pack, given: Given, wanted: tuple[str, ...], party: str) -> dict[str, bool]:
    """Give the facts that may still turn out either way as if a party proved none of them and the others all.

    What is certain while they are open is so in this way too.
    """
    asked = [pack.facts[name] for name in closure(pack, wanted) if name in pack.facts]
    return {
        fact.id: fact.prove.by != party for fact in asked if fact.prove is not None and _in_issue(fact, given.proofs)
    }


def _in_issue(fact: Fact, proofs: Mapping[str, Proof]) -> bool:
    """Whether a fact may certainly turn out either way; what nobody alleges may be settled by that."""
    proof = proofs.get(fact.id)
    return proof.state in IN_ISSUE if proof is not None else fact.alleged is None


@lru_cache(maxsize=64)
def _code(_pack: Pack, _wanted: tuple[str, ...]) -> _Code:
    return _Code()


def _single(decision: Decision) -> bool:
    """Whether an answer is that of a rule."""
    return decision.hit is Hit.ONE and not decision.each and decision.waterfall is None


def _clashes(answer: object) -> bool:
    """Whether rules disagree in an answer, or in that of one order line."""
    return answer == CONFLICT or (isinstance(answer, list) and CONFLICT in answer)
