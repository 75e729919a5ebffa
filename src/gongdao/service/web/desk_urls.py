"""The addresses of the adjudicators' and supervisors' pages."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import desk, desk_case, desk_do, supervise

urlpatterns = [
    path("desk", desk.desk, name="desk"),
    path("desk/next", desk.desk_next, name="desk_next"),
    path("desk/overdue", supervise.overdue, name="overdue"),
    path("desk/load", supervise.load, name="load"),
    path("desk/corrections", supervise.corrections, name="corrections"),
    path("desk/<str:stream>", desk_case.desk_case, name="desk_case"),
    path("desk/<str:stream>/<slug:command>", desk_do.desk_do, name="desk_do"),
]
