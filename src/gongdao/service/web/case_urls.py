"""The addresses of a case."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import case

urlpatterns = [
    path("cases/<str:stream>", case.case, name="case"),
    path("cases/<str:stream>/live", case.live, name="case_live"),
    path("cases/<str:stream>/rulings/<int:number>", case.ruling, name="ruling"),
]
