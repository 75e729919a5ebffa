"""Which address leads where."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("gongdao.service.machine_urls")),
    path("api/", include("gongdao.service.api.urls")),
    path("", include("gongdao.service.web.signin_urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("gongdao.service.web.embed_urls")),
    path("", include("gongdao.service.demo.urls")),
    path("", include("gongdao.service.web.urls")),
]
handler400 = "gongdao.service.web.errors.bad_request"
handler403 = "gongdao.service.web.errors.forbidden"
handler404 = "gongdao.service.web.errors.not_found"
handler500 = "gongdao.service.web.errors.broken"
