"""The address of links that open a case inside another site."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import embed

urlpatterns = [path("embed/<str:token>", embed.embed, name="embed")]
