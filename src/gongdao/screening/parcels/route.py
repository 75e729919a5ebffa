"""Checks of a parcel's way: signed before it came, too fast between two places, not picked up, signed far away."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby, pairwise

from gongdao.screening.parcels.facts import Finding, Look, clock, hours, moving, sign_off
from gongdao.screening.parcels.places import City, km, km_between
from gongdao.screening.parcels.trace import (
    ARRIVED,
    ARRIVED_BRANCH,
    CARRYING,
    COLLECTED,
    DEPARTED,
    HANDED_OVER,
    LEFT,
    OUT,
    PICKED_UP,
    TURNED_BACK,
    WAYBILL,
    Scan,
)
from gongdao.screening.signal import Reason

MOST_SLIPS = 6
MORE = 6.0  # hours that every further scan after the sign-off counts for

ENDS = HANDED_OVER | {LEFT, COLLECTED}


def early_sign_off(look: Look) -> Finding | None:
    """Signed although the carrier still had it: hours until the last such scan, and more for every further one."""
    signed = sign_off(look)
    if signed is None:
        return None
    late = list(_still_carried(look, signed))
    if not late or _slip_explains(look, signed, late):
        return None
    strength = hours(late[-1].at - signed.at) + MORE * (len(late) - 1)
    reasons = [_early(signed, scan) for scan in late[:3]]
    return Finding("parcel.early_sign_off", strength, tuple(reasons), {"signed_at": clock(signed.at)})


def _still_carried(look: Look, signed: Scan) -> list[Scan]:
    slack = timedelta(minutes=look.model.limits["slack_minutes"])
    found: list[Scan] = []
    for scan in look.scans:
        if scan.kind in TURNED_BACK and scan.at > signed.at:
            break
        if scan.kind in CARRYING and scan.at > signed.at + slack:
            found.append(scan)
    return found


def _early(signed: Scan, scan: Scan) -> Reason:
    code = "parcel-signed-before-delivery" if scan.kind == OUT else "parcel-signed-before-arrival"
    details = {"signed": clock(signed.at), "scanned": clock(scan.at), "place": scan.place or "—"}
    return Reason(code, details, fields=(signed.field, scan.field))


def _slip_explains(look: Look, signed: Scan, late: list[Scan]) -> bool:
    """Tell whether the sign-off, or what came after it, would be in order had one clock been set to another zone.

    A sign-off at an hour when nobody delivers is moved; so is one single scan; so are all scans of another carrier.
    """
    slip = timedelta(hours=look.model.limits["slip_hours"])
    moved = signed.at + slip
    if _is_night(look, signed.at) and not _is_night(look, moved) and all(scan.at <= moved for scan in late):
        return True
    others = {scan.carrier for scan in late}
    apart = len(late) == 1 or (signed.carrier not in others and len(others) == 1)
    if not apart or any(scan.at - slip > signed.at for scan in late):
        return False
    before = [scan.at for scan in look.scans if scan.at <= signed.at and scan.kind in CARRYING]
    return _fits_in(late, before, slip) and (len(late) > 1 or _is_night(look, late[0].at))


def _fits_in(late: list[Scan], before: list[datetime], slip: timedelta) -> bool:
    """Tell whether scans that came too late stand, moved back, behind the first scan of the trace."""
    return not before or late[0].at - slip >= min(before)


def _is_night(look: Look, at: datetime) -> bool:
    return not look.model.limits["day_from"] <= at.hour < look.model.limits["day_until"]


def impossible_speed(look: Look) -> Finding | None:
    """Two scans in a row that are further apart than the fastest way allows: the hours that are missing."""
    numbers = _really_there(look)
    gaps = [_gap(look, one, other) for one, other in pairwise(numbers)]
    missing = [gap for gap in gaps if gap is not None and gap[2] > 0]
    few = len(missing) <= MOST_SLIPS  # one wrong clock does not tear so many holes
    kept = [gap for gap in missing if not (few and _moved_explains(look, numbers, gap[0], gap[1]))]
    if not kept:
        return None
    worst = max(kept, key=lambda gap: gap[2])
    strength = worst[2] + len(kept) - 1
    one, other = look.scans[worst[0]], look.scans[worst[1]]
    details = {
        "from": one.place, "to": other.place, "km": round(worst[3]), "minutes": round(hours(other.at - one.at) * 60),
        "hours": f"{worst[4]:.1f}",
    }  # fmt: skip
    reason = Reason("parcel-too-fast", details, fields=(one.field, other.field))
    return Finding("parcel.impossible_speed", strength, (reason,))


def _really_there(look: Look) -> list[int]:
    """Give the placed scans without sign-offs that later ones contradict: those are told as early sign-offs."""
    numbers = moving(look)
    last = max((it for it in numbers if look.scans[it].kind in CARRYING), default=-1)
    return [it for it in numbers if it > last or look.scans[it].kind not in HANDED_OVER]


def _gap(look: Look, one: int, other: int) -> tuple[int, int, float, float, float] | None:
    """Give two scans with the hours that are missing between them, their distance, and the hours it takes at least."""
    here, there = look.cities[one], look.cities[other]
    if here is None or there is None or here == there:
        return None
    far = km(here, there)
    needed = _least_hours(look, here, there)
    return one, other, needed - hours(look.scans[other].at - look.scans[one].at), far, needed


def _least_hours(look: Look, here: City, there: City) -> float:
    """Give the hours of the fastest way: by road, by train, or by air with what it takes on the ground."""
    limits = look.model.limits
    far = max(0.0, km(here, there) - limits["slack_km"])
    train = limits["train_ground_hours"] + far / limits["train_kmh"]
    air = limits["air_ground_hours"] + far / limits["air_kmh"]
    return min(far / limits["road_kmh"], train, air)


def _moved_explains(look: Look, numbers: list[int], one: int, other: int) -> bool:
    """Tell whether a clock in another time zone explains the gap.

    Either one of the two scans alone, moved, fits between its neighbours; or the carrier changes between the two, and
    all that follows, moved, fits.
    """
    slip = timedelta(hours=look.model.limits["slip_hours"])
    if _hurried(look, other) or _never_came(look, one, other):
        return False
    if _rest_moved(look, one, other):
        return True
    return any(_alone(look, numbers, number, by) for number in (one, other) for by in (slip, -slip))


def _hurried(look: Look, number: int) -> bool:
    """Tell whether it was at the branch or on the round sooner than a lorry is unloaded: no clock explains that."""
    came, city = look.scans[number], look.cities[number]
    limits = look.model.limits
    least = {ARRIVED_BRANCH: timedelta(hours=limits["to_branch_hours"]), OUT: timedelta(hours=limits["unload_hours"])}
    return came.kind == ARRIVED and any(
        scan.kind in least and timedelta(0) <= scan.at - came.at < least[scan.kind] and there in (city, None)
        for scan, there in zip(look.scans, look.cities, strict=True)
    )


def _never_came(look: Look, one: int, other: int) -> bool:
    """Tell whether it left for another city and is on the round there unseen: a clock alone explains no lost scan."""
    there = look.cities[other]
    if look.scans[one].kind != DEPARTED or look.scans[other].kind not in {OUT, *HANDED_OVER}:
        return False
    before = zip(look.scans[:other], look.cities, strict=False)
    return not any(scan.kind in (ARRIVED, ARRIVED_BRANCH) and city in (there, None) for scan, city in before)


def _alone(look: Look, numbers: list[int], number: int, by: timedelta) -> bool:
    """Tell whether one scan, moved, is possible beside its new neighbours and makes the way no more of a zigzag."""
    times = {it: scan.at for it, scan in enumerate(look.scans)}
    times[number] += by
    moved = sorted(numbers, key=lambda it: times[it])
    at, left = moved.index(number), numbers.index(number)
    turns, before = _turns(look, moved), _turns(look, numbers)
    if turns > before or (turns == before and _overtakes(look, number, times[number])) or _zigzags(look, moved):
        return False
    if at == 0 and left and look.cities[number] != look.cities[moved[1]]:
        return False
    if any(scan.kind in ENDS for scan in look.scans if look.scans[number].at < scan.at < times[number]):
        return False
    around = {(moved[it], moved[it + 1]) for it in (at - 1, at) if 0 <= it < len(moved) - 1}
    if 0 < left < len(numbers) - 1 and moved != numbers:
        around.add((numbers[left - 1], numbers[left + 1]))
    return all(_possible(look, one, other, times[other] - times[one]) for one, other in around)


def _overtakes(look: Look, number: int, to: datetime) -> bool:
    """Tell whether a scan, moved, would stand on the other side of another one, with or without a place."""
    at = look.scans[number].at
    kinds = CARRYING | HANDED_OVER | {LEFT}
    between = (scan for scan in look.scans if min(at, to) < scan.at < max(at, to))
    return any(scan.kind in kinds for scan in between)


def _zigzags(look: Look, numbers: list[int]) -> bool:
    """Tell whether a way comes to a city twice, or to one that lies nowhere near the way."""
    stops = [city for city, _ in groupby(look.cities[number] for number in numbers) if city is not None]
    if len(set(stops)) < len(stops):
        return True
    limits = look.model.limits
    return any(
        km(one, stop) + km(stop, other) > limits["detour"] * km(one, other) + 2 * limits["slack_km"]
        for one, stop, other in zip(stops, stops[1:], stops[2:], strict=False)
    )


def _turns(look: Look, numbers: list[int]) -> int:
    """Give how often the parcel comes to another city."""
    return sum(look.cities[one] != look.cities[other] for one, other in pairwise(numbers))


def _rest_moved(look: Look, one: int, other: int) -> bool:
    """Tell whether all that was noted after a gap, moved, is possible, and brings rounds from night to work."""
    slip = timedelta(hours=look.model.limits["slip_hours"])
    if not _possible(look, one, other, look.scans[other].at - look.scans[one].at + slip):
        return False
    rest = look.scans[other:]
    rounds = [scan for scan in rest if scan.kind == OUT or scan.kind in HANDED_OVER]
    before, after = look.scans[one].carrier, look.scans[other].carrier
    if before and before == after:
        return False
    if not rounds:
        return before != after
    limits = look.model.limits
    if rounds[0].at - rest[0].at < timedelta(hours=limits["unload_hours"]):
        return False
    worked = all(limits["work_from"] <= (scan.at + slip).hour < limits["work_until"] for scan in rounds)
    return worked and any(_is_night(look, scan.at) for scan in rounds)


def _possible(look: Look, one: int, other: int, span: timedelta) -> bool:
    here, there = look.cities[one], look.cities[other]
    if here is None or there is None or here == there:
        return span >= timedelta(minutes=look.model.limits["handling_minutes"])
    return hours(span) >= _least_hours(look, here, there)


def no_pick_up(look: Look) -> Finding | None:
    """The seller said it was sent, and the carrier had it only later than a day after: the hours beyond."""
    sent = look.facts.shipped_at or next((scan.at for scan in look.scans if scan.kind == WAYBILL), None)
    if sent is None:
        return None
    first = next((scan for scan in look.scans if scan.kind in CARRYING and scan.at >= sent - timedelta(hours=24)), None)
    until = first.at if first else look.facts.asked_at or look.trace.read_at
    if until is None or (first is None and any(scan.kind != WAYBILL for scan in look.scans)):
        return None
    over = hours(until - sent) - _paused(look, sent, until) - look.model.limits["pick_up_hours"]
    if first is not None and first.kind != PICKED_UP:
        over -= _unseen(look, first)
    if over <= 0:
        return None
    code = "parcel-picked-up-late" if first else "parcel-not-picked-up"
    details = {"sent": clock(sent), "seen": clock(until), "hours": round(hours(until - sent))}
    fields = (first.field,) if first else ("facts.shipped_at",)
    return Finding("parcel.no_pick_up", over, (Reason(code, details, fields=fields),))


def _unseen(look: Look, first: Scan) -> float:
    """Give the hours that a parcel may have been with the carrier before the first scan that is no pick-up."""
    limits = look.model.limits
    here = look.cities[look.scans.index(first)]
    if first.kind == DEPARTED or (look.origin is not None and here == look.origin):
        return limits["unseen_pick_up_hours"]
    way = km(here, look.origin) if here is not None and look.origin is not None else limits["unknown_km"]
    return limits["unseen_pick_up_hours"] + way / limits["slow_kmh"]


def _paused(look: Look, start: datetime, end: datetime) -> float:
    """Give the hours between two instants in which carriers did not collect."""
    spans = (hours(min(end, until) - max(start, since)) for since, until in look.facts.paused)
    return sum(span for span in spans if span > 0)


def far_away(look: Look) -> Finding | None:
    """Signed far from the address: the kilometres, from the device of the courier or between the two cities."""
    signed = sign_off(look)
    if signed is None:
        return None
    far, code = _measured(look, signed)
    if far is None:
        return None
    details = {"km": f"{far:.1f}", "place": signed.place or "—"}
    return Finding("parcel.far_away", far, (Reason(code, details, fields=(signed.field,)),))


def _measured(look: Look, signed: Scan) -> tuple[float | None, str]:
    if signed.km_from_address is not None:
        return signed.km_from_address, "parcel-far-by-device"
    if signed.point and look.facts.address_point:
        return km_between(signed.point, look.facts.address_point), "parcel-far-by-device"
    city = look.cities[look.scans.index(signed)]
    if look.home is None or city is None or not _came_home(look):
        return None, ""
    return max(0.0, km(city, look.home) - look.model.limits["slack_km"]), "parcel-far-by-city"


def _came_home(look: Look) -> bool:
    """Tell whether the parcel was ever near the address: where it never was, it is somebody else's parcel."""
    near = look.model.limits["near_km"]
    return any(look.home and city and km(city, look.home) <= near for city in look.cities)
