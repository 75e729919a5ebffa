"""Finds the links in a text, also those without a scheme or with the words of a Chinese sentence right behind them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gongdao.screening.links.address import DOTS, LONGEST
from gongdao.screening.links.brands import Brands

MOST_LINKS = 50  # of one text; more say nothing new
# What a host may be written with: Latin, Greek, Cyrillic, full width and invisible characters, never Han.
_IN_HOST = (
    "0-9A-Za-z\u00ad\u00c0-\u02af\u0300-\u0556\u1e00-\u1fff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff\uff10-\uff5a%_\\-"
)
_SCHEME = re.compile(r"(?:https?|hxxps?|ftp):[/\\]{1,4}|(?:javascript|vbscript):", re.IGNORECASE)
_NAME = re.compile(f"[{_IN_HOST}\u4e00-\u9fff\u3040-\u30ff]+")
# Every step is one of two that never overlap, so a text is walked through once.
_BARE = re.compile(f"(?:[{_IN_HOST}.。．｡]|\\[\\.\\])+")
_SEPARATOR = re.compile(r"[.。．｡@:]|\[\.\]")
_PORT = re.compile(r":\d{1,5}")
# What a browser passes over before the host, with all that RFC 3986 (3.2.1) lets stand there.
_USER = re.compile(r"[0-9A-Za-z%._~!$&'()*+,;=:@-]+")
_SIX = re.compile(r"\[[0-9A-Fa-f:.]{2,45}\]")
_ENDING = re.compile(r"[A-Za-z0-9-]+")
_REST = re.compile(r"[!#-&(-;=?-Z\\^-z|~\[\]\u00c0-\u02af\u200b-\u200f\u202a-\u202e]*")
_EDGE = ".。．｡[]-_%"
_TAIL = ".,;:!?)]}'\"*"


@dataclass(frozen=True, slots=True)
class Found:
    """A link in a text: ``text[start:end]``."""

    start: int
    end: int
    link: str


def links_in(brands: Brands, text: str) -> tuple[Found, ...]:
    """Give the links of a text in their order, at most `MOST_LINKS`."""
    found: list[Found] = []
    for link in _found(brands, text):
        found.append(link)
        if len(found) == MOST_LINKS:
            break
    return tuple(found)


def _found(brands: Brands, text: str) -> Iterator[Found]:
    at = 0
    schemes = _SCHEME.finditer(text)
    scheme = next(schemes, None)
    bares = _BARE.finditer(text)
    for bare in bares:
        while scheme and scheme.start() < at:
            scheme = next(schemes, None)
        while scheme and scheme.start() <= bare.start():
            link = _with_scheme(text, scheme.start(), scheme.end())
            if link:
                yield link
                at = link.end
            scheme = next((one for one in schemes if one.start() >= at), None)
        if bare.start() >= at and (link := _without_scheme(brands, text, bare.start(), bare.end())):
            yield link
            at = link.end
    while scheme:
        if scheme.start() >= at and (link := _with_scheme(text, scheme.start(), scheme.end())):
            yield link
            at = link.end
        scheme = next(schemes, None)


def _with_scheme(text: str, start: int, after: int) -> Found | None:
    limit = min(len(text), start + LONGEST)
    end = _rest(text, _host_end(text, _host_start(text, after, limit), limit), limit)
    link = text[start:end].rstrip(_TAIL)
    return Found(start, start + len(link), link) if len(link) > after - start else None


def _host_start(text: str, after: int, limit: int) -> int:
    """Where the host begins: behind the last @ that something follows, as browsers read it."""
    user = _USER.match(text, after, limit)
    at = user.end() if user else after
    while (at := text.rfind("@", after, at)) >= 0:
        if at + 1 < limit and (text[at + 1].isalnum() or text[at + 1] in "_["):
            return at + 1
    return after


def _host_end(text: str, at: int, limit: int) -> int:
    """Where the host ends: Chinese may be part of it, but not glued behind a Latin ending."""
    if six := _SIX.match(text, at, limit):
        at = six.end()
        port = _PORT.match(text, at, limit)
        return port.end() if port else at
    while name := _NAME.match(text, at, limit):
        latin = _ENDING.match(text, at, limit)
        if latin and latin.end() < name.end() and text[at - 1] == "." and text[latin.end()] > "\u2e80":
            return latin.end()
        at = name.end()
        separator = _SEPARATOR.match(text, at, limit)
        if separator is None or not _NAME.match(text, separator.end(), limit):
            return at
        at = separator.end()
    return at


def _rest(text: str, at: int, limit: int) -> int:
    """Where the path, query and fragment end."""
    if at < limit and text[at] in "/?#:\\@":
        rest = _REST.match(text, at, limit)
        return rest.end() if rest else at
    return at


def _without_scheme(brands: Brands, text: str, start: int, end: int) -> Found | None:
    """A host by itself: its last part must be an ending that exists, and no @ stands beside it, as in an e-mail."""
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    if end - start > LONGEST or (start and text[start - 1] in "@/\\"):
        return None
    if text.startswith("@", end):
        return _with_scheme(text, start, start) if text[start : start + 4].lower() == "www." else None
    written = unicodedata.normalize("NFKC", text[start:end]).translate(DOTS)
    ending = written.rpartition(".")[2].strip("]").casefold()
    numbers = written.count(".") == 3 and written.replace(".", "").isdigit()
    if "." not in written or (ending not in brands.web.endings and not numbers):
        return None
    limit = min(len(text), start + LONGEST)
    link = text[start : _rest(text, end, limit)].rstrip(_TAIL)
    return Found(start, start + len(link), link)
