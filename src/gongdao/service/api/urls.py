"""The addresses of the interface."""

from __future__ import annotations

from django.urls import path

from gongdao.service.api import (
    cases,
    commands,
    executions,
    links,
    orders,
    requests,
    screen,
    talks,
    uploads,
    users,
    webhooks,
)
from gongdao.service.api.app import api
from gongdao.service.api.operations import router

# Each of these told the router of its operations when it was read.
TOLD = (users, orders, requests, cases, commands, talks, executions, uploads, links, webhooks, screen)
api.add_router("", router)

urlpatterns = [path("v1/", api.urls)]
