"""The addresses of signing in that are our own; the others are those of allauth under /accounts/."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import kept_form

urlpatterns = [path("accounts/kept", kept_form.kept_form, name="kept_form")]
