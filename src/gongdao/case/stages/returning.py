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
class GiveReturnAddress:
    at: datetime
    by: str
    address: str


@dataclass(frozen=True, slots=True)
class ShipReturn:
    """``address`` is where the parcel goes to; empty, it is the one the seller gave last."""

    at: datetime
    by: str
    waybill: str
    carrier: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class SignReturn:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class InspectReturn:
    """``evidence`` names the pieces that show what came back."""

    at: datetime
    by: str
    result: str
    note: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnAddressGiven:
    at: datetime
    by: str
    address: str


@dataclass(frozen=True, slots=True)
class ReturnShipped:
    at: datetime
    by: str
    waybill: str
    carrier: str
    address: str


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
    evidence: tuple[str, ...]


Command = GiveReturnAddress | ShipReturn | SignReturn | InspectReturn
Event = ReturnAddressGiven | ReturnShipped | ReturnSigned | ReturnInspected
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    GiveReturnAddress: (("seller",), (RETURNING,)),
    ShipReturn: (("buyer",), (RETURNING,)),
    SignReturn: (("seller", "platform", "carrier"), (RETURNING,)),
    InspectReturn: (("seller",), (RETURNING,)),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case GiveReturnAddress(at, by, address):
            _check_address(case, address)
            return [ReturnAddressGiven(at, by, address)]
        case ShipReturn(at, by, waybill, carrier, address):
            _check_not_shipped(case)
            if not waybill:
                raise Refused("waybill-missing")
            return [ReturnShipped(at, by, waybill, carrier, address or return_address(case))]
        case SignReturn(at, by):
            _check_on_its_way(case)
            if _did(case, "sign_return"):
                raise Refused("return-signed-before")
            return [ReturnSigned(at, by)]
        case InspectReturn(at, by, result, note, evidence):
            _check_inspection(case, command)
            return [ReturnInspected(at, by, result, note, evidence)]
        case _:
            assert_never(command)


def _did(case: Case, act: str) -> bool:
    return any(row["act"] == act for row in case.facts.get("events", ()))


def _check_not_shipped(case: Case) -> None:
    if _did(case, "ship_return"):
        raise Refused("return-under-way")


def _check_address(case: Case, address: str) -> None:
    """The seller may name another address until the goods are on their way (TB-41)."""
    _check_not_shipped(case)
    if not address.strip():
        raise Refused("address-missing")
    if address == return_address(case):
        raise Refused("address-known")


def return_address(case: Case) -> str:
    """Give the address the seller named last, else the one the system shows; nothing where none is known."""
    order = case.facts.get("order", {})
    named = ("seller_later_address", "return_to", "system_return_address")
    return str(next((order[key] for key in named if order.get(key)), ""))


def _check_inspection(case: Case, command: InspectReturn) -> None:
    _check_on_its_way(case)
    if command.result not in RESULTS:
        raise Refused("unknown-inspection", result=command.result, allowed=RESULTS)
    if case.inspected:
        raise Refused("return-inspected-before")
    known = {row["id"] for row in case.facts.get("evidence", ())}
    for id_ in command.evidence:
        if id_ not in known:
            raise Refused("no-such-evidence", id=id_)


def _check_on_its_way(case: Case) -> None:
    if not _did(case, "ship_return"):
        raise Refused("return-not-shipped")


def evolve(case: Case, event: Event) -> Case:
    match event:
        case ReturnAddressGiven():
            return _addressed(case, event)
        case ReturnShipped():
            entered = merged(case, "claim", {"return_waybill_entered": True})
            return told(entered, event.at, "buyer", "ship_return", waybill=event.waybill, to=event.address)
        case ReturnSigned():
            return told(case, event.at, "seller", "sign_return")
        case ReturnInspected():
            return received(case, event.result)
        case _:
            assert_never(event)


def _addressed(case: Case, event: ReturnAddressGiven) -> Case:
    """The first address is the one in the system; what comes after it is another one, with what TB-42 and TB-52 say."""
    if not return_address(case):
        return merged(case, "order", {"return_to": event.address, "system_return_address": event.address})
    later = merged(case, "order", {"return_to": event.address, "seller_later_address": event.address})
    unasked = merged(later, "buyer", {"consented_return_address": False})
    return told(unasked, event.at, "seller", "demand_other_address", to=event.address)


def received(case: Case, result: str) -> Case:
    """A sound return lets the planned payment go; without a plan, one is due now."""
    seen = changed(case, inspected=result)
    if result != "sound":
        return seen
    return changed(seen, stage=REMEDY) if case.plans or case.goods_first else changed(seen, ripe="return")
