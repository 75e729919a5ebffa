"""One case under one pack: from its facts to the ruling, in the words of the case-file format, with its trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongdao.case.cites import cited_law, cited_rules, conventions, fired, in_force, law_rows
from gongdao.case.facts import NO_STOPS, Bound, bind
from gongdao.case.file import Case
from gongdao.case.trace import evidence_rows, trace_of
from gongdao.kernel.calendar import Calendar
from gongdao.kernel.digest import digest
from gongdao.kernel.errors import BadInput
from gongdao.kernel.money import plain_money, share
from gongdao.policy import types
from gongdao.policy.compose import EDITION, chain_of, header_of
from gongdao.policy.evaluate import evaluate
from gongdao.policy.faults import wrong_word
from gongdao.policy.floors import broken_floors
from gongdao.policy.given import Stops
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.library import Library, pack_of
from gongdao.policy.needs import prospects
from gongdao.policy.pack import Invariant, Pack
from gongdao.policy.select import select
from gongdao.policy.settle import Answer, is_open
from gongdao.policy.work import Countdown, Evaluation, day_in

CLOCKS = {
    "conduct_at": (("order", "conduct_at"), ("seller", "conduct_at"), ("order", "paid_at"), ("claim", "opened_at"))
}
CALENDARS = {"cn": "CN", "us": "US"}
RISKS = {
    "return_damage": "risk_return_damage",
    "return_loss": "risk_return_loss",
    "return_undeliverable": "risk_return_undeliverable",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the evaluation and evidence behind it, for whoever tells it to people."""

    decision: dict[str, Any]
    evaluation: Evaluation
    bound: Bound
    currency: str
    chosen: bool


def choose(library: Library, case: Case) -> tuple[Pack, bool]:
    """Give the pack that governs a case, and whether it was chosen by the family's rule.

    :raises BadInput: the pack or the platform is unknown, or the pack is wrong.
    :raises Refused: no version was in force.
    """
    if case.policy.pack != "auto":
        return pack_of(library, case.policy.pack), False
    platform = str(case.policy.platform)
    if platform not in library.families:
        raise BadInput([wrong_word("unknown-family", platform, library.families, case.place)])
    family = library.families[platform]
    clock = family.governs.clock
    at = next((case.facts[a][b] for a, b in CLOCKS.get(clock, ()) if case.facts.get(a, {}).get(b)), None)
    zone = header_of(chain_of(library.families, platform, []))["zone"]
    return pack_of(library, select(family.versions, at or case.policy.decided_at, zone).id), True


def decide_case(
    library: Library, case: Case, calendars: Mapping[str, Calendar], *, closed: bool = True
) -> dict[str, Any]:
    """Decide one case, closed or as it stands; every key of `expect` and the trace."""
    return decide_with(library, case, calendars, closed=closed).decision


def decide_with(
    library: Library, case: Case, calendars: Mapping[str, Calendar], *, closed: bool = True, stops: Stops = NO_STOPS,
    told: bool = True, before: Decided | None = None,
) -> Decided:  # fmt: skip
    """Decide one case and keep what the decision was made of.

    ``stops`` are the times in which its clocks stood still; ``told``: with the trace and with what each side could
    still prove, which no answer depends on. ``before`` was decided in the same way and with the same calendars; where
    nothing of what it was made of has changed it is given again.
    """
    pack, chosen = choose(library, case)
    bound = bind(pack, case.facts, case.policy.decided_at, calendars, case.words, stops)
    if before is not None and _same(before, case, bound, pack, chosen):
        return before
    evaluation = evaluate(pack, bound.given, calendars, closed=closed)
    currency = str((case.facts.get("order") or {}).get("currency") or pack.currency)
    decision = ruling(case, bound, evaluation, calendars, currency, chosen, told)
    return Decided(decision, evaluation, bound, currency, chosen)


def _same(before: Decided, case: Case, bound: Bound, pack: Pack, chosen: bool) -> bool:
    """Whether a decision is the one of this case: a decision is made of nothing but what is compared here.

    The same instant in another zone is equal, but may lie on another day, and its bytes are others.
    """
    names = (before.decision["id"], before.decision["title"]) == (case.id, case.title)
    currency = str((case.facts.get("order") or {}).get("currency") or pack.currency)
    law = before.evaluation.pack is pack and before.chosen == chosen and before.currency == currency
    return names and law and before.bound == bound and repr(before.bound) == repr(bound)


