"""The models of screening as the program uses them: read when first asked for, and kept."""

from __future__ import annotations

from functools import lru_cache

from gongdao.screening.links.brands import Brands, read_brands
from gongdao.screening.talk import TalkModel, talk_model
from gongdao.service.models import model


@lru_cache(maxsize=1)
def talk() -> TalkModel:
    """Give what messages and conversations are screened with."""
    return talk_model(model("talk"))


@lru_cache(maxsize=1)
def brands() -> Brands:
    """Give what links are screened with."""
    return read_brands(model("brands"), model("links"))
