"""The addresses for machines besides the interface: webhooks that come in."""

from __future__ import annotations

from django.urls import path

from gongdao.service.api import inward

urlpatterns = [path("api/inward/<str:source>", inward.take, name="inward")]
