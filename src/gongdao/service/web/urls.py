"""The addresses of the pages; each area lists its own."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import home

urlpatterns = [
    path("", home.home, name="home"),
    path("language", home.language, name="language"),
    path("mode", home.mode, name="mode"),
]
