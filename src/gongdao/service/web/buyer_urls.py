"""The addresses of the buyer's pages, and of the forms by which both parties act."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import cases, do, orders, request

ORDER = "orders/<str:source>/<str:external_id>"

urlpatterns = [
    path("cases", cases.cases, name="cases"),
    path("cases/<str:stream>/do/<slug:command>", do.do, name="do"),
    path("orders", orders.orders, name="orders"),
    path(ORDER, orders.order, name="order"),
    path(f"{ORDER}/request/<str:step>", request.request, name="request"),
]
