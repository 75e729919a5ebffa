"""What the public check says of a message, a conversation, a link or six answers: stop or not, why, what to do now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongdao.kernel.text import Text, shown
from gongdao.screening.links.brands import Brands
from gongdao.screening.links.screen import LOOKALIKE, OFFICIAL, TRICK, UNKNOWN, screen_links
from gongdao.screening.messages import ADVICE
from gongdao.screening.questions import Answered, answered
from gongdao.screening.signal import Reason, Signal, Span, advised, told
from gongdao.screening.talk import (
    EXTORTION,
    SCAM,
    TalkModel,
    Turn,
    read_conversation,
    screen_conversation,
    screen_message,
    told_of,
)
from gongdao.telling.check_words import (
    A_SCAM,
    HEADS,
    LEADS,
    LOST,
    NOTHING,
    PERSON,
    STEPS,
    STOP,
    STORIES,
    TITLES,
    UNSURE,
)
from gongdao.telling.marks import Mark, Passage, passages

MOST_REASONS = 10
BAD = (LOOKALIKE, TRICK)
# Says that money is gone already, which is no word of the swindler: it decides what is to be done first.
GONE = ("narrates-loss", "money-gone")
FIRST = ("call-police", "call-bank")
# A look-alike address says more than so few signs in the words around it.
FEW = 2
# What is less probable is said to be like a scam, and not to be one.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a text: as it was written, in which turn it stands, and what screening says of it."""

    text: str
    turn: int
    start: int
    end: int
    signal: Signal


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at and what was found: the turns, the signal of the talk, the links, the answers, losses told."""

    turns: tuple[Turn, ...]
    talk: Signal | None
    links: tuple[Link, ...]
    answers: Answered
    gone: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """One reason as a sentence; ``number`` is that of its mark in the text, 0 where it has none."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said to the person: how much it presses, one sentence, why with the marked words, what to do in order."""

    level: str
    head: str
    title: str
    lead: str
    passages: tuple[Passage, ...]
    why: tuple[Why, ...]
    advice: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    scripts: tuple[str, ...]


def look(talk: TalkModel, brands: Brands, text: str, yes: Collection[str] = ()) -> Looked:
    """Screen what somebody handed in.

    :raises Refused: ``text-too-long``, ``too-many-turns``.
    """
    turns = read_conversation(text) if text.strip() else ()
    signal = None
    if turns:
        signal = screen_conversation(talk, turns)
        if signal is None and len(turns) == 1:
            signal = screen_message(talk, turns[0].text)
    return Looked(turns, signal, tuple(_links(brands, turns)), answered(yes), told_of(talk, turns, GONE))


def verdict(looked: Looked, lang: str, whole: bool = False) -> Verdict:
    """Say it in a language; ``whole``: with all of the text, and not only what stands around its marks."""
    level, key = _level(looked)
    marks, why = _reasons(looked, lang)
    details = _details(looked, len(looked.answers.reasons) if key == "answers" else len(why), lang)
    title = _story(looked) if key == "words" else TITLES.get(key, A_SCAM)
    return Verdict(
        level,
        HEADS[level].say(lang),
        title.say(lang).format(**details),
        LEADS[_LEAD.get(key, key)].say(lang).format(**details),
        passages(looked.turns, marks, whole),
        why,
        tuple(advised(code, lang) for code in _advice(looked, level)),
        tuple((link.text, told(link.signal.reasons[0], lang)) for link in looked.links if link.signal.kind not in BAD),
        looked.talk.scripts if looked.talk else (),
    )


_LEAD = {"lookalike": "link", "trick": "link"}


def _level(looked: Looked) -> tuple[str, str]:
    """How much it presses, and what is said of it."""
    kinds = [link.signal.kind for link in looked.links]
    scam = looked.talk if looked.talk and looked.talk.kind == SCAM else None
    if scam and _sure(scam) and (len(scam.reasons) > FEW or LOOKALIKE not in kinds):
        return STOP, "words"
    for kind, key in ((LOOKALIKE, "lookalike"), (TRICK, "trick")):
        if kind in kinds:
            return STOP, key
    if looked.answers.stop:
        return STOP, "answers"
    if looked.talk and looked.talk.kind == EXTORTION:
        return PERSON, "extortion"
    if looked.gone:
        return LOST, "gone"
    if scam:
        return UNSURE, "maybe"
    if looked.answers.reasons:
        return UNSURE, "half"
    return (UNSURE, "unknown") if UNKNOWN in kinds else (NOTHING, "nothing")


