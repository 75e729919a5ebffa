"""What the question pages of the parties say beside their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongdao.kernel.text import Text
from gongdao.service.web.templatetags.words import icon, say

register = template.Library()


@register.filter
def has(table: Mapping[str, Any], name: str) -> bool:
    """Whether a table has an entry: ``{% if errors|has:field %}``."""
    return name in table


@register.simple_tag(takes_context=True)
def problem(context: Mapping[str, Any], errors: Mapping[str, Text], name: str) -> SafeString:
    """What is wrong with a field, above it; nothing where nothing is."""
    if name not in errors:
        return SafeString("")
    return format_html(
        '<p class="err" id="e-{}">{}<span>{}</span></p>', name, icon("alert"), say(context, errors[name])
    )
