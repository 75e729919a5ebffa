"""Return of goods: the address, the way back, and what the seller found in the parcel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court
from gongdao.case.state import REMEDY, RETURNING, Case, changed, merged, told
from gongdao.kernel.errors import Refused

RESULTS = ("sound", "empty", "different", "damaged", "missing")


@dataclass(frozen=True, slots=True)
class ShipReturn:
    at: datetime
    by: str
    waybill: str
    carrier: str


@dataclass(frozen=True, slots=True)
class SignReturn:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class InspectReturn:
    at: datetime
    by: str
    result: str
    note: str


@dataclass(frozen=True, slots=True)
class ReturnShipped:
    at: datetime
    by: str
    waybill: str
    carrier: str


@dataclass(frozen=True, slots=True)
class ReturnSigned:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReturnInspected:
    at: datetime
    by: str
    result: str
    note: str


Command = ShipReturn | SignReturn | InspectReturn
Event = ReturnShipped | ReturnSigned | ReturnInspected
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ShipReturn: (("buyer",), (RETURNING,)),
    SignReturn: (("seller", "platform", "carrier"), (RETURNING,)),
    InspectReturn: (("seller",), (RETURNING,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case ShipReturn(at, by, waybill, carrier):
            if _did(case, "ship_return"):
                raise Refused("return-under-way")
            if not waybill:
                raise Refused("waybill-missing")
            return [ReturnShipped(at, by, waybill, carrier)]
        case SignReturn(at, by):
            _check_on_its_way(case)
            if _did(case, "sign_return"):
                raise Refused("return-signed-before")
            return [ReturnSigned(at, by)]
        case InspectReturn(at, by, result, note):
            _check_on_its_way(case)
            if result not in RESULTS:
                raise Refused("unknown-inspection", result=result, allowed=RESULTS)
            if case.inspected:
                raise Refused("return-inspected-before")
            return [ReturnInspected(at, by, result, note)]
        case _:
            assert_never(command)


def _did(case: Case, act: str) -> bool:
    return any(row["act"] == act for row in case.facts.get("events", ()))


def _check_on_its_way(case: Case) -> None:
    if not _did(case, "ship_return"):
        raise Refused("return-not-shipped")


def evolve(case: Case, event: Event) -> Case:
    match event:
        case ReturnShipped():
            entered = merged(case, "claim", {"return_waybill_entered": True})
            return told(entered, event.at, "buyer", "ship_return", waybill=event.waybill)
        case ReturnSigned():
            return told(case, event.at, "seller", "sign_return")
        case ReturnInspected():
            return _inspected(case, event.result)
        case _:
            assert_never(event)


def _inspected(case: Case, result: str) -> Case:
    """A sound return lets the planned payment go; without a plan, one is due now."""
    seen = changed(case, inspected=result)
    if result != "sound":
        return seen
    return changed(seen, stage=REMEDY) if case.plans else changed(seen, ripe="return")