def _sure(scam: Signal) -> bool:
    """Whether the words of a scam are enough by themselves: probable as they are, or a script was met in full."""
    return scam.score >= SURE or bool(scam.scripts)


def _links(brands: Brands, turns: Sequence[Turn]) -> Iterator[Link]:
    for number, turn in enumerate(turns):
        for found, signal in screen_links(brands, turn.text):
            yield Link(found.link, number, found.start, found.end, signal)


def _reasons(looked: Looked, lang: str) -> tuple[tuple[Mark, ...], tuple[Why, ...]]:
    """The reasons in the order of their words, each place marked once; those without words come last."""
    placed: list[tuple[Reason, tuple[Span, ...]]] = []
    taken: list[Span] = []
    for reason in _found(looked):
        free = tuple(span for span in reason.spans if not any(_overlap(span, other) for other in taken))
        if free or not reason.spans:
            placed.append((reason, free))
            taken += free
    placed = placed[:MOST_REASONS]
    placed.sort(key=lambda it: (not it[1], min(((span.turn, span.start) for span in it[1]), default=(0, 0))))
    marks = [
        Mark(span.turn, span.start, span.end, number) for number, (_, spans) in enumerate(placed, 1) for span in spans
    ]
    why = [Why(number if spans else 0, told(_short(reason), lang)) for number, (reason, spans) in enumerate(placed, 1)]
    return tuple(marks), tuple(why)


def _found(looked: Looked) -> Iterator[Reason]:
    for link in looked.links:
        if link.signal.kind in BAD:
            span = Span(link.signal.kind, link.start, link.end, link.turn)
            first = link.signal.reasons[0]
            yield Reason(first.code, first.details, (span,), first.fields)
    for reason in looked.talk.reasons if looked.talk else ():
        if reason.code not in GONE:
            yield replace(reason, spans=tuple(_whole(span, looked.links) for span in reason.spans))
    said = {reason.code for reason in looked.talk.reasons} if looked.talk else set()
    yield from (reason for reason in looked.answers.reasons if reason.code not in said)


def _whole(span: Span, links: Sequence[Link]) -> Span:
    """A place with all of the link it begins or ends in."""
    for link in links:
        if link.turn == span.turn and span.start < link.end and link.start < span.end:
            return replace(span, start=min(span.start, link.start), end=max(span.end, link.end))
    return span


def _short(reason: Reason) -> Reason:
    """A reason with its quotation on one line."""
    quote = reason.details.get("quote")
    if not isinstance(quote, str):
        return reason
    return replace(reason, details={**reason.details, "quote": " ".join(quote.split())})


def _overlap(one: Span, other: Span) -> bool:
    return one.turn == other.turn and one.start < other.end and other.start < one.end


def _story(looked: Looked) -> Text:
    codes = {reason.code for reason in looked.talk.reasons} if looked.talk else set()
    return next((title for signs, title in STORIES if signs & codes), A_SCAM)


def _details(looked: Looked, n: int, lang: str) -> Mapping[str, str]:
    brands = [link.signal.details["brand"] for link in looked.links if link.signal.kind == LOOKALIKE]
    return {"n": str(n), "brand": shown(brands[0], lang) if brands else ""}


def _advice(looked: Looked, level: str) -> list[str]:
    """Every step once, in the order of the table of advice, which is that in which they are to be done."""
    signals = [*([looked.talk] if looked.talk else []), *(link.signal for link in looked.links)]
    codes = {code for signal in signals if signal.kind != OFFICIAL for code in signal.advice}
    codes |= {*looked.answers.advice, *STEPS.get(level, ())}
    codes |= {*FIRST} if looked.gone else set()
    return sorted((code for code in ADVICE if code in codes), key=lambda code: bool(looked.gone) and code not in FIRST)
