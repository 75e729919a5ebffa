"""What the check of a shop says first: one sentence of what it looks like and the one thing to do; then its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongdao.kernel.text import Text, listed, shown
from gongdao.screening.shop_check import Item, item_named
from gongdao.telling.shop_rows import told_item

POSES = "shop-not-of-the-brand"
DOUBT, LOOK, FINE, UNKNOWN = "doubt", "look", "fine", "unknown"
TONES = {DOUBT: "bad", LOOK: "warn", FINE: "good", UNKNOWN: ""}
# What it looks like, and the one thing to do.
HEADS: dict[str, tuple[Text, Text]] = {
    "poses": (
        Text("这家店可能在冒充“{brand}”", "This shop may be posing as {brand}"),
        Text(
            "先不要付款：要买，在平台里搜“{brand}”的官方店。",
            "Pay nothing yet: to buy, look for the official shop of {brand} on the platform.",
        ),
    ),
    DOUBT: (
        Text("这家店有对不上的地方：{names}", "Something about this shop does not fit: {names}"),
        Text(
            "先不要付款，从店铺页面找平台客服问清楚。",
            "Pay nothing yet; ask the platform's own service from the page of the shop.",
        ),
    ),
    LOOK: (
        Text("没看到大问题，{names}请留意", "No great trouble seen; worth a look: {names}"),
        Text("付款前自己再看一眼，只在平台里付钱。", "Look once more before you pay, and pay on the platform only."),
    ),
    FINE: (
        Text("您填的这些，没看出问题", "Nothing odd seen in what you typed"),
        Text("照常在平台里下单，不要私下转账。", "Order on the platform as usual; send no money outside it."),
    ),
    UNKNOWN: (
        Text("光凭店名，看不出什么", "The name alone tells little"),
        Text(
            "把营业执照上的名称填上，再看一次。", "Type in the name on the business licence as well, and check again."
        ),
    ),
}
# What nobody told and the form does not ask for, or was left empty there.
NOT_LOOKED_AT = Text(
    "还没看：{names}。您没填，或者表里没有；店铺页面上有，就自己看一眼。",
    "Not looked at: {names}. You left it empty, or the form does not ask; where the shop's page shows it, look there.",
)


@dataclass(frozen=True, slots=True)
class ShopVerdict:
    """What is said of a shop: ``tone`` (bad, warn, good or none), the sentence, what to do, its lines, what is unknown.

    ``lines`` are those of `told_item`, the doubtful ones first, and never one of which nothing is known.
    """

    tone: str
    head: str
    do: str
    lines: tuple[tuple[dict[str, Any], str], ...]
    unknown: str


def shop_verdict(items: Sequence[Item], lang: str) -> ShopVerdict:
    """Say it in a language."""
    order = (DOUBT, LOOK, FINE)
    known = sorted((item for item in items if item.state in order), key=lambda item: order.index(item.state))
    unknown = [item for item in items if item.state not in order]
    key, details = _found(known, lang)
    head, do = HEADS[key]
    tone = TONES[DOUBT if key == "poses" else key]
    return ShopVerdict(
        tone,
        head.say(lang).format(**details),
        do.say(lang).format(**details),
        tuple((told_item(item, lang), TONES[item.state]) for item in known),
        NOT_LOOKED_AT.say(lang).format(names=_names(unknown, lang)) if unknown else "",
    )


def _found(known: Sequence[Item], lang: str) -> tuple[str, dict[str, str]]:
    """Which sentence fits, and what it names."""
    brands = [reason.details["brand"] for item in known for reason in item.reasons if reason.code == POSES]
    if brands:
        return "poses", {"brand": shown(brands[0], lang)}
    for state in (DOUBT, LOOK):
        if named := [item for item in known if item.state == state]:
            return state, {"names": _names(named, lang)}
    return (FINE if any(item.what != "authorisation" for item in known) else UNKNOWN), {}


def _names(items: Sequence[Item], lang: str) -> str:
    return listed((item_named(item)[0].say(lang) for item in items), lang)
