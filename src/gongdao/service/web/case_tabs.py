"""The further tabs of a case page: the evidence, the talks, the money and the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from gongdao.case.decider import Event, Recorded, evolve
from gongdao.case.payments import LegSent
from gongdao.case.stages.offers import StandingOfferTaken
from gongdao.case.stages.opening import FactsTaken, RequestOpened
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case, role
from gongdao.kernel.text import Text, listed
from gongdao.ledger.execution import Payment, State
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.tellers import filled
from gongdao.service.web.evidence_cards import title
from gongdao.service.web.signals import Card, about_of, cards
from gongdao.telling.events import sentences
from gongdao.telling.facts import STRANGER
from gongdao.telling.own_words import written_with
from gongdao.telling.ruling import verdict
from gongdao.telling.sums import WORDS as SUMS
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import DEBTS, called
from gongdao.telling.words import OWED, WORDS

# How a payment stands: its tone and its words.
PAYMENTS: Mapping[str, tuple[str, Text]] = {
    "held": ("", Text("已备好，还没有付", "Set aside, not paid yet")),
    "sent": ("warn", Text("已交商城，等它到账", "With the marketplace, not confirmed yet")),
    "confirmed": ("good", Text("已到账", "Paid")),
    "failed": ("bad", Text("没有付成，钱还备着", "It failed; the money stays set aside")),
    "released": ("", Text("不再办理", "Given up")),
}
TALKS = (
    "RequestOpened", "OfferMade", "OfferAccepted", "OfferRefused", "OfferWithdrawn", "RequestRefused", "RefundAgreed",
    "ReturnAgreed", "RequestWithdrawn", "PlatformCalled", "StandingOfferTaken", "FactAdmitted",
)  # fmt: skip
# A later note than this is worth a word.
LATER = timedelta(minutes=2)
PLUMBING = ("PaymentsPlanned", "PlanEnded", "EvidenceServed")
# Parts of the facts that are told elsewhere, or are nobody's business here.
UNTOLD = ("chat", "accounts")
TOLD = Text("商城送来的资料：{parts}。", "Told by the marketplace: {parts}.")
KEY_EVENTS = (
    "RequestOpened", "PlatformCalled", "RulingGiven", "Appealed", "CaseClosed", "OfferAccepted", "JuryOpened",
    "EvidenceClosed", "LegAnswered", "RefundAgreed", "ReturnAgreed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the talks: an offer, an answer or a message; ``open`` while an offer waits for an answer.

    ``about`` is what a signal about it names, ``cards`` are those signals.
    """

    at: datetime
    who: str
    mine: bool
    title: str
    text: str
    kind: str
    open: bool = False
    about: str = ""
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment: from which account, to whom, for what, and how it stands."""

    id: str
    source: str
    to: str
    what: str
    amount: int
    paid: int
    tone: str
    state: Text


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history; ``known`` where it became known later than it took effect.

    ``parts`` are the facts the marketplace told of, ``ruling`` the number of a ruling.
    """

    at: datetime
    texts: tuple[str, ...]
    key: bool
    known: datetime | None
    parts: tuple[str, ...] = ()
    ruling: int = 0


def titles(seen: Opened, teller: Teller) -> dict[str, str]:
    """Give what each piece of evidence shows, by its id."""
    return {str(row.get("id")): title(teller, row) for row in seen.case.facts.get("evidence", ())}


