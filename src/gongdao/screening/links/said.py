"""The links that somebody said: one signal for all that imitate a brand, one for all with another trick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongdao.screening.links.brands import Brands
from gongdao.screening.links.screen import LOOKALIKE, MOST_REASONS, TRICK, screen_links
from gongdao.screening.signal import Signal, Span


def links_said(brands: Brands, text: str, turn: int = 0) -> tuple[Signal, ...]:
    """Give what is to be warned of among the links of a text, at most one signal of each kind, the surest first.

    Its reasons say where their link stands, in the turn of that number. An unknown or official link gives nothing.
    """
    found = [
        _placed(signal, Span(signal.kind, link.start, link.end, turn)) for link, signal in screen_links(brands, text)
    ]
    return tuple(_joined(same) for kind in (LOOKALIKE, TRICK) if (same := [it for it in found if it.kind == kind]))


def _placed(signal: Signal, span: Span) -> Signal:
    return replace(signal, reasons=tuple(replace(reason, spans=(span,)) for reason in signal.reasons))


def _joined(signals: Sequence[Signal]) -> Signal:
    """The surest of several, with the reasons of all."""
    first, *rest = sorted(signals, key=lambda it: -it.score)
    reasons = (*first.reasons, *(reason for it in rest for reason in it.reasons))
    return replace(first, reasons=reasons[:MOST_REASONS])
