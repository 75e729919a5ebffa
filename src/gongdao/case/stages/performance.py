"""Performance: the goods that a settlement owes the buyer, exchanged, sent again or repaired, go out and arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court
from gongdao.case.state import REMEDY, Case, changed
from gongdao.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class ShipGoods:
    at: datetime
    by: str
    waybill: str
    carrier: str


@dataclass(frozen=True, slots=True)
class SignGoods:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class GoodsShipped:
    at: datetime
    by: str
    waybill: str
    carrier: str


@dataclass(frozen=True, slots=True)
class GoodsSigned:
    at: datetime
    by: str


Command = ShipGoods | SignGoods
Event = GoodsShipped | GoodsSigned
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ShipGoods: (("seller",), (REMEDY,)),
    SignGoods: (("buyer", "platform", "carrier"), (REMEDY,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case ShipGoods(at, by, waybill, carrier):
            _check_goods(case, "owed")
            if not waybill:
                raise Refused("waybill-missing")
            return [GoodsShipped(at, by, waybill, carrier)]
        case SignGoods(at, by):
            _check_goods(case, "sent")
            return [GoodsSigned(at, by)]
        case _:
            assert_never(command)


def _check_goods(case: Case, wanted: str) -> None:
    if case.goods != wanted:
        raise Refused("goods-not-so", goods=case.goods or "-", wanted=wanted)


def evolve(case: Case, event: Event) -> Case:
    match event:
        case GoodsShipped():
            return changed(case, goods="sent")
        case GoodsSigned():
            return changed(case, goods="signed")
        case _:
            assert_never(event)
