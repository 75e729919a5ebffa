"""The addresses of the adjudicators' and supervisors' pages."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import desk, desk_case, desk_do, desk_pictures, desk_signals, supervise

urlpatterns = [
    path("desk", desk.desk, name="desk"),
    path("desk/next", desk.desk_next, name="desk_next"),
    path("desk/signals", desk_signals.signals, name="desk_signals"),
    path("desk/overdue", supervise.overdue, name="overdue"),
    path("desk/load", supervise.load, name="load"),
    path("desk/corrections", supervise.corrections, name="corrections"),
    path("desk/<str:stream>", desk_case.desk_case, name="desk_case"),
    path("desk/<str:stream>/pictures/<slug:name>", desk_pictures.desk_picture, name="desk_picture"),
    path(
        "desk/<str:stream>/pictures/<slug:name>/<slug:drawn>.png",
        desk_pictures.desk_picture_drawn,
        name="desk_picture_drawn",
    ),
    path("desk/<str:stream>/<slug:command>", desk_do.desk_do, name="desk_do"),
]
