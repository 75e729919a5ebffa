"""The part of a page that shows the signals of a case, with what each is, why, and how to contest it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from gongdao.service.queries.cases import Opened, texts
from gongdao.service.queries.people import people
from gongdao.service.queries.tellers import teller_of
from gongdao.service.web.signals import cards

register = template.Library()


@register.inclusion_tag("parts/signals.html", takes_context=True)
def signals_of(context: Mapping[str, Any], seen: Opened, elsewhere: bool = False, alone: str = "") -> dict[str, Any]:
    """Show the signals of an opened case that who looks may see; where there are none, nothing.

    ``elsewhere``: those about what somebody wrote stand in full beside those words, and here in a line. ``alone``: only
    the signal of this id, or about the message of this id, with nothing to press.
    """
    request = context["request"]
    if not seen.case.signals:
        return {"request": request}
    found = cards(seen, teller_of(seen, request.lang, people(seen), texts(seen)))
    if alone:
        found = tuple(it for it in found if alone in (it.id, it.about.removeprefix("message:")))
    brief = [it for it in found if elsewhere and it.message]
    return {
        "full": [it for it in found if it not in brief], "brief": brief, "stream": seen.stream, "request": request,
        "alone": bool(alone),
    }  # fmt: skip
