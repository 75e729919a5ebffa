"""A signal: what screening saw, how sure it is, why, and what to do now. It is evidence, never a verdict (P-SHIELD)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gongdao.kernel.text import Text, sentence
from gongdao.screening.messages import ADVICE, KINDS, REASONS, SIGNS

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Span:
    """Where a sign stands: ``text[start:end]`` of the turn (from 0) as it was handed in, in code points."""

    sign: str
    start: int
    end: int
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that gave it away: a code with its details, the places in the text, or the fields it was read from."""

    code: str
    details: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    spans: tuple[Span, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """What gave the score: its name and version, the data its probability was calibrated on, and its digest."""

    name: str
    version: str
    data: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """What screening says of one thing.

    ``kind`` is a key of `messages.KINDS`; ``score`` a probability in [0, 1] on the data that ``model`` names;
    ``scripts`` the rules SC-1 to SC-10 that were met; ``advice`` what to do now, in order, as codes of
    `messages.ADVICE`. What a signal may trigger is not its own to say: the pack says it.
    """

    kind: str
    score: float
    model: Model
    reasons: tuple[Reason, ...] = ()
    scripts: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=lambda: NOTHING)


def named(signal: Signal) -> Text:
    """Give what a signal is called, in Chinese and English."""
    return Text(*KINDS[signal.kind])


def told(reason: Reason, lang: str) -> str:
    """Give a reason as a sentence."""
    return sentence(REASONS, reason.code, lang, reason.details)


def sign_of(span: Span, lang: str) -> str:
    """Give what a marked place shows, in a few words."""
    return sentence(SIGNS, span.sign, lang, {})


def advised(code: str, lang: str) -> str:
    """Give one step of advice as a sentence."""
    return sentence(ADVICE, code, lang, {})
