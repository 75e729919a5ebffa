"""What a marketplace tells of users, shops, orders, parcels and chats, and what it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import Field, create_model

from gongdao.kernel.money import EXPONENTS
from gongdao.service.api.fact_models import OrderFacts, ScanPart, SellerPart
from gongdao.service.api.kinds import Answer, Body, External, Instant, Money, Name, Short, Text, many
from gongdao.service.api.paging import page_of
from gongdao.service.api.profile_models import AccountPart, ShopProfile

STATUSES = ("awaiting_payment", "unshipped", "shipped", "signed", "completed", "closed")
SENDERS = ("buyer", "seller", "platform", "unknown_user")
AT = "2026-11-20T10:00:00+08:00"
AS_OF = Field(
    None,
    description="这是何时的情况，缺省为现在；比已知的旧则不采用 / as of when; older than known is not taken",
    examples=[AT],
)
OLD = {"as_of": (Instant, AS_OF)}


def _body(_name: str, about: str, **fields: Any) -> type[Body]:
    made: type[Body] = create_model(_name, __base__=Body, __doc__=about, **fields)
    return made


def _said(_name: str, about: str, **fields: Any) -> type[Answer]:
    made: type[Answer] = create_model(_name, __base__=Answer, __doc__=about, **fields)
    return made


ID = (str, Field(description="平台的编号 / the marketplace's id", examples=["U-1001"]))
SOURCE = (str, Field(description="来源（平台） / source, the marketplace", examples=["shop"]))
UPDATED = (str, Field(description="这是何时的情况 / as of when", examples=["2026-11-20T02:00:00Z"]))
Told = _said(
    "CaseTold",
    "得知新事实的案件 / an open case that was told",
    case=(str, Field(description="案件 / the case", examples=["shop:GD-2026-0001"])),
    taken=(int, Field(description="录入的事实数 / how many facts it took in", examples=[1])),
    refused=(
        str,
        Field(
            description="拒绝录入的原因代码，没有则为空 / code of what it refused, else empty",
            examples=["facts-from-the-future"],
        ),
    ),
)
TOLD = {"cases": (many(Told), Field(description="得知的未结案件 / open cases that were told"))}

_USER: dict[str, Any] = {
    "name": (Name, Field(description="姓名或昵称 / name", examples=["陈女士"])),
    "phone": (Short, Field("", description="手机号 / phone", examples=["13800000000"])),
    "email": (Short, Field("", description="邮箱 / e-mail", examples=["chen@example.com"])),
    "language": (Literal["", "zh-hans", "en"], Field("", description="语言 / language", examples=["zh-hans"])),
    "elder": (bool, Field(False, description="长辈版 / elder mode", examples=[False])),
}
UserGiven = _body(
    "UserGiven", "用户 / a user", **_USER, **OLD,
    account=(AccountPart, Field(None, description="关联和分组，用于筛查 / what links the account; for screening")),
    shops=(
        Sequence[External],
        Field(None, description="代表的店铺 / ids of the shops acted for", max_length=100, examples=[["S-9"]]),
    ),
)  # fmt: skip
UserSaid = _said(
    "User", "用户 / a user", external_id=ID, source=SOURCE,
    person=(str, Field(description="案件里的化名 / the pseudonym in the cases", examples=["p-0123456789ab"])),
    **_USER, updated_at=UPDATED,
    shops=(list[str], Field(description="代表的店铺 / ids of the shops acted for", examples=[["S-9"]])),
)  # fmt: skip
ShopGiven = _body(
    "ShopGiven", "店铺 / a shop",
    name=(Name, Field(description="店铺名 / name", examples=["山野果园"])),
    facts=(SellerPart, Field(None, description="店铺的事实 / facts of the shop")),
    profile=(ShopProfile, Field(None, description="只用于筛查 / for screening alone")), **OLD,
)  # fmt: skip
_SHOP: dict[str, Any] = {
    "external_id": ID, "source": SOURCE,
    "key": (str, Field(description="案件里的化名 / the pseudonym in the cases", examples=["s-0123456789ab"])),
    "name": (str, Field(description="店铺名 / name", examples=["山野果园"])),
    "facts": (SellerPart, Field(description="店铺的事实 / facts of the shop")),
    "profile": (ShopProfile, Field(description="只用于筛查 / for screening alone")), "updated_at": UPDATED,
}  # fmt: skip
ShopSaid = _said("Shop", "店铺 / a shop", **_SHOP)
ShopPut = _said("ShopPut", "收下的店铺 / the shop as taken in", **_SHOP, **TOLD)
_ORDER: dict[str, Any] = {
    "buyer": (External, Field(description="买家的编号 / id of the buyer", examples=["U-1001"])),
    "shop": (External, Field(description="店铺的编号 / id of the shop", examples=["S-9"])),
    "title": (Name, Field(description="标题，买家看得懂的 / title as the buyer knows it", examples=["赣南脐橙 5 斤"])),
    "status": (Literal[STATUSES], Field(description="状态 / state", examples=["shipped"])),
    "currency": (Literal[tuple(EXPONENTS)], Field("CNY", description="币种 / currency", examples=["CNY"])),
    "paid": (Money, Field(description="实付金额（分） / amount paid (minor units)", examples=[9900])),
    "placed_at": (Instant, Field(description="下单时间 / placed at", examples=[AT])),
    "facts": (OrderFacts, Field(None, description="其他事实 / further facts")),
}  # fmt: skip
OrderGiven = _body("OrderGiven", "订单 / an order", **_ORDER, **OLD)
_ORDER_SAID: dict[str, Any] = {"external_id": ID, "source": SOURCE, **_ORDER, "updated_at": UPDATED}
OrderSaid = _said("Order", "订单 / an order", **_ORDER_SAID)
OrderPut = _said("OrderPut", "收下的订单 / the order as taken in", **_ORDER_SAID, **TOLD)
_SHIPMENT: dict[str, Any] = {
    "carrier": (Short, Field("", description="快递公司 / carrier", examples=["顺丰"])),
    "scans": (many(ScanPart), Field([], description="至今的全部扫描 / all scans so far", max_length=500)),
    "returned": (bool, Field(False, description="退回的包裹 / goods on their way back", examples=[False])),
}  # fmt: skip
ShipmentGiven = _body("ShipmentGiven", "包裹 / a parcel", **_SHIPMENT, **OLD)
_SHIPMENT_SAID: dict[str, Any] = {
    "waybill": (str, Field(description="运单号 / waybill", examples=["SF1234567890"])), **_SHIPMENT,
    "updated_at": UPDATED,
}  # fmt: skip
ShipmentSaid = _said("Shipment", "包裹 / a parcel", **_SHIPMENT_SAID)
ShipmentPut = _said("ShipmentPut", "收下的包裹 / the parcel as taken in", **_SHIPMENT_SAID, **TOLD)
_MESSAGE: dict[str, Any] = {
    "external_id": (External, Field(description="消息编号 / id of the message", examples=["M-1"])),
    "sender": (Literal[SENDERS], Field(description="发送人 / sent by", examples=["seller"])),
    "text": (Text, Field(description="内容 / text", examples=["亲，坏果包赔"])),
    "at": (Instant, Field(description="发送时间 / sent at", examples=[AT])),
    "read_at": (Instant, Field(None, description="已读时间 / read at", examples=[AT])),
}  # fmt: skip
MessageGiven = _body("MessageGiven", "一条消息 / a message", **_MESSAGE)
MessagesGiven = _body(
    "MessagesGiven", "若干条消息 / some messages",
    messages=(many(MessageGiven), Field(description="消息 / the messages", min_length=1, max_length=500)),
)  # fmt: skip
MessageSaid = _said("Message", "一条消息 / a message", **_MESSAGE)
MessagesPut = _said(
    "MessagesPut", "收下的消息 / messages as taken in",
    taken=(int, Field(description="收下几条 / how many were taken in", examples=[1])), **TOLD,
)  # fmt: skip
UserPage, ShopPage = page_of(UserSaid, "UserPage"), page_of(ShopSaid, "ShopPage")
OrderPage, MessagePage = page_of(OrderSaid, "OrderPage"), page_of(MessageSaid, "MessagePage")
ShipmentList = _said(
    "ShipmentList", "订单的包裹 / the parcels of an order",
    items=(many(ShipmentSaid), Field(description="包裹 / the parcels")),
)  # fmt: skip
