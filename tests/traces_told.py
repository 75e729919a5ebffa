"""Tells a journey as Kuaidi100, Cainiao, 17TRACK, AfterShip and the marketplace's own rows do, each in its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any

from gongdao.screening.parcels.facts import ParcelFacts
from gongdao.screening.parcels.formats import read_trace
from gongdao.screening.parcels.rows import trace_of
from gongdao.screening.parcels.trace import Trace
from journeys import CITIES, Journey, Step

CODES = {"顺丰速运": "shunfeng", "圆通速递": "yuantong", "中通快递": "zhongtong", "申通快递": "shentong",
         "韵达快递": "yunda", "极兔速递": "jtexpress", "京东物流": "jd", "中国邮政": "youzhengguonei"}  # fmt: skip
PINYIN = {
    "北京": "Beijing",
    "上海": "Shanghai",
    "福州": "Fuzhou, Fujian",
    "苏州": "Suzhou, Jiangsu",
    "广州": "Guangzhou",
}
FORMATS = ("kuaidi100", "cainiao", "17track", "aftership", "rows")


def trace_told(rng: Random, journey: Journey, format_: str, steps: Sequence[Step] | None = None) -> Trace:
    """Tell the steps in a format, and read them as the service would."""
    steps = sorted(journey.steps if steps is None else steps, key=lambda step: step.at)
    if format_ == "rows":
        rows = [row for step in steps if (row := case_row(step))] or [case_row(Step(steps[0].at, "label", 0, ""))]
        return trace_of([row for row in rows if row], journey.number, journey.carrier)
    return read_trace(format_, PAYLOADS[format_](journey, steps))


def facts_told(journey: Journey) -> ParcelFacts:
    """What the marketplace knows of the order."""
    name, province, *_ = CITIES[journey.origin]
    return ParcelFacts(
        addressee=journey.addressee,
        address=journey.address,
        sender=f"{province}{name}",
        carrier=journey.carrier,
        ordered_at=journey.ordered,
        shipped_at=journey.sent,
        asked_at=journey.asked,
        consent=journey.consent,
        designated=journey.places,
        goods_kg=Decimal(str(journey.goods_kg)) if journey.goods_kg else None,
        outbound_kg=Decimal(str(journey.outbound_kg)) if journey.outbound_kg else None,
        weighed_kg=Decimal(str(journey.scales)) if journey.scales else None,
        returned=journey.returned,
        other_orders=journey.others,
        paused=journey.paused,
    )


def stamp(at: datetime) -> str:
    """The clock of China without its zone."""
    return at.strftime("%Y-%m-%d %H:%M:%S")


def chinese(step: Step, head: str = "【{city}市】") -> str:
    """What a Chinese carrier writes."""
    city = CITIES[step.city][0]
    where = "" if step.bare else head.format(city=city)
    signer = f"，签收人：{step.name}" if step.name else ""
    texts = {
        "label": "包裹正在等待揽收",
        "taken": f"{where}{city}城东营业部 揽收员{step.courier}已揽收",
        "leave": f"{where}快件离开{city}转运中心，已发往 {CITIES[step.to][0] if step.to is not None else ''}转运中心",
        "reach": f"{where}快件已到达{'' if step.bare else city}转运中心",
        "depot": f"{where}快件已到达{'' if step.bare else city}城南网点",
        "round": f"{where}派件员{step.courier}正在派件，请保持电话畅通",
        "box": f"{where}您的快件已由{step.agent}代收，请及时取件",
        "fetched": f"{where}您的快件已凭取件码从{step.agent}取出",
        "handed": f"{where}快件已签收{signer}，感谢使用" if step.name != step.agent or not step.agent else
                  f"{where}快件已签收，签收人：{step.agent}",
        "failed": f"{where}派送不成功，客户不在，改日再派",
        "refused": f"{where}客户拒收",
    }  # fmt: skip
    return texts[step.what]


ENGLISH = {
    "label": "Shipment information received", "taken": "Picked up", "leave": "Departed from sort facility",
    "reach": "Arrived at sort facility", "depot": "Arrived at local delivery station", "round": "Out for delivery",
    "box": "Available for pickup at {agent}", "fetched": "Collected by customer with pickup code",
    "handed": "Delivered",
    "failed": "Delivery attempt failed", "refused": "Refused by the addressee",
}  # fmt: skip


def kuaidi100(journey: Journey, steps: Sequence[Step]) -> dict[str, Any]:
    """The answer of Kuaidi100: the latest first, no zone."""
    rows = [
        {"ftime": stamp(step.at), "time": stamp(step.at), "context": chinese(step), "location": None} for step in steps
    ]
    return {"message": "ok", "nu": journey.number, "com": CODES[journey.carrier], "state": "3", "data": rows[::-1]}


def cainiao(journey: Journey, steps: Sequence[Step]) -> dict[str, Any]:
    """The answer of the open platform: every scan in parts."""
    actions = {"taken": "TMS_ACCEPT", "leave": "TMS_STATION_OUT", "reach": "TMS_STATION_IN", "depot": "TMS_STATION_IN",
               "round": "TMS_DELIVERING", "handed": "TMS_SIGN", "box": "STA_INBOUND", "fetched": "STA_SIGN",
               "label": "CONSIGN", "failed": "TMS_FAILED", "refused": "TMS_REJECT"}  # fmt: skip
    rows = [
        {
            "trace": {
                "operator": {"operator_name": step.courier},
                "address": {} if step.bare else {"city": f"{CITIES[step.city][0]}市"},
                "detail": {
                    "operate_time": stamp(step.at),
                    "operate_action": actions[step.what],
                    "operate_desc": chinese(step, ""),
                },
            }
        }
        for step in steps
    ]
    return {"success": True, "data": {"mail_no": journey.number, "delivery_code": journey.carrier, "traces": rows}}


def seventeen(journey: Journey, steps: Sequence[Step]) -> dict[str, Any]:
    """The push of 17TRACK: a provider for every carrier, times with an offset."""
    stages = {"label": "InfoReceived", "taken": "PickedUp", "leave": "Departure", "reach": "Arrival",
              "round": "OutForDelivery", "box": "AvailableForPickup", "handed": "Delivered"}  # fmt: skip
    carriers = dict.fromkeys(step.by for step in steps)
    providers = [
        {
            "provider": {"name": carrier},
            "events": [
                {
                    "time_iso": step.at.isoformat(timespec="seconds"),
                    "time_utc": step.at.astimezone(UTC).isoformat(timespec="seconds"),
                    "description": chinese(step, ""),
                    "location": None if step.bare else f"{CITIES[step.city][1]} {CITIES[step.city][0]}",
                    "stage": stages.get(step.what),
                    "sub_status": "InTransit_Other",
                }
                for step in reversed(steps)
                if step.by == carrier
            ],
        }
        for carrier in carriers
    ]
    return {"event": "TRACKING_UPDATED", "data": {"number": journey.number, "carrier": journey.carrier,
                                                  "track_info": {"tracking": {"providers": providers}}}}  # fmt: skip


def aftership(journey: Journey, steps: Sequence[Step]) -> dict[str, Any]:
    """A tracking of AfterShip: English words, Chinese cities."""
    tags = {
        "label": "InfoReceived", "taken": "InTransit", "leave": "InTransit", "reach": "InTransit", "depot": "InTransit",
        "round": "OutForDelivery", "box": "AvailableForPickup", "fetched": "Delivered", "handed": "Delivered",
        "failed": "AttemptFail", "refused": "Exception",
    }  # fmt: skip
    points = [
        {
            "checkpoint_time": step.at.isoformat(timespec="seconds"),
            "message": ENGLISH[step.what].format(agent=step.agent) + (f", signed by: {step.name}" if step.name else ""),
            "city": None if step.bare else PINYIN.get(CITIES[step.city][0], CITIES[step.city][0]),
            "tag": tags[step.what],
            "subtag": {"taken": "InTransit_002", "leave": "InTransit_007", "fetched": "Delivered_002"}.get(step.what),
            "slug": step.by,
        }
        for step in steps
    ]
    return {"data": {"tracking": {"tracking_number": journey.number, "slug": journey.carrier, "checkpoints": points}}}


def case_row(step: Step) -> dict[str, Any] | None:
    """A row of the marketplace: it knows fewer kinds of scan, and where the courier's device was."""
    kinds = {"label": "waybill_uploaded", "taken": "picked_up", "depot": "arrived_branch", "box": "delivered",
             "fetched": "picked_up", "handed": "signed", "refused": "refused"}  # fmt: skip
    if step.what not in kinds:
        return None
    row = {"at": step.at.isoformat(), "scan": kinds[step.what], "place": "" if step.bare else CITIES[step.city][0]}
    row |= {"signer": step.name} if step.name else {}
    row |= {"agent": step.agent} if step.agent else {}
    row |= {"method": "pickup_code"} if step.what == "fetched" else {}
    row |= {"gps_km_from_address": f"{step.km:.2f}"} if step.km is not None and step.what == "handed" else {}
    row |= {"same_second_signed_by_agent": step.count} if step.count else {}
    return row


PAYLOADS = {"kuaidi100": kuaidi100, "cainiao": cainiao, "17track": seventeen, "aftership": aftership}


def told_twice(rng: Random, journey: Journey, format_: str) -> tuple[Trace, Trace | None]:
    """Tell the trace as it is now and, where it was read before, as it was then."""
    now = trace_told(rng, journey, format_)
    if journey.earlier is None:
        return now, None
    before = trace_told(rng, journey, format_, journey.earlier)
    return now, Trace(before.waybill, before.carrier, before.scans, journey.earlier_at, before.format)


def formats_of(journey: Journey) -> Iterator[str]:
    """The formats that can tell a fault: a device's place stands in the marketplace's rows alone."""
    by_device = any(step.what == "handed" and (step.km or 0) > 2 for step in journey.steps)
    yield from ("rows",) if by_device and journey.faults <= {"parcel.far_away"} else FORMATS[:-1]
