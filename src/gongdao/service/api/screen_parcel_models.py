"""Parcels as they are handed in to be screened: the trace in its carrier's format, and what is known of the order."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from gongdao.screening.parcels.formats import FORMATS
from gongdao.service.api.kinds import Body, Instant, one_of
from gongdao.service.api.screen_models import Screened, Short
from gongdao.service.api.trace_forms import told_by_format
from gongdao.service.screener import MOST_BESIDE, OURS

Format: Any = one_of((*FORMATS, OURS))
A_TRACE = {"nu": "YT1234567890", "data": [{"ftime": "2026-11-20 09:00:00", "context": "已签收，签收人：门卫"}]}
TRACE = Field(
    description="承运方答复的原文；gongdao 为 {waybill, carrier, scans}，扫描同 PUT shipments / what the carrier "
    "answered; gongdao: {waybill, carrier, scans}, the scans as PUT shipments takes them",
    examples=[A_TRACE],
)


class TraceToScreen(Body):
    """The trace of another parcel of the day."""

    model_config = ConfigDict(json_schema_extra=told_by_format)

    format: Format = Field(description="格式 / its format", examples=["kuaidi100"])
    trace: dict[str, Any] = TRACE


class ParcelFactsGiven(Body):
    """What is known of the order beside the scans; what is left out is not known."""

    addressee: Short = Field("", description="收件人 / the addressee", examples=["张三"])
    address: Short = Field("", description="收货地址，写到城市 / where it goes, at least the city", examples=["杭州市"])
    sender: Short = Field("", description="发货地 / where it is sent from", examples=["广州市"])
    carrier: Short = Field("", description="快递公司 / carrier", examples=["圆通"])
    ordered_at: Instant | None = Field(None, description="付款时间 / paid at", examples=["2026-11-18T10:00:00+08:00"])
    shipped_at: Instant | None = Field(
        None,
        description="卖家点发货的时间 / when the seller said it was shipped",
        examples=["2026-11-19T10:00:00+08:00"],
    )
    asked_at: Instant | None = Field(
        None,
        description="何时取的轨迹，缺省为现在 / when the trace was read; now when left out",
        examples=["2026-11-21T10:00:00+08:00"],
    )
    consent: bool | None = Field(
        None, description="是否同意代收或放柜 / whether an agent or a locker was agreed to", examples=[False]
    )
    designated: list[Short] | None = Field(
        None, description="约定的代收点 / places named for it", max_length=200, examples=[["菜鸟驿站"]]
    )
    goods_kg: float | None = Field(
        None, ge=0, le=100_000, description="商品重量（千克） / weight of the goods, kg", examples=[2.5]
    )
    outbound_kg: float | None = Field(
        None, ge=0, le=100_000, description="发出时的重量（千克） / weight when sent, kg", examples=[2.6]
    )
    weighed_kg: float | None = Field(
        None, ge=0, le=100_000, description="途中称得（千克） / weighed on the way, kg", examples=[0.2]
    )
    returned: bool = Field(False, description="是退回的包裹 / goods on their way back", examples=[False])
    complete: bool = Field(True, description="全部都在里面 / whether all of them are in it", examples=[True])
    other_orders: list[Short] | None = Field(
        None,
        description="用同一单号的其他订单 / other orders that name this waybill",
        examples=[["O-2026-7"]],
        max_length=200,
    )


class ParcelToScreen(Screened):
    """The trace of a parcel, and what is known of its order."""

    model_config = ConfigDict(json_schema_extra=told_by_format)

    format: Format = Field(description="轨迹的格式 / format of the trace", examples=["kuaidi100"])
    trace: dict[str, Any] = TRACE
    facts: ParcelFactsGiven | None = Field(None, description="订单的事实 / what is known of the order")
    earlier: dict[str, Any] | None = Field(
        None,
        description="同一轨迹早先的样子，用来看有没有改过 / an earlier reading of it, to see what was changed",
        examples=[A_TRACE],
    )
    beside: list[TraceToScreen] | None = Field(
        None, description="同一天的其他包裹，用来看成批签收 / other parcels of the day, to see batches",
        max_length=MOST_BESIDE,
    )  # fmt: skip
