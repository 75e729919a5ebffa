"""Tells Django of the interface."""

from __future__ import annotations

from django.apps import AppConfig


class Api(AppConfig):
    name = "gongdao.service.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
