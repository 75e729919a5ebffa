"""The check of a shop before buying: each thing with what is known and where from, and "not known" where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gongdao.kernel.money import amount_text
from gongdao.kernel.text import Text
from gongdao.screening.messages_of_shops import SHOP_ITEMS, SHOP_STATES
from gongdao.screening.shop_facts import Market, Shop
from gongdao.screening.shop_names import LONGEST_NAME, Borne, Name, read_name, share_a_word
from gongdao.screening.shop_signs import Sign, signs_of
from gongdao.screening.shops import ShopModel, borne_by, brand_signs, trades_in
from gongdao.screening.signal import Reason

DOUBTS = {
    "licence": ("not-of-the-brand", "other-trade", "other-place", "no-company", "licence-state", "other-scope"),
    "authorisation": ("not-authorised",),
    "score": ("score-low",),
    "age": ("young",),
    "deposit": ("deposit-short",),
    "prices": ("price-low",),
    "disputes": ("disputes-high",),
}
# A shop is so many days old before months are counted, and so many years before months are left out.
MOST_DAYS, MOST_YEARS, DAYS_OF_A_MONTH = 90, 3, 30.44
LOOKS = ("age", "score")  # worth a look, but by itself no reason to doubt


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the check: ``what`` was looked at, its ``state`` (fine, look, doubt, unknown), why, and the source.

    ``source`` is what was handed in as the origin of the fact; empty where nobody said.
    """

    what: str
    state: str
    reasons: tuple[Reason, ...]
    source: str = ""


def check_shop(model: ShopModel, shop: Shop, market: Market, now: datetime) -> tuple[Item, ...]:
    """Give the seven lines of the check, always all of them and in the same order.

    :raises Refused: ``name-too-long``.
    """
    name = read_name(model.names, shop.name)
    borne = borne_by(model.names, name, shop)
    signs = (
        *signs_of(model.limits, shop, market, now),
        *(brand_signs(model.names, name, borne, shop) if borne else ()),
    )
    signs = (*signs, *_scope(model, name, borne, shop, signs))
    facts = _facts(model, shop, market, now, borne)
    return tuple(_item(what, shop, facts.get(what), signs) for what in DOUBTS)


def item_named(item: Item) -> tuple[Text, Text]:
    """Give what a line is about and how it stands, in Chinese and English."""
    return Text(*SHOP_ITEMS[item.what]), Text(*SHOP_STATES[item.state])


FIELDS = {
    "licence": ("licence",),
    "authorisation": ("authorisations",),
    "score": ("score",),
    "age": ("opened", "licence.since"),
    "deposit": ("deposit", "open_claims"),
    "prices": ("prices",),
    "disputes": ("disputes", "orders"),
}
_CALMS = {"licence": ("of-the-brand",), "authorisation": ("authorised",), "deposit": ("deposit-enough",)}
_BESIDE = {"licence": ("scope",)}  # told as well, and changes nothing
# A fact that a sign tells too is told once, by the sign; of a licence only these name whose it is.
_TELL_THE_HOLDER = ("not-of-the-brand", "of-the-brand")
_LONGEST_SCOPE = 60
_NOT_COMPARED = ("check-prices-alone", "check-no-orders")
_LOOKED_AT = ("check-licence", "check-disputes-alone")


def _item(what: str, shop: Shop, fact: Reason | None, signs: tuple[Sign, ...]) -> Item:
    doubts = tuple(sign.reason for sign in signs if sign.name in DOUBTS[what])
    calm = tuple(sign.reason for sign in signs if sign.name in _CALMS.get(what, ()))
    beside = tuple(sign.reason for sign in signs if sign.name in _BESIDE.get(what, ()))
    if fact is None and not doubts and not beside:
        return Item(what, "unknown", (Reason("check-unknown", fields=FIELDS[what]),))
    told = {sign.name for sign in signs} & {*_TELL_THE_HOLDER} if what == "licence" else (*doubts, *calm)
    said = (*(() if fact is None or told else (fact,)), *doubts, *calm, *beside)
    return Item(what, _state(what, fact, doubts, calm), said, _source(shop, said))


def _scope(model: ShopModel, name: Name, borne: Borne | None, shop: Shop, signs: tuple[Sign, ...]) -> Iterator[Sign]:
    """What the licence may trade in beside what the shop sells, by its name or by the brand in it.

    A sign of the check alone, which weighs nothing. A department store without a brand in its name may sell anything.
    """
    scope = shop.licence.scope
    named = {sign.name for sign in signs}
    if not scope or "other-trade" in named:
        return
    allowed = trades_in(model.names, scope)
    sold = name.trades or (borne.brand.trades if borne else frozenset())
    details = {
        "scope": scope if len(scope) <= _LONGEST_SCOPE else f"{scope[:_LONGEST_SCOPE]}……",
        "goods": _goods(name, borne),
    }
    fields = ("licence.scope", "name")
    if sold & allowed:
        yield Sign("scope", 1.0, Reason("check-scope-fits", details, fields=fields))
    elif sold and allowed and "of-the-brand" not in named and (borne or "department" not in allowed):
        yield Sign("other-scope", 1.0, Reason("check-scope-other", details, fields=fields))
    else:
        yield Sign("scope", 1.0, Reason("check-scope", details, fields=fields))


