"""The addresses of the demo's own page."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import demo

urlpatterns = [
    path("demo", demo.demo, name="demo"),
    path("demo/take-part", demo.take_part, name="demo_take_part"),
    path("demo/forward", demo.forward, name="demo_forward"),
]
