"""Screens a link: whose it claims to be, by which trick, how sure that is, and what to do; never that it is safe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongdao.kernel.errors import Refused
from gongdao.screening.links.address import RUNS_CODE, Address, plain_host, read_address, unescaped
from gongdao.screening.links.brands import Brand, Brands, brand_of
from gongdao.screening.links.domains import Holder, holder
from gongdao.screening.links.finding import Found, links_in
from gongdao.screening.links.tricks import tricks_of
from gongdao.screening.odds import SURE
from gongdao.screening.signal import Reason, Signal

LOOKALIKE, TRICK, OFFICIAL, UNKNOWN = "link.lookalike", "link.trick", "link.official", "link.unknown"
MOST_REASONS = 8
DEEPEST = 2  # links within links that are followed
FAKE_SITE = ("SC-1",)
AGAINST = ("open-no-link", "type-address-yourself", "tell-no-code", "send-no-money", "ask-the-platform", "call-police")
CAREFUL = ("type-address-yourself", "ask-the-platform")


def screen_link(brands: Brands, link: str) -> Signal:
    """Screen one link as it was handed in.

    :raises Refused: it is too long (link-too-long), or no link at all (not-a-link).
    """
    return _screened(brands, read_address(link), 0)


def screen_links(brands: Brands, text: str) -> tuple[tuple[Found, Signal], ...]:
    """Screen the links of a text, each with where it stands; what no browser could open is left out."""
    return tuple(_each(brands, text))


def _each(brands: Brands, text: str) -> Iterator[tuple[Found, Signal]]:
    for found in links_in(brands, text):
        try:
            signal = screen_link(brands, found.link)
        except Refused:
            continue
        yield found, signal


def _screened(brands: Brands, address: Address, depth: int) -> Signal:
    if not address.host:
        return _without_host(brands, address)
    labels = address.labels
    held = holder(brands.web, labels) if len(labels) > 1 else None
    owner = None if held and held.hosting else brand_of(brands, labels)
    found = [*tricks_of(brands, address, held, owner)]
    if inner := _inner(brands, address, owner, depth):
        found.append(inner)
    if tricks := _distinct(reason for reason in found if reason.code in brands.tricks):
        return _against(brands, address, tricks)
    if owner:
        return _official(brands, address, owner)
    return _unknown(brands, address, held, found)


def _against(brands: Brands, address: Address, reasons: Sequence[Reason]) -> Signal:
    named = next((reason for reason in reasons if "id" in reason.details), None)
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - brands.tricks[reason.code]
    details: dict[str, object] = {
        "host": plain_host(address.host),
        "tricks": tuple(reason.code for reason in reasons),
    }
    if named:
        details |= {"brand": named.details["brand"], "id": named.details["id"], "official": named.details["official"]}
    kind = LOOKALIKE if named else TRICK
    score = round(min(SURE, 1 - doubt), 3)
    return Signal(kind, score, brands.model, tuple(reasons), FAKE_SITE, AGAINST, details)


def _official(brands: Brands, address: Address, owner: Brand) -> Signal:
    details = {"host": plain_host(address.host), "brand": owner.name, "id": owner.id, "official": owner.official}
    reason = Reason("link-official", details, fields=("host",))
    return Signal(OFFICIAL, brands.known, brands.model, (reason,), (), (), details)


def _unknown(brands: Brands, address: Address, held: Holder | None, found: Sequence[Reason]) -> Signal:
    details = {"host": plain_host(address.host), "domain": plain_host(held.domain if held else address.host)}
    reasons = [*found, Reason("link-not-listed", details, fields=("host",))]
    if held and held.hosting:
        reasons.append(Reason("link-anybody", {**details, "ending": held.ending}, fields=("host",)))
    return Signal(UNKNOWN, brands.unknown, brands.model, tuple(reasons), (), CAREFUL, details)


def _without_host(brands: Brands, address: Address) -> Signal:
    details = {"scheme": address.scheme, "host": "", "domain": ""}
    if address.scheme in RUNS_CODE:
        return _against(brands, address, (Reason("link-runs-code", details, fields=("scheme",)),))
    reason = Reason("link-opens-app", details, fields=("scheme",))
    return Signal(UNKNOWN, brands.unknown, brands.model, (reason,), (), CAREFUL, details)


def _inner(brands: Brands, address: Address, owner: Brand | None, depth: int) -> Reason | None:
    """The link within a link that a click is led on to, where that one is bad or leaves an official site."""
    target = _target(brands, address)
    if not target or depth >= DEEPEST:
        return None
    try:
        inside = _screened(brands, read_address(target), depth + 1)
    except Refused:
        return None
    elsewhere = inside.details.get("host") != plain_host(address.host)
    if inside.kind in {LOOKALIKE, TRICK} or (owner and inside.kind == UNKNOWN and elsewhere):
        details = {"host": plain_host(address.host), "target": inside.details["host"]}
        named = {key: inside.details[key] for key in ("brand", "id", "official") if inside.kind == LOOKALIKE}
        return Reason("link-leads-on", details | named, fields=("query",))
    return None


def _target(brands: Brands, address: Address) -> str:
    for part in address.query.split("&")[:40]:
        key, _, value = part.partition("=")
        value = unescaped(unescaped(value))
        if value.lower().startswith(("http://", "https://", "//", "http:\\", "https:\\")):
            return value
        if key.lower() in brands.web.leads_on and value.lower().startswith("www."):
            return value
    return ""


def _distinct(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Each trick once, those that name a brand first, the surest of them foremost."""
    by_code: dict[str, Reason] = {}
    for reason in reasons:
        by_code.setdefault(reason.code, reason)
    return tuple(sorted(by_code.values(), key=lambda reason: "id" not in reason.details))[:MOST_REASONS]
