"""Disputes of a bazaar for tests of the seller's pages: opened, heard and ruled on by the people themselves."""

from __future__ import annotations

from typing import Any

from bazaar import Bazaar
from gongdao.case.stages.evidence import ConcludeEvidence, SubmitEvidence
from gongdao.case.stages.negotiation import CallPlatform, RefuseRequest
from gongdao.case.stages.review import JudgeEvidence, TakeCase
from gongdao.case.stages.ruled import GiveRuling
from gongdao.service.actions.act import act
from gongdao.service.actions.open_request import open_request
from gongdao.service.market.models import Order
from gongdao.service.people.actor import Actor
from people_of import person


def asks(fair: Bazaar, order: Order, kind: str = "return_refund", reason: str = "quality_visible") -> str:
    """This function will have the buyer ask for all that was paid, and give the stream of the case."""
    came = order.status in ("signed", "completed")
    claim = (("type", kind), ("reason", reason), ("amount", order.paid), ("goods_received", came))
    return open_request(fair.buys(), order, claim, (), (), f"ask-{order.external_id}").stream


def unshipped(fair: Bazaar, number: str) -> str:
    """This function will have the buyer take back an order that was not shipped; silence refunds it in two days."""
    order = fair.order("paid_unshipped", number, ago=1, order={"promise_ship_h": 480})
    return asks(fair, order, "refund_only", "changed_mind_unshipped")


def staff(name: str = "lin") -> Actor:
    """This function will give somebody who decides."""
    return person(name, "staff")


def refused(fair: Bazaar, stream: str) -> None:
    """This function will have the shop refuse."""
    act(fair.sells(), stream, RefuseRequest, {"reason": "没有看到问题"})


def heard(fair: Bazaar, stream: str) -> None:
    """This function will have the platform called, and the buyer hand in a photograph."""
    refused(fair, stream)
    act(fair.buys(), stream, CallPlatform, {})
    shows: dict[str, Any] = {"shows": (("shows", "hole"),)}
    act(fair.buys(), stream, SubmitEvidence, {"id": "E1", "kind": "photo", "digest": "0" * 64, **shows})


def ruled(fair: Bazaar, stream: str, judge: Actor, *, for_buyer: bool = True) -> None:
    """This function will have the case heard and ruled on, for the buyer or for the shop."""
    heard(fair, stream)
    for party in (fair.buys(), fair.sells()):
        act(party, stream, ConcludeEvidence, {})
    act(judge, stream, TakeCase, {})
    accepted = "accepted" if for_buyer else "rejected"
    judged = "valid" if for_buyer else "no_proof"
    act(judge, stream, JudgeEvidence, {"id": "E1", "judged": judged, "prima_facie": accepted, "reason": "看过照片"})
    act(judge, stream, GiveRuling, {})
