"""A court by chance over the real store: whatever people do, in whatever order, and wherever it crashes, it holds."""

from __future__ import annotations

from random import SystemRandom

from counts import count
from simulation import simulate

CASES = count(short=40, long=1000)
SEED = 20250814


def test_whatever_people_do_and_wherever_it_crashes_the_record_holds(law):
    seed = count(short=SEED, long=SystemRandom().randrange(10**9))
    print(f"seed {seed}: python tests/service/simulate.py --cases {CASES} --seed {seed}")

    seen = simulate(law, seed, CASES)

    assert seen["crashed"] > CASES
    assert seen["RulingGiven"]
    assert seen["sent again"]
