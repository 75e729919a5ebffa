"""The addresses of the operator's pages."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import operator, operator_hooks

urlpatterns = [
    path("operator", operator.operator, name="operator"),
    path("operator/users", operator.users, name="users"),
    path("operator/keys", operator.keys, name="keys"),
    path("operator/webhooks", operator_hooks.webhooks, name="webhooks"),
    path("operator/webhooks/<str:endpoint>", operator_hooks.webhook, name="webhook"),
    path("operator/deliveries/<str:delivery>", operator_hooks.webhook_delivery, name="webhook_delivery"),
    path("operator/pauses", operator.pauses, name="pauses"),
    path("operator/access", operator.access_log, name="access_log"),
]
