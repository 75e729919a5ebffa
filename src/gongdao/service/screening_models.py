"""What the service screens with all day, read from the models when first asked for and kept."""

from __future__ import annotations

from functools import lru_cache

from gongdao.screening.links.brands import Brands, read_brands
from gongdao.screening.parcels.facts import ParcelModel, parcel_model
from gongdao.screening.pictures.model import PictureModel, picture_model
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


@lru_cache(maxsize=1)
def parcels() -> ParcelModel:
    """Give what parcels are screened with."""
    return parcel_model(model("parcels"), model("places"))


@lru_cache(maxsize=1)
def pictures() -> PictureModel:
    """Give what pictures are screened with."""
    return picture_model(model("pictures"))
