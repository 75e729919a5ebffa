"""The floor under offers: nobody offers or takes less than the law grants already, whatever is still disputed."""

from __future__ import annotations

from datetime import datetime

from gongdao.case.court import Court, asked
from gongdao.case.heads import alone, heads, undecided
from gongdao.case.state import Case, Offer
from gongdao.kernel.errors import Refused
from gongdao.policy.work import Evaluation

GRANTED = ("refund", "return_refund")
ASKED = ("outcome", "refund", "freight_return")


def check_floor(case: Case, offer: Offer, court: Court, at: datetime) -> None:
    """Ask whether the law leaves room for an offer; a platform's own rule gives way to an agreement (TB-7).

    :raises Refused: the refund, or who bears the return freight, is below what a rule with a law behind it grants.
    """
    if offer.kind not in GRANTED:
        return
    # What every way of proving grants, the closed file grants: the dearer question is asked only if that one says so.
    if not _below(offer, _granted(case, court, at, closed=True)):
        return
    granted = _granted(case, court, at, closed=False)
    what = _below(offer, granted)
    if what:
        rules, law = _behind(granted, what)
        raise Refused("offer-below-floor", amount=offer.amount, least=_least(offer, granted), what=what,
                      rules=rules, law=law)  # fmt: skip


def _granted(case: Case, court: Court, at: datetime, *, closed: bool) -> list[Evaluation]:
    """What each head that is still open would be given as the case stands."""
    open_heads = undecided(case) or heads(case)
    return [asked(court, alone(case, head), at, *ASKED, closed=closed) for head in open_heads]


def _below(offer: Offer, granted: list[Evaluation]) -> str:
    """Give the answer the offer is below: ``outcome`` for its amount, ``freight_return``, or nothing."""
    if offer.amount < _least(offer, granted):
        return "outcome"
    on_seller = any(each.values.get("freight_return") == "seller" and _law(each, "freight_return") for each in granted)
    return "freight_return" if offer.kind == "return_refund" and offer.freight == "buyer" and on_seller else ""


def _least(offer: Offer, granted: list[Evaluation]) -> int:
    return sum(_least_of(offer, each) for each in granted)


def _least_of(offer: Offer, granted: Evaluation) -> int:
    """Money for goods that the buyer keeps is another bargain than the return the law grants."""
    outcome, refund = granted.values.get("outcome"), granted.values.get("refund")
    keeps_goods = offer.kind == "refund" and outcome == "return_refund"
    if outcome not in GRANTED or keeps_goods or not isinstance(refund, int) or not _law(granted, "outcome"):
        return 0
    return refund


def _law(granted: Evaluation, name: str) -> tuple[str, ...]:
    """The articles of law behind an answer."""
    winners = granted.answers[name].winners if name in granted.answers else ()
    return tuple(dict.fromkeys(article for rule in winners for article in rule.law))


def _behind(granted: list[Evaluation], name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules that grant it by law, and their articles."""
    by_law = [each for each in granted if _law(each, name)]
    rules = (rule.id for each in by_law for rule in each.answers[name].winners)
    law = (article for each in by_law for article in _law(each, name))
    return tuple(dict.fromkeys(rules)), tuple(dict.fromkeys(law))
