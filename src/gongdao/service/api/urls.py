"""The addresses of the interface."""

from __future__ import annotations

from django.urls import path

from gongdao.service.api.app import api
from gongdao.service.api.orders import router as orders
from gongdao.service.api.users import router as users

for router in (users, orders):
    api.add_router("", router)

urlpatterns = [path("v1/", api.urls)]
