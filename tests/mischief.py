"""Puts labelled faults into honest journeys, and the noise that every carrier makes.

Faults and noise have their own numbers; the detector's are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random

from journeys import (
    CARRIERS,
    CITIES,
    FAMILIES,
    Journey,
    Step,
    agent,
    daytime,
    far,
    honest,
    last_mile,
    number_of,
    person,
    travel,
    weighed,
)

ENDS = ("handed", "box", "fetched", "label")


def early(rng: Random, journey: Journey) -> None:
    """The courier signs it off before the round, before it reached the depot, or while the lorry drives."""
    end = without_end(journey)
    later = [step for step in journey.steps if step.what in ("reach", "depot", "round")]
    after = rng.choice(later[-3:])
    journey.way = "before it went out" if after.what == "round" else "before it arrived"
    first = journey.steps[1].at + timedelta(hours=1)
    for _ in range(30):  # whoever does it is at work
        before = rng.choice((rng.uniform(0.5, 3), rng.uniform(2, 12), rng.uniform(10, 30)))
        at = max(after.at - timedelta(hours=before), first)
        if 7 <= at.hour < 22 and at < after.at - timedelta(minutes=25):
            break
    at = min(at, after.at - timedelta(minutes=26))
    journey.steps.append(replace(end, at=at, what="handed", name=rng.choice(("本人", "")), agent=""))


def fast(rng: Random, journey: Journey) -> None:
    """To look quick, the last scans are put in while the lorry is far away; or a scan strays to another city."""
    reach = next(
        number for number, step in enumerate(journey.steps) if step.what == "reach" and step.city == journey.home
    )
    left = journey.steps[reach - 1]
    journey.way = "hurried" if far(left.city, journey.home) >= 450 else "strayed"
    if journey.way == "strayed":
        steps = [number for number, step in enumerate(journey.steps) if step.what in ("leave", "reach", "depot")]
        number = rng.choice(steps)
        here = journey.steps[number]
        here.stays = True
        away = rng.choice([it for it in range(len(CITIES)) if far(it, here.city) > 600 and far(it, journey.home) > 300])
        stray = Step(here.at + timedelta(minutes=rng.uniform(3, 40)), "reach", away, here.by, stays=True)
        journey.steps.insert(number + 1, stray)
        return
    morning = daytime(rng, left.at, 6, 20) - left.at
    left.at += morning
    for step in journey.steps[reach:]:
        step.at += timedelta(days=1) if morning else timedelta(0)
    minutes = rng.uniform(4, 45)
    left.stays = journey.steps[reach].stays = True  # what noise takes away is no fault any more
    for step in journey.steps[reach:]:
        if step.what in ("reach", "depot", "round"):
            step.at = left.at + timedelta(minutes=minutes)
            minutes += rng.uniform(3, 60)


def unsent(rng: Random, journey: Journey) -> None:
    """Clicked as sent, and the carrier gets it days later or not at all."""
    journey.paused = ()
    journey.steps.clear()
    journey.way = rng.choice(("late", "late", "late", "never"))
    if journey.way == "never":
        journey.steps.append(Step(journey.sent, "label", journey.origin, journey.carrier))
        journey.asked = journey.sent + timedelta(hours=rng.uniform(30, 150))
        return
    travel(rng, journey, journey.sent + timedelta(hours=rng.uniform(27, 130)))
    last_mile(rng, journey)


def borrowed(rng: Random, journey: Journey) -> None:
    """The waybill is another's: used by other orders, older than the order, to another city, of another carrier."""
    way = journey.way = rng.choice(("others", "older", "elsewhere", "form"))
    if way == "others":
        journey.others = tuple(f"{rng.randrange(10**12)}" for _ in range(rng.randint(1, 3)))
    elif way == "older":
        back = timedelta(days=rng.uniform(2.5, 40))
        for step in journey.steps:
            step.at -= back
        journey.sent = journey.ordered + timedelta(hours=rng.uniform(1, 20))
    elif way == "elsewhere":
        meant = journey.home
        journey.home = rng.choice([it for it in range(len(CITIES)) if far(it, meant) > 350 and it != journey.origin])
        journey.steps.clear()
        travel(rng, journey, journey.sent + timedelta(hours=rng.uniform(1, 18)))
        last_mile(rng, journey)
        journey.home, journey.paused = meant, ()
    else:
        letters = [name for name in CARRIERS if CARRIERS[name][0].isalpha()]
        other = rng.choice([name for name in letters if name != journey.carrier])
        journey.number = number_of(rng, other)


