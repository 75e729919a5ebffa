"""Signals as a case page tells them: what was seen and where, what to do, who sees it, until when."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongdao.case.signals import concerns, standing
from gongdao.case.state import Case, Signal
from gongdao.kernel.text import Text, sentence
from gongdao.screening.messages import ADVICE
from gongdao.service.queries.cases import Opened
from gongdao.service.web.signal_fields import kind_said
from gongdao.telling.marks import Mark, Piece, pieces
from gongdao.telling.signal_rows import kept_reason
from gongdao.telling.teller import Teller

STATES: Mapping[str, Text] = {
    "raised": Text("还没有人工看过", "No person has looked at it yet"),
    "contested": Text("有异议，等人工复核", "Contested; a person reviews it"),
    "upheld": Text("人工看过，保留", "A person has looked at it: it stays"),
}
WHOM: Mapping[str, Text] = {
    "buyer": Text("买家", "the buyer"),
    "seller": Text("卖家", "the seller"),
    "carrier": Text("快递公司", "the carrier"),
    "stranger": Text("身份不明的人", "somebody unknown"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A signal in words; ``text`` is what was said, its places marked; ``contest``: who looks may contest it."""

    id: str
    name: str
    whom: Text
    state: Text
    reasons: tuple[str, ...]
    text: tuple[Piece, ...]
    advice: tuple[str, ...]
    rule: str
    at: datetime
    until: datetime | None
    seen_by: tuple[Text, ...]
    before: bool
    stops: bool
    contest: bool
    review: bool
    model: str


def cards(seen: Opened, teller: Teller, texts: Mapping[str, str]) -> tuple[Card, ...]:
    """Give the signals that stand and that who looks may see, the newest first."""
    found = standing(seen.case, seen.place.by, seen.now)
    return tuple(_card(seen, teller.lang, texts, it) for it in reversed(found))


def spoken(case: Case, signal: Signal) -> str:
    """Give what stands for the text that a signal is about: a commitment, or nothing."""
    kind, _, name = signal.about.partition(":")
    if kind == "text":
        return name
    return next((it.text for it in case.messages if kind == "message" and it.id == name), "")


def _card(seen: Opened, lang: str, texts: Mapping[str, str], it: Signal) -> Card:
    reasons = [json.loads(each) for each in it.reasons]
    said = texts.get(spoken(seen.case, it), "")
    return Card(
        it.id, kind_said(seen.case, seen.court, it.kind, lang), WHOM[it.whom], STATES[it.state],
        tuple(kept_reason(each, lang) for each in reasons), _marked(said, reasons),
        tuple(sentence(ADVICE, code, lang, {}) for code in it.advice if code in ADVICE), it.rule, it.at, it.until,
        tuple(WHOM[who] for who in it.seen_by), it.screened == "before", "block" in it.actions,
        concerns(it, seen.side) and it.state == "raised",
        seen.place.role in ("staff", "supervisor") and it.state in ("raised", "contested"), it.model,
    )  # fmt: skip


def _marked(text: str, reasons: Sequence[Mapping[str, Any]]) -> tuple[Piece, ...]:
    """The text with each place marked by the number of its reason."""
    places = sorted(
        (start, end, number)
        for number, reason in enumerate(reasons, 1)
        for _, start, end, turn in reason.get("spans", ())
        if turn == 0
    )
    return tuple(pieces(text, [Mark(0, start, end, number) for start, end, number in places], 0, len(text)))
