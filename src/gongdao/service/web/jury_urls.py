"""The addresses of the jurors' pages."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import jury

urlpatterns = [
    path("jury", jury.jury, name="jury"),
    path("jury/<str:stream>", jury.jury_case, name="jury_case"),
]
