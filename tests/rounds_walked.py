"""The rounds of couriers: door by door with honest stops at front desks, or many doors signed off at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from journeys import Journey, Step, daytime, honest, number_of, person


def round_of(rng: Random, *, batch: bool) -> list[Journey]:
    """The parcels of one courier on one day: door by door; with ``batch`` many are signed off at once."""
    first = honest(rng)
    courier, by, city = person(rng), first.carrier, first.home
    at = daytime(rng, datetime(2026, 3, 2, tzinfo=first.ordered.tzinfo) + timedelta(days=rng.randrange(90)), 8, 9)
    in_minutes = rng.random() < 0.25
    parcels: list[Journey] = []
    for _ in range(rng.randint(40, 120)):
        at += timedelta(seconds=rng.uniform(35, 420))
        street = first.street
        for number in range(rng.choice((1, 1, 1, 1, 1, 2, 3, 5))):  # a front desk takes several
            one = replace(
                first, number=number_of(rng, by), addressee=person(rng), street=f"{street}{len(parcels) // 3}幢"
            )
            one.street = parcels[-1].street if number else f"{street}{len(parcels) + 1}幢"
            at += timedelta(seconds=rng.uniform(1, 9)) if number else timedelta(0)
            one.steps = [Step(at, "handed", city, by, name="本人", courier=courier)]
            one.faults = set()
            parcels.append(one)
    if batch:
        together(rng, parcels)
    for one in parcels:
        if in_minutes:
            one.steps[0].at = one.steps[0].at.replace(second=0)
    return parcels


def together(rng: Random, parcels: list[Journey]) -> None:
    """Sign off a part of the round within seconds."""
    count = min(len(parcels), round(rng.lognormvariate(3.1, 0.6)) + 6)
    start = rng.randrange(len(parcels) - count + 1)
    at = parcels[start].steps[0].at
    pace = rng.choice((0.0, 0.0, 0.3, 1.0, 1.6))
    for one in parcels[start : start + count]:
        one.steps[0].at = at.replace(microsecond=0)
        at += timedelta(seconds=pace)
        one.faults.add("parcel.batch_sign_off")
