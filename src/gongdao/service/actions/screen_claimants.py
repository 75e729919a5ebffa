"""Screens those who claim on a marketplace among all who buy there, and notes what is odd on their own open cases."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from gongdao.screening.claimants import population_of, screen_claimant
from gongdao.service.actions.screen_later import BUYER
from gongdao.service.actions.watch import Noted, note
from gongdao.service.queries.watched import open_cases, taken_down
from gongdao.service.queries.watched_claimants import accounts_of, orders_of
from gongdao.service.screener import claimants


def screen_claimants(source: str, at: datetime, wanted: Collection[str] = ()) -> Noted:
    """Screen buyers by their ids in the record, or all, that have an open case; all others are what is usual."""
    cases = open_cases(source, BUYER, sorted(wanted))
    if not cases:
        return Noted()
    everybody = population_of(claimants(), accounts_of(source, at), orders_of(source, at), at)
    taken = taken_down(source, BUYER, sorted(cases), at)
    found = ((person, screen_claimant(claimants(), person, everybody)) for person in cases)
    return sum((note(BUYER, person, cases[person], signals, taken, at) for person, signals in found), Noted())
