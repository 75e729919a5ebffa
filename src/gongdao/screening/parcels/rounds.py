"""Checks the round of a courier: many parcels signed off in the same seconds were not handed over one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongdao.screening.parcels.facts import Finding, Look, ParcelFacts, ParcelModel, clock, sign_off
from gongdao.screening.parcels.trace import Scan, Trace
from gongdao.screening.signal import Reason

TO_THE_SECOND = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class SignOff:
    """One sign-off of a round: whose parcel at which door, as far as it is known."""

    waybill: str
    scan: Scan
    door: str


def batch_sign_off(look: Look) -> Finding | None:
    """The carrier itself says how many parcels were signed off in that second."""
    signed = sign_off(look)
    if signed is None or signed.same_second < 2:
        return None
    details = {"count": signed.same_second, "at": clock(signed.at, TO_THE_SECOND), "seconds": 1}
    reason = Reason("parcel-signed-in-a-batch", details, fields=(f"{signed.field}.same_second_signed_by_agent",))
    return Finding("parcel.batch_sign_off", float(signed.same_second), (reason,))


def batches(model: ParcelModel, sign_offs: Iterable[SignOff]) -> Iterator[tuple[SignOff, Finding]]:
    """Give each sign-off that stands in a run, where the next door follows faster than anybody walks.

    Parcels for one door count as one. Where a carrier notes minutes only, a minute counts for what one door takes.
    """
    groups: dict[tuple[str, str], list[SignOff]] = defaultdict(list)
    for one in sign_offs:
        if who := one.scan.operator or one.scan.place:
            groups[(one.scan.carrier, who)].append(one)
    for group in groups.values():
        group.sort(key=lambda it: it.scan.at)
        for run in _runs(model, group):
            doors = len({it.door or it.waybill for it in run})
            span = (run[-1].scan.at - run[0].scan.at).total_seconds()
            walked = span / model.limits["door_seconds"] + _resolution(model, group)
            strength = doors - walked
            for it in run:
                yield it, _finding(it, run[0].scan.at, doors, span, strength)


def _runs(model: ParcelModel, group: Sequence[SignOff]) -> Iterator[list[SignOff]]:
    gap = timedelta(seconds=model.limits["round_gap_seconds"])
    run: list[SignOff] = []
    for one in group:
        if run and one.scan.at - run[-1].scan.at > gap:
            if len(run) > 1:
                yield run
            run = []
        run.append(one)
    if len(run) > 1:
        yield run


def _resolution(model: ParcelModel, group: Sequence[SignOff]) -> float:
    """Give how many doors fit into a minute, where the carrier writes no seconds."""
    if any(it.scan.at.second for it in group):
        return 0.0
    return 60 / model.limits["door_seconds"]


def _finding(one: SignOff, begun: datetime, doors: int, span: float, strength: float) -> Finding:
    details = {"count": doors, "at": clock(begun, TO_THE_SECOND), "seconds": max(1, round(span))}
    return Finding(
        "parcel.batch_sign_off",
        strength,
        (Reason("parcel-signed-in-a-batch", details, fields=(one.scan.field,)),),
        {"waybill": one.waybill},
    )


def sign_off_of(trace: Trace, facts: ParcelFacts) -> SignOff | None:
    """Give the sign-off of a parcel as a round has it; the door is the address, else the addressee."""
    signed = sign_off(trace)
    if signed is None:
        return None
    return SignOff(trace.waybill, signed, facts.address or facts.addressee)
