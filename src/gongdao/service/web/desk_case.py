"""The desk of one case: claim, facts and evidence, the finding of facts one at a time, and the ruling that follows."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from gongdao.case.decider import evolve
from gongdao.case.due import due
from gongdao.case.rounds import appeal_end
from gongdao.case.state import CLOSED, EVIDENCE, JURY, REMEDY, RETURNING, REVIEW, RULED, changed
from gongdao.policy.work import Countdown
from gongdao.service.people.models import STAFF, SUPERVISOR
from gongdao.service.queries.allowed import Act, acts
from gongdao.service.queries.cases import PARTIES, Opened, course, opened, texts
from gongdao.service.queries.colleagues import Colleague, colleagues
from gongdao.service.queries.desk import OURS, Due, at_the_desk, mine
from gongdao.service.queries.desk_case import bench
from gongdao.service.queries.people import people
from gongdao.service.queries.reasons import written
from gongdao.service.queries.related import related
from gongdao.service.queries.tellers import teller_of
from gongdao.service.web import desk_told
from gongdao.service.web.desk_told import Told
from gongdao.service.web.desk_words import by_name, lines, named, titled, whose
from gongdao.service.web.evidence_cards import files_of
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling.own_words import own_words

# The acts that stand in the row of buttons; the others have their own place on the page.
BESIDE = (
    "ask_evidence", "close_evidence", "open_jury", "reopen_evidence", "decide_recusal", "void_vote", "hand_over",
    "suspend_case", "resume_case", "correct_clerical_error", "retry_leg", "give_up_leg", "recuse",
    "decide_signal", "release_message",
)  # fmt: skip
# Nothing is left to rule on here, unless an appeal opens the case again.
DECIDED = (RULED, REMEDY, RETURNING, CLOSED)
# What waiting does not change, so that it is not shown as refused.
NEVER = (
    "wrong-stage", "no-such-vote", "not-suspended", "suspended-already", "no-recusal-asked", "no-such-leg",
    "no-such-ruling", "not-yours", "no-such-signal", "no-such-message", "jury-not-chosen", "jury-heard-before",
)  # fmt: skip


def desk_case(request: Visit, stream: str) -> HttpResponse:
    """Everything the owner needs to decide a case, the next finding to make first."""
    seen = opened(request.actor, stream, SUPERVISOR, STAFF)
    known = colleagues(request.actor)
    told = telling(request, seen)
    context = {**_head(request, seen, known), **_work(request, seen, told), **_beside(request, seen, told)}
    return render(request, "desk/case.html", context)


def telling(request: Visit, seen: Opened) -> Told:
    """Put at hand what the desk of an opened case says."""
    words = texts(seen)
    events = course(seen)
    said = written(events, words)
    at_desk = bench(seen.case, seen.court, seen.now, f"{seen.row.digest} {seen.case.seq}")
    teller = teller_of(seen, request.lang, people(seen, [it.by for it in said]), words)
    return Told(teller, seen.case, at_desk, said, own_words(teller, events))


def _head(request: Visit, seen: Opened, known: tuple[Colleague, ...]) -> dict[str, Any]:
    """Whose case it is, until when, and what else its owner has in hand."""
    names, lang, case = by_name(known), request.lang, seen.case
    dues = [Due(party, it.at, it.effect, it.rule, it.name) for party, it in due(case, seen.court).items()]
    reason = str(case.facts.get("claim", {}).get("reason", ""))
    goods = str(case.facts.get("goods", {}).get("name", ""))
    return {
        "seen": seen,
        "case": case,
        "title": titled(goods, case.pack, reason, seen.row.currency, lang),
        "amount": int(case.facts.get("claim", {}).get("amount", 0)),
        "clock": next((it for it in dues if it.party in OURS), None),
        "waits": [(whose(it).say(lang), it) for it in dues if it.party not in OURS],
        "owner": named(case.owner, names, lang),
        "yours": case.owner == seen.place.by,
        "others": lines(mine(request.actor), lang, now_of(request), names, at_the_desk(request.actor)),
    }


def _work(request: Visit, seen: Opened, told: Told) -> dict[str, Any]:
    """What is to be judged and found, and the ruling that follows so far."""
    found = {act.command: act for act in acts(seen)}
    pieces = desk_told.cards(told)
    return {
        "own_words": told.own_words,
        "points": desk_told.points(told),
        "findings": desk_told.findings(told, request.GET.get("finding", "")),
        "cards": pieces,
        "to_judge": next((card.piece.id for card in pieces if card.piece.waits), ""),
        "to_find": bool(told.bench.unfound),
        "files": files_of(seen),
        "drafts": () if seen.case.stage in DECIDED else desk_told.drafts(told),
        "judgments": desk_told.judgments(request.lang),
        "appeal_end": _appeal_end(seen, told),
        "acts": found,
        "beside": [found[name] for name in BESIDE if name in found and _worth(found[name])],
        "in_review": seen.case.stage == REVIEW,
        "heard": seen.case.stage in (EVIDENCE, JURY, REVIEW),
        "may_find": found["find_fact"].yes,
        "may_judge": found["find_fact"].yes and seen.case.stage == REVIEW,
    }


def _appeal_end(seen: Opened, told: Told) -> Countdown | None:
    """Until when the ruling that follows so far could be appealed if it were served now, by whoever has less time."""
    case = changed(seen.case, ripe="findings", rest=())
    for event in told.bench.draft:
        case = evolve(case, event)
    ends = [appeal_end(case, seen.court, seen.now, side) for side in PARTIES] if told.bench.draft else []
    return min((end for end in ends if end is not None), key=lambda end: end.due.at, default=None)


def _beside(request: Visit, seen: Opened, told: Told) -> dict[str, Any]:
    """What helps to weigh it: measured weights, the carriers' records, other cases of the same people."""
    found = related(request.actor, seen)
    return {
        "weights": desk_told.weights(told),
        "scans": desk_told.scans(told),
        "related": desk_told.others(told, found),
        "relations": found,
        "prior": seen.case.rulings,
    }


def _worth(act: Act) -> bool:
    return act.yes or act.code not in NEVER
