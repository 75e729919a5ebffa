"""The part of a page that shows the signals of a case, with what each is, why, and how to contest it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from gongdao.service.queries.cases import Opened, texts
from gongdao.service.queries.tellers import teller_of
from gongdao.service.web.signals import cards

register = template.Library()


@register.inclusion_tag("parts/signals.html", takes_context=True)
def signals_of(context: Mapping[str, Any], seen: Opened) -> dict[str, Any]:
    """Show the signals of an opened case that who looks may see; where there are none, nothing."""
    request = context["request"]
    if not seen.case.signals:
        return {"cards": (), "request": request}
    words = texts(seen)
    found = cards(seen, teller_of(seen, request.lang, {}, words), words)
    return {"cards": found, "stream": seen.stream, "request": request}
