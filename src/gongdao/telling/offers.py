"""Says an offer by what it gives: how much comes back, what becomes of the goods, who pays their way, what else."""

from __future__ import annotations

from collections.abc import Callable

from gongdao.case.stages.offers import WITH_RETURN, OfferMade
from gongdao.case.state import Case, Offer
from gongdao.kernel.text import Text
from gongdao.telling.vocabulary import called
from gongdao.telling.words import EXTRAS

# What may be offered, and the same with its amount.
KINDS: dict[str, Text] = {
    "refund": Text("退钱，不用退货", "money back, nothing is sent back"),
    "return_refund": Text("退货，再退钱", "goods back, then the money"),
    "exchange": Text("换一件", "an exchange"),
    "resend": Text("补发", "what is missing is sent"),
    "repair": Text("维修", "a repair"),
    "compensate": Text("补偿一笔钱，货留下", "a sum on top, the goods stay"),
}
WITH_AMOUNT: dict[str, Text] = {
    "refund": Text("退 {amount}，不用退货", "{amount} back, nothing is sent back"),
    "return_refund": Text("退货，再退 {amount}", "goods back, then {amount}"),
    "exchange": Text("换一件，另退 {amount}", "an exchange and {amount} back"),
    "resend": Text("补发，另退 {amount}", "what is missing is sent and {amount} back"),
    "repair": Text("维修，另退 {amount}", "a repair and {amount} back"),
    "compensate": Text("补偿 {amount}，货留下", "{amount} on top, the goods stay"),
}
FREIGHT: dict[str, Text] = {
    "buyer": Text("退货运费买家出", "return freight on the buyer"),
    "seller": Text("退货运费卖家出", "return freight on the seller"),
}


def said(offer: Offer | OfferMade, lang: str, money: Callable[[int], str]) -> str:
    """Say an offer; ``money`` says an amount of minor units: 退货，再退 ¥50.00，退货运费卖家出."""
    amount = money(offer.amount) if offer.amount else ""
    text = WITH_AMOUNT[offer.kind] if amount else KINDS[offer.kind]
    parts = [text.say(lang).format(amount=amount)]
    if offer.freight and offer.kind in WITH_RETURN:
        parts.append(FREIGHT[offer.freight].say(lang))
    parts += [_besides(word, minor, lang, money) for word, minor in offer.extras]
    return ("，" if lang == "zh" else ", ").join(parts)


def named(case: Case, id_: str, lang: str, money: Callable[[int], str]) -> str:
    """Call an offer of a case by what it says, in quotation marks; by its id where the case has none of it."""
    found = next((offer for offer in case.offers if offer.id == id_), None)
    return f"“{said(found, lang, money)}”" if found is not None else id_


def _besides(word: str, minor: object, lang: str, money: Callable[[int], str]) -> str:
    name = called(EXTRAS, word, lang)
    return f"{name} {money(int(str(minor)))}" if minor else name
