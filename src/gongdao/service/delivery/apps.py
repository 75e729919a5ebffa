"""Tells Django of what is delivered."""

from __future__ import annotations

from django.apps import AppConfig


class Delivery(AppConfig):
    name = "gongdao.service.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
