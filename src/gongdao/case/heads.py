"""What a dispute is about: heads of claim, each with its ground, its order lines and its amount, each decided alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongdao.case.state import Case, Row, changed
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import amount_text, split
from gongdao.policy.work import Evaluation

NO_REASON = "no_reason"
# Heads that are a sum of money, and the field of the claim that tells it to the pack.
SUMS = {"test_fee": "claims_test_fee", "costs": "claims_costs"}
# Grounds on which there is nothing to send back.
NOT_THERE = ("not_shipped", "changed_mind_unshipped", "seller_out_of_stock", "not_received")
NOTHING_TO_RETURN = (*NOT_THERE, "missing_item")
UNSENT = ("unshipped", "paid_unshipped")


@dataclass(frozen=True, slots=True)
class Head:
    """One head of claim; without ``items`` it is about the whole order. ``amount`` is in minor units."""

    ground: str
    kind: str
    items: tuple[str, ...]
    amount: int | None
    fallback: bool


def heads(case: Case) -> tuple[Head, ...]:
    """Give the heads of a request, in the order the buyer named them."""
    claim = case.facts.get("claim", {})
    named = _grounds(claim.get("heads", {}))
    if len(named) < 2:
        return (_only(claim),)
    return tuple(_head(claim, ground, items, ground in _with_fallback(claim)) for ground, items in named.items())


def unsent(case: Case) -> bool:
    """Tell whether nothing of the order was sent yet, so that nothing can go back."""
    return case.facts.get("order", {}).get("status") in UNSENT


def several(case: Case) -> bool:
    """Tell whether a request has more than one head that is decided alone."""
    return len(_grounds(case.facts.get("claim", {}).get("heads", {}))) > 1


def _only(claim: Mapping[str, Any]) -> Head:
    items = tuple(claim.get("items", ()))
    return Head(str(claim.get("reason", "none")), str(claim.get("type", "none")), items, claim.get("amount"),
                bool(claim.get("fallback_no_reason")))  # fmt: skip


def _head(claim: Mapping[str, Any], ground: str, items: tuple[str, ...], fallback: bool) -> Head:
    kind = "refund_only" if ground in NOTHING_TO_RETURN else str(claim.get("type", "none"))
    lines = claim.get("lines", {})
    return Head(ground, kind, items, sum(lines[sku] for sku in items), fallback)


def _grounds(named: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The grounds with their lines; a no-reason return over lines of another ground is its fallback, not a head."""
    grounds = {word: tuple(items) for word, items in named.items() if isinstance(items, (tuple, list))}
    others = {sku for word, items in grounds.items() if word != NO_REASON for sku in items}
    if NO_REASON in grounds and others.issuperset(grounds[NO_REASON]):
        del grounds[NO_REASON]
    return grounds


def _with_fallback(claim: Mapping[str, Any]) -> frozenset[str]:
    named = claim.get("heads", {})
    back = set(named.get(NO_REASON, ()))
    return frozenset(word for word, items in _grounds(named).items() if back.intersection(items) and word != NO_REASON)


def alone(case: Case, head: Head) -> Case:
    """Give the case as this head alone sees it: its own claim, and no ruling on another head."""
    if not several(case):
        return case
    claim = case.facts["claim"]
    own: dict[str, Any] = {
        "heads": {}, "reason": head.ground, "type": head.kind, "items": head.items, "amount": head.amount,
        "fallback_no_reason": head.fallback,
    }  # fmt: skip
    own |= {"goods_received": False} if head.ground in NOT_THERE else {}
    rows = [row for row in case.facts.get("events", ()) if row.get("head", head.ground) == head.ground]
    return changed(case, facts={**case.facts, "claim": {**claim, **own}, "events": rows})


def undecided(case: Case) -> tuple[Head, ...]:
    """Give the heads no ruling of this round decided."""
    ruled = {ruling.head for ruling in case.rulings if ruling.round == case.round}
    return tuple(head for head in heads(case) if head.ground not in ruled) if several(case) else heads(case)


