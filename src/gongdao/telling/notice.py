"""What a notice says: what happened, the addressee's own deadline and what his silence does; nobody's own words."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from gongdao.case.decider import Event, Recorded
from gongdao.case.due import due
from gongdao.case.notices import Notice, clock_of
from gongdao.case.personal import commitments_in
from gongdao.case.state import Case, role
from gongdao.case.words import EVENTS
from gongdao.kernel.text import Text
from gongdao.telling.events import claim_said, sentences
from gongdao.telling.instants import until
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import EFFECTS, called
from gongdao.telling.words import SENTENCES

YOURS = Text("请在 {until} 前处理，{effect}。", "Please act before {until}; {effect}.")
WITHOUT_EFFECT = Text("请在 {until} 前处理。", "Please act before {until}.")
STOPPED = Text("原先给您的期限不再计时。", "The deadline you had runs no more.")


# What somebody did himself is told to him as his own; other acts are told to the other side only.
YOURSELF: dict[str, Text] = {
    "RequestOpened": Text("您提出了申请：{claim}。", "You made a request: {claim}."),
    "PlatformCalled": Text(
        "您请了平台介入。平台要求双方举证。", "You called the platform in. It asks both sides for evidence."
    ),
}


def happened(teller: Teller, before: Case, recorded: Recorded, after: Case) -> str:
    """Say in one sentence what an event means, without a text that somebody wrote."""
    bare = replace(recorded, event=_without_texts(recorded.event))
    said = sentences(teller, before, bare, after)
    if said:
        return said[0]
    name = type(recorded.event).__name__
    if name in SENTENCES:
        given = {field.name: getattr(bare.event, field.name) for field in fields(bare.event)}
        named = {key: teller.who(value) if key in ("to", "by") else value for key, value in given.items()}
        return teller.begun(teller.say(SENTENCES[name], **named, who=teller.who(str(given.get("by", "")))))
    stop = "。" if teller.lang == "zh" else "."
    return teller.begun(EVENTS[name].say(teller.lang)) + stop if name in EVENTS else name


def asked(teller: Teller, notice: Notice, before: Case) -> str:
    """Say until when something is asked of the addressee and what his silence does, or that his clock has stopped.

    Nothing where there was none before either.
    """
    if notice.due is None:
        return STOPPED.say(teller.lang) if clock_of(notice.to, due(before, teller.court)) else ""
    said = YOURS if notice.effect else WITHOUT_EFFECT
    effect = called(EFFECTS, notice.effect, teller.lang)
    return teller.say(said, until=until(notice.due, teller.lang, teller.at), effect=effect)


def notice_text(teller: Teller, notice: Notice, before: Case, recorded: Recorded, after: Case) -> str:
    """Give a notice in whole: what happened, then what is asked of the addressee."""
    name, by = type(recorded.event).__name__, recorded.event.by
    what = happened(teller, before, recorded, after)
    if role(by) == notice.to and name in YOURSELF:
        claim = claim_said(teller, recorded.event, after) if name == "RequestOpened" else ""
        what = teller.say(YOURSELF[name], claim=claim)
    both = (what, asked(teller, notice, before))
    return teller.gap.join(filter(None, both))


def _without_texts(event: Event) -> Event:
    """An event without what somebody wrote, of which the record keeps commitments only."""
    kept = frozenset(commitments_in(event))
    if not kept:
        return event
    given = {field.name: getattr(event, field.name) for field in fields(event)}
    changed: dict[str, Any] = {name: _bare(value, kept) for name, value in given.items()}
    return replace(event, **{name: value for name, value in changed.items() if value != given[name]})


def _bare(value: object, kept: frozenset[str]) -> object:
    if isinstance(value, str):
        return "" if value in kept else value
    if isinstance(value, tuple):
        pairs = [item for item in value if not (isinstance(item, tuple) and len(item) == 2 and item[1] in kept)]
        return tuple(pairs)
    return value
