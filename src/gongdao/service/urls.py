"""Which address leads where."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/", include("gongdao.service.api.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("gongdao.service.demo.urls")),
    path("", include("gongdao.service.web.urls")),
]
