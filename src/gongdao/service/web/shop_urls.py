"""The addresses of the seller's pages, and of the public figures."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import shop, shop_figures, shop_guide, shop_inspect, statistics

urlpatterns = [
    path("shop", shop.shop, name="shop"),
    path("shop/guide", shop_guide.guide, name="guide"),
    path("shop/guide/<str:shop>/<str:reason>", shop_guide.guide_edit, name="guide_edit"),
    path("cases/<str:stream>/do/inspect_return", shop_inspect.inspect, name="inspect"),
    path("shop/figures", shop_figures.figures, name="figures"),
    path("statistics", statistics.statistics, name="statistics"),
    path("statistics.csv", statistics.statistics_csv, name="statistics_csv"),
]
