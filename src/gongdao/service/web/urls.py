"""The addresses of the pages; each area lists its own."""

from __future__ import annotations

from django.urls import include, path

from gongdao.service.web import check, check_shop, complain, home, notices, privacy

urlpatterns = [
    path("", home.home, name="home"),
    path("language", home.language, name="language"),
    path("mode", home.mode, name="mode"),
    path("check", check.check, name="check"),
    path("check/shop", check_shop.check_shop, name="check_shop"),
    path("check/dossier", check.dossier_draft, name="check_dossier"),
    path("how", home.how, name="how"),
    path("privacy", privacy.privacy, name="privacy"),
    path("privacy/my-data.json", privacy.take_along, name="take_along"),
    path("complain", complain.complain, name="complain"),
    path("notices", notices.notices, name="notices"),
    path("", include("gongdao.service.web.evidence_urls")),
    path("", include("gongdao.service.web.case_urls")),
    path("", include("gongdao.service.web.desk_urls")),
    path("", include("gongdao.service.web.jury_urls")),
    path("", include("gongdao.service.web.policy_urls")),
    path("", include("gongdao.service.web.operator_urls")),
    path("", include("gongdao.service.web.shop_urls")),
    path("", include("gongdao.service.web.buyer_urls")),
]
