"""Screens what people say in a case: a message before it is shown, lines of the chat when they come in."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from gongdao.case.decider import Command, decide
from gongdao.case.messaging import SayMessage
from gongdao.case.signals import AFTER, BEFORE, SCREENER, RaiseSignal
from gongdao.case.state import OTHER, Case, role
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.screening.links.said import links_said
from gongdao.screening.signal import Reason, Signal
from gongdao.screening.talk import Turn, screen_message
from gongdao.service.installation import law, now
from gongdao.service.queries.cases import case_of
from gongdao.service.record import blobs, store
from gongdao.service.screening_models import brands, talk

log = logging.getLogger(__name__)
PARTIES = tuple(OTHER)
# Who is nobody of the case writes as a swindler would; what the marketplace itself says is not screened.
WHOM = {"buyer": "buyer", "seller": "seller", "unknown_user": "stranger"}
CONTEXT = 24  # lines before a message that it is read with
MOST_LINES = 200  # of the chat that are looked at when they come in together
# Details of a reason that are somebody's own words, a name or a place: they stay where they were read.
OWN_WORDS = frozenset({
    "quote", "addressee", "address", "agent", "place", "signer", "sender", "from", "to", "other", "was", "now", "old",
    "new",
})  # fmt: skip


def before_shown(stream: str, message: SayMessage) -> tuple[Command, ...]:
    """Give a message with the scripts that were seen in it, and before it the signals that it and its links raise.

    The scripts follow from the text alone, so that a message sent again is the same; the signals also from what was
    said before it. Who only tells what a swindler wanted of him is warned with the other, and not held back.

    :raises Refused: ``text-too-long``.
    """
    alone = screen_message(talk(), message.text, who=role(message.by))
    marked = replace(message, scripts=() if alone is None or alone.details.get("told") else alone.scripts)
    case = case_of(stream)
    if case is None:
        return (marked,)
    before = [Turn(str(row.get("from", "")), text) for row, text in _chat(stream, case)][-CONTEXT:]
    signal = screen_message(talk(), message.text, before, role(message.by)) or alone
    found = _with_links(signal, message.text, len(before))
    about, whom = f"message:{message.id}", role(message.by)
    said = (raising(it, about, whom, PARTIES, BEFORE, len(before), message.at) for it in found)
    return (*(command for command in said if _stands(case, command)), marked)


def chat_came_in(stream: str, case: Case, known: int, said: Mapping[str, str] | None = None) -> int:
    """Screen the lines of the chat that a case took in beyond those known before; gives how many signals were raised.

    They were shown by the marketplace already, so they are only warned of. What cannot be screened or raised keeps
    nothing from the case. ``said`` are the texts of the chat by their commitments, where they are at hand.
    """
    if len(case.facts.get("chat", ())) <= known:
        return 0
    at, lines = now(), _chat(stream, case, said)
    first = max(known, len(lines) - MOST_LINES)
    return raise_all(stream, case, list(_seen_in(lines, first, at)), at)


def raising(
    signal: Signal, about: str, whom: str, seen_by: Sequence[str], screened: str, turn: int, at: datetime
) -> RaiseSignal:
    """Give the command that notes a signal on a case; ``turn`` is the number of the turn that it is about.

    Nobody's own words go with it: reasons keep the places in the text and leave the quotation out.
    """
    name = signal.model
    return RaiseSignal(
        at, SCREENER, signal.kind, about, whom, round(signal.score * 1000), f"{name.name} {name.version} {name.digest}",
        tuple(_written(reason, turn) for reason in signal.reasons), signal.scripts, signal.advice, tuple(seen_by),
        screened,
    )  # fmt: skip


def _written(reason: Reason, turn: int) -> str:
    """A reason as JSON; a place in an earlier turn has the number of turns before this one, as a negative number."""
    spans = [[it.sign, it.start, it.end, it.turn - turn] for it in reason.spans]
    details = {key: value for key, value in reason.details.items() if key not in OWN_WORDS}
    said = {"code": reason.code, "details": details, "spans": spans, "fields": list(reason.fields)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> object:
    return {"zh": value.zh, "en": value.en} if isinstance(value, Text) else str(value)


def _seen_in(lines: Sequence[tuple[dict[str, object], str]], first: int, at: datetime) -> Iterable[RaiseSignal]:
    turns = [Turn(str(row.get("from", "")), text) for row, text in lines]
    for number in range(first, len(lines)):
        row, turn = lines[number][0], turns[number]
        before = turns[max(0, number - CONTEXT) : number]
        if turn.who not in WHOM:
            continue
        try:
            signal = screen_message(talk(), turn.text, before, turn.who)
        except Refused:
            continue  # longer than any message is; nobody reads it either
        for it in _with_links(signal, turn.text, len(before)):
            yield raising(it, f"text:{row['text']}", WHOM[turn.who], PARTIES, AFTER, len(before), at)


def _with_links(signal: Signal | None, text: str, turn: int) -> tuple[Signal, ...]:
    """What was seen in a text as a whole, if anything, and in its links."""
    return (*((signal,) if signal else ()), *links_said(brands(), text, turn))


def _chat(stream: str, case: Case, said: Mapping[str, str] | None = None) -> list[tuple[dict[str, object], str]]:
    """The lines of a case's chat, in the order they came in, each with its text where it was not erased."""
    lines = case.facts.get("chat", ())
    texts = blobs.texts(law().using, stream) if lines and said is None else said or {}
    return [(row, texts.get(str(row.get("text", "")), "")) for row in lines]


def _stands(case: Case, command: RaiseSignal) -> bool:
    """Whether the pack of the case knows such a signal, and nothing like it was said of the same before."""
    try:
        decide(case, command, store.court(law()), caught_up=True)
    except Refused:
        return False
    return True


def raise_all(stream: str, case: Case, found: Iterable[RaiseSignal], at: datetime) -> int:
    """Note signals on a case, those that the pack knows and that say something new; gives how many."""
    raised = 0
    for command in found:
        if not _stands(case, command):
            continue
        try:
            store.submit(law(), stream, command, at)
            raised += 1
        except Refused as no:
            log.info("a signal about %s in %s was refused: %s", command.about, stream, no.code)
    return raised
