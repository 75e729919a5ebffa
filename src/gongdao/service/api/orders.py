"""Orders with their parcels and their chat, told by the marketplace and read by those whom they concern."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import Field

from gongdao.kernel.text import Text
from gongdao.service.actions import mirror
from gongdao.service.api import market_models as models
from gongdao.service.api.kinds import External
from gongdao.service.api.operations import answer, asker, operation
from gongdao.service.api.paging import Paged, begin, page
from gongdao.service.api.users import READ, WRITE, put_said, told
from gongdao.service.market.models import Message, Order, Shipment
from gongdao.service.queries.known_orders import messages_of, order_known, orders_listed, shipments_of

TAG = "market"
Id = Annotated[External, Path(description="订单号 / id of the order", examples=["O-2026-1"])]
Waybill = Annotated[External, Path(description="运单号 / waybill", examples=["SF1234567890"])]
ORDER = {
    "order": {
        "buyer": "U-1001", "shop": "S-9", "title": "赣南脐橙 5 斤", "status": "signed", "paid": 9900,
        "placed_at": "2026-11-18T09:00:00+08:00",
        "facts": {
            "order": {"paid_at": "2026-11-18T09:01:00+08:00", "signed_at": "2026-11-20T10:00:00+08:00"},
            "goods": {"type": "fresh_fruit", "name": "脐橙"}, "items": [{"sku": "A", "qty": 1, "list": 9900}],
            "payments": [{"instrument": "alipay", "funder": "buyer_payment", "amount": 9900}],
        },
    }
}  # fmt: skip
SHIPMENT = {
    "parcel": {
        "carrier": "顺丰",
        "scans": [{"at": "2026-11-20T10:00:00+08:00", "scan": "signed", "place": "杭州", "signer": "本人"}],
    }
}
CHAT = {
    "line": {
        "messages": [
            {"external_id": "M-1", "sender": "buyer", "text": "橙子坏了一半", "at": "2026-11-20T12:00:00+08:00"}
        ]
    }
}


class Listed(Paged):
    """Which orders are asked for."""

    status: Literal["", "awaiting_payment", "unshipped", "shipped", "signed", "completed", "closed"] = Field(
        "", description="状态 / state", examples=["shipped"]
    )
    buyer: str = Field("", max_length=120, description="买家的编号 / id of the buyer", examples=["U-1001"])
    shop: str = Field("", max_length=120, description="店铺的编号 / id of the shop", examples=["S-9"])


@operation(
    TAG,
    "PUT",
    "/orders/{order_id}",
    models.OrderPut,
    Text("写入订单", "Upsert an order"),
    scope=WRITE,
    by_marketplace=True,
    marks=("created",),
    examples=ORDER,
    takes=models.OrderGiven,
)
def put_order(request: HttpRequest, order_id: Id, given: Any) -> HttpResponse:
    """Take in an order; its open cases are told what is new."""
    put = mirror.put_order(asker(request), order_id, *told(given, facts={}))
    return put_said(put, order_said(put.row))


@operation(TAG, "GET", "/orders/{order_id}", models.OrderSaid, Text("读取订单", "Read an order"), scope=READ)
def get_order(request: HttpRequest, order_id: Id) -> HttpResponse:
    """Give an order to those whom it concerns."""
    return answer(order_said(order_known(asker(request), order_id)))


@operation(TAG, "GET", "/orders", models.OrderPage, Text("订单列表", "List orders"), scope=READ)
def list_orders(request: HttpRequest, listed: Query[Listed]) -> HttpResponse:
    """Give the orders that concern who asks, the newest first."""
    wanted = {"status": listed.status, "buyer": listed.buyer, "shop": listed.shop}
    rows = orders_listed(asker(request), wanted, *begin(listed.cursor, int))[: listed.limit + 1]
    return page(list(rows), listed.limit, lambda found: [order_said(row) for row in found], lambda row: [row.pk])


@operation(
    TAG,
    "PUT",
    "/orders/{order_id}/shipments/{waybill}",
    models.ShipmentPut,
    Text("写入包裹", "Upsert a shipment"),
    scope=WRITE,
    by_marketplace=True,
    marks=("created",),
    examples=SHIPMENT,
    takes=models.ShipmentGiven,
)
def put_shipment(request: HttpRequest, order_id: Id, waybill: Waybill, given: Any) -> HttpResponse:
    """Take in a parcel with all its scans so far; the order's open cases are told what is new."""
    put = mirror.put_shipment(asker(request), order_id, waybill, *told(given))
    return put_said(put, shipment_said(put.row))


@operation(
    TAG,
    "GET",
    "/orders/{order_id}/shipments",
    models.ShipmentList,
    Text("订单的包裹", "List an order's shipments"),
    scope=READ,
)
def list_shipments(request: HttpRequest, order_id: Id) -> HttpResponse:
    """Give the parcels of an order."""
    rows = shipments_of(order_known(asker(request), order_id))
    return answer({"items": [shipment_said(row) for row in rows]})


@operation(
    TAG,
    "PUT",
    "/orders/{order_id}/messages",
    models.MessagesPut,
    Text("写入聊天", "Upsert chat messages"),
    scope=WRITE,
    by_marketplace=True,
    examples=CHAT,
    takes=models.MessagesGiven,
)
def put_messages(request: HttpRequest, order_id: Id, given: Any) -> HttpResponse:
    """Take in lines of an order's chat; its open cases are told what is new."""
    lines = [told(line)[0] for line in given.messages]
    put = mirror.put_messages(asker(request), order_id, lines)
    cases = [{"case": it.stream, "taken": it.taken, "refused": it.refused} for it in put.told]
    return answer({"taken": len(put.row), "cases": cases})


@operation(
    TAG,
    "GET",
    "/orders/{order_id}/messages",
    models.MessagePage,
    Text("订单的聊天", "List an order's messages"),
    scope=READ,
)
def list_messages(request: HttpRequest, order_id: Id, paged: Query[Paged]) -> HttpResponse:
    """Give the chat of an order, in the order of time."""
    order = order_known(asker(request), order_id)
    at, after = begin(paged.cursor, datetime, int) or [None, 0]
    rows = messages_of(order, at.isoformat() if at else "", after)[: paged.limit + 1]
    return page(list(rows), paged.limit, _messages_said, lambda row: [row.at.isoformat(), row.pk])


def order_said(row: Order) -> dict[str, Any]:
    """An order as it is answered."""
    return {
        "external_id": row.external_id, "source": row.source, "buyer": row.buyer.external_id,
        "shop": row.shop.external_id, "title": row.title, "status": row.status, "currency": row.currency,
        "paid": row.paid, "placed_at": row.placed_at, "facts": row.facts, "updated_at": row.updated_at,
    }  # fmt: skip


def shipment_said(row: Shipment) -> dict[str, Any]:
    """A parcel as it is answered."""
    return {"waybill": row.waybill, "carrier": row.carrier, "scans": row.scans, "returned": row.returned,
            "updated_at": row.updated_at}  # fmt: skip


def _messages_said(rows: Sequence[Message]) -> list[dict[str, Any]]:
    return [
        {
            "external_id": row.external_id, "sender": row.sender, "text": row.text, "at": row.at,
            **({"read_at": row.read_at} if row.read_at else {}),
        }
        for row in rows
    ]  # fmt: skip
