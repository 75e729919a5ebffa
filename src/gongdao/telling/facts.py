"""Tells what the marketplace reported in a dispute: the order, the parcels, and the messages of the chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongdao.case.state import Case
from gongdao.kernel.text import Text
from gongdao.telling.teller import Teller
from gongdao.telling.words import WORDS

MESSAGE = Text("聊天（{at}）：{who}说“{text}”", "Chat ({at}): {who} writes “{text}”")
SCAM = Text("骗局话术：{script}", "A scam script: {script}")
STRANGER = Text("陌生人", "a stranger")


def facts(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    """What was taken in: a sentence of the chat, else the part of the facts with its fields."""
    if event.path == "accounts":
        return
    if event.path == "chat":
        yield from _message(teller, dict(event.row), after)
        return
    row = _row(teller, event)
    said = teller.fields(event.path, row)
    words = _words(teller, event, after)
    comma, colon = ("，", "：") if teller.lang == "zh" else (", ", ": ")
    path = teller.part(event.path)
    marks = [colon if isinstance(value, bool) else " " for value in row.values()]
    text = comma.join(f"{name}{mark}{words.get(name, value)}" for (name, value), mark in zip(said, marks, strict=True))
    yield teller.begun(teller.say(WORDS["facts"], source=path, path=text))


def _row(teller: Teller, event: Any) -> dict[str, Any]:
    """The row without the name that the play itself gave the shop."""
    given = (event.path, "id", teller.own)
    return {key: value for key, value in event.row if (event.path, key, value) != given}


def _message(teller: Teller, row: Mapping[str, Any], case: Case) -> Iterator[str]:
    """A message, and which scam scripts stand in it."""
    by = str(row.get("from", "unknown_user"))
    who = teller.say(STRANGER) if by == "unknown_user" else teller.who(by)
    at = teller.moment(row["at"]) if "at" in row else ""
    yield teller.begun(teller.say(MESSAGE, at=at, who=who, text=teller.text(str(row.get("text", "")))))
    pack = teller.pack(case) or teller.pack(teller.case)
    for name in row.get("scripts", ()):
        if pack is not None and name in pack.phrases:
            label = pack.phrases[name].label.say(teller.lang)
            yield "- " + teller.with_id(teller.say(SCAM, script=label), name)


def _words(teller: Teller, event: Any, after: Case) -> dict[str, str]:
    """Values that are words of the pack, by what their field is called."""
    voice = teller.voice(after) or teller.voice(teller.case)
    if voice is None:
        return {}
    said = _row(teller, event)
    names = dict(zip(said, (name for name, _ in teller.fields(event.path, said)), strict=True))
    # What is no word of the pack is somebody's text, of which the record keeps only what stands for it.
    bound = {fact.binding.path: fact.labels for fact in voice.pack.facts.values() if fact.binding is not None}
    labels = {key: bound.get(f"{event.path}.{key}", {}).get(value) for key, value in said.items()}
    return {names[key]: label.say(teller.lang) for key, label in labels.items() if label is not None}
