"""A signal as machines and command lines are told it: kind, score, reasons with their places, advice, model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from gongdao.case.state import Signal as Raised
from gongdao.kernel.text import sentence
from gongdao.screening.messages import ADVICE, REASONS, SIGNS
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


def told_raised(signal: Raised, lang: str) -> dict[str, Any]:
    """Give a signal that was raised on a case as JSON, its sentences in a language.

    Nobody's own words stand in it: the turn of a place is 0 in the text it is about, negative in what was said before.
    """
    name, version, digest = (*signal.model.split(" "), "", "", "")[:3]
    return {
        "kind": signal.kind,
        "score": signal.score / 1000,
        "reasons": [_kept(json.loads(each), lang) for each in signal.reasons],
        "advice": [
            {"code": code, "text": sentence(ADVICE, code, lang, {})} for code in signal.advice if code in ADVICE
        ],
        "model": {"name": name, "version": version, "calibrated_on": "", "digest": digest},
    }


def kept_reason(reason: Mapping[str, Any], lang: str) -> str:
    """Give what gave a signal on a case away, in a few words; a sentence where it has no sign in a text."""
    code, details = str(reason["code"]), reason.get("details", {})
    if code in SIGNS:
        return sentence(SIGNS, code, lang, {})
    if code not in REASONS:
        return code
    # What is somebody's own is not kept with the signal: it stands in the record of the parcel or the text itself.
    asked = {name: "…" for text in REASONS[code] for _, name, _, _ in Formatter().parse(text) if name}
    said = {name: _in_language(value, lang) for name, value in details.items()}
    return sentence(REASONS, code, lang, {**asked, **said})


def _in_language(value: Any, lang: str) -> Any:
    """A detail that was kept in both languages, or a list of such, in one of them."""
    if isinstance(value, list):
        return [_in_language(each, lang) for each in value]
    return value[lang] if isinstance(value, Mapping) and {"zh", "en"} == value.keys() else value


def _kept(reason: Mapping[str, Any], lang: str) -> dict[str, Any]:
    spans = [_span(Span(sign, start, end, turn), lang) for sign, start, end, turn in reason.get("spans", ())]
    fields = list(reason.get("fields", ()))
    return {"code": str(reason["code"]), "text": kept_reason(reason, lang), "spans": spans, "fields": fields}
