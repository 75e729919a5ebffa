"""The part of a case page that only its seller sees: what each way out costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from gongdao.service.queries.cases import Opened
from gongdao.service.web.shop_ways import sheet

register = template.Library()


@register.inclusion_tag("shop/ways.html", takes_context=True)
def ways_out(context: Mapping[str, Any], seen: Opened, title: str = "") -> dict[str, Any]:
    """Show the ways out of an opened case to its seller; to anybody else nothing.

    The template gets ``sheet`` (`shop_ways.Sheet`, or None), ``title`` for its heading, and ``request``.
    """
    request = context["request"]
    return {"sheet": sheet(seen, request.lang), "title": title, "request": request, "stream": seen.stream}
