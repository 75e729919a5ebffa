"""Screens messages and conversations for swindlers' scripts and for extortion, and quotes what gave them away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongdao.kernel.errors import Refused
from gongdao.screening.lexicon import Lexicon, all_met, read_lexicon
from gongdao.screening.pasted import Turn, read_conversation
from gongdao.screening.signal import NOTHING, Model, Reason, Signal, Span
from gongdao.screening.signs import Found, signs_in
from gongdao.screening.text import Characters, read_characters
from gongdao.screening.weighing import (
    ONLY_TOGETHER,
    OWN_KIND,
    Weights,
    conversation_features_of,
    extortion_features_of,
    features_of,
    probability,
    read_weights,
)

LONGEST = 30_000  # code points of a message or of a whole conversation
PIECE = 600  # code points that are weighed together
STEP = 400
READ, READ_STEP = 1_800, 1_600  # code points that are read together
MOST_TURNS = 1_000
WINDOW = 8  # turns of one speaker that are weighed together
NEAR = 4 * WINDOW  # turns before a message that may say something of it
MOST_SPANS = 3  # of one sign
SCAM = "message.scam"
EXTORTION = "message.extortion"
__all__ = [
    "TalkModel",
    "Turn",
    "read_conversation",
    "screen_conversation",
    "screen_message",
    "talk_model",
    "told_of",
    "weigh_conversation",
    "weigh_message",
]
ASKING = ("demand", "place", "step")
ALWAYS = ("ask-the-platform", "call-police", "keep-proof")
OF_EXTORTION = ("let-a-person-look", "keep-proof")


@dataclass(frozen=True, slots=True)
class TalkModel:
    """All that screening of talk needs; made once by `talk_model`."""

    name: Model
    characters: Characters
    lexicon: Lexicon
    message: Weights
    conversation: Weights
    extortion: Weights


@dataclass(frozen=True, slots=True)
class Weighed:
    """How probable a swindler's script is, and the signs it was read from, each with the number of its turn."""

    score: float
    threshold: float
    found: tuple[tuple[int, Found], ...] = ()


NONE = Weighed(0.0, 1.0)


def talk_model(data: Mapping[str, Any]) -> TalkModel:
    """Make the model from the files of ``models/talk``: ``characters``, ``lexicon`` and ``weights``."""
    characters = read_characters(data["characters"])
    weights = data["weights"]
    kinds = (read_weights(weights[kind]) for kind in ("message", "conversation", "extortion"))
    name = Model("talk", weights["version"], weights["calibrated_on"], weights["digest"])
    return TalkModel(name, characters, read_lexicon(characters, data["lexicon"]), *kinds)


def screen_message(model: TalkModel, text: str, before: Sequence[Turn] = (), who: str = "") -> Signal | None:
    """Give the signal of a message, or None; ``before`` is what was said before it, ``who`` says it.

    A message after others is also weighed with what the same speaker said; earlier turns are quoted by number. A signal
    of what somebody only tells that another wanted of him has ``told`` among its details.

    :raises Refused: ``text-too-long``.
    """
    turns = (*before, Turn(who, text))
    if len(text) > LONGEST:
        raise Refused("text-too-long", most=LONGEST, length=len(text))
    last = len(turns) - 1
    seen = {last: _seen(model, text)}
    alone = _weighed_message(model, last, seen[last])
    ours = [number for number in range(max(0, last - NEAR), len(turns)) if turns[number].who == who][-WINDOW:]
    if before and seen[last]:
        seen |= {number: _seen(model, turns[number].text[:LONGEST]) for number in ours if number != last}
        scores = {number: _weighed_message(model, number, seen[number]).score for number in ours}
        alone = _likelier(alone, _weighed_window(model, ours, seen, scores))
    exacts = any(model.lexicon.signs[it.sign].part in OWN_KIND for it in seen[last])
    windows = [[last], [number for number in ours if number in seen]] if exacts else []
    return _surer(_signal(model, alone, turns), _extortion(model, turns, seen, windows))


