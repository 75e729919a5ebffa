"""The inspection of goods that came back: what each result leads to, and how to look so that it can be proved later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from gongdao.case.due import due
from gongdao.case.stages.negotiation import claimed
from gongdao.case.stages.returning import RESULTS
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.service.queries.cases import Opened
from gongdao.service.web.act_sheets import SHEETS
from gongdao.service.web.do import asked, of_party
from gongdao.service.web.drafts import for_people
from gongdao.service.web.visitor import Visit
from gongdao.telling.send_back import INSPECTED
from gongdao.telling.shops import OTHERWISE
from gongdao.telling.voice import decimal

# What each result leads to, and what would show it; the head office of the carrier is believed, its outlet is not.
LEADS: dict[str, tuple[Text, Text]] = {
    "sound": (
        Text("马上退款 {amount}，案件走完。", "{amount} is refunded at once and the case ends."),
        Text("不需要证据。", "No evidence is needed."),
    ),
    "empty": (
        Text("不退款，可以请平台介入。", "Nothing is refunded; the platform may be called."),
        Text(
            "请快递总部出称重记录，盖章；再加从面单拍到箱底的拆包视频。",
            "A sealed weighing record of the carrier's head office, and a video from the label to the bottom.",
        ),
    ),
    "different": (
        Text("不退款，可以请平台介入。", "Nothing is refunded; the platform may be called."),
        Text(
            "拆包视频里要同时看到面单和里面的东西；有序列号、吊牌的，拍清楚，和发货记录对照。",
            "A video with the label and the contents together; numbers and tags legible, compared with what left.",
        ),
    ),
    "damaged": (
        Text("先和买家商量退多少；谈不成请平台介入。", "Agree on a sum; failing that, call the platform."),
        Text(
            "先拍没有拆的外箱六个面，再拍里面；外箱破的，当场请快递员写明。",
            "First the closed parcel from six sides, then the inside; a torn box is noted by the courier on the spot.",
        ),
    ),
    "missing": (
        Text("先和买家商量退多少；谈不成请平台介入。", "Agree on a sum; failing that, call the platform."),
        Text(
            "对着发货清单一件一件拍；再看总部的称重记录差多少。",
            "Each piece is filmed against the packing list; then compare the weights of the head office.",
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lead:
    """A result: what it is called, what it leads to, what would show it."""

    name: str
    leads: str
    proof: str


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above the form: the parcel, one's own deadline and its silence, what each result leads to."""

    template: str
    waybill: str
    carrier: str
    shipped: datetime | None
    until: datetime | None
    silence: str
    rule: str
    weight: str
    back_weight: str
    leads: tuple[Lead, ...]
    stream: str


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def inspect(request: Visit, stream: str) -> HttpResponse:
    """Say what came back: in order, empty, other goods, damaged, or something missing."""
    seen = of_party(request, stream)
    vars(request)["above"] = _above(seen, request.lang)
    return asked(request, seen, SHEETS["inspect_return"])


def _above(seen: Opened, lang: str) -> Above:
    facts = seen.case.facts
    sent: dict[str, Any] = next((row for row in facts.get("events", ()) if row["act"] == "ship_return"), {})
    clock = due(seen.case, seen.court).get("seller")
    silence = OTHERWISE.get((seen.case.stage, clock.effect)) if clock is not None else None
    weights = [
        row["weight_kg"]
        for row in facts.get("evidence", ())
        if row.get("kind") == "weight_record" and "weight_kg" in row
    ]
    left = facts.get("order", {}).get("outbound_weight_kg")
    return Above(
        "shop/inspect_above.html", str(sent.get("waybill", "")), str(sent.get("carrier", "")), sent.get("at"),
        clock.at if clock else None,
        silence.say(lang).format(amount=_amount(seen)) if silence else "", clock.rule if clock else "", _weight(left),
        _weight(weights[-1]) if weights else "", tuple(_lead(seen, lang, word) for word in RESULTS), seen.stream,
    )  # fmt: skip


def _lead(seen: Opened, lang: str, word: str) -> Lead:
    leads, proof = LEADS[word]
    return Lead(INSPECTED[word].say(lang), leads.say(lang).format(amount=_amount(seen)), proof.say(lang))


def _amount(seen: Opened) -> str:
    """What is refunded once the goods are found in order: as ruled, as agreed, or as asked."""
    settled = seen.case.settled.amount if seen.case.settled is not None else claimed(seen.case)
    return show_money(seen.case.rulings[-1].refund if seen.case.rulings else settled, seen.row.currency)


def _weight(scaled: object) -> str:
    return f"{decimal(scaled, 2)} kg" if isinstance(scaled, int) else ""