def _goods(name: Name, borne: Borne | None) -> Text:
    if borne and not name.trades:
        return Text(f"“{borne.brand.name}”卖的东西", f"what {borne.brand.name} sells")
    return Text("店名说的那类东西", "what the shop's name speaks of")


def _source(shop: Shop, said: tuple[Reason, ...]) -> str:
    names = (name.partition(".")[0] for reason in said for name in reason.fields)
    return next((shop.sources[name] for name in names if shop.sources.get(name)), "")


def _state(what: str, fact: Reason | None, doubts: tuple[Reason, ...], calm: tuple[Reason, ...]) -> str:
    if doubts:
        return "look" if what in LOOKS else "doubt"
    if fact and fact.code in _NOT_COMPARED:
        return "unknown"
    return "look" if (fact is None or fact.code in _LOOKED_AT) and not calm else "fine"


def _facts(model: ShopModel, shop: Shop, market: Market, now: datetime, borne: Borne | None) -> dict[str, Reason]:
    return dict(
        [
            *_of_the_name(model, shop, borne),
            *_of_the_account(shop, now),
            *_of_the_prices(model, shop, market),
            *_of_the_disputes(shop, market),
        ]
    )


def _of_the_name(model: ShopModel, shop: Shop, borne: Borne | None) -> Iterator[tuple[str, Reason]]:
    if shop.licence.name:
        holder_of: dict[str, object] = {"licence": shop.licence.name, "name": shop.name}
        ours, holder = read_name(model.names, shop.name), read_name(model.names, shop.licence.name[:LONGEST_NAME])
        code = "check-licence-alike" if share_a_word(ours, holder) else "check-licence"
        yield "licence", Reason(code, holder_of, fields=("licence.name", "name"))
    if shop.authorisations:
        details = {"brands": list(shop.authorisations[:20])}
        yield "authorisation", Reason("check-authorised-brands", details, fields=("authorisations",))
    elif shop.authorisations is not None:
        yield "authorisation", Reason("check-no-brands", fields=("authorisations",))
    elif borne is None:
        yield "authorisation", Reason("check-name-plain", fields=("name",))


def _of_the_account(shop: Shop, now: datetime) -> Iterator[tuple[str, Reason]]:
    if shop.score is not None:
        yield "score", Reason("check-score", {"score": shop.score}, fields=("score",))
    if since := shop.opened or shop.licence.since:
        days = max(0, (now.date() - since).days)
        details = {"day": since, "days": days, "span": _span(days)}
        yield "age", Reason("check-age", details, fields=("opened" if shop.opened else "licence.since",))
    if shop.deposit is not None:
        yield (
            "deposit",
            Reason("check-deposit", {"deposit": amount_text(shop.deposit, shop.currency)}, fields=("deposit",)),
        )


def _span(days: int) -> Text:
    """So many days as people say it: days, then months, then years."""
    years, months = divmod(round(days / DAYS_OF_A_MONTH), 12)
    if days < MOST_DAYS:
        return Text(f"{days} 天", f"{days} days")
    if not years:
        return Text(f"{months} 个月", f"{months} months")
    if years >= MOST_YEARS or not months:
        return Text(f"{years} 年", f"{years} years" if years > 1 else "a year")
    return Text(
        f"{years} 年 {months} 个月", f"{years} years {months} months" if years > 1 else f"a year {months} months"
    )


def _of_the_prices(model: ShopModel, shop: Shop, market: Market) -> Iterator[tuple[str, Reason]]:
    if shop.prices:
        known = (market.prices.get((shop.currency, it.category)) for it in shop.prices)
        compared = sum(usual is not None and usual.shops >= model.limits["price_shops"] for usual in known)
        code = "check-prices" if compared else "check-prices-alone"
        yield "prices", Reason(code, {"number": compared or len(shop.prices)}, fields=("prices",))


def _of_the_disputes(shop: Shop, market: Market) -> Iterator[tuple[str, Reason]]:
    if shop.orders is None or shop.disputes is None:
        return
    if not shop.orders:
        yield "disputes", Reason("check-no-orders", fields=("orders",))
        return
    rate = f"{100 * min(shop.disputes, shop.orders) / shop.orders:.1f}"
    details = {"orders": shop.orders, "disputes": shop.disputes, "rate": rate}
    code = "check-disputes" if shop.category in market.disputes else "check-disputes-alone"
    yield "disputes", Reason(code, details, fields=("disputes", "orders"))