def claim_of(claim: Row, named: Row, lines: Row) -> dict[str, Any]:
    """Give a claim with its heads and lines: the first ground is its reason, its lines are its items."""
    said: dict[str, Any] = dict(claim)
    amounts: dict[str, Any] = dict(lines)
    if amounts:
        said = {"amount": sum(amounts.values()), **said, "items": tuple(amounts), "lines": amounts}
    if named:
        said |= {"heads": dict(named)}
        grounds = _grounds(dict(named))
        only = len(grounds) == 1
        said |= {"reason": next(iter(grounds))} if grounds else {}
        said |= {"fallback_no_reason": True} if only and NO_REASON in dict(named) and NO_REASON not in grounds else {}
        said |= {field: dict(named)[word] for word, field in SUMS.items() if word in dict(named)}
    return said


def check_request(
    named: Row, lines: Row, claim: Row, known: Mapping[str, int], reasons: tuple[str, ...], currency: str
) -> None:
    """Ask whether a request is one that can be decided; ``known`` is what each line of the order cost.

    :raises Refused: a line that is not there, above its cost, or under two heads; amounts that do not add up.
    """
    asked = _lines(lines, known, currency)
    amount = dict(claim).get("amount")
    if asked and isinstance(amount, int) and amount != sum(asked.values()):
        said, total = amount_text(amount, currency), amount_text(sum(asked.values()), currency)
        raise Refused("claim-sum", amount=said, sum=total)
    under: dict[str, str] = {}
    for word, items in named:
        _check_head(word, items, reasons, asked, currency)
        for sku in items if isinstance(items, tuple) and word != NO_REASON else ():
            if sku in under:
                raise Refused("line-twice", line=sku, heads=(under[sku], word))
            under[sku] = word
    back = dict(named).get(NO_REASON)
    covered = {*under, *(back if isinstance(back, tuple) else ())}
    loose = [sku for sku in asked if sku not in covered] if named else []
    if loose:
        raise Refused("line-under-no-head", lines=tuple(loose))


def _lines(lines: Row, known: Mapping[str, int], currency: str) -> dict[str, int]:
    asked: dict[str, int] = {}
    for sku, amount in lines:
        if sku not in known:
            raise Refused("line-unknown", line=sku, allowed=tuple(known))
        if type(amount) is not int or not 0 < amount <= known[sku]:
            said, cost = amount_text(amount, currency), amount_text(known[sku], currency)
            raise Refused("line-amount", line=sku, amount=said, cost=cost)
        asked[sku] = amount
    return asked


def _check_head(word: str, items: object, reasons: tuple[str, ...], asked: Mapping[str, int], currency: str) -> None:
    if word in SUMS:
        if type(items) is not int or items <= 0:
            raise Refused("head-amount", head=word, amount=amount_text(items, currency))
        return
    if word not in reasons:
        raise Refused("unknown-head", head=word, allowed=(*reasons, *SUMS))
    if not isinstance(items, tuple):
        raise Refused("head-lines", head=word)
    for sku in items:
        if sku not in asked:
            raise Refused("line-not-claimed", line=sku, head=word)


def costs(case: Case, evaluation: Evaluation) -> dict[str, int]:
    """Give what each line of the order cost: its share of what was paid (CV-9), else its price."""
    rows: Any = evaluation.values.get("lines") or ()
    shares = {str(row["sku"]): int(row["part_paid"]) for row in rows if "part_paid" in row and "sku" in row}
    return shares or {str(row["sku"]): row.get("list", 0) * row.get("qty", 1) for row in case.facts.get("items", ())}


def lines_of(evaluation: Evaluation, refund: int) -> Row:
    """Give the refund by order line; what was deducted from it is shared as the refund is."""
    rows: Any = evaluation.values.get("lines")
    back = [(str(row["sku"]), int(row.get("part_back") or 0)) for row in rows or () if "sku" in row]
    back = [(sku, amount) for sku, amount in back if amount]
    if not back or not refund:
        return ()
    shares = split(refund, [amount for _, amount in back])
    return tuple((sku, share) for (sku, _), share in zip(back, shares, strict=True))


def winners(case: Case, head: Head, made: Mapping[str, Any]) -> Row:
    """Give who won each head that a decision speaks of; of several grounds each is told by its name."""
    rows = [(str(row["head"]), str(row["winner"])) for row in made["heads"] or ()]
    if not rows:
        return ((head.ground, str(made["winner"])),)
    return tuple((f"{head.ground}.{name}", who) for name, who in rows) if several(case) else tuple(rows)
