"""Tells Django of the record."""

from __future__ import annotations

from django.apps import AppConfig


class Record(AppConfig):
    name = "gongdao.service.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
