"""The addresses of the pages; each area lists its own."""

from __future__ import annotations

from django.urls import include, path

from gongdao.service.web import home

urlpatterns = [
    path("", home.home, name="home"),
    path("language", home.language, name="language"),
    path("mode", home.mode, name="mode"),
    path("", include("gongdao.service.web.case_urls")),
    path("", include("gongdao.service.web.desk_urls")),
    path("", include("gongdao.service.web.jury_urls")),
    path("", include("gongdao.service.web.policy_urls")),
    path("", include("gongdao.service.web.operator_urls")),
    path("", include("gongdao.service.web.buyer_urls")),
    path("", include("gongdao.service.web.shop_urls")),
]