def light(rng: Random, journey: Journey) -> None:
    """What was sent weighs a fraction of what was sold."""
    journey.goods_kg = round(rng.uniform(1.0, 14), 2)
    journey.outbound_kg = round(journey.goods_kg * 1.1 + 0.1, 2)
    kg = round(journey.goods_kg * rng.uniform(0.03, 0.45), 2)
    weigh(journey, kg)
    journey.way = rng.choice(("against both", "against the goods", "against what was sent"))
    if journey.way == "against the goods":  # the seller's own figure is as small, or not known
        journey.outbound_kg = kg if rng.random() < 0.5 else 0.0
    elif journey.way == "against what was sent":
        journey.goods_kg = 0.0


def stranger(rng: Random, journey: Journey) -> None:
    """Somebody else signs: a name that is not the addressee's, a neighbour, the gate, without a yes."""
    end = without_end(journey)
    other = person(rng)
    while other[0] == journey.addressee[0]:
        other = person(rng)
    name = rng.choice((other, other, f"{other[0]}*", f"{other[0]}女士", "邻居", "门卫", "物业前台", "同事"))
    journey.consent = rng.choice((None, None, False))
    journey.way = "a name" if name[0] in FAMILIES else "a neighbour or the gate"
    journey.steps.append(replace(end, what="handed", name=name, agent=""))


def boxed(rng: Random, journey: Journey) -> None:
    """Put into a locker or an agent's shop unasked, and never fetched."""
    end = without_end(journey)
    journey.consent, journey.places = rng.choice((None, False)), ()
    taken_in = agent(rng)
    journey.way = "a locker" if "柜" in taken_in else "an agent"
    signed = rng.random() < 0.4
    journey.steps.append(
        replace(end, what="handed" if signed else "box", agent=taken_in, name=taken_in if signed else "")
    )


def afar(rng: Random, journey: Journey) -> None:
    """Signed off from afar: by the courier's device, or in another city after it had come to the right one."""
    end = without_end(journey)
    journey.way = "within the city" if rng.random() < 0.7 else "another city"
    if journey.way == "within the city":
        journey.steps.append(replace(end, what="handed", name="本人", agent="", km=rng.lognormvariate(2.2, 0.7) + 2.5))
        return
    away = rng.choice([it for it in range(len(CITIES)) if 320 < far(it, journey.home) < 1500])
    at = end.at + timedelta(hours=far(away, journey.home) / 50 + 6)
    journey.steps.append(replace(end, at=at, what="handed", name="本人", agent="", city=away, km=None))


def edited(rng: Random, journey: Journey) -> None:
    """After a complaint the trace is changed: a time, a signer, a place, a refusal taken out, a failed visit put in."""
    read_again(rng, journey)
    end = next(step for step in reversed(journey.steps) if step.what in ENDS)
    way = journey.way = rng.choice(("time", "signer", "place", "gone", "put in"))
    if way == "time":
        end.at -= timedelta(hours=rng.uniform(1.5, 60))
        if end.what == "handed" and any(it.at > end.at for it in journey.steps if it is not end):
            journey.faults.add("parcel.early_sign_off")
    elif way == "signer":
        end.what, end.agent, end.name = "handed", "", person(rng)
        journey.faults.add("parcel.other_signer")
        if not journey.consent and not journey.places and any(step.what == "box" for step in journey.steps):
            journey.faults.add("parcel.without_consent")
    elif way == "place":
        step = rng.choice([it for it in journey.steps if it.what in ("reach", "depot", "round", "taken")])
        step.bare = False
        step.city = min((it for it in range(len(CITIES)) if it != step.city), key=lambda it: far(it, step.city))
        if faster_than_planes(journey):
            journey.faults.add("parcel.impossible_speed")
    elif way == "gone":
        assert journey.earlier is not None
        at = end.at - timedelta(minutes=rng.uniform(20, 200))
        what = rng.choice(("failed", "refused"))
        journey.earlier.append(Step(at, what, journey.home, end.by))
    else:
        out = next((step for step in reversed(journey.steps) if step.what == "round"), journey.steps[-2])
        at = out.at + (end.at - out.at) * rng.uniform(0.1, 0.9)
        journey.steps.append(Step(at, "failed", journey.home, end.by, courier=person(rng)))


def faster_than_planes(journey: Journey) -> bool:
    """Whether two scans in a row cannot be, whatever carried the parcel."""
    steps = sorted((step for step in journey.steps if step.what != "label"), key=lambda step: step.at)
    return any(
        far(one.city, other.city) > 150 and (other.at - one.at) < timedelta(hours=far(one.city, other.city) / 1000)
        for one, other in pairwise(steps)
    )


def back(rng: Random) -> Journey:
    """Make an honest return: much as it went out, some other wrapping."""
    journey = honest(rng)
    journey.returned = True
    again = journey.outbound_kg * rng.uniform(0.93, 1.06)
    if rng.random() < 0.1:
        again *= rng.uniform(0.86, 0.95)
    weigh(journey, weighed(rng, again))
    return journey


