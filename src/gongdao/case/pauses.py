"""The register of the platform's own pauses: append-only, each from (inclusive) until (exclusive), open or over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from gongdao.case.state import Stop, role
from gongdao.kernel.errors import BadInput, Problem, Refused

VERSION = 1
# What is registered cannot be taken back, so a year that was mistyped must not stop all clocks for a lifetime.
LONGEST = timedelta(days=366)
MOST_CHARACTERS = 500
ACTOR = re.compile(r"[a-z]{1,20}(:[!-~]{1,120})?")
# Whoever stops everybody's clocks answers for the whole platform: no party, no juror, no adjudicator of single cases.
MAY_PAUSE = ("operator", "supervisor", "platform", "clerk")


@dataclass(frozen=True, slots=True)
class PauseBegan:
    """From ``at`` on no clock of ours runs; ``pause`` is the number by which its end will name it."""

    at: datetime
    by: str
    pause: int
    ground: str


@dataclass(frozen=True, slots=True)
class PauseEnded:
    """At ``at`` the clocks run again."""

    at: datetime
    by: str
    pause: int


Event = PauseBegan | PauseEnded
_KINDS: dict[str, type[Event]] = {"PauseBegan": PauseBegan, "PauseEnded": PauseEnded}


def register(events: Iterable[Event]) -> tuple[Stop, ...]:
    """Give the pauses that the events of the register tell of, in the order of their numbers.

    :raises BadInput: one ends that never began.
    """
    stops: dict[int, Stop] = {}
    for event in events:
        if isinstance(event, PauseBegan):
            stops[event.pause] = Stop(event.at, None, event.ground)
        elif event.pause in stops:
            stops[event.pause] = replace(stops[event.pause], until=event.at)
        else:
            raise BadInput([Problem("pause-never-began", None, {"pause": event.pause})])
    return tuple(stops.values())


def begin(stops: tuple[Stop, ...], at: datetime, ground: str, by: str, now: datetime) -> PauseBegan:
    """Begin a pause whose end is not known yet, now or at an instant that has passed.

    :raises Refused: no ground is given, it begins in the future or too long ago, a pause is open already, or ``by``
        does not act for the platform.
    """
    if at > now:
        raise Refused("pause-from-the-future", at=at, now=now)
    _check_length(at, now)
    if (running := open_pause(stops)) is not None:
        raise Refused("pause-open-already", pause=running, since=stops[running - 1].since)
    return _began(stops, at, ground, by)


def end(stops: tuple[Stop, ...], at: datetime, by: str, now: datetime) -> PauseEnded:
    """End the open pause, now or later: until now everybody was told that the clocks stand still.

    :raises Refused: none is open, or it would end before it began, before now or too far ahead.
    """
    running = open_pause(stops)
    if running is None:
        raise Refused("pause-none-open")
    if at < max(now, stops[running - 1].since):
        raise Refused("pause-ends-too-early", at=at, now=now, pause=running)
    _check_length(now, at)
    _check_actor(by)
    return PauseEnded(at, by, running)


def whole(
    stops: tuple[Stop, ...], since: datetime, until: datetime, ground: str, by: str
) -> tuple[PauseBegan, PauseEnded]:
    """Register a pause whose end is known: an outage found out later, or maintenance announced before.

    :raises Refused: no ground is given, or it does not end after it began.
    """
    if until <= since:
        raise Refused("pause-empty", since=since, until=until)
    began = _began(stops, since, ground, by)
    return began, PauseEnded(until, by, began.pause)


def stated(
    stops: tuple[Stop, ...], since: datetime, until: datetime, ground: str, by: str
) -> tuple[PauseBegan, PauseEnded]:
    """Register a pause whose ends a person states.

    :raises Refused: no ground is given, it does not end after it began, or it is too long to be meant.
    """
    _check_length(since, until)
    return whole(stops, since, until, ground, by)


def open_pause(stops: tuple[Stop, ...]) -> int | None:
    """Give the number of the pause that is open; None where all are over."""
    return next((number for number, stop in enumerate(stops, 1) if stop.until is None), None)


def _began(stops: tuple[Stop, ...], at: datetime, ground: str, by: str) -> PauseBegan:
    if not ground.strip():
        raise Refused("pause-without-ground")
    if len(ground) > MOST_CHARACTERS or not ground.strip().isprintable():
        raise Refused("pause-ground-form", most=MOST_CHARACTERS)
    _check_actor(by)
    return PauseBegan(at, by, len(stops) + 1, ground.strip())


def _check_length(since: datetime, until: datetime) -> None:
    if until - since > LONGEST:
        raise Refused("pause-too-long", since=since, until=until, days=LONGEST.days)


def _check_actor(by: str) -> None:
    if not ACTOR.fullmatch(by):
        raise Refused("pause-actor-form", by=by)
    if role(by) not in MAY_PAUSE:
        raise Refused("pause-not-yours", by=by, allowed=MAY_PAUSE)


def encode(event: Event) -> dict[str, Any]:
    """Give an event of the register as JSON: its type, its version and its fields."""
    body = {field.name: getattr(event, field.name) for field in fields(event)}
    return {"type": type(event).__name__, "version": VERSION, **body, "at": event.at.isoformat()}


def decode(stored: Mapping[str, Any]) -> Event:
    """Give the event that JSON tells of.

    :raises BadInput: the type or the version is not known, or a field is missing, unknown or of another kind.
    """
    kind = _KINDS.get(str(stored.get("type")))
    if kind is None or stored.get("version") != VERSION:
        raise _wrong("event-unknown", stored, version=stored.get("version"))
    body = {key: value for key, value in stored.items() if key not in ("type", "version")}
    names = {field.name for field in fields(kind)}
    if body.keys() != names:
        raise _wrong("event-fields", stored, fields=sorted(body.keys() ^ names))
    for key in names:
        if type(body[key]) is not (int if key == "pause" else str):
            raise _wrong("event-field-kind", stored, field=key, value=repr(body[key]))
    return kind(**{**body, "at": _instant(stored)})


def _instant(stored: Mapping[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(stored["at"])
    except ValueError as error:
        raise _wrong("event-field-kind", stored, field="at", value=repr(stored["at"])) from error
    if at.utcoffset() is None:
        raise _wrong("event-field-kind", stored, field="at", value=repr(stored["at"]))
    return at


def _wrong(code: str, stored: Mapping[str, Any], **details: object) -> BadInput:
    return BadInput([Problem(code, None, {"type": str(stored.get("type")), **details})])
