"""Tells Django of what queries keep."""

from __future__ import annotations

from django.apps import AppConfig


class Queries(AppConfig):
    name = "gongdao.service.queries"
    label = "queries"
    default_auto_field = "django.db.models.BigAutoField"
