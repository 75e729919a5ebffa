"""The typed functions at work: total, on plain whole numbers (money, decimals) and aware instants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gongdao.kernel import money


def share(total: int, part: int, whole: int) -> int:
    """``total × part / whole``, half up; nothing of a whole that is nothing."""
    return money.share(total, part, whole) if whole else 0


def times(amount: int, step: int) -> int:
    """How many whole steps are in the amount; none of a step that is nothing."""
    return money.times(amount, step) if step > 0 else 0


def split(total: int, weights: Sequence[int], line: int) -> int:
    """The share of one line by weight (CV-9); a weight below nothing counts as nothing."""
    share_of_line = money.split(abs(total), [max(0, weight) for weight in weights])[line]
    return share_of_line if total >= 0 else -share_of_line


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "min": min,
    "max": max,
    "clamp": money.clamp,
    "percent": money.percent,
    "share": share,
    "tier": money.tier,
    "times": times,
    "split": split,
    "later": max,
    "earlier": min,
}
"""All but ``coalesce``, which both engines know, and ``after``, which needs a zone and a calendar and is added as
``after(start, n, unit, roll=False)``."""

NAMESPACE: Mapping[str, Callable[..., Any]] = {
    **{f"_{name}": function for name, function in FUNCTIONS.items()},
    "_any": any,
    "_all": all,
    "_sum": sum,
    "_len": len,
}
"""What the source that `emit` writes may call; ``_after`` has to be added."""
