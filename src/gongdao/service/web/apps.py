"""Tells Django of the pages."""

from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    name = "gongdao.service.web"
    label = "web"
