"""Meeting debts in their order from sources in theirs (CV-10, TB-85..87); what nothing meets is the shortfall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongdao.policy.pack import Source


def pour(
    debts: Sequence[tuple[str, Any]], sources: Sequence[tuple[Source, Any]], to: str
) -> tuple[list[dict[str, Any]], int]:
    """Give the payments, one row per debt and source, and the shortfall; all in minor units.

    A source without a limit meets whatever is left.
    """
    left = [None if limit is None else max(0, limit) for _, limit in sources]
    rows: list[dict[str, Any]] = []
    short = 0
    for debt, owed in debts:
        rest = max(0, owed)
        for i, (source, _) in enumerate(sources):
            if source.debts and debt not in source.debts:
                continue
            limit = left[i]
            paid = rest if limit is None else min(rest, limit)
            if paid > 0:
                rows.append({"from": source.account, "to": to, "for": debt, "amount": paid})
                rest -= paid
                left[i] = None if limit is None else limit - paid
        short += rest
    return rows, short
