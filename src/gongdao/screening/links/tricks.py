"""The tricks of an address: what says another name than that of who holds it, and what hides where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from gongdao.screening.links.address import Address, plain_host, shown
from gongdao.screening.links.brands import Brand, Brands, brand_of
from gongdao.screening.links.domains import Holder, is_cheap, is_country
from gongdao.screening.links.imitation import ADDED, GUARDED, LETTERS, OFF, SAME, Imitation, imitation
from gongdao.screening.links.letters import is_mixed
from gongdao.screening.signal import Reason

MOST_LABELS = 12
LONG_NAME = 6  # letters that nobody writes in two by chance
LONGEST_OFFICIAL = 5  # labels, as keishicho.metro.tokyo.lg.jp
MOST_PARTS = 24
LONGEST_PATH = 1000  # characters of a path that are looked at
FEIGNED = frozenset(("gov", "com", "org", "net", "edu", "ac"))  # what stands before a country's letters in an ending
USUAL_PORTS = frozenset(("", "80", "443", "8080", "8443"))
ODDITIES = {
    "hidden-characters": "link-hidden-characters",
    "turned-text": "link-turned-text",
    "broken-punycode": "link-punycode-broken",
    "disguised-ip": "link-number-disguised",
    "escaped-host": "link-escaped-host",
    "escaped-twice": "link-escaped-twice",
}
_PARTS = re.compile(r"[^\s/\\?#&=;,:+*!()\[\]{}'\"~^|<>]+")
_HOSTS = re.compile(r"[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63})+")
_GOES_ON = re.compile("(?:com|cn|jp|net|org)-")


def tricks_of(brands: Brands, address: Address, held: Holder | None, owner: Brand | None) -> Iterator[Reason]:
    """Give every trick of an address, those of the host first; ``owner`` is whose official host it is, if any."""
    known = held is not None and held.domain in brands.web.known
    if held is not None and owner is None and not known:
        if held.domain not in brands.web.owned:
            yield from _own_name(brands, held)
        yield from _before(brands, held)
    yield from _host(address)
    yield from _user(brands, address, held)
    if owner is None and not known:
        yield from _path(brands, address)
    yield from _ways(brands, address, held, owner)


def imitated(code: str, brand: Brand, **details: object) -> Reason:
    """Give the reason that a place of an address imitates a brand."""
    return Reason(code, {"brand": brand.name, "official": brand.official, "id": brand.id, **details}, fields=("host",))


def _own_name(brands: Brands, held: Holder) -> Iterator[Reason]:
    """The name that somebody registered, or took on a host where anybody may put pages."""
    found = imitation(brands, held.own, loose=held.hosting or is_cheap(brands.web, held.ending))
    if found is None:
        return
    details = {"domain": plain_host(held.domain), "name": found.name, "written": shown(found.written)}
    if found.how == LETTERS:
        yield imitated("link-look-alike-letters", found.brand, **details)
    elif found.how == OFF:
        yield imitated("link-one-letter-off", found.brand, **details)
    elif _is_split(found):
        yield imitated("link-split-name", found.brand, **details)
    elif held.hosting:
        yield imitated("link-hosted", found.brand, **details)
    elif not _is_imitated(brands, found, held):
        yield imitated("link-carries-name", found.brand, **details)
    elif found.how == SAME:
        yield imitated("link-wrong-ending", found.brand, **details, ending=held.ending)
    else:
        yield imitated("link-added-words", found.brand, **details)


def _is_split(found: Imitation) -> bool:
    """Say whether a long name is torn apart with hyphens, of whom it pays to imitate: tao-bao for taobao."""
    torn = found.how == SAME and "-" in found.written and "-" not in found.name and len(found.name) >= LONG_NAME
    return torn and (found.brand.kind == "marketplace" or found.brand.kind in GUARDED)


def _is_imitated(brands: Brands, found: Imitation, held: Holder) -> bool:
    """Say whether a name that somebody registered is a trick, and not only a name that many have.

    Makers and platforms own hundreds of domains with their name and words of every kind, and short words are many
    people's; who keeps money or parcels has few, and an ending that costs nothing is nobody's head office.
    """
    if found.how == ADDED or is_cheap(brands.web, held.ending):
        return True
    brand, same = found.brand, found.how == SAME
    if found.name not in brands.names.any or found.name.isdigit():
        return False
    if brand.kind not in GUARDED:
        return same and brand.kind == "marketplace" and not is_country(held.ending)
    return not same or not is_country(held.ending) or _is_abroad(brand, held.ending)


def _is_abroad(brand: Brand, ending: str) -> bool:
    """Say whether an ending is of another country than those that the brand is known to be in."""
    lands = {domain.rpartition(".")[2] for domain in brand.domains if is_country(domain)}
    return bool(lands) and ending.rpartition(".")[2] not in lands


def _before(brands: Brands, held: Holder) -> Iterator[Reason]:
    """What stands before the registered name: whoever holds that may write there what he likes."""
    labels = held.before[-MOST_LABELS:]
    domain = plain_host(held.domain)
    whole = (*labels, held.own)
    if owner := _official_within(brands, labels):
        yield imitated("link-subdomain", owner, domain=domain, name=owner.official, written=owner.official)
        return
    feigned = next((at for at in range(len(whole) - 1, 0, -1) if _feigns_ending(brands, whole, at)), 0)
    for label in labels:
        if found := imitation(brands, label, loose=True):
            details = {"domain": domain, "name": found.name, "written": shown(found.written)}
            yield imitated("link-subdomain", found.brand, **details)
            if found.how in {LETTERS, OFF}:
                code = "link-look-alike-letters" if found.how == LETTERS else "link-one-letter-off"
                yield imitated(code, found.brand, **details)
            break
    if feigned:
        seeming = labels if _GOES_ON.match(whole[feigned]) else whole[: feigned + 1]
        yield Reason("link-false-ending", {"domain": domain, "shown": shown(".".join(seeming))}, fields=("host",))


def _official_within(brands: Brands, labels: tuple[str, ...]) -> Brand | None:
    """Give the brand whose whole official domain stands among the labels."""
    for start in range(len(labels) - 1):
        for end in range(start + 2, min(start + LONGEST_OFFICIAL, len(labels)) + 1):
            if found := brands.official.get(".".join(labels[start:end])):
                return found
    return None


def _feigns_ending(brands: Brands, labels: tuple[str, ...], at: int) -> bool:
    """Say whether it seems to end at a label that it does not end at: x.co.jp.evil.cn, x.gov.cn.com, x.com-pay.cn."""
    label = labels[at]
    if _GOES_ON.match(label):
        return True
    if at == len(labels) - 1:
        return len(label) == 2 and labels[at - 1] in FEIGNED
    if label in {"com", "net", "org"}:
        return True
    return len(label) == 2 and at > 1 and labels[at - 1] in brands.web.second_level and len(labels[at - 1]) < 4


def _host(address: Address) -> Iterator[Reason]:
    place = {"host": shown(plain_host(address.host))}
    if address.ip and "disguised-ip" not in address.oddities:
        yield Reason("link-number", place, fields=("host",))
    for oddity in sorted(address.oddities & set(ODDITIES)):
        yield Reason(ODDITIES[oddity], place, fields=("host",))
    if mixed := next((label for label in address.labels if is_mixed(label)), ""):
        yield Reason("link-mixed-scripts", {**place, "written": shown(mixed)}, fields=("host",))
    if address.port not in USUAL_PORTS:
        yield Reason("link-odd-port", {**place, "port": shown(address.port)}, fields=("port",))


def _user(brands: Brands, address: Address, held: Holder | None) -> Iterator[Reason]:
    """What stands before an @ is no address at all, but is read as one."""
    if not address.user:
        return
    domain = plain_host(held.domain if held else address.host)
    details = {"user": shown(address.user), "domain": domain}
    for part in islice(_PARTS.findall(address.user[:LONGEST_PATH].lower()), MOST_PARTS):
        found = imitation(brands, part, loose=True)
        brand = brand_of(brands, tuple(part.split("."))) or (found.brand if found else None)
        if brand:
            yield imitated("link-credentials-brand", brand, name=part, **details)
            return
    yield Reason("link-credentials", details, fields=("user",))


def _path(brands: Brands, address: Address) -> Iterator[Reason]:
    path = f"{address.path[:LONGEST_PATH]}#{address.fragment[:LONGEST_PATH]}".lower()
    domain = plain_host(address.host)
    for written in islice(_HOSTS.finditer(path), MOST_PARTS):
        if brand := brand_of(brands, tuple(written.group().removeprefix("www.").split("."))):
            yield imitated("link-address-in-path", brand, domain=domain, name=brand.official, written=written.group())
            return
    for part in islice(_PARTS.findall(path), MOST_PARTS):
        if found := imitation(brands, _without_ending(part), loose=True):
            yield imitated("link-brand-in-path", found.brand, domain=domain, name=found.name, written=shown(part))
            return


def _without_ending(part: str) -> str:
    head, dot, ending = part.rpartition(".")
    return head if dot and head and len(ending) <= 5 else part


def _ways(brands: Brands, address: Address, held: Holder | None, owner: Brand | None) -> Iterator[Reason]:
    """What the link does: hides its target, or fetches a program."""
    if held and len(address.path) > 1 and address.host.removeprefix("www.") in brands.web.shorteners:
        yield Reason("link-short", {"domain": held.domain}, fields=("host",))
    ending = address.path.rpartition(".")[2].lower()
    if not owner and ending in brands.web.downloads:
        yield Reason("link-download", {"file": shown(address.path.rpartition("/")[2])}, fields=("path",))