def screen_conversation(model: TalkModel, turns: Sequence[Turn]) -> Signal | None:
    """Give the signal of a conversation, or None: the likeliest of its speakers, weighed over several turns.

    One turn alone is screened as a message.

    :raises Refused: ``text-too-long``, ``too-many-turns``.
    """
    length = sum(len(turn.text) for turn in turns)
    if length > LONGEST:
        raise Refused("text-too-long", most=LONGEST, length=length)
    if len(turns) > MOST_TURNS:
        raise Refused("too-many-turns", most=MOST_TURNS, number=len(turns))
    if len(turns) == 1:
        return screen_message(model, turns[0].text)
    seen = {number: _seen(model, turn.text) for number, turn in enumerate(turns)}
    best = weigh_conversation(model, turns, seen)
    windows = [window for said in _said(turns) for window in _windows(said)]
    return _surer(_signal(model, best, turns), _extortion(model, turns, seen, windows))


def weigh_conversation(
    model: TalkModel, turns: Sequence[Turn], seen: Mapping[int, tuple[Found, ...]] | None = None
) -> Weighed:
    """Give how probable a script is in a conversation, of the likeliest speaker."""
    seen = seen if seen is not None else {number: _seen(model, turn.text) for number, turn in enumerate(turns)}
    best, alone = NONE, {number: _weighed_message(model, number, seen[number]).score for number in seen}
    for said in _said(turns):
        for window in _windows(said):
            best = _likelier(best, _weighed_window(model, window, seen, alone))
    return best


def _said(turns: Sequence[Turn]) -> Iterator[Sequence[int]]:
    """The numbers of the turns of each speaker."""
    for who in dict.fromkeys(turn.who for turn in turns):
        yield [number for number, turn in enumerate(turns) if turn.who == who]


def weigh_message(model: TalkModel, text: str) -> Weighed:
    """Give how probable a script is in a message that stands alone."""
    return _weighed_message(model, 0, _seen(model, text))


def told_of(model: TalkModel, turns: Sequence[Turn], signs: Collection[str]) -> tuple[Span, ...]:
    """Give where turns tell of something, whether or not it is a script: the places of some signs."""
    found = ((number, it) for number, turn in enumerate(turns) for it in _seen(model, turn.text))
    return tuple(Span(it.sign, it.start, it.end, number) for number, it in found if it.sign in signs)


def _seen(model: TalkModel, text: str) -> tuple[Found, ...]:
    if len(text) <= READ:
        return signs_in(model.characters, model.lexicon, text)
    found: dict[Found, None] = {}
    for start in range(0, max(1, len(text) - READ + READ_STEP), READ_STEP):
        piece = text[start : start + READ]
        for it in signs_in(model.characters, model.lexicon, piece):
            found[Found(it.sign, start + it.start, start + it.end, it.disguised, it.told)] = None
    return tuple(sorted(found, key=lambda it: (it.start, it.end)))


def _weighed_message(model: TalkModel, number: int, seen: tuple[Found, ...]) -> Weighed:
    """The likeliest piece of a message: a long text says many things, and only what stands together counts."""
    best = Weighed(0.0, model.message.threshold)
    for piece in _pieces(seen):
        features = features_of(model.lexicon, _names(piece), disguised=any(it.disguised for it in piece))
        score = probability(model.message, features)
        best = _likelier(best, Weighed(score, model.message.threshold, tuple((number, it) for it in piece)))
    return best


def _pieces(seen: tuple[Found, ...]) -> Iterator[tuple[Found, ...]]:
    if not seen or seen[-1].end - seen[0].start <= PIECE:
        yield seen
        return
    starts = [it.start for it in seen]
    for start in range(starts[0], seen[-1].end, STEP):
        near = seen[bisect_left(starts, start) : bisect_left(starts, start + PIECE)]
        yield tuple(it for it in near if it.end <= start + PIECE)


