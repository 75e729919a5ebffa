"""What the templates say: both languages beside one another, amounts, instants, icons, the key of a form.

``{% t "中文 {n}" "English {n}" n=3 %}`` says it in the language of the request; values are escaped.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template.base import FilterExpression, token_kwargs
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.service.web.visitor import now_of
from gongdao.telling import instants

register = template.Library()
NOTHING = SafeString("")
_FIELD_CLASS = {"checkbox": "", "radio": "", "file": "", "hidden": ""}


class _Said(template.Node):
    """A text of a template in the language of the page; there are hundreds on a page, so it is only picked."""

    def __init__(
        self, zh: FilterExpression, en: FilterExpression, values: dict[str, FilterExpression], name: str
    ) -> None:
        self.zh, self.en, self.values, self.name = zh, en, values, name
        self.plain = _plain(zh), _plain(en)

    def render(self, context: template.Context) -> SafeString:
        """Give the text, its values escaped; or keep it under a name."""
        chinese = _lang(context) == "zh"
        said = self.plain[not chinese] or (self.zh if chinese else self.en).resolve(context)
        if self.values:
            said = format_html(said, **{name: value.resolve(context) for name, value in self.values.items()})
        if self.name:
            context[self.name] = said
            return NOTHING
        return SafeString(said)


def _plain(text: FilterExpression) -> str:
    """What a text is that is written in the template as it stands."""
    return str(text.var) if isinstance(text.var, str) and not text.filters else ""


@register.tag
def t(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Say a text of the template in the language of the page; its words are ours, its values are escaped."""
    _, zh, en, *rest = token.split_contents()
    name = ""
    if rest[-2:-1] == ["as"]:
        rest, name = rest[:-2], rest[-1]
    values = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"{token.contents}: what is {rest[0]}?")
    return _Said(parser.compile_filter(zh), parser.compile_filter(en), values, name)


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], text: Text | str) -> str:
    """Say a text that has both languages; what has one is said as it is."""
    return text.say(_lang(context)) if isinstance(text, Text) else str(text)


@register.simple_tag(takes_context=True)
def begin(context: Mapping[str, Any], text: Text | str) -> str:
    """Say a text at the beginning of a line: with a capital in English."""
    said = say(context, text)
    return said[:1].upper() + said[1:]


@register.filter
def money(minor: int, currency: str = "CNY") -> str:
    """Minor units as an amount: ``{{ 104500|money:"CNY" }}`` is ¥1,045.00."""
    return show_money(minor, currency)


@register.simple_tag(takes_context=True)
def when(context: Mapping[str, Any], at: datetime) -> SafeString:
    """An instant: 11月22日（周日）10:00."""
    return _time(at, instants.moment(at, _lang(context), _now(context)))


@register.simple_tag(takes_context=True)
def until(context: Mapping[str, Any], at: datetime) -> SafeString:
    """The end of a time; midnight is 24:00 of the day before."""
    return _time(at, instants.until(at, _lang(context), _now(context)))


@register.simple_tag(takes_context=True)
def day(context: Mapping[str, Any], at: datetime) -> SafeString:
    """A day with its weekday: 11月22日（周日）."""
    return _time(at, instants.day(at, _lang(context), _now(context)))


@register.simple_tag(takes_context=True)
def left(context: Mapping[str, Any], at: datetime) -> str:
    """How long it is until an instant, rounded down: 1 天 19 小时; afterwards that it is over."""
    span = at - _now(context)
    if span <= timedelta():
        return "已到期" if _lang(context) == "zh" else "over"
    return instants.left(span, _lang(context))


@register.simple_tag(takes_context=True)
def clock(context: Mapping[str, Any], at: datetime, label: Text | str = "") -> SafeString:
    """A running deadline: what is left of it, whose it is (``label``), the exact instant; its colour follows."""
    lang, span = _lang(context), at - _now(context)
    over = span <= timedelta()
    rest = left(context, at) if over else f"还剩 {left(context, at)}" if lang == "zh" else f"{left(context, at)} left"
    pressing = instants.pressing(span)
    named = say(context, label)
    return format_html(
        '<p class="clock{}">{}<b>{}</b> <span>{}{}</span></p>',
        f" clock--{pressing}" if pressing else "",
        icon("clock"),
        rest,
        f"{named}{'：' if lang == 'zh' else ': '}" if named else "",
        until(context, at),
    )


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, tone: str = "") -> SafeString:
    """A drawing of the sprite; it means nothing without the words beside it. ``tone``: good, warn or bad."""
    return format_html(
        '<svg class="i{}" viewBox="0 0 20 20" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {tone}" if tone else "",
        static("gongdao/img/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def key(context: Mapping[str, Any]) -> SafeString:
    """The hidden field that makes a form write once; a form that is shown again keeps the key it was sent with."""
    request: HttpRequest | None = context.get("request")
    sent = request.POST.get("key", "") if request is not None else ""
    return format_html('<input type="hidden" name="key" value="{}">', sent or secrets.token_hex(12))


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The control of a form's field, dressed as ours; radios and check boxes are drawn by the template."""
    kind = getattr(field.field.widget, "input_type", "")
    return field.as_widget(attrs={"class": _FIELD_CLASS.get(kind, "in")})


def _time(at: datetime, said: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="minutes"), said)


def _lang(context: Mapping[str, Any] | template.Context) -> str:
    request = getattr(context, "request", None) or context.get("request")
    return getattr(request, "lang", "zh")


def _now(context: Mapping[str, Any]) -> datetime:
    return now_of(context["request"])
