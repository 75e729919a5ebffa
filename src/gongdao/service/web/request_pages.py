"""What each page of the request shows: the choices that the rules leave for this order, and what each would give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gongdao.case.court import Court
from gongdao.case.due import Clock, due
from gongdao.case.heads import NOT_THERE
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.service.installation import law
from gongdao.service.queries.orders import bought_for
from gongdao.service.queries.proofs import ToProve, to_prove
from gongdao.service.queries.rehearsal import asking, ground, rehearsed, told_of
from gongdao.service.queries.ways import COMPENSATION, REFUND, RETURN, Said, Way, tried_out, ways_of
from gongdao.service.record import store
from gongdao.service.web.drafts import Answers
from gongdao.service.web.reading import shown as in_field
from gongdao.service.web.request_answers import Asked, Wanted, request_of, wanted
from gongdao.telling import asking as words, instants
from gongdao.telling.drafts import Known, draft
from gongdao.telling.turns import IF_SELLER_SILENT
from gongdao.telling.vocabulary import GRADES, KINDS, PARTIES, called

Context = dict[str, Any]
# The grades of what somebody can make himself, with a phone.
OWN_GRADES = ("party", "at_signing", "chain")
BACK_FIRST = Text("规则可能要您先把货退回，才退款", "the rules may have you send the goods back first")
# Goods that nobody repairs.
NOT_REPAIRED = ("fresh_fruit", "cosmetics", "books", "ceramics", "intimate_apparel")
# What may be offered instead of money, by what is wrong.
INSTEAD = {
    "missing_item": ("resend",),
    "not_received": ("resend",),
    "fresh_rotten": ("resend",),
    **dict.fromkeys(("quality_visible", "quality_invisible", "misdescription_in_use"), ("exchange", "repair")),
    **dict.fromkeys(
        ("surface_flaw", "surface_mismatch_broken", "misdescription_visible", "misdescription_invisible"), ("exchange",)
    ),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its word, what it says, a hint, and lines on what it leads to."""

    word: str
    label: Text
    hint: Text
    gives: tuple[Text, ...] = ()
    clock: Clock | None = None
    silence: Text = field(default_factory=lambda: Text("", ""))
    rule: Said | None = None
    amount: int | None = None
    freight: Text | None = None


def lines(asked: Asked, answers: Answers, lang: str) -> Context:
    """Which goods, and how much for each."""
    chosen = answers.get("line", [])
    rows = [
        {
            "line": line,
            "most": asked.most[line.sku],
            "chosen": line.sku in chosen,
            "typed": _typed(answers, f"amount_{line.sku}", asked.most[line.sku], asked.order.currency),
            "field": f"amount_{line.sku}",
        }
        for line in asked.lines
    ]
    return {"rows": rows}


def problem(asked: Asked, answers: Answers, lang: str) -> Context:
    """What is wrong: every reason that the rules know for an order in this state, and who would have to prove it."""
    ways = ways_of(asked.order, asked.now)
    found: dict[str, Way] = {}
    for way in ways.open:
        if way.reason not in asked.ruled:
            found.setdefault(way.reason, way)
    options = [Option(word, *words.reason(word)) for word in sorted(found, key=words.place)]
    meant = wanted(asked, answers)
    several = [(line, f"reason_{line.sku}", meant.grounds.get(line.sku, "")) for line in asked.lines]
    several = [row for row in several if row[0].sku in meant.lines]
    return {
        "options": options, "reason": meant.reason, "several": several if len(several) > 1 else [], "tried": ways,
        "chosen": [it for it in options if it.word == meant.reason],
        "others": [it for it in options if it.word != meant.reason],
    }  # fmt: skip


def wish(asked: Asked, answers: Answers, lang: str) -> Context:
    """What is wanted: the outcomes that the rules allow for this order and this reason, with what each gives."""
    meant, court = wanted(asked, answers), store.court(law())
    case = ground(told_of(asked.order, asked.now), asked.now)
    tries = {claim: tried_out(asked.order, case, court, claim, meant.reason, asked.now) for claim in _claims(meant)}
    found = {claim: way for claim, way in tries.items() if isinstance(way, Way)}
    shut = [way for way in tries.values() if isinstance(way, Said)]
    back = tried_out(asked.order, case, court, RETURN, "no_reason", asked.now) if meant.reason != "no_reason" else None
    options = [_wish(claim, way) for claim, way in found.items()]
    goods = asked.order.facts.get("goods", {}).get("type")
    kinds = [kind for kind in INSTEAD.get(meant.reason, ()) if kind != "repair" or goods not in NOT_REPAIRED]
    options += [_instead(kind, found) for kind in kinds if found]
    chosen = meant.wish if meant.wish in {o.word for o in options} else options[0].word if len(options) == 1 else ""
    return {
        "options": options, "shut": shut, "claim": chosen, "reason_shown": words.reason(meant.reason)[0].say(lang),
        "most_shown": show_money(asked.left, asked.order.currency),
        "fallback": back if isinstance(back, Way) and meant.reason not in NOT_THERE else None,
        "with_lines": bool(meant.lines), "total": meant.amount,
        "typed": _typed(answers, "amount", asked.left, asked.order.currency),
    }  # fmt: skip


