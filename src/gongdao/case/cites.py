"""Which rules and provisions a decision cites: those that fired on the way to its answers, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from gongdao.evidence.item import Reason, Weighed
from gongdao.policy.graph import asked_by
from gongdao.policy.pack import Pack, Provision, Rule
from gongdao.policy.work import Evaluation

MOST = 12
COUNTED = {"hour": "CV-2", "civil_day": "CV-3", "working_day": "CV-4", "month": "CV-20"}
ANSWERS = (
    "outcome", "admissible", "statutory_damages", "test_fee_bearer", "freight_return", "freight_outbound",
    "freight_return_buyer", "freight_return_seller", "risk_return_loss", "risk_return_damage",
    "risk_return_undeliverable", "compensation_items", "deductions", "partial_amount", "flags", "referrals",
    "payers", "recoveries", "platform_payout_to_seller", "refund", "principal", "heads",
)  # fmt: skip


def fired(evaluation: Evaluation) -> list[Rule]:
    """Give the rules that fired in the decisions leading to the answers, breadth first from the answers."""
    found: dict[str, Rule] = {}
    for name in reached(evaluation):
        answer = evaluation.answers.get(name)
        if answer is not None and answer.decision.cite:
            found |= {rule.id: rule for rule in answer.winners if rule.id not in found}
    return list(found.values())


def reached(evaluation: Evaluation) -> list[str]:
    """Give the facts, terms and decisions that led to the answers, breadth first from the answers."""
    shown = [name for name, count in evaluation.countdowns.items() if not count.decision.hidden]
    todo: list[str] = [*ANSWERS, *shown]
    seen: dict[str, None] = {}
    while todo:
        name = todo.pop(0)
        if name not in seen:
            seen[name] = None
            todo += sorted(_asked(evaluation, name))
    return list(seen)


def _asked(evaluation: Evaluation, name: str) -> Iterable[str]:
    """What the rules that fired for a name asked; a table that gave no answer led nowhere."""
    asked = asked_by(evaluation.pack)
    if name in evaluation.answers:
        return frozenset().union(*(asked.rule(rule) for rule in evaluation.answers[name].winners))
    return asked.name(name)


def in_force(pack: Pack, day: date) -> Callable[[str], bool]:
    """Tell of a row whether it was law on a day already; a row that is no provision may always be cited."""
    later = {key for key, it in pack.provisions.items() if it.articles and it.articles[0][0] > day}
    return lambda key: key not in later


def article_on(provision: Provision, day: date) -> str:
    """Give the number an article has on a day, as articles are renumbered; empty where it has none."""
    numbers = [text for since, text in provision.articles if since <= day] or [t for _, t in provision.articles[:1]]
    return numbers[-1] if numbers else ""


def law_rows(pack: Pack, keys: Iterable[str], day: date) -> list[dict[str, str]]:
    """Give each cited provision with its instrument, its article on the day, and how well it is known."""
    known = [(key, pack.provisions[key]) for key in keys if key in pack.provisions]
    return [
        {"id": key, "zh": it.label.zh, "en": it.label.en, "article": article_on(it, day), "trust": it.trust}
        for key, it in known
    ]


def _always(_: str) -> bool:
    return True


def cited_rules(
    rules: Sequence[Rule], chosen_by: Sequence[str], applied: Sequence[str], valid: Callable[[str], bool] = _always
) -> list[str]:
    """Give the rows cited, at most twelve.

    First what chose the version, then the rows of the rules and what they name besides, then the rows that are cited as
    law anyway, then the conventions.
    """
    rows = [rule.row for rule in rules if not _is_convention(rule.row)]
    law = [rule.row for rule in rules if rule.row in rule.law]
    besides = [row for rule in rules for row in rule.cites]
    first = [row for row in (*rows, *besides) if row not in law]
    return list(filter(valid, dict.fromkeys([*chosen_by, *first, *law, *applied])))[:MOST]


def _is_convention(row: str) -> bool:
    return row.startswith("CV-")


def conventions(evaluation: Evaluation, rules: Sequence[Rule], evidence: Sequence[Weighed]) -> list[str]:
    """Give the conventions that were applied: how time was counted, what late evidence is worth, who bears what."""
    counts = [c for c in evaluation.countdowns.values() if not c.decision.hidden]
    rows = [COUNTED[count.unit] for count in counts if count.unit in COUNTED]
    rows += ["CV-5"] if any(count.roll for count in counts) else []
    rows += ["CV-1"] if counts else []
    rows += ["CV-12"] if any(item.reason is Reason.LATE for item in evidence) else []
    return list(dict.fromkeys([*rows, *(rule.row for rule in rules if _is_convention(rule.row))]))


def cited_law(rules: Sequence[Rule], valid: Callable[[str], bool] = _always) -> list[str]:
    """Give the provisions cited, at most twelve."""
    return list(filter(valid, dict.fromkeys(key for rule in rules for key in rule.law)))[:MOST]
