"""What the templates say: both languages beside one another, amounts, instants.

``{% t "中文 {n}" "English {n}" n=3 %}`` says it in the language of the request; values are escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongdao.kernel.text import Text

register = template.Library()


@register.simple_tag(takes_context=True)
def t(context: Mapping[str, Any], zh: str, en: str, **values: Any) -> SafeString:
    """Say a text of the template in the language of the page; its words are ours, its values are escaped."""
    said = zh if _lang(context) == "zh" else en
    return format_html(said, **values) if values else SafeString(said)


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], text: Text) -> str:
    """Say a text that has both languages."""
    return text.say(_lang(context))


def _lang(context: Mapping[str, Any]) -> str:
    return getattr(context.get("request"), "lang", "zh")
