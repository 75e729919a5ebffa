"""Tells Django of the mirror of the marketplace."""

from __future__ import annotations

from django.apps import AppConfig


class Market(AppConfig):
    name = "gongdao.service.market"
    label = "market"
    default_auto_field = "django.db.models.BigAutoField"
