"""The addresses for machines besides the interface: webhooks that come in, and how the service does."""

from __future__ import annotations

from django.urls import path

from gongdao.service import machines
from gongdao.service.api import inward

urlpatterns = [
    path("api/inward/<str:source>", inward.take, name="inward"),
    path("healthz", machines.healthz, name="healthz"),
    path("readyz", machines.readyz, name="readyz"),
    path("metrics", machines.metrics, name="metrics"),
]