def ruling(
    case: Case, bound: Bound, evaluation: Evaluation, calendars: Mapping[str, Calendar], currency: str, chosen: bool,
    told: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """Put the answers of an evaluation together as a decision."""
    pack = evaluation.pack
    rules = fired(evaluation)
    chosen_by = pack.governs.rules if chosen else ()
    applied = conventions(evaluation, rules, bound.evidence)
    day = day_in(pack, case.policy.decided_at)
    valid = in_force(pack, day)
    cited, law = cited_rules(rules, chosen_by, applied, valid), cited_law(rules, valid)
    decision = {
        "id": case.id,
        "title": case.title,
        "decided_at": case.policy.decided_at.isoformat(),
        "mode": "closed" if evaluation.closed else "open",
        **_answers(evaluation, currency),
        "selected_pack": pack.id,
        "deadlines": [_deadline(c) for c in evaluation.countdowns.values() if not c.decision.hidden],
        "cites": {"rules": cited, "law": law},
        "next_steps": _next_steps(evaluation, currency),
        "evidence": evidence_rows(bound.evidence),
        "needs_human": _open_answers(evaluation),
        "conflicts": [_conflict(a) for a in evaluation.answers.values() if a.conflict],
        "broken_floors": [_floor(it) for it in broken_floors(evaluation, calendars)],
        **(prospects(evaluation, calendars) if told else {}),
        "pins": {"pack": pack.id, "digest": pack.digest, "extends": list(pack.chain[:-1]),
                 "edition": EDITION, "facts": _facts_digest(evaluation)},
    }  # fmt: skip
    if not told:
        return decision
    return {**decision, "trace": {"law": law_rows(pack, law, day), **trace_of(evaluation, rules, [*cited, *applied])}}


def _facts_digest(evaluation: Evaluation) -> str:
    given = evaluation.given
    proofs = {name: {"state": p.state.value, "evidence": list(p.evidence)} for name, p in given.proofs.items()}
    return digest({"values": dict(given.values), "proofs": proofs})


def _floor(invariant: Invariant) -> dict[str, Any]:
    label = invariant.label
    return {"invariant": invariant.id, "law": list(invariant.law), "zh": label.zh, "en": label.en}


def _conflict(answer: Answer) -> dict[str, Any]:
    return {"decision": answer.decision.id, "rules": [rule.id for rule in answer.winners]}


def _answers(evaluation: Evaluation, currency: str) -> dict[str, Any]:
    def say(name: str) -> Any:
        return plain_answer(evaluation, name, currency)

    paid = evaluation.values.get("paid")
    refund = evaluation.values.get("refund")
    freight = {"outbound": say("freight_outbound"), "return": say("freight_return")}
    freight |= {k: say(f"freight_{k}") for k in ("return_buyer", "return_seller") if say(f"freight_{k}") is not None}
    payout = say("platform_payout_to_seller")
    return {
        "admissible": say("admissible"),
        "winner": say("winner"),
        "outcome": say("outcome"),
        "remedy": say("remedy"),
        "refund": say("refund"),
        "compensation": say("compensation"),
        "compensation_items": say("compensation_items"),
        "deductions": say("deductions"),
        "buyer_share": _share(refund, paid),
        "freight": freight,
        "risk": {key: say(name) for key, name in RISKS.items() if say(name) is not None},
        "payers": _payments(evaluation, currency),
        "shortfall": plain_money(sum(evaluation.shortfalls.values()), currency),
        "heads": say("heads"),
        "referrals": [_referral(row) for row in say("referrals") or ()],
        "flags": sorted(set(say("flags") or ())),
        "penalties": say("penalties"),
        **({"platform_payout_to_seller": payout} if payout is not None else {}),
    }


def _payments(evaluation: Evaluation, currency: str) -> list[dict[str, Any]]:
    """Every payment of every waterfall, in the order of their names; out of one account to one payee it is one row."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for name in sorted(d.id for d in evaluation.pack.decisions.values() if d.waterfall is not None):
        paid = evaluation.values.get(name)
        for row in paid if isinstance(paid, list) else ():
            found = rows.setdefault((row["from"], row["to"]), {**row, "for": [], "amount": 0})
            found["for"].append(row["for"])
            found["amount"] += row["amount"]
    return [
        {**row, "for": "+".join(row["for"]), "amount": plain_money(row["amount"], currency)} for row in rows.values()
    ]


def _share(refund: object, paid: object) -> str:
    """The buyer's share of what was paid, to two places."""
    if not isinstance(refund, int) or not isinstance(paid, int) or not paid:
        return "0.00"
    return plain_money(share(100, refund, paid), "CNY")


def plain_answer(evaluation: Evaluation, name: str, currency: str) -> Any:
    """Give an answer as JSON; None while it is open or does not apply."""
    decision = evaluation.pack.decisions.get(name)
    return plain(evaluation.values.get(name), decision.answer, currency) if decision is not None else None


def plain(value: Any, kind: types.Type, currency: str) -> Any:
    """Give a value of a type as JSON: money as decimal text, instants with their offset."""
    if value is None or isinstance(value, (Unknown, Maybe)):
        return None
    if isinstance(value, list):
        return [plain(v, kind, currency) for v in value]
    if isinstance(kind, types.Row):
        fields = dict(kind.fields)
        return {k: plain(v, fields[k], currency) for k, v in value.items() if v is not None}
    if kind == types.MONEY and isinstance(value, int):
        return plain_money(value, currency)
    return value.isoformat() if isinstance(value, (datetime, date)) else value


def _referral(row: Mapping[str, Any]) -> dict[str, Any]:
    grounds = row.get("grounds")
    return {**row, "grounds": [g.strip() for g in grounds.split(",")]} if isinstance(grounds, str) else dict(row)


def _deadline(count: Countdown) -> dict[str, Any]:
    row = {
        "name": count.decision.id,
        "start": count.start.isoformat(),
        "n": count.n,
        "unit": count.unit,
        "due": count.due.at.isoformat(),
        "rule": count.rule.id,
        "provisional": count.due.provisional,
    }
    if count.unit == "working_day" or count.roll:
        row |= {"cal": CALENDARS.get(count.calendar, count.calendar), "roll": count.roll}
    return {**row, "effect": count.effect} if count.effect else row


def _next_steps(evaluation: Evaluation, currency: str) -> list[dict[str, Any]]:
    answer = evaluation.answers.get("next_steps")
    if answer is None or not isinstance(answer.value, list):
        return []
    return [
        {"rule": rule.id, "zh": rule.label.zh, "en": rule.label.en, **plain(row, answer.decision.answer, currency)}
        for rule, row in zip(answer.winners, answer.value, strict=True)
    ]


def _open_answers(evaluation: Evaluation) -> list[str]:
    """The answers that stay open although evidence has closed: a person must find something first (CV-15)."""
    if not evaluation.closed:
        return []
    return [name for name, a in evaluation.answers.items() if is_open(a.value)]