def examined(seen: Opened, teller: Teller, pieces: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was worked out of each piece, with why it counts or not only where somebody examined it."""
    rows = {str(row.get("id")): row for row in seen.case.facts.get("evidence", ())}
    return {id_: {**piece, teller.lang: _why(teller, rows[id_], piece)} for id_, piece in pieces.items() if id_ in rows}


def ruled_pieces(
    seen: Opened, teller: Teller, weighed: Sequence[Mapping[str, Any]], course: Sequence[Recorded], at: datetime
) -> list[dict[str, Any]]:
    """Give each piece a ruling speaks of: what it shows, whose, why it counts or not, and what staff wrote of it."""
    rows = {str(row.get("id")): row for row in seen.case.facts.get("evidence", ())}
    notes: dict[str, list[str]] = {}
    for recorded in course:
        event: Any = recorded.event
        if type(event).__name__ in ("EvidenceJudged", "EvidenceLeft") and event.at <= at and event.reason.strip():
            notes.setdefault(event.id, []).append(teller.text(event.reason))
    return [
        {
            "id": piece["id"], "title": title(teller, rows.get(piece["id"], {})),
            "by": teller.begun(teller.who(str(rows[piece["id"]]["by"]))) if piece["id"] in rows else "",
            "why": filled(str(piece[teller.lang]), teller), "notes": notes.get(piece["id"], [])[-1:],
        }
        for piece in weighed
    ]  # fmt: skip


def _why(teller: Teller, row: Mapping[str, Any], piece: Mapping[str, Any]) -> str:
    """Why a piece counts or not; nothing while nobody has examined it."""
    known = piece.get("counted") or row.get("judged") or row.get("late") or row.get("left")
    return filled(str(piece.get(teller.lang, "")), teller) if known else ""


def talks(seen: Opened, teller: Teller, course: Sequence[Recorded]) -> list[Said]:
    """Give the talks: the messages of the order's chat and what was offered and answered in the case, by time."""
    told: dict[str, list[Card]] = {}
    for card in cards(seen, teller):
        told.setdefault(card.about, []).append(card)
    lines = [*_chat(seen, teller), *_held(seen, teller), *_offers(seen, teller, course)]
    return sorted((replace(it, cards=tuple(told.get(it.about, ()))) for it in lines), key=lambda it: it.at)


def talked(seen: Opened, course: Iterable[Recorded]) -> int:
    """Count the lines that the talks show."""
    acts = sum(_is_talk(recorded.event, seen.case) for recorded in course)
    held = sum(it.state == "held" for it in seen.case.messages) if seen.sees_people else 0
    return acts + held + sum("at" in row for row in seen.case.facts.get("chat", ()))


def _held(seen: Opened, teller: Teller) -> Iterator[Said]:
    """What was held back, for who wrote it and for staff; the other side is told that there is something, not what."""
    for it in seen.case.messages:
        if it.state == "held" and seen.sees_people:
            mine, read = it.by == seen.side, seen.side in ("", it.by)
            text, kind = (teller.text(it.text), "held") if read else ("", "stopped")
            yield Said(it.at, teller.begun(teller.who(it.by)), mine, "", text, kind, about=f"message:{it.id}")


def _chat(seen: Opened, teller: Teller) -> Iterator[Said]:
    for row in seen.case.facts.get("chat", ()):
        by, kept = str(row.get("from", "")), str(row.get("text", ""))
        if "at" in row:
            who = STRANGER.say(teller.lang) if by == "unknown_user" else teller.who(by)
            about = about_of(seen.case, kept)
            kind = "message" if about.startswith("message:") else "chat"
            yield Said(row["at"], teller.begun(who), by == seen.side, "", teller.text(kept), kind, about=about)


def _offers(seen: Opened, teller: Teller, course: Sequence[Recorded]) -> Iterator[Said]:
    case = Case()
    open_ = {offer.id for offer in seen.case.offers if offer.state == "open"}
    for recorded in course:
        after = evolve(case, recorded.event)
        event: Any = recorded.event
        name = type(event).__name__
        if _is_talk(event, seen.case):
            said = sentences(teller, case, recorded, after)
            waits = name == "OfferMade" and event.id in open_
            who, kind = teller.begun(teller.who(event.by)), "offer" if name.startswith("Offer") else "act"
            mine, what = role(event.by) == seen.side, said[0] if said else ""
            yield Said(event.at, who, mine, what, _wrote(teller, event), kind, waits)
        case = after


def _wrote(teller: Teller, event: Event) -> str:
    """What the buyer wrote with the request; of other acts the sentence says it."""
    return teller.text(written_with(event.claim)) if isinstance(event, RequestOpened) else ""


def _is_talk(event: Event, case: Case) -> bool:
    return type(event).__name__ in TALKS and not _of_another_reason(event, case)


def _of_another_reason(event: Event, case: Case) -> bool:
    """Whether it is what the seller offers to who asks for another reason: nothing that was said here."""
    return isinstance(event, StandingOfferTaken) and event.reason != case.facts.get("claim", {}).get("reason")


def payments(seen: Opened, teller: Teller) -> list[Paid]:
    """Give every payment of every plan, in the order they were made."""
    return [_paid(teller, leg) for leg in seen.case.legs]


def paid_for(seen: Opened, teller: Teller, ruling: int) -> list[tuple[str, str]]:
    """Give out of which account a ruling is paid, once that is known: what it named may have held too little by then.

    Nothing where no payment was made out, or not all was found.
    """
    given = next((each for each in seen.case.rulings if each.number == ruling), None)
    plan = next((plan for plan in seen.case.plans if plan.ruling == f"R{ruling}"), None)
    if plan is None or given is None or given.shortfalls:
        return []
    legs = [leg for leg in plan.payments if leg.state is not State.RELEASED and not leg.fell_short]
    return [_from_to(teller, leg) for leg in legs]


def _from_to(teller: Teller, leg: Payment) -> tuple[str, str]:
    debt = called({**DEBTS, **OWED}, leg.debt.partition(":")[0], teller.lang)
    parts = {"account": teller.account(str(leg.source)), "to": teller.receiver(str(leg.to))}
    return teller.say(SUMS["from"], **parts) + teller.say(SUMS["for"], what=debt), teller.money(leg.amount)


def _paid(teller: Teller, leg: Payment) -> Paid:
    tone, state = PAYMENTS[leg.state.value]
    what = called({**DEBTS, **OWED}, leg.debt.partition(":")[0], teller.lang)
    return Paid(
        leg.id, teller.begun(teller.account(str(leg.source))), teller.receiver(str(leg.to)), what, leg.amount, leg.paid,
        tone, state,
    )  # fmt: skip


def history(teller: Teller, course: Sequence[Recorded], shown: Callable[[Event], bool]) -> list[Line]:
    """Give what happened, event by event, each said by its sentence; the newest last, and only what is ``shown``.

    What the marketplace told of at one time is one line that names the parts; its messages stand among the talks.
    """
    lines: list[Line] = []
    case = Case()
    for recorded in course:
        after = evolve(case, recorded.event)
        line = _line(teller, case, recorded, after) if shown(recorded.event) else None
        if line is not None:
            lines.append(line)
        case = after
    return _merged(lines, teller.lang)


def _line(teller: Teller, case: Case, recorded: Recorded, after: Case) -> Line | None:
    event = recorded.event
    name = type(event).__name__
    if name in PLUMBING or isinstance(event, LegSent):
        return None
    late = recorded.recorded_at if recorded.recorded_at - event.at > LATER else None
    if isinstance(event, FactsTaken):
        part = teller.part(event.path) if event.path not in UNTOLD else ""
        return Line(event.at, (), key=False, known=late, parts=(part,)) if part else None
    if isinstance(event, RulingGiven):
        # Its reasons stand on its own page; to work them out again takes as long as to rule.
        parts = {"number": event.number, "by": teller.who(event.by), "verdict": verdict(teller, after, event)}
        told = teller.say(WORDS["ruling"], **parts)
        return Line(event.at, (told,), key=True, known=late, ruling=event.number)
    said = tuple(sentences(teller, case, recorded, after))
    return Line(event.at, said, name in KEY_EVENTS, late) if said else None


def _merged(lines: list[Line], lang: str) -> list[Line]:
    """Put together what was told of one after another, and say it in one sentence."""
    merged: list[Line] = []
    for line in lines:
        if line.parts and merged and merged[-1].parts:
            merged[-1] = replace(merged[-1], parts=(*merged[-1].parts, *line.parts))
        else:
            merged.append(line)
    return [_said_together(line, lang) if line.parts else line for line in merged]


def _said_together(line: Line, lang: str) -> Line:
    parts = listed(dict.fromkeys(line.parts), lang)
    return replace(line, texts=(TOLD.say(lang).format(parts=parts),))
