"""How somebody gets the money of an order back: every request tried on its facts, by the rules in force, unwritten.

Nothing here decides what is allowed. The packs say which requests fit the order (``request_fits``), which are admitted,
what they may lead to, whose clock runs then and what silence does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.court import Court, asked, countdowns, pack, rules_of
from gongdao.case.due import Clock, due
from gongdao.case.fields.claim import REASONS
from gongdao.case.heads import NOT_THERE
from gongdao.case.state import CLOSED, NEGOTIATION, Case, Row
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.pack import Pack, Rule
from gongdao.policy.work import Evaluation
from gongdao.service.installation import law
from gongdao.service.market.models import Order
from gongdao.service.queries.rehearsal import Told, asking, ground, opened, rehearsed, told_of
from gongdao.service.record import store

REFUND, RETURN, COMPENSATION = "refund_only", "return_refund", "compensation"
# What a buyer of goods can mean; the others are about the platform itself, or signals that no buyer states.
GROUNDS = tuple(word for word in REASONS if word not in ("none", "misdescription_signals", "wrongful_suspension"))
CANDIDATES = (*((claim, word) for word in GROUNDS for claim in (REFUND, RETURN)), (COMPENSATION, "none"))
GIVES = ("refund", "return_refund", "partial_refund", "repair", "continue_negotiation")
STEPS = ("admissible", "outcome", "refund", "freight_return")
# Ends of the time in which a buyer may ask: after them a request is late, or only the other grounds are left.
WINDOWS = ("inadmissible", "lost", "")
HAPPENS_ANYWAY = frozenset(("pay_seller",))


@dataclass(frozen=True, slots=True)
class Said:
    """A rule as people read it: its id, its sentence, and the articles of law behind it."""

    id: str
    text: Text
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Until when something may be asked for: what the time is called, its end, and the rule that sets it."""

    name: Text
    until: datetime
    rule: Said


@dataclass(frozen=True, slots=True)
class Way:
    """One request that could be made of an order now, and what would come of it.

    ``gives`` are the outcomes the rules may still come to, ``sure`` whether it is one only; ``amount`` what is refunded
    then, in minor units. ``clock`` is the seller's, were it asked now; ``stage`` is where the case would stand.
    ``only_if`` are the rules one of which must be met for the request to be heard at all.
    """

    claim: str
    reason: str
    gives: tuple[str, ...]
    sure: bool
    amount: int | None
    freight: str
    stage: str
    clock: Clock | None
    rule: Said | None
    windows: tuple[Window, ...]
    only_if: tuple[Said, ...] = ()

    @property
    def at_once(self) -> bool:
        """Whether the system pays without anybody's answer."""
        return self.stage not in (NEGOTIATION, "evidence", "review", "jury")


@dataclass(frozen=True, slots=True)
class Ways:
    """Every way that is open for an order, why the others are not, and what happens if nobody does anything."""

    open: tuple[Way, ...]
    shut: tuple[Said, ...]
    otherwise: tuple[tuple[Clock, Said], ...]


def ways_of(order: Order, at: datetime) -> Ways:
    """Try every request on an order as it stands."""
    told, court = told_of(order, at), store.court(law())
    case = ground(told, at)
    tried = [(claim, reason, tried_out(order, case, court, claim, reason, at)) for claim, reason in CANDIDATES]
    ways = tuple(found for _, _, found in tried if isinstance(found, Way))
    shut = [found for _, _, found in tried if isinstance(found, Said)]
    return Ways(ways, _once(shut), _otherwise(order, told, court, at))


def tried_out(order: Order, case: Case, court: Court, claim: str, reason: str, at: datetime) -> Way | Said | None:
    """Give what a request would come to; the rule that shuts it; or nothing where it fits no rule."""
    command = asking(order, "rehearsal", claim_row(order, claim, reason), (), (), at)
    begun = opened(case, command, court)
    if asked(court, begun, at, "request_fits").values.get("request_fits") is False:
        return None
    try:
        after = rehearsed(case, command, court)
    except Refused:
        return None
    said = asked(court, after if after.stage != CLOSED else begun, at, *STEPS, closed=False)
    if after.stage == CLOSED and not after.rulings:
        return _by(said, "admissible")
    return _way(claim, reason, after, said, court, at)


