"""A signal as machines and command lines are told it: kind, score, reasons with their places, advice, model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongdao.screening.messages import SIGNS
from gongdao.screening.signal import Reason, Signal, Span, advised, named, sign_of, told


def told_signal(signal: Signal, lang: str) -> dict[str, Any]:
    """Give a signal as JSON, its sentences in a language."""
    model = signal.model
    return {
        "kind": signal.kind,
        "name": named(signal).say(lang),
        "score": round(signal.score, 4),
        "scripts": list(signal.scripts),
        "reasons": [_reason(reason, lang) for reason in signal.reasons],
        "advice": [{"code": code, "text": advised(code, lang)} for code in signal.advice],
        "model": {"name": model.name, "version": model.version, "calibrated_on": model.data, "digest": model.digest},
    }


def lines_of(signals: Sequence[Signal], lang: str) -> list[str]:
    """Give signals as lines of text, those of one after those of another."""
    lines: list[str] = []
    for signal in signals:
        lines += [f"{named(signal).say(lang)}  {signal.score:.1%}  {signal.kind}  {' '.join(signal.scripts)}".rstrip()]
        lines += [f"  - {' '.join(told(reason, lang).split())}" for reason in signal.reasons]
        lines += [f"  {number}. {advised(code, lang)}" for number, code in enumerate(signal.advice, 1)]
    return lines


def _reason(reason: Reason, lang: str) -> dict[str, Any]:
    spans = [_span(span, lang) for span in reason.spans]
    return {"code": reason.code, "text": told(reason, lang), "spans": spans, "fields": list(reason.fields)}


def _span(span: Span, lang: str) -> dict[str, Any]:
    shows = sign_of(span, lang) if span.sign in SIGNS else ""
    return {"sign": span.sign, "shows": shows, "turn": span.turn, "start": span.start, "end": span.end}
