"""Screens parcels: from the scans of a carrier and what is known of the order to signals, each with its scans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gongdao.kernel.errors import Refused
from gongdao.screening.parcels.edits import edited_trace
from gongdao.screening.parcels.facts import Finding, Look, ParcelFacts, ParcelModel, chance, look
from gongdao.screening.parcels.goods import swapped_return, weight
from gongdao.screening.parcels.hands import other_signer, without_consent
from gongdao.screening.parcels.rounds import batch_sign_off, batches, sign_off_of
from gongdao.screening.parcels.route import early_sign_off, far_away, impossible_speed, no_pick_up
from gongdao.screening.parcels.trace import Trace
from gongdao.screening.parcels.waybill import reused_waybill
from gongdao.screening.signal import Signal

MOST_PARCELS = 20_000
UNKNOWN = ParcelFacts()
CHECKS: tuple[Callable[[Look], Finding | None], ...] = (
    batch_sign_off,
    early_sign_off,
    impossible_speed,
    no_pick_up,
    reused_waybill,
    weight,
    other_signer,
    without_consent,
    far_away,
    swapped_return,
)
SLIP = ("ask-for-the-slip", "keep-proof", "let-a-person-look")
WEIGHED = ("keep-proof", "let-a-person-look")
ADVICE = {
    "parcel.no_pick_up": ("ask-the-platform", "confirm-no-receipt"),
    "parcel.weight": WEIGHED,
    "parcel.swapped_return": WEIGHED,
    "parcel.reused_waybill": ("confirm-no-receipt", "ask-the-platform", "keep-proof"),
    "parcel.edited_trace": ("keep-proof", "let-a-person-look"),
}
SIGN_OFFS = frozenset(
    (
        "parcel.batch_sign_off",
        "parcel.early_sign_off",
        "parcel.far_away",
        "parcel.other_signer",
        "parcel.without_consent",
    )
)


def screen_parcel(
    model: ParcelModel, trace: Trace, facts: ParcelFacts = UNKNOWN, earlier: Trace | None = None
) -> tuple[Signal, ...]:
    """Give what is odd about one parcel, the surest first; ``earlier`` is an earlier reading of the same trace."""
    found = findings(model, trace, facts, earlier)
    signals = (signal for finding in found if (signal := _signal(model, finding)))
    return tuple(sorted(signals, key=lambda signal: -signal.score))


def screen_round(model: ParcelModel, parcels: Sequence[tuple[Trace, ParcelFacts]]) -> tuple[tuple[str, Signal], ...]:
    """Give the waybills of a day that were signed off in a batch, each with its signal; of couriers all together."""
    if len(parcels) > MOST_PARCELS:
        raise Refused("trace-too-many-parcels", parcels=len(parcels), most=MOST_PARCELS)
    sign_offs = [one for trace, facts in parcels if (one := sign_off_of(trace, facts))]
    found = ((one.waybill, _signal(model, finding)) for one, finding in batches(model, sign_offs))
    return tuple((waybill, signal) for waybill, signal in found if signal)


def findings(model: ParcelModel, trace: Trace, facts: ParcelFacts, earlier: Trace | None = None) -> Iterator[Finding]:
    """Give what the checks find before it is weighed; the curves of a model are fitted on this."""
    seen = look(model, trace, facts)
    yield from (finding for check in CHECKS if (finding := check(seen)))
    if earlier is not None and (edits := edited_trace(seen, earlier)):
        yield edits


def _signal(model: ParcelModel, finding: Finding) -> Signal | None:
    curve = model.curves[finding.kind]
    score = chance(curve, finding.strength)
    if score < curve.threshold:
        return None
    scripts = ("SC-10",) if finding.kind in SIGN_OFFS else ()
    advice = ADVICE.get(finding.kind, SLIP)
    return Signal(finding.kind, round(score, 3), model.name, finding.reasons, scripts, advice, finding.details)
