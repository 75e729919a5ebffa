"""The strip on every page of a demo: what time it is there, who one is, and the ways on."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from gongdao.service.installation import now

register = template.Library()


@register.inclusion_tag("demo/strip.html", takes_context=True)
def demo_strip(context: Context) -> dict[str, Any]:
    """Show the strip in a demo, and nothing elsewhere."""
    shown = {"request": context.get("request"), "csrf_token": context.get("csrf_token"), "demo": settings.DEMO}
    return {**shown, "at": now()} if settings.DEMO else shown
