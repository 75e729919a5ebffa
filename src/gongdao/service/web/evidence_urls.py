"""The addresses of evidence and its files."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import evidence, evidence_new

urlpatterns = [
    path("cases/<str:stream>/evidence/new", evidence_new.evidence_new, name="evidence_new"),
    path("cases/<str:stream>/evidence/<str:id_>", evidence.evidence_item, name="evidence_item"),
    path("cases/<str:stream>/files/<slug:commitment>", evidence.file, name="file"),
]
