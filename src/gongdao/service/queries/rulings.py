"""A ruling with all its reasons, as the parties read it: worked out once from what was decided then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongdao.case.court import decision, filed
from gongdao.case.decider import evolve
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.policy.pack import Pack
from gongdao.service.queries.cases import Opened, course
from gongdao.service.queries.kept_answers import kept
from gongdao.service.queries.tellers import teller_of
from gongdao.telling.decision import Telling, told
from gongdao.telling.next_steps import flags, measures, referrals, steps_of
from gongdao.telling.proof import finding, in_issue, weighed
from gongdao.telling.rule_text import cited
from gongdao.telling.ruling import on_head, verdict
from gongdao.telling.sums import borne, owed, paid

LANGS = ("zh", "en")


def ruling(seen: Opened, number: int) -> tuple[RulingGiven, dict[str, Any]]:
    """Give the event of a ruling, and its reasons as JSON; two reads where they are known.

    By language: ``verdict``, ``findings``, ``rules`` (id, label), ``law`` (id, title, text), ``owed``, ``paid`` and
    ``bears`` (label, amount), ``outside`` (where else the case may go), ``parties`` and ``platform`` (what they may or
    must do), ``marks``; and ``evidence`` (id, counted, zh, en). What a personal text stands
    for is a commitment in them.

    :raises Refused: ``ruling-not-found``.
    """
    given = _given(seen, number)
    return given[1], _kept(seen, number, given[1].digest, lambda: given)


def last_ruling(seen: Opened) -> dict[str, Any]:
    """Give the reasons of the last ruling as JSON, as `ruling` does; one read where they are known."""
    last = seen.case.rulings[-1]
    return _kept(seen, last.number, last.digest, lambda: _given(seen, last.number))


def _kept(
    seen: Opened, number: int, digest: str, given: Callable[[], tuple[Case, RulingGiven, Case]]
) -> dict[str, Any]:
    inputs = {"what": "ruling 4", "stream": seen.stream, "number": number, "digest": digest}
    return kept(inputs, seen.now, lambda: (_body(seen, *given()), None))


def _given(seen: Opened, number: int) -> tuple[Case, RulingGiven, Case]:
    case = Case()
    for recorded in course(seen):
        after = evolve(case, recorded.event)
        if isinstance(recorded.event, RulingGiven) and recorded.event.number == number:
            return case, recorded.event, after
        case = after
    raise Refused("ruling-not-found", case=seen.row.number, number=number)


def _body(seen: Opened, before: Case, event: RulingGiven, after: Case) -> dict[str, Any]:
    case = on_head(before, event)
    decided = decision(seen.court, case, event.at)
    tellings = {lang: told(filed(case, event.at), decided, lang, as_page=True) for lang in LANGS}
    evidence = [
        {"id": item.id, "counted": item.counted, **{lang: weighed(tellings[lang], item) for lang in LANGS}}
        for item in decided.bound.evidence
    ]
    said = {lang: _told(tellings[lang], event) for lang in LANGS}
    for lang in LANGS:
        said[lang]["verdict"] = verdict(teller_of(seen, lang, {}, {}), after, event)
    return {"evidence": evidence, **said}


def _told(telling: Telling, event: RulingGiven) -> dict[str, Any]:
    pack = telling.evaluation.pack
    return {
        "findings": [telling.capital(finding(telling, fact)) for fact in in_issue(telling)],
        "rules": _rules(telling, event),
        "law": [_law(telling, pack, key, event) for key in dict.fromkeys(event.law) if key in pack.provisions],
        "owed": [list(row) for row in owed(telling)],
        "paid": [list(row) for row in paid(telling)],
        "bears": borne(telling),
        "outside": referrals(telling),
        "parties": steps_of(telling, "buyer", "seller", "both"),
        "platform": steps_of(telling, "platform"),
        "marks": [*flags(telling), *measures(telling)],
    }


def _rules(telling: Telling, event: RulingGiven) -> list[list[str]]:
    """The rules a ruling names that give a reason, each by what it says."""
    found: dict[str, list[str]] = {}
    for answer in telling.evaluation.answers.values():
        for rule in answer.winners if answer.decision.cite and not answer.decision.deadline else ():
            label = rule.label.say(telling.lang)
            if rule.row in event.rules and not rule.row.startswith("CV-") and label:
                found.setdefault(rule.id, [rule.id, label])
    order = {row: n for n, row in enumerate(event.rules)}
    return sorted(found.values(), key=lambda row: order.get(row[0].rpartition(".")[0] or row[0], len(order)))


def _law(telling: Telling, pack: Pack, key: str, event: RulingGiven) -> list[str]:
    provision = pack.provisions[key]
    text = provision.text.say(telling.lang) if provision.text is not None else ""
    return [key, cited(telling.lang, provision, event.at.date()), text]
