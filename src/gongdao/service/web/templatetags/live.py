"""The script that asks for a case's changes as they happen, where the installation serves them."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
PATH = "/live/cases/{}"


@register.simple_tag
def live(stream: str) -> SafeString:
    """The script of a case's page; nothing where only the page's own polling is there."""
    if not settings.GONGDAO_LIVE:
        return SafeString("")
    source = static("gongdao/js/live.js")
    return format_html('<script src="{}" data-live="{}" defer></script>', source, PATH.format(stream))
