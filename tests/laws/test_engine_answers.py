"""Laws of the engine under every pack: what is decided openly stays decided, and two ways of deciding agree."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import given, strategies as st

from builders import calendars
from counts import examples
from gongdao.policy.compiled import CONFLICT, Compiled, compiled
from gongdao.policy.evaluate import evaluate
from gongdao.policy.given import State
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.needs import facts_in_issue, prospects
from gongdao.policy.settle import is_open
from scenes import Scene, scene
from shelf import VERSIONS, pack

SEEDS = st.integers(0, 10**9)
EVERY_VERSION = pytest.mark.parametrize("version", VERSIONS)
SETTLED = (State.PROVED, State.ADMITTED)


def settled(drawn: Scene, seed: int, but: int = 0) -> Scene:
    """The same dispute with every provable fact settled, but for a few."""
    draw = Random(seed)
    provable = sorted(fact.id for fact in drawn.pack.facts.values() if fact.prove is not None)
    open_ = set(draw.sample(provable, min(but, len(provable))))
    states = {name: draw.choice((State.PROVED, State.REFUTED)) for name in provable if name not in open_}
    return Scene(drawn.pack, drawn.decided_at, drawn.facts, states, drawn.stops)


@cache
def generated_code(version: str) -> Compiled:
    return compiled(pack(version), calendars(), tuple(pack(version).decisions))


def facts_for_generated_code(drawn: Scene) -> dict[str, object]:
    given = drawn.given()
    proved = {name: proof.state in SETTLED for name, proof in given.proofs.items()}
    return {**given.values, **proved}


@EVERY_VERSION
@examples(short=8, long=250)
@given(seed=SEEDS)
def test_generated_code_and_the_interpreter_give_the_same_answers(version, seed):
    drawn = settled(scene(pack(version), seed), seed)
    slow = drawn.evaluated()

    fast = generated_code(version)(facts_for_generated_code(drawn), drawn.stops)

    expected = {name: CONFLICT if answer.conflict else answer.value for name, answer in slow.answers.items()}
    known = {name: value for name, value in expected.items() if not is_open(value)}
    assert {name: (fast[name], value) for name, value in known.items() if fast[name] != value} == {}


@EVERY_VERSION
@examples(short=5, long=250)
@given(seed=SEEDS, closed=st.booleans())
def test_code_for_what_is_known_changes_nothing_in_what_is_open(version, seed, closed):
    drawn = scene(pack(version), seed)

    plain = drawn.evaluated(closed=closed, generated=False)
    fast = drawn.evaluated(closed=closed, generated=True)

    assert (fast.values, fast.states, fast.answers) == (plain.values, plain.states, plain.answers)
    assert (fast.countdowns, fast.shortfalls, fast.poured) == (plain.countdowns, plain.shortfalls, plain.poured)


@EVERY_VERSION
@examples(short=8, long=250)
@given(seed=SEEDS)
def test_what_is_certain_while_evidence_is_open_stays_so_however_it_turns_out(version, seed):
    drawn = scene(pack(version), seed)
    given_ = drawn.given()
    open_ = evaluate(drawn.pack, given_, calendars(), closed=False)
    unsettled = [
        fact.id
        for fact in drawn.pack.facts.values()
        if fact.prove is not None and isinstance(open_.values[fact.id], (Unknown, Maybe))
    ]

    for turn in range(4):
        draw = Random(f"{seed} {turn}")
        assumed = {name: draw.random() < 0.5 for name in unsettled}
        closed = evaluate(drawn.pack, given_, calendars(), assumed=assumed)
        clash = any(answer.conflict for answer in closed.answers.values())
        for name, value in open_.values.items():
            assert _same_or_possible(value, closed.values[name], clash), name


def _same_or_possible(value: object, later: object, clash: bool) -> bool:
    """A conflict that turns up later leaves open what follows from it: no completion gives an answer there."""
    if is_open(later) and clash:
        return True
    return later in value.candidates if isinstance(value, Maybe) else is_open(value) or later == value


DECIDING = [version for version in VERSIONS if version != "conventions"]


@pytest.mark.parametrize("version", DECIDING)
@examples(short=4, long=100)
@given(seed=SEEDS)
def test_a_side_wins_with_what_it_is_told_to_prove_and_with_nothing_less(version, seed):
    drawn = settled(scene(pack(version), seed), seed, but=4)
    given_ = drawn.given()
    open_ = evaluate(drawn.pack, given_, calendars(), closed=False)
    facts = facts_in_issue(open_)
    needs = prospects(open_, calendars())["needs"]

    for side, sets in needs.items():
        for needed in sets:
            assert _wins(drawn, facts, needed, side)
            assert all(not _wins(drawn, facts, _but(needed, name), side) for name in needed)


def _but(needed: dict[str, bool], name: str) -> dict[str, bool]:
    return {other: value for other, value in needed.items() if other != name}


def _wins(drawn: Scene, facts: list[str], proved: dict[str, bool], side: str) -> bool:
    """Whether a side wins in every way the remaining facts may turn out."""
    rest = [name for name in facts if name not in proved]
    for turn in range(2 ** len(rest)):
        others = {name: bool(turn >> i & 1) for i, name in enumerate(rest)}
        found = evaluate(drawn.pack, drawn.given(), calendars(), only=["winner"], assumed={**others, **proved})
        if found.values["winner"] != side:
            return False
    return True


@EVERY_VERSION
@examples(short=5, long=100)
@given(seed=SEEDS)
def test_what_is_proved_for_the_sake_of_argument_is_decided_as_if_proved(version, seed):
    drawn = settled(scene(pack(version), seed), seed)
    assumed = {name: state is State.PROVED for name, state in drawn.proofs.items()}
    bare = Scene(drawn.pack, drawn.decided_at, drawn.facts, stops=drawn.stops)

    assert bare.evaluated(assumed=assumed).values == drawn.evaluated().values


@EVERY_VERSION
@examples(short=5, long=100)
@given(seed=SEEDS)
def test_only_what_is_asked_is_answered_as_it_is_in_the_whole(version, seed):
    drawn = scene(pack(version), seed)
    whole = drawn.evaluated()
    name = Random(seed).choice(sorted(whole.answers))

    part = drawn.evaluated(only=[name])

    assert part.values[name] == whole.values[name]
    assert part.values.keys() <= whole.values.keys()
