"""Shows cases and their parts as JSON: the same fields from the tables and from an opened case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from gongdao.case.codec import encode
from gongdao.case.decider import Recorded
from gongdao.case.due import clocks
from gongdao.case.stages.review import FactFound
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.words import EVENTS
from gongdao.ledger.execution import Payment
from gongdao.service.queries.cases import Opened, by_shown, shown_to
from gongdao.service.record import projections
from gongdao.service.record.instants import stored
from gongdao.service.record.journal import key_of
from gongdao.service.record.models import CaseRow, DeadlineRow

Json = dict[str, Any]
COLUMNS = (
    "platform", "pack", "stage", "round", "suspended", "reason", "currency", "claimed", "buyer", "seller", "owner",
    "opened_at", "entered_at", "closed_at", "updated_at", "seq",
)  # fmt: skip


def listed(row: CaseRow, deadlines: Iterable[DeadlineRow]) -> Json:
    """A case as its row has it."""
    said = {name: getattr(row, name) for name in COLUMNS}
    clocks_said = [_deadline(d.party, d.name, d.due, d.effect, d.rule, d.provisional) for d in deadlines]
    return _case(row.stream, said, row.order_id, row.turn, clocks_said)


def shown(seen: Opened) -> Json:
    """An opened case, with what fell due and is not written yet."""
    view = projections.view(seen.stream, seen.case, seen.court, seen.row.head, seen.row.pauses)
    said = {name: view[name] for name in COLUMNS} | {"seq": seen.case.seq}
    return _case(seen.stream, said, view["order_id"], view["turn"], [_deadline(*row[1:]) for row in view.deadlines])


def _case(stream: str, said: Mapping[str, Any], order: str, turn: str, deadlines: list[Json]) -> Json:
    source, _, number = stream.partition(":")
    return {"id": stream, "number": number, "source": source, **said, "order": order, "turn": turn.split(),
            "deadlines": deadlines}  # fmt: skip


def _deadline(party: str, name: str, due: str, effect: str, rule: str, provisional: bool) -> Json:
    return {"party": party, "name": name, "due": due, "effect": effect, "rule": rule, "provisional": bool(provisional)}


def deadlines(seen: Opened) -> list[Json]:
    """Every clock that runs, the first to end first."""
    return [
        _deadline(clock.party, clock.name, stored(clock.at), clock.effect, clock.rule, clock.provisional)
        for clock in clocks(seen.case, seen.court)
    ]


def plain(value: Any, texts: Mapping[str, str]) -> Any:
    """Facts and bodies as JSON, with texts in the place of their commitments."""
    if isinstance(value, str):
        return texts.get(value, value)
    if isinstance(value, Mapping):
        return {key: plain(each, texts) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each, texts) for each in value]
    if isinstance(value, datetime):
        return stored(value)
    return value.isoformat() if isinstance(value, date) else value


def rows(pairs: Iterable[tuple[str, Any]], texts: Mapping[str, str] | None = None) -> Json:
    """A flat row as an object."""
    return {key: plain(value, texts or {}) for key, value in pairs}


def events(seen: Opened, course: Iterable[Recorded], texts: Mapping[str, str], lang: str) -> list[Json]:
    """Events in order, with the texts of people for who may see them."""
    return [
        _event(number, recorded, seen, texts, lang)
        for number, recorded in enumerate(course, 1)
        if shown_to(seen, recorded.event)
    ]


def _event(number: int, recorded: Recorded, seen: Opened, texts: Mapping[str, str], lang: str) -> Json:
    body = encode(recorded.event)
    name = body.pop("type")
    said = {key: _row(value, texts) for key, value in body.items() if key not in ("version", "at", "by")}
    if "juror" in said:
        said["juror"] = by_shown(seen, said["juror"])
    return {
        "seq": number, "type": name, "label": EVENTS[name].say(lang), "at": stored(recorded.event.at),
        "recorded_at": stored(recorded.recorded_at), "by": by_shown(seen, recorded.event.by), "body": said,
        "written": number <= seen.row.seq,
    }  # fmt: skip


def _row(value: Any, texts: Mapping[str, str]) -> Any:
    """The pairs of a row as an object; its instants and days as texts."""
    if isinstance(value, list) and value and all(isinstance(each, list) and len(each) == 2 for each in value):
        return {str(key): _scalar(each, texts) for key, each in value}
    return plain(value, texts)


def _scalar(value: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return next(iter(value.values()))
    return plain(value, texts)


def timeline(seen: Opened, texts: Mapping[str, str]) -> list[Json]:
    """What happened between the parties, by time: acts, scans of parcels, messages of the chat."""
    facts, put_back = seen.case.facts, partial(plain, texts=texts)
    said = [_entry("act", row.get("actor", ""), row["act"], put_back(row)) for row in facts.get("events", ())]
    said += [_entry("scan", "carrier", row.get("scan", ""), put_back(row)) for row in facts.get("logistics", ())]
    said += [_entry("message", row.get("from", ""), "message", put_back(row)) for row in facts.get("chat", ())]
    return sorted((it for it in said if it["at"]), key=lambda it: it["at"])


def _entry(kind: str, by: str, what: str, row: Json) -> Json:
    return {"at": row.get("at", ""), "kind": kind, "by": by, "what": what, "row": row}


def offers(seen: Opened) -> list[Json]:
    """The offers of both sides, the oldest first."""
    return [
        {"id": it.id, "by": it.by, "kind": it.kind, "amount": it.amount, "freight": it.freight, "state": it.state,
         "answers": it.answers, "extras": rows(it.extras), "hours": it.hours, "at": stored(it.at) if it.at else None}
        for it in seen.case.offers
    ]  # fmt: skip


def evidence(seen: Opened, texts: Mapping[str, str]) -> list[Json]:
    """The pieces of evidence, with what became of each."""
    return [_piece(seen, dict(row), texts) for row in seen.case.facts.get("evidence", ())]


def _piece(seen: Opened, row: Json, texts: Mapping[str, str]) -> Json:
    id_ = str(row.pop("id", ""))
    by, kind, at = row.pop("by", ""), row.pop("kind", ""), row.pop("at", None)
    late, judged = bool(row.pop("late", False)), row.pop("judged", "")
    served = {to: stored(when) for (piece, to), when in sorted(seen.case.served.items()) if piece == id_}
    grounds = sorted(texts.get(ground, ground) for piece, ground in seen.case.challenged if piece == id_)
    return {"id": id_, "by": by, "kind": kind, "at": stored(at) if at else None, "late": late, "judged": judged,
            "shows": plain(row, texts), "served": served, "challenged": grounds}  # fmt: skip


def findings(course: Iterable[Recorded], texts: Mapping[str, str]) -> list[Json]:
    """The facts that staff found, each with its reason."""
    found = [it.event for it in course if isinstance(it.event, FactFound)]
    return [
        {"fact": it.fact, "holds": it.holds, "by": it.by, "at": stored(it.at), "evidence": list(it.evidence),
         "reason": texts.get(it.reason, it.reason)}
        for it in found
    ]  # fmt: skip


def rulings(course: Iterable[Recorded]) -> list[Json]:
    """The rulings, the oldest first."""
    return [_ruling(it.event) for it in course if isinstance(it.event, RulingGiven)]


def _ruling(it: RulingGiven) -> Json:
    return {
        "number": it.number, "at": stored(it.at), "by": it.by, "outcome": it.outcome, "winner": it.winner,
        "refund": it.refund, "head": it.head, "rules": list(it.rules), "law": list(it.law),
        "evidence": list(it.evidence), "payers": rows(it.payers), "lines": rows(it.lines), "pack": it.pack,
        "pack_digest": it.pack_digest, "facts_digest": it.facts_digest, "digest": it.digest,
    }  # fmt: skip


def payment(stream: str, leg: Payment) -> Json:
    """A payment of a case, known to the marketplace by the same name as when it was asked for."""
    return {
        "id": key_of(stream, leg.key), "leg": leg.id, "debt": leg.debt, "source": str(leg.source), "to": str(leg.to),
        "amount": leg.amount, "held": leg.held, "paid": leg.paid, "state": leg.state.value,
        "receipts": list(leg.receipts),
    }  # fmt: skip


def notice(row: tuple[Any, ...]) -> Json:
    """A notice of the outbox."""
    id_, text, created_at = row
    body = json.loads(text)
    return {
        "id": id_,
        **{key: body[key] for key in ("to", "about", "seq", "deadline", "due", "effect")},
        "at": created_at,
    }
