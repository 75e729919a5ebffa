"""Every address of a page there is, read from the table that the service itself answers by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver

from gongdao.service.web.errors import MACHINES


def addresses(found: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """This function will give every address of a page, with the names of its parts in angle brackets."""
    for each in (found or get_resolver()).url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, here)
        elif isinstance(each, URLPattern) and not re.search(r"[\^$\\(]", here) and not f"/{here}".startswith(MACHINES):
            yield f"/{here}"


def filled(address: str, known: Mapping[str, str]) -> str:
    """This function will put what is known into an address; the rest is there as little as anything can be."""
    return re.sub(r"<(?:(\w+):)?(\w+)>", lambda part: known.get(part[2], "1" if part[1] == "int" else "none"), address)
