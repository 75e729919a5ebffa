"""The addresses of the demo's own page."""

from __future__ import annotations

from django.urls import path

from gongdao.service.demo import pages

urlpatterns = [
    path("demo", pages.demo, name="demo"),
    path("demo/take-part", pages.take_part, name="demo_take_part"),
    path("demo/forward", pages.forward, name="demo_forward"),
]
