"""Tells what follows in money: what is owed, out of which account it comes, and who bears freight and risk."""

from __future__ import annotations

from gongdao.cli.page import amounts, hanging
from gongdao.cli.telling import Telling
from gongdao.kernel.text import Text
from gongdao.telling.sums import borne, owed, paid

WORDS = {
    "money": Text("款项", "Money"),
    "bearers": Text("运费与风险", "Freight and risk"),
}


def money(telling: Telling) -> list[str]:
    """The sums as a table, then the accounts they come from."""
    rows = [*owed(telling), *paid(telling)]
    return telling.section(WORDS["money"], amounts(telling.page, rows))


def bearers(telling: Telling) -> list[str]:
    """Who bears the freight out and back, and the risks of the way back."""
    lines = [line for text in borne(telling) for line in hanging(telling.page, "  - ", text)]
    return telling.section(WORDS["bearers"], lines)
