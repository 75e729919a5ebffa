"""The floor under offers: nobody offers or takes less than the law grants already, whatever is still disputed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gongdao.case.court import Court, given_for, pack
from gongdao.case.heads import alone, heads, undecided
from gongdao.case.state import Case, Offer
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import amount_text
from gongdao.policy.compiled import LAW_OF
from gongdao.policy.evaluate import evaluate
from gongdao.policy.given import Given
from gongdao.policy.pack import Pack, Rule
from gongdao.policy.quick import against, quick
from gongdao.policy.work import Evaluation

GRANTED = ("refund", "return_refund")
ASKED = ("outcome", "refund", "freight_return")


@dataclass(frozen=True, slots=True)
class _Head:
    """One head that is still open: the pack that is asked about it, from which facts, and what it gave so far."""

    court: Court
    law: Pack
    known: tuple[str, ...]
    given: Given
    granted: dict[str, _Granted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Granted:
    """What a head would be given, and the rules behind each answer; without them a law may be behind it or not."""

    values: Mapping[str, object]
    by: Mapping[str, tuple[Rule, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Floor:
    """What an offer is below: ``outcome`` (its amount) or ``freight_return``, the least in minor units, and whence."""

    what: str
    least: int
    currency: str
    rules: tuple[str, ...]
    law: tuple[str, ...]


def check_floor(case: Case, offer: Offer, court: Court, at: datetime) -> None:
    """Ask whether the law leaves room for an offer; a platform's own rule gives way to an agreement (TB-7).

    :raises Refused: the refund, or who bears the return freight, is below what a rule with a law behind it grants.
    """
    below = floor_under(case, offer, court, at)
    if below is not None:
        said, least = (amount_text(sum_, below.currency) for sum_ in (offer.amount, below.least))
        raise Refused("offer-below-floor", amount=said, least=least, what=below.what, rules=below.rules, law=below.law)


def floor_under(case: Case, offer: Offer, court: Court, at: datetime) -> Floor | None:
    """Give the floor that an offer is below; None where the law leaves room for it."""
    if offer.kind not in GRANTED:
        return None
    asked = _heads(case, court, at)
    # What is granted however the facts turn out, each way of theirs grants: the dear question is asked last.
    if not _below(offer, [_closed(head) for head in asked]):
        return None
    worst = [found for head in asked if (found := _against_the_buyer(head)) is not None]
    if len(worst) == len(asked) and not _below(offer, worst):
        return None
    granted = [_open(head) for head in asked]
    what = _below(offer, granted)
    if not what:
        return None
    return Floor(what, _least(offer, granted), asked[0].law.currency, *_behind(granted, what))


def floor_if_shown(case: Case, offer: Offer, court: Court, at: datetime) -> Floor | None:
    """Give the floor that an offer would be below if the buyer proved all that is his to prove, and the seller nothing.

    For what a seller offers beforehand to everybody: it may be less than that only where it is another bargain.
    """
    if offer.kind not in GRANTED:
        return None
    asked = _heads(case, court, at)
    granted = [_shown(head) for head in asked]
    what = _below(offer, granted)
    if not what:
        return None
    return Floor(what, _least(offer, granted), asked[0].law.currency, *_behind(granted, what))


def _heads(case: Case, court: Court, at: datetime) -> tuple[_Head, ...]:
    """The heads that are still open, the same while several offers of one case are looked at."""
    known = case.memo.get("floor")
    if known is None or known[0] is not court or known[1] is not at:
        open_ = undecided(case) or heads(case)
        known = case.memo["floor"] = (court, at, tuple(_asked(court, alone(case, head), at) for head in open_))
    found: tuple[_Head, ...] = known[2]
    return found


def _asked(court: Court, case: Case, at: datetime) -> _Head:
    law = pack(court, case)
    known = tuple(name for name in ASKED if name in law.decisions)
    return _Head(court, law, known, given_for(court, case, at, known))


def _closed(head: _Head) -> _Granted:
    """If evidence closed now."""
    values = quick(head.law, head.given, head.court.calendars, head.known)
    return _Granted(values) if values is not None else _evaluated(head, closed=True)


def _against_the_buyer(head: _Head) -> _Granted | None:
    """If the buyer proved nothing more and the others all that is in issue; None where that takes an evaluation."""
    assumed = against(head.law, head.given, head.known, "buyer")
    values = quick(head.law, head.given, head.court.calendars, head.known, assumed)
    return _Granted(values) if values is not None else None


def _shown(head: _Head) -> _Granted:
    """If the seller proved nothing and the others all that is in issue."""
    assumed = against(head.law, head.given, head.known, "seller")
    return _granted(evaluate(head.law, head.given, head.court.calendars, only=head.known, assumed=assumed))


def _open(head: _Head) -> _Granted:
    """While evidence is open; asked once."""
    if "open" not in head.granted:
        head.granted["open"] = _evaluated(head, closed=False)
    return head.granted["open"]


def _evaluated(head: _Head, *, closed: bool) -> _Granted:
    return _granted(evaluate(head.law, head.given, head.court.calendars, closed=closed, only=head.known))


def _granted(found: Evaluation) -> _Granted:
    known = [name for name in ASKED if name in found.answers]
    return _Granted({name: found.values.get(name) for name in ASKED}, {it: found.answers[it].winners for it in known})


def _below(offer: Offer, granted: list[_Granted]) -> str:
    """Give the answer the offer is below: ``outcome`` for its amount, ``freight_return``, or nothing."""
    if offer.amount < _least(offer, granted):
        return "outcome"
    on_seller = any(
        each.values.get("freight_return") == "seller" and _by_law(each, "freight_return") for each in granted
    )
    return "freight_return" if offer.kind == "return_refund" and offer.freight == "buyer" and on_seller else ""


def _least(offer: Offer, granted: list[_Granted]) -> int:
    return sum(_least_of(offer, each) for each in granted)


def _least_of(offer: Offer, granted: _Granted) -> int:
    """Money for goods that the buyer keeps is another bargain than the return the law grants."""
    outcome, refund = granted.values.get("outcome"), granted.values.get("refund")
    keeps_goods = offer.kind == "refund" and outcome == "return_refund"
    if outcome not in GRANTED or keeps_goods or not isinstance(refund, int) or not _by_law(granted, "outcome"):
        return 0
    return refund


def _by_law(granted: _Granted, name: str) -> bool:
    if granted.by is None:
        return granted.values.get(LAW_OF + name) is not False
    return bool(_law(granted.by, name))


def _law(by: Mapping[str, tuple[Rule, ...]], name: str) -> tuple[str, ...]:
    """The articles of law behind an answer."""
    return tuple(dict.fromkeys(article for rule in by.get(name, ()) for article in rule.law))


def _behind(granted: list[_Granted], name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules that grant it by law, and their articles."""
    by_law = [each.by for each in granted if each.by is not None and _law(each.by, name)]
    rules = (rule.id for by in by_law for rule in by[name])
    law = (article for by in by_law for article in _law(by, name))
    return tuple(dict.fromkeys(rules)), tuple(dict.fromkeys(law))