def evidence(asked: Asked, answers: Answers, lang: str) -> Context:
    """What would prove it, by whom, for this very request."""
    case, court = _rehearsed(asked, wanted(asked, answers))
    rows = [
        {
            "label": words.fact(it.fact, it.label),
            "mine": it.bearer == "buyer",
            "by": called(PARTIES, it.bearer, lang),
            "own": [called(KINDS, proof.kind, lang) for proof in it.proofs if proof.grade in OWN_GRADES],
            "strong": _strong(it, lang),
        }
        for it in (to_prove(case, court) if case is not None else ())
        if not it.settled
    ]
    return {"rows": rows, "have": answers.get("have", [""])[0]}


def check(asked: Asked, answers: Answers, lang: str) -> Context:
    """Everything once more in plain words, and what follows when it is sent."""
    meant = wanted(asked, answers)
    case, court = _rehearsed(asked, meant)
    clocks = due(case, court) if case is not None else {}
    grounds = [
        (words.reason(word)[0], [line.name for line in asked.lines if line.sku in skus])
        for word, skus in meant.by_ground.items()
    ]
    return {
        "meant": meant, "grounds": grounds, "wish": words.claim(meant.wish)[0], "after": case,
        "seller": clocks.get("seller"), "silence": _silence(clocks.get("seller")),
        "total": meant.amount + sum(meant.sums.values()), "goods": bought_for(asked.order),
        "clearer": clearer(asked, meant, lang),
    }  # fmt: skip


def clearer(asked: Asked, meant: Wanted, lang: str) -> str:
    """Say one's own words again with the order, the money and the reason; nothing where nothing was said."""
    if not meant.note:
        return ""
    order = asked.order
    kind = words.claim(meant.wish)[1].say(lang)
    known = Known(
        lang=lang, side="buyer", order=order.external_id, goods=bought_for(order),
        paid=show_money(order.paid, order.currency),
        asked=show_money(meant.amount + sum(meant.sums.values()), order.currency),
        wish=kind if lang == "zh" else kind.lower(), reason=words.reason(meant.reason)[0].say(lang),
        opened=instants.day(asked.now, lang, asked.now), own=meant.note,
    )  # fmt: skip
    found = draft("explain", known).text
    return "" if meant.note == found or meant.note.startswith(found[:12]) else found


def _claims(meant: Wanted) -> tuple[str, ...]:
    return (COMPENSATION,) if meant.reason == "none" else (RETURN, REFUND)


def _wish(claim: str, way: Way) -> Option:
    # Who asks to keep the goods is told plainly that the rules may want them back.
    plain = {**words.OUTCOMES, "return_refund": BACK_FIRST} if claim == REFUND else words.OUTCOMES
    gives = tuple(plain[word] for word in way.gives)
    freight = Text(
        f"退货运费由{called(PARTIES, way.freight, 'zh')}承担",
        f"the return freight is on {called(PARTIES, way.freight, 'en')}",
    )
    return Option(
        claim, *words.claim(claim), gives, way.clock, _silence(way.clock), way.rule, way.amount,
        freight if way.freight in ("buyer", "seller") else None,
    )  # fmt: skip


def _instead(kind: str, found: dict[str, Way]) -> Option:
    hint = Text(
        "先向卖家提出这个方案；卖家不同意，您的退款申请照样有效",
        "It is proposed to the seller first; your request for the money stands if he does not agree",
    )
    return Option(kind, words.claim(kind)[0], hint, clock=next(iter(found.values())).clock)


def _strong(it: ToProve, lang: str) -> list[str]:
    """The kinds of evidence that others make, each with what makes it strong."""
    found = [
        (called(KINDS, proof.kind, lang), called(GRADES, proof.grade, lang))
        for proof in it.proofs
        if proof.grade not in OWN_GRADES
    ]
    return [f"{kind}（{grade}）" if lang == "zh" else f"{kind} ({grade})" for kind, grade in found]


def _rehearsed(asked: Asked, meant: Wanted) -> tuple[Case | None, Court]:
    court = store.court(law())
    case = ground(told_of(asked.order, asked.now), asked.now)
    try:
        return rehearsed(case, asking(asked.order, "rehearsal", *request_of(asked, meant), asked.now), court), court
    except Refused:
        return None, court


def _silence(clock: Clock | None) -> Text:
    return IF_SELLER_SILENT.get(clock.effect, Text("", "")) if clock is not None else Text("", "")


def _typed(answers: Answers, name: str, most: int, currency: str) -> str:
    return next(iter(answers.get(name, ())), "") or in_field(most, currency)


PAGES: dict[str, Callable[[Asked, Answers, str], Context]] = {
    "lines": lines,
    "problem": problem,
    "wish": wish,
    "evidence": evidence,
    "check": check,
}
