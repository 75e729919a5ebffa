"""Tells Django of the people."""

from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    name = "gongdao.service.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
