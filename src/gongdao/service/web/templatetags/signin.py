"""What the sign-in pages ask of the installation."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def is_demo() -> bool:
    """Whether people are taken on without a password."""
    return bool(settings.DEMO)


@register.simple_tag
def signup_is_open() -> bool:
    """Whether anybody may make an account."""
    return bool(settings.GONGDAO_SIGNUP)
