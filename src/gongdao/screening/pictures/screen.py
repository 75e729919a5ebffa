"""Screens a picture: seen in another case, older than the order, edited, made by AI; with reasons, never a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import prod

from gongdao.kernel.text import Text
from gongdao.screening.odds import SURE
from gongdao.screening.pictures.index import Found
from gongdao.screening.pictures.model import PictureModel, reuse_probability
from gongdao.screening.pictures.plain import SAME
from gongdao.screening.pictures.reading import Picture
from gongdao.screening.pictures.taken import Taken, never_set, taken
from gongdao.screening.pictures.traces import edits, generators
from gongdao.screening.signal import Reason, Signal
from gongdao.screening.zone import BEIJING

SCRIPT = ("SC-9",)
ADVICE = ("let-a-person-look", "send-the-original")
LEAST_REUSE = 0.5
FAINT = 0.5
CLOCK = timedelta(minutes=10)  # that the clocks of a phone and of the platform may differ
WHOLE, PART = 0.85, 0.7


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where a picture was used: its case, who handed it in and when; ``listing``: it shows goods on sale."""

    case: str
    person: str
    at: datetime
    digest: str = ""
    listing: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What the case says of a picture: its case, who hands it in and when it came, and when the goods were ordered.

    ``shows_goods``: that it is said to show the goods that came, which cannot be older than their order; a screenshot
    of a listing or a chat may well be.
    """

    case: str
    person: str
    received_at: datetime
    ordered_at: datetime | None = None
    shows_goods: bool = True


def screen_picture(
    model: PictureModel,
    picture: Picture,
    about: About,
    found: Sequence[Found] = (),
    earlier: Mapping[int, Earlier] | None = None,
) -> tuple[Signal, ...]:
    """Give the signals of a picture; ``found`` is what the index said of it, ``earlier`` where those were used."""
    reused = _reused(model, picture, about, [(it, (earlier or {})[it.number]) for it in found])
    older = _older(model, about, taken(picture.metadata))
    edited = _traced(model, "picture.edited", list(edits(model, picture)))
    generated = _traced(model, "picture.generated", list(generators(model, picture)))
    return tuple(signal for signal in (reused, older, generated, edited) if signal)


def _reused(
    model: PictureModel, picture: Picture, about: About, found: Sequence[tuple[Found, Earlier]]
) -> Signal | None:
    """Whoever shows a picture again in the same case does nothing odd."""
    others = [(it, use) for it, use in found if use.case != about.case]
    scored = [(_reuse_score(model, picture, it, use), it, use) for it, use in others]
    likely = sorted((each for each in scored if each[0] >= LEAST_REUSE), key=lambda each: (-each[0], each[1].number))
    if not likely:
        return None
    score, best, use = likely[0]
    cases = len({each.case for _, _, each in likely if not each.listing})
    reasons = [*_where_used(about, use, cases), *_how_alike(picture, best, use)]
    numbers = [it.number for _, it, _ in likely]
    return Signal("picture.reused", score, model.reuse, tuple(reasons), SCRIPT, ADVICE, {"pictures": numbers})


def _reuse_score(model: PictureModel, picture: Picture, found: Found, use: Earlier) -> float:
    return SURE if use.digest == picture.digest else same_probability(model, found)


def same_probability(model: PictureModel, found: Found) -> float:
    """Give the probability that what was found is the same picture: by its marks, or where there are few its pixels."""
    by_marks = reuse_probability(model, found.likeness)
    return max(by_marks, model.weights["alike-pixels"]) if found.pixels >= SAME else by_marks


def _where_used(about: About, use: Earlier, cases: int) -> Iterator[Reason]:
    day = f"{use.at.astimezone(BEIJING):%Y-%m-%d}"
    if use.listing:
        yield Reason("seen-in-listing", {"day": day})
    elif use.person == about.person:
        yield Reason("seen-from-the-same", {"day": day})
    else:
        yield Reason("seen-from-another", {"day": day})
    if cases > 1:
        yield Reason("seen-in-cases", {"cases": cases})


def _how_alike(picture: Picture, found: Found, use: Earlier) -> Iterator[Reason]:
    like = found.likeness
    if use.digest == picture.digest:
        yield Reason("same-file")
        return
    if found.mirrored:
        yield Reason("alike-mirrored")
    if found.turned:
        yield Reason("alike-turned")
    if like.of_one >= WHOLE and like.of_other < PART:
        yield Reason("alike-part", {"percent": round(100 * like.of_other)})
    elif like.of_other >= WHOLE and like.of_one < PART:
        yield Reason("alike-inside", {"percent": round(100 * like.of_one)})
    if found.pixels >= SAME:
        yield Reason("alike-pixels", {"percent": round(100 * found.pixels)})
    else:
        yield Reason("alike-marks", {"marks": like.marks})


def _older(model: PictureModel, about: About, found: Taken | None) -> Signal | None:
    if found is None or about.ordered_at is None or not about.shows_goods:
        return None
    if found.earliest > about.received_at + CLOCK or found.latest + CLOCK >= about.ordered_at:
        return None
    details = {
        "taken": found.said,
        "ordered": f"{about.ordered_at.astimezone(BEIJING):%Y-%m-%d %H:%M}",
        "earlier": _span(about.ordered_at - found.latest),
    }
    reasons = [Reason("taken-before-order", details, fields=(found.field,))]
    weight = "older"
    if not found.zone_known:
        reasons.append(Reason("zone-unknown", fields=(found.field,)))
        weight = "older-zone-unknown"
    if never_set(found):
        reasons.append(Reason("clock-unset", fields=(found.field,)))
        weight = "older-clock-unset"
    return Signal("picture.older_than_order", model.weights[weight], model.traces, tuple(reasons), SCRIPT, ADVICE)


def _span(time: timedelta) -> Text:
    hours = max(1, int(time.total_seconds() // 3600))
    if hours < 48:
        return Text(f"{hours} 小时", f"{hours} h")
    return Text(f"{hours // 24} 天", f"{hours // 24} days")


def _traced(model: PictureModel, kind: str, reasons: Sequence[Reason]) -> Signal | None:
    """Each trace alone gives its probability; together, that not all of them mislead.

    Faint traces may all come from one innocent cause, as forwarding: only the strongest of them counts.
    """
    if not reasons:
        return None
    weights = [model.weights[reason.code] for reason in reasons]
    faintest = max((weight for weight in weights if weight < FAINT), default=0.0)
    score = min(SURE, 1 - (1 - faintest) * prod(1 - weight for weight in weights if weight >= FAINT))
    ordered = tuple(sorted(reasons, key=lambda reason: -model.weights[reason.code]))
    return Signal(kind, round(score, 4), model.traces, ordered, SCRIPT, ADVICE)
