"""What is still possible in a case, who must prove what, and what happens if evidence closes now; worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongdao.case.burden import Step, bearer
from gongdao.case.foregone import Foregone
from gongdao.case.outlook import Outlook, outlooks
from gongdao.case.stages.jury import sealed
from gongdao.case.state import CLOSED, NEW
from gongdao.evidence.item import Weighed
from gongdao.policy.needs import Ending
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.kept_answers import kept
from gongdao.telling.decision import Telling, told
from gongdao.telling.proof import in_point, weighed

NOTHING: dict[str, Any] = {"heads": [], "pieces": {}}


def prospects(seen: Opened) -> dict[str, Any]:
    """Give the outlook of an opened case, as JSON: ``heads`` and ``pieces``. One indexed read where it is known.

    Each head has ``ground``, ``items``, ``amount``, ``endings`` (outcome, winner, rules, law, ways, refund,
    compensation), ``now``, ``shut`` (outcome or ground, facts, rule, law, zh, en), ``steps`` (fact, bearer, standard,
    state, due, evidence) and ``bearers`` by fact; ``pieces`` give by the id of a piece of evidence whether it
    ``counted``, why (``zh``, ``en``), and what it ``speaks`` of. Amounts in minor units.
    """
    if seen.case.stage in (NEW, CLOSED):
        return NOTHING
    return kept({"what": "prospects 4", **inputs(seen)}, seen.now, lambda: (_body(seen), None))


def inputs(seen: Opened) -> dict[str, Any]:
    """Give all that answers about an opened case follow from, but for the instant and who asks."""
    case = seen.case
    pack = seen.court.library.packs[case.pack].digest if case.pack in seen.court.library.packs else ""
    return {
        "stream": seen.stream, "chain": seen.row.digest, "seq": case.seq, "last": str(case.last_at),
        "pack": case.pack, "pack_digest": pack, "pauses": seen.row.register or "",
    }  # fmt: skip


def _body(seen: Opened) -> dict[str, Any]:
    # Staff too: what is told by the votes must not lie ready for who asks next.
    found = outlooks(sealed(seen.case), seen.court)
    pieces: dict[str, Any] = {}
    for outlook in found:
        tellings = {lang: told(outlook.filed, outlook.decided, lang) for lang in ("zh", "en")} if outlook.pieces else {}
        for item in outlook.pieces:
            if item.id not in pieces or not pieces[item.id]["counted"]:
                pieces[item.id] = _piece(tellings, item)
    return {"heads": [_head(outlook) for outlook in found], "pieces": pieces}


def _head(outlook: Outlook) -> dict[str, Any]:
    head = outlook.head
    return {
        "ground": head.ground,
        "items": list(head.items),
        "amount": head.amount,
        "endings": [_ending(ending) for ending in outlook.endings],
        "now": _ending(outlook.now) if outlook.now is not None else None,
        "shut": [_shut(each) for each in outlook.shut],
        "steps": [_step(step) for step in outlook.steps],
        "bearers": _bearers(outlook),
    }


def _bearers(outlook: Outlook) -> dict[str, str]:
    """Who must prove each fact that an ending turns on."""
    evaluation = outlook.decided.evaluation
    named = dict.fromkeys(fact for ending in outlook.endings for way in ending.ways for fact in way)
    return {fact: bearer(evaluation, fact) for fact in named}


def _ending(ending: Ending) -> dict[str, Any]:
    return {
        "outcome": ending.outcome,
        "winner": ending.winner,
        "rules": list(ending.rules),
        "law": list(ending.law),
        "ways": [dict(way) for way in ending.ways],
        "refund": ending.refund,
        "compensation": ending.compensation,
    }


def _shut(each: Foregone) -> dict[str, Any]:
    """An ending out of reach, with the facts that rule it out or the rule that says why not."""
    rule = each.rule
    return {
        "outcome": each.outcome, "ground": each.ground, "facts": [list(fact) for fact in each.facts],
        "rule": rule.id if rule else "", "law": list(rule.law) if rule else [],
        "zh": rule.label.zh if rule else "", "en": rule.label.en if rule else "",
    }  # fmt: skip


def _step(step: Step) -> dict[str, Any]:
    return {
        "fact": step.fact,
        "bearer": step.bearer,
        "standard": step.standard,
        "state": step.state.value,
        "due": step.due.isoformat() if step.due is not None else None,
        "evidence": list(step.evidence),
    }


def _piece(tellings: Mapping[str, Telling], item: Weighed) -> dict[str, Any]:
    speaks = [[s.fact, s.speaks] for s in dict.fromkeys(in_point(tellings["zh"], item))]
    said = {lang: weighed(telling, item) for lang, telling in tellings.items()}
    return {"counted": item.counted, "reason": item.reason.value, "speaks": speaks, **said}