def claim_row(order: Order, claim: str, reason: str) -> Row:
    """Give a claim to all that was paid; of what never came, that it did not."""
    came = reason not in NOT_THERE and order.status in ("signed", "completed")
    return (("type", claim), ("reason", reason), ("amount", order.paid), ("goods_received", came))


def said_of(rule: Rule) -> Said:
    """Give a rule as people read it."""
    return Said(rule.id, rule.label, rule.law)


def rule_named(law_: Pack, id_: str) -> Said | None:
    """Find a rule of a pack by its id."""
    return next((said_of(r) for table in law_.decisions.values() for r in table.rules if r.id == id_), None)


def outcomes_of(said: Evaluation) -> tuple[str, ...]:
    """Give the outcomes that are still possible, by the order of the pack's words."""
    value = said.values.get("outcome")
    found = value.candidates if isinstance(value, Maybe) else {value}
    return tuple(sorted(word for word in found if isinstance(word, str)))


def _way(claim: str, reason: str, after: Case, said: Evaluation, court: Court, at: datetime) -> Way | None:
    found = outcomes_of(said) if not after.rulings else (after.rulings[-1].outcome,)
    gives = tuple(word for word in found if word in GIVES)
    clock = due(after, court).get("seller")
    if not gives and not after.settled:
        return None
    refund = after.rulings[-1].refund if after.rulings else said.values.get("refund")
    freight = said.values.get("freight_return")
    return Way(
        claim, reason, gives, len(found) == 1, refund if isinstance(refund, int) and refund else None,
        freight if isinstance(freight, str) else "", after.stage, clock,
        rule_named(pack(court, after), clock.rule) if clock else _by(said, "outcome"),
        tuple(_windows(after, court, at)), _only_if(said),
    )  # fmt: skip


def _windows(case: Case, court: Court, at: datetime) -> Iterator[Window]:
    """The ends of the time to ask; of several that end together one is told."""
    told: set[datetime] = set()
    for count in countdowns(court, case, at, frozenset(WINDOWS)).values():
        if count.effect in WINDOWS and not count.decision.hidden and count.due.at > at:
            if count.due.at in told:
                continue
            told.add(count.due.at)
            yield Window(count.decision.label, count.due.at, said_of(count.rule))


def _only_if(said: Evaluation) -> tuple[Said, ...]:
    """The exceptions that would let a late request in, where it hangs on one of them."""
    answer = said.answers.get("admissible")
    if answer is None or not isinstance(answer.value, (Maybe, Unknown)):
        return ()
    names = dict.fromkeys(name for value, rules in answer.possible if value is True for name in rules)
    return tuple(found for name in names if (found := rule_named(said.pack, name)) is not None)


def _by(said: Evaluation, name: str) -> Said | None:
    rules = rules_of(said, name)
    return rule_named(said.pack, rules[0]) if rules else None


def _otherwise(order: Order, told: Sequence[Told], court: Court, at: datetime) -> tuple[tuple[Clock, Said], ...]:
    """What the clocks of the order do while nobody asks for anything, such as paying the seller."""
    command = asking(order, "rehearsal", (("type", "none"), ("reason", "none")), (), (), at)
    case = ground(told, at)
    quiet = opened(case, command, court)
    return tuple(
        (Clock(c.decision.id, "buyer", c.start, c.due.at, c.effect, c.rule.id, c.due.provisional), said_of(c.rule))
        for c in countdowns(court, quiet, at, HAPPENS_ANYWAY).values()
    )


def _once(said: Sequence[Said]) -> tuple[Said, ...]:
    return tuple({each.id: each for each in said}.values())
