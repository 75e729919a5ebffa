"""Signals as a case page tells them: what was seen and where, what to do, who sees it, until when."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gongdao.case.personal import COMMITMENT
from gongdao.case.signals import SignalContested, SignalDecided, concerns, standing
from gongdao.case.state import Case, Signal
from gongdao.kernel.text import Text, sentence
from gongdao.screening.messages import ADVICE, REASONS
from gongdao.service.queries.cases import Opened, course
from gongdao.service.web import signal_words as words
from gongdao.service.web.signal_fields import kind_said
from gongdao.telling.instants import HOME
from gongdao.telling.marks import Mark, Piece, pieces
from gongdao.telling.signal_rows import kept_reason
from gongdao.telling.teller import Teller

STAFF = ("staff", "supervisor")
# Money is about to leave somebody's hands: the numbers to call stand with the warning.
SCAM = "message.scam"
# So many reasons stand in sight.
AT_ONCE = 4
# What stands in a scan and in its order, under the names that reasons have for it.
SCAN = re.compile(r"logistics\[(\d{1,4})\]")
OF_SCAN = ("signer", "agent", "place")
OF_ORDER = {"addressee": "receiver", "address": "address"}
MESSAGES = ("message:", "text:")


@dataclass(frozen=True, slots=True)
class Why:
    """One reason as a sentence; ``number`` is that of its mark in the text, 0 where it has none."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A signal in words: ``lead`` says what it means for who looks, ``text`` is what was said, its places marked.

    ``answers`` is how it was contested and reviewed. ``own``: it speaks of who looks, ``party``: who is of the case;
    ``message``: it is about what somebody wrote; ``contest``: who looks may contest it.
    """

    id: str
    kind: str
    about: str
    name: str
    lead: str
    state: Text
    tone: str
    why: tuple[Why, ...]
    text: tuple[Piece, ...]
    advice: tuple[str, ...]
    rule: str
    at: datetime
    until: datetime | None
    seen_by: tuple[Text, ...]
    before: bool
    own: bool
    party: bool
    message: bool
    calls: bool
    contest: bool
    review: bool
    model: str
    answers: tuple[str, ...] = ()

    @property
    def actable(self) -> bool:
        """Whether there is something to press."""
        return self.calls or self.contest or self.review

    @property
    def more(self) -> int:
        """How many reasons there are beyond those in sight."""
        return len(self.why) - AT_ONCE


def cards(seen: Opened, teller: Teller) -> tuple[Card, ...]:
    """Give the signals that stand and that who looks may see, the newest first."""
    found = standing(seen.case, seen.place.by, seen.now)
    said = _answers(seen, teller) if any(it.state != "raised" for it in found) else {}
    return tuple(replace(_card(seen, teller, it), answers=said.get(it.id, ())) for it in reversed(found))


def _answers(seen: Opened, teller: Teller) -> dict[str, tuple[str, ...]]:
    """How each signal was contested and reviewed, in the words of who did."""
    found: dict[str, tuple[str, ...]] = {}
    for recorded in course(seen):
        event = recorded.event
        if isinstance(event, SignalContested | SignalDecided):
            said = words.CONTESTED if isinstance(event, SignalContested) else words.REVIEWED
            told = teller.say(said, who=teller.begun(teller.who(event.by)), reason=teller.text(event.reason))
            found[event.id] = (*found.get(event.id, ()), told)
    return found


def about_of(case: Case, kept: str) -> str:
    """What a signal about a line of the chat is about: a message of the case, or what was said in the marketplace."""
    ours = next((it.id for it in case.messages if it.text == kept), "")
    return f"message:{ours}" if ours else f"text:{kept}"


def _spoken(case: Case, signal: Signal) -> str:
    """What stands for the text that a signal is about: a commitment, or nothing."""
    kind, _, name = signal.about.partition(":")
    if kind == "text":
        return name
    return next((it.text for it in case.messages if kind == "message" and it.id == name), "")


def _card(seen: Opened, teller: Teller, it: Signal) -> Card:
    lang, own = teller.lang, it.whom == seen.side
    reasons = [_filled(json.loads(each), seen, teller) for each in it.reasons]
    text = teller.texts.get(_spoken(seen.case, it), "")
    marks, why = _reasons(reasons, text, lang)
    message = it.about.startswith(MESSAGES)
    # What to do is told to who may lose by it: who it speaks of reads in the lead what he can do, and staff decide.
    not_theirs = (message and (own or not seen.side)) or (own and it.about == "shop")
    advice = () if not_theirs else tuple(code for code in it.advice if code in ADVICE)
    return Card(
        it.id, it.kind, it.about, kind_said(seen.case, seen.court, it.kind, lang), _lead(seen, teller, it, own),
        words.STATES[it.state], words.TONES[it.state], why, tuple(pieces(text, marks, 0, len(text))),
        tuple(sentence(ADVICE, code, lang, {}) for code in advice), it.rule, it.at, it.until,
        tuple(words.WHOM[who] for who in it.seen_by), it.screened == "before", own, bool(seen.side), message,
        bool(advice) and it.kind == SCAM and bool(seen.side),
        concerns(it, seen.side) and it.state == "raised",
        seen.place.role in STAFF and it.state in ("raised", "contested"), it.model,
    )  # fmt: skip


def _filled(reason: Mapping[str, Any], seen: Opened, teller: Teller) -> Mapping[str, Any]:
    """A reason about a parcel with what stands in its scan and its order, for who may read it there."""
    details, rows = reason.get("details", {}), seen.case.facts.get("logistics", ())
    numbers = [int(found[1]) for field in reason.get("fields", ()) if (found := SCAN.match(field))]
    scans = [rows[n] for n in numbers if n < len(rows) and _told_at(rows[n], details)]
    order = seen.case.facts.get("order", {})
    kept = {name: row[name] for row in scans for name in OF_SCAN if isinstance(row.get(name), str)}
    kept |= {name: order[key] for name, key in OF_ORDER.items() if scans and isinstance(order.get(key), str)}
    known = {name: teller.texts.get(value, value) for name, value in kept.items() if name not in details}
    told = {name: text for name, text in known.items() if text and not COMMITMENT.fullmatch(text)}
    return {**reason, "details": {**details, **told}}


def _told_at(row: Mapping[str, Any], details: Mapping[str, Any]) -> bool:
    """Whether a scan of the case is the one that a reason speaks of: of several parcels each counts its own."""
    at = row.get("at")
    # A reason tells the time as the scan was written, which the case may have brought home.
    said = {f"{it:%Y-%m-%d %H:%M}" for it in (at, at.astimezone(HOME))} if isinstance(at, datetime) else set()
    return str(details.get("at", ""))[:16] in said


def _lead(seen: Opened, teller: Teller, it: Signal, own: bool) -> str:
    """What the signal means for who looks, in one or two sentences."""
    tail = _tail(it, teller) if own else ""
    if it.about.startswith(MESSAGES):
        said = words.OWN_WORDS if own else words.SAID
        if any(it.about == f"message:{message.id}" and message.state == "held" for message in seen.case.messages):
            said = words.OWN_HELD if own else words.STOPPED if seen.side else words.HELD
        return teller.begun(teller.say(said, whom=words.WHOM[it.whom].say(teller.lang))) + tail
    if own:
        return words.OWN.say(teller.lang) + tail
    return teller.say(words.CHECKED, whom=words.WHOM[it.whom].say(teller.lang))


def _tail(it: Signal, teller: Teller) -> str:
    """What whoever it speaks of can still do about it."""
    return words.TAILS[it.state].say(teller.lang) if it.state in words.TAILS else ""


def _reasons(reasons: Sequence[Mapping[str, Any]], text: str, lang: str) -> tuple[tuple[Mark, ...], tuple[Why, ...]]:
    """The reasons in the order of their words, each place marked once; those without words come last."""
    taken: list[tuple[int, int]] = []
    placed: list[tuple[list[tuple[int, int]], Mapping[str, Any]]] = []
    for reason in reasons:
        free = [place for place in _places(reason, text) if not any(_overlap(place, other) for other in taken)]
        taken += free
        placed.append((free, reason))
    placed.sort(key=lambda it: (not it[0], min(it[0], default=(0, 0))))
    marks = [Mark(0, *place, number) for number, (free, _) in enumerate(placed, 1) for place in free]
    why = tuple(
        Why(number if free else 0, _quoted(reason, text, free, lang)) for number, (free, reason) in enumerate(placed, 1)
    )
    return tuple(sorted(marks, key=lambda mark: mark.start)), why


def _places(reason: Mapping[str, Any], text: str) -> list[tuple[int, int]]:
    """Where a reason stands in the text that the signal is about; places in what was said before are not among them."""
    return [(start, end) for _, start, end, turn in reason.get("spans", ()) if turn == 0 and end <= len(text)]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _quoted(reason: Mapping[str, Any], text: str, places: Sequence[tuple[int, int]], lang: str) -> str:
    """The reason with the words themselves where who looks may read them; else in a few words."""
    code = str(reason["code"])
    if not places or "{quote}" not in "".join(REASONS.get(code, ())):
        return kept_reason(reason, lang)
    start, end = min(places)
    return sentence(REASONS, code, lang, {**reason.get("details", {}), "quote": " ".join(text[start:end].split())})