def swapped(rng: Random, journey: Journey) -> None:
    """An empty box comes back, or something else."""
    journey.outbound_kg = max(journey.outbound_kg, round(rng.uniform(0.6, 4), 2))
    journey.way = rng.choice(("empty", "lighter", "heavier"))
    least, most = {"empty": (0.03, 0.3), "lighter": (0.2, 0.6), "heavier": (2.4, 5)}[journey.way]
    kg = journey.outbound_kg * rng.uniform(least, most)
    weigh(journey, round(kg, 2))


def weigh(journey: Journey, kg: float) -> None:
    """Let every scale of the way say so."""
    journey.scales = kg
    for step in journey.steps:
        step.kg = kg if step.kg is not None else None


def without_end(journey: Journey) -> Step:
    """Take out how it was handed over, and give it."""
    ends = [step for step in journey.steps if step.what in ENDS and step.what != "label"]
    journey.steps = [step for step in journey.steps if step not in ends]
    journey.consent, journey.places = None, ()
    return ends[0]


def read_again(rng: Random, journey: Journey) -> None:
    """Keep what was read some hours after the end as the earlier reading."""
    journey.earlier = deepcopy(journey.steps)
    journey.earlier_at = journey.steps[-1].at + timedelta(hours=rng.uniform(14, 90))


FAULTS: dict[str, Callable[[Random, Journey], None]] = {
    "parcel.early_sign_off": early,
    "parcel.impossible_speed": fast,
    "parcel.no_pick_up": unsent,
    "parcel.reused_waybill": borrowed,
    "parcel.weight": light,
    "parcel.other_signer": stranger,
    "parcel.without_consent": boxed,
    "parcel.far_away": afar,
    "parcel.edited_trace": edited,
    "parcel.swapped_return": swapped,
}


def parcel(rng: Random, fault: str = "", *, noisy: bool = True) -> Journey:
    """Make a parcel with one fault or none; ``noisy`` adds what carriers get wrong without any fault."""
    returned = fault == "parcel.swapped_return" or (not fault and rng.random() < 0.12)
    journey = back(rng) if returned else honest(rng)
    if fault and fault != "parcel.edited_trace":
        FAULTS[fault](rng, journey)
    if noisy:
        noise(rng, journey)
    if fault == "parcel.edited_trace":
        edited(rng, journey)
    elif rng.random() < 0.25:
        read_again(rng, journey)
        other_reading(rng, journey)
    if fault:
        journey.faults.add(fault)
    journey.steps.sort(key=lambda step: step.at)
    return journey


def other_reading(rng: Random, journey: Journey) -> None:
    """Two honest readings differ: scans told twice, the oldest left out, all in another zone, some come late."""
    lag_a_scan(rng, journey)
    way = rng.random()
    if way < 0.2:
        step = rng.choice(journey.steps)
        journey.steps.append(replace(step, at=step.at + timedelta(seconds=rng.choice((1, 30)))))
    elif way < 0.3 and len(journey.steps) > 4:
        journey.steps = sorted(journey.steps, key=lambda step: step.at)[1:]
    elif way < 0.4 and journey.earlier:
        for step in journey.earlier:
            step.at -= timedelta(hours=8)
        journey.earlier_at = None


def lag_a_scan(rng: Random, journey: Journey) -> None:
    """A device hands in some scans hours late, so that the earlier reading has not got them."""
    assert journey.earlier is not None
    if rng.random() < 0.3 and len(journey.earlier) > 3:
        read = max(step.at for step in journey.earlier)
        lag = timedelta(hours=rng.uniform(0, 5))
        journey.earlier = [step for step in journey.earlier if step.at < read - lag] or journey.earlier
        journey.earlier_at = read + timedelta(minutes=5)


def noise(rng: Random, journey: Journey) -> None:
    """What is wrong without any fault: scans missing, told twice, late, without a place, in another time zone."""
    kept = [step for step in journey.steps if step.stays or step.what in ENDS or rng.random() > 0.06]
    journey.steps = kept if len(kept) > 1 else journey.steps
    for step in tuple(journey.steps):
        if rng.random() < 0.1:
            later = step.at + timedelta(seconds=rng.choice((0, 2, 40, 400)))
            journey.steps.append(replace(step, at=later))
        step.bare = not step.stays and rng.random() < 0.08
        if step.what == "depot" and rng.random() < 0.06:
            step.at += timedelta(minutes=rng.uniform(1, 45))
    slipped(rng, journey)
    journey.steps.sort(key=lambda step: step.at)


def slipped(rng: Random, journey: Journey) -> None:
    """A device or a carrier's system writes the time of another zone."""
    by = timedelta(hours=rng.choice((8, -8, -8)))
    carriers = {step.by for step in journey.steps}
    if len(carriers) > 1 and rng.random() < 0.08:
        last = journey.steps[-1].by
        for step in journey.steps:
            step.at += by if step.by == last else timedelta(0)
    elif rng.random() < 0.02:
        rng.choice([step for step in journey.steps if step.what != "label"] or journey.steps).at += by
