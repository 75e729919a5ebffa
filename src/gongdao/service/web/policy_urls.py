"""The addresses of the rules."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import policy

urlpatterns = [
    path("rules", policy.rules, name="rules"),
    path("policy", policy.policy, name="policy"),
    path("policy/diff", policy.policy_diff, name="policy_diff"),
    path("policy/checks/<slug:family>", policy.policy_checks, name="policy_checks"),
    path("policy/<str:pack>", policy.policy_pack, name="policy_pack"),
    path("policy/<str:pack>/rules/<str:rule>", policy.policy_rule, name="policy_rule"),
]
