"""Checks of whose hands a parcel came into: who signed for it, and whether an agent or a locker was asked for."""

from __future__ import annotations

from gongdao.screening.parcels.facts import Finding, Look, clock
from gongdao.screening.parcels.signers import (
    OF_AGENT,
    OF_COURIER,
    OF_FAMILY,
    OF_NEAR,
    OF_PROPERTY,
    RELATIVE,
    SAME,
    STRANGER,
    UNKNOWN,
    relation,
)  # fmt: skip
from gongdao.screening.parcels.trace import COLLECTED, HANDED_OVER, LEFT, Scan
from gongdao.screening.signal import Reason

# How much each kind of signer stands against the addressee having got it, before the data says how often it is so.
WEIGHTS = {STRANGER: 3.0, OF_COURIER: 2.0, OF_NEAR: 2.0, OF_PROPERTY: 2.0, RELATIVE: 0.8, OF_FAMILY: 0.6}
CODES = {
    STRANGER: "parcel-signer-stranger", OF_COURIER: "parcel-signer-courier", OF_NEAR: "parcel-signer-near",
    OF_PROPERTY: "parcel-signer-property",
    RELATIVE: "parcel-signer-relative", OF_FAMILY: "parcel-signer-family",
}  # fmt: skip
ALLOWED = 0.2  # what is left where the addressee allowed that somebody else takes it
UNSAID, DENIED = 2.0, 3.0


def other_signer(look: Look) -> Finding | None:
    """Somebody else signed (S47): the more, the less it can have been the addressee."""
    signed = next((scan for scan in look.scans if scan.kind in HANDED_OVER and _signer(scan)), None)
    if signed is None or _collected(look):
        return None
    signer = _signer(signed)
    kind = relation(signer, look.facts.addressee)
    if kind not in WEIGHTS:
        return None
    strength = WEIGHTS[kind]
    if kind != STRANGER and (look.facts.consent or signed.authorised or _designated(look, signed)):
        strength *= ALLOWED
    details = {"signer": signer, "addressee": look.facts.addressee or "—", "at": clock(signed.at)}
    reason = Reason(CODES[kind], details, fields=(signed.field, "facts.addressee"))
    return Finding("parcel.other_signer", strength, (reason,))


def without_consent(look: Look) -> Finding | None:
    """Left at an agent or in a locker, and nobody can say that the addressee wanted it (TB-36, EM-28)."""
    left = next((scan for scan in look.scans if _at_agent(look, scan)), None)
    if left is None or _collected(look) or look.facts.consent or left.authorised or _designated(look, left):
        return None
    if any(scan.at >= left.at and _by_addressee(look, scan) for scan in look.scans):
        return None
    denied = look.facts.consent is False or left.authorised is False
    agent = left.agent or left.signer
    code = "parcel-left-against-wish" if denied else "parcel-left-unasked" if agent else "parcel-left-unnamed"
    details = {"agent": agent or left.place or "—", "at": clock(left.at)}
    reason = Reason(code, details, fields=(left.field,))
    return Finding("parcel.without_consent", DENIED if denied else UNSAID, (reason,))


def _at_agent(look: Look, scan: Scan) -> bool:
    if scan.kind == LEFT:
        return True
    if scan.kind not in HANDED_OVER:
        return False
    return bool(scan.agent) or relation(_signer(scan), look.facts.addressee) == OF_AGENT


def _signer(scan: Scan) -> str:
    return scan.signer or scan.agent


def _by_addressee(look: Look, scan: Scan) -> bool:
    return scan.kind in HANDED_OVER and relation(scan.signer, look.facts.addressee) == SAME


def _collected(look: Look) -> bool:
    """Tell whether the addressee fetched it: with the code, or by name."""
    fits = (SAME, UNKNOWN)
    return any(scan.kind == COLLECTED and relation(scan.signer, look.facts.addressee) in fits for scan in look.scans)


def _designated(look: Look, scan: Scan) -> bool:
    """Tell whether the addressee named this place: a place that he designates is his own hand (TB-36)."""
    said = f"{scan.agent} {scan.place} {scan.signer} {scan.text}"
    return any(place and place in said for place in look.facts.designated)