def _windows(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    yield from (numbers[start : start + WINDOW] for start in range(max(1, len(numbers) - WINDOW + 1)))


def _weighed_window(
    model: TalkModel, numbers: Sequence[int], seen: Mapping[int, tuple[Found, ...]], alone: Mapping[int, float]
) -> Weighed:
    """``alone`` is how probable a script is in each turn by itself."""
    found = tuple((number, it) for number in numbers for it in seen[number])
    features = conversation_features_of(
        model.lexicon,
        [_names(seen[number]) for number in numbers],
        disguised=any(it.disguised for _, it in found),
        alone=max(alone[number] for number in numbers),
    )
    return Weighed(probability(model.conversation, features), model.conversation.threshold, found)


def _likelier(one: Weighed, other: Weighed) -> Weighed:
    """The one that is further beyond its threshold."""
    return other if other.score * one.threshold > one.score * other.threshold else one


def _surer(scam: Signal | None, extortion: Signal | None) -> Signal | None:
    return extortion if scam is None or (extortion and extortion.score > scam.score) else scam


def _names(found: Iterable[Found]) -> frozenset[str]:
    return frozenset(it.sign for it in found)


def _signal(model: TalkModel, weighed: Weighed, turns: Sequence[Turn]) -> Signal | None:
    if weighed.score < weighed.threshold:
        return None
    speaks = model.message if weighed.threshold == model.message.threshold else model.conversation
    names = _names(it for _, it in weighed.found)
    said = {name: _weight(model.lexicon, speaks, names, name) for name in names}
    found = [(number, it) for number, it in weighed.found if said[it.sign] > 0]
    return Signal(
        SCAM,
        weighed.score,
        model.name,
        tuple(_reasons(found, turns, lambda sign: said[sign])),
        _scripts(model.lexicon, names, without=("SC-8",)),
        _advice(model.lexicon, names),
        {"told": True} if _only_told(model.lexicon, weighed) else NOTHING,
    )


def _weight(lexicon: Lexicon, speaks: Weights, names: frozenset[str], sign: str) -> float:
    """What a sign weighs: alone, or as a part of the weightiest that is met where it counts only together."""
    if lexicon.signs[sign].part not in ONLY_TOGETHER:
        return speaks.weights.get(sign, 0.0)
    met = all_met(lexicon.together, names)
    ours = (speaks.weights.get(it, 0.0) for it in met if any(sign in group for group in lexicon.together[it]))
    return max(ours, default=0.0)


def _only_told(lexicon: Lexicon, weighed: Weighed) -> bool:
    """Whether all that is asked for was asked for by somebody else, of whom the writer tells."""
    asked = [it.told for _, it in weighed.found if lexicon.signs[it.sign].part in ASKING]
    return bool(asked) and all(asked)


def _extortion(
    model: TalkModel,
    turns: Sequence[Turn],
    seen: Mapping[int, tuple[Found, ...]],
    windows: Iterable[Sequence[int]],
) -> Signal | None:
    """Extortion by a buyer, of what one speaker says in some turns: only a label, for a person to look at."""
    best: list[tuple[int, Found]] = []
    score = 0.0
    for window in windows:
        found = [(number, it) for number in window for it in seen[number]]
        now = probability(model.extortion, extortion_features_of(model.lexicon, _names(it for _, it in found)))
        best, score = (found, now) if now > score else (best, score)
    parts = {model.lexicon.signs[it.sign].part for _, it in best}
    if score < model.extortion.threshold or not parts.issuperset(OWN_KIND):
        return None
    weights = model.extortion.weights
    speaking = [(number, it) for number, it in best if weights.get(it.sign, 0.0) > 0]
    reasons = tuple(_reasons(speaking, turns, lambda sign: weights[sign]))
    return Signal(EXTORTION, score, model.name, reasons, ("SC-8",), OF_EXTORTION)


def _reasons(
    found: Iterable[tuple[int, Found]], turns: Sequence[Turn], weight: Callable[[str], float]
) -> Iterator[Reason]:
    """One reason for every sign, the weightiest first, each with where it stands and the words.

    ``found`` is in the order in which it was said.
    """
    by_sign: dict[str, list[tuple[int, Found]]] = {}
    for number, it in found:
        by_sign.setdefault(it.sign, []).append((number, it))
    for sign in sorted(by_sign, key=lambda sign: (-weight(sign), sign)):
        spans = tuple(Span(sign, it.start, it.end, number) for number, it in by_sign[sign][:MOST_SPANS])
        first = spans[0]
        yield Reason(sign, {"quote": turns[first.turn].text[first.start : first.end]}, spans)


def _scripts(lexicon: Lexicon, names: frozenset[str], without: Sequence[str] = ()) -> tuple[str, ...]:
    return tuple(rule for rule in all_met(lexicon.scripts, names) if rule not in without)


def _advice(lexicon: Lexicon, names: frozenset[str]) -> tuple[str, ...]:
    return (*(say for say, signs in lexicon.advice if not names.isdisjoint(signs)), *ALWAYS)
