"""The part of a page that says how goods go back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from gongdao.service.queries.cases import Opened
from gongdao.service.web.returns import told

register = template.Library()


@register.inclusion_tag("parts/send_back.html", takes_context=True)
def send_back(context: Mapping[str, Any], seen: Opened) -> dict[str, Any]:
    """Show a party how the goods of a case go back; to others, and where nothing is to be sent, nothing.

    The template gets ``told`` (`returns.Told`, or None) and ``request``.
    """
    request = context["request"]
    return {"told": told(seen, request.lang), "request": request}
