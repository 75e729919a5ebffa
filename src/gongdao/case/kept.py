"""What was worked out from parts of a case, kept while these parts are the very same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import is_
from typing import Any, TypeVar

Kept = dict[Any, tuple[date | None, Sequence[object], Any]]
T = TypeVar("T")


def made_of(
    kept: Kept, what: object, parts: Sequence[object], make: Callable[[], T], day: date | None = None
) -> T:  # fmt: skip
    """Give what was made of these very parts the last time, on the same day, else make it.

    Nobody may change the parts or what is given; for one ``what`` the parts are always in the same order.
    """
    known = kept.get(what)
    if known is None or known[0] != day or len(known[1]) != len(parts) or not all(map(is_, known[1], parts)):
        known = kept[what] = (day, parts, make())
    found: T = known[2]
    return found
