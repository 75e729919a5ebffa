"""The addresses of the buyer's pages, and of the forms by which both parties act."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import appeal, cases, do, orders, request, say, speak

ORDER = "orders/<str:source>/<str:external_id>"

urlpatterns = [
    path("cases", cases.cases, name="cases"),
    path("cases/<str:stream>/appeal", appeal.appeal, name="appeal"),
    path("cases/<str:stream>/say", say.say_message, name="say"),
    path("cases/<str:stream>/speak", speak.speak, name="speak"),
    path("cases/<str:stream>/do/<slug:command>", do.do, name="do"),
    path("orders", orders.orders, name="orders"),
    path(ORDER, orders.order, name="order"),
    path(f"{ORDER}/request/<str:step>", request.request, name="request"),
]
