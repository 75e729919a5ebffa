"""How often a test repeats itself: few times by default, many with ``--long``; never a different test."""

from __future__ import annotations

import os

from hypothesis import settings

LONG = "GONGDAO_LONG"  # set by conftest.py before any test module is read


def count(*, short: int, long: int) -> int:
    """This function will say how many repetitions this run asks for."""
    return long if os.environ.get(LONG) else short


def examples(*, short: int, long: int) -> settings:
    """This function will set, above ``@given``, the number of generated examples."""
    return settings(max_examples=count(short=short, long=long))
