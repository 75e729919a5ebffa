"""The addresses of the seller's pages."""

from __future__ import annotations

from django.urls import path

from gongdao.service.web import shop, shop_figures, shop_guide

urlpatterns = [
    path("shop", shop.shop, name="shop"),
    path("shop/guide", shop_guide.guide, name="guide"),
    path("shop/guide/<str:shop>/<str:reason>", shop_guide.guide_edit, name="guide_edit"),
    path("shop/figures", shop_figures.figures, name="figures"),
]
