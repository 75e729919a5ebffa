"""The floor under offers: nobody offers or takes less than the law grants already, whatever is still disputed."""

from __future__ import annotations

from datetime import datetime

from gongdao.case.court import Court, asked
from gongdao.case.state import Case, Offer
from gongdao.kernel.errors import Refused
from gongdao.policy.work import Evaluation

GRANTED = ("refund", "return_refund")


def check_floor(case: Case, offer: Offer, court: Court, at: datetime) -> None:
    """Ask whether the law leaves room for an offer; a platform's own rule gives way to an agreement (TB-7).

    :raises Refused: the refund, or who bears the return freight, is below what a rule with a law behind it grants.
    """
    if offer.kind not in GRANTED:
        return
    # What every way of proving grants, the closed file grants: the dearer question is asked only if that one says so.
    if not all(_below(offer, asked(court, case, at, *ASKED, closed=closed)) for closed in (True, False)):
        return
    granted = asked(court, case, at, *ASKED, closed=False)
    what = _below(offer, granted)
    rules, law = _behind(granted, what)
    least = granted.values["refund"]
    raise Refused("offer-below-floor", amount=offer.amount, least=least, what=what, rules=rules, law=law)


ASKED = ("outcome", "refund", "freight_return")


def _below(offer: Offer, granted: Evaluation) -> str:
    """Give the answer the offer is below: ``outcome`` for its amount, ``freight_return``, or nothing."""
    outcome, refund = granted.values.get("outcome"), granted.values.get("refund")
    if outcome not in GRANTED or not isinstance(refund, int):
        return ""
    # Money for goods that the buyer keeps is another bargain than the return the law grants.
    keeps_goods = offer.kind == "refund" and outcome == "return_refund"
    if offer.amount < refund and not keeps_goods and _behind(granted, "outcome")[1]:
        return "outcome"
    on_seller = granted.values.get("freight_return") == "seller" and _behind(granted, "freight_return")[1]
    return "freight_return" if offer.kind == "return_refund" and offer.freight == "buyer" and on_seller else ""


def _behind(granted: Evaluation, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules behind an answer and their articles of law."""
    winners = granted.answers[name].winners if name in granted.answers else ()
    law = (article for rule in winners for article in rule.law)
    return tuple(rule.id for rule in winners), tuple(dict.fromkeys(law))
