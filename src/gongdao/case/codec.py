"""Events as flat JSON with the name of their type and its version, and back, old versions brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any, get_type_hints

from gongdao.case.decider import EVENTS, Event
from gongdao.case.state import Row, Scalar
from gongdao.kernel.errors import BadInput, Problem

Body = dict[str, Any]
# An event that changes its fields gets the next version here and a step from the one before in UPCASTERS.
VERSIONS: dict[str, int] = {kind.__name__: 1 for kind in EVENTS}
UPCASTERS: dict[tuple[str, int], Callable[[Body], Body]] = {}
_KINDS: dict[str, type] = {kind.__name__: kind for kind in EVENTS}


def encode(event: Event) -> Body:
    """Give an event as JSON: its type, its version and its fields."""
    name = type(event).__name__
    body = {field.name: _written(getattr(event, field.name)) for field in fields(event)}
    return {"type": name, "version": VERSIONS[name], **body}


def decode(stored: Mapping[str, Any]) -> Event:
    """Give the event that JSON tells of, whatever version it was written in.

    :raises BadInput: the type or the version is not known, or a field is missing, unknown or of another kind.
    """
    name, version = str(stored.get("type")), stored.get("version")
    if name not in _KINDS or not isinstance(version, int) or not 1 <= version <= VERSIONS[name]:
        raise BadInput([Problem("event-unknown", None, {"type": name, "version": version})])
    body = {key: value for key, value in stored.items() if key not in ("type", "version")}
    for old in range(version, VERSIONS[name]):
        body = UPCASTERS[name, old](body)
    hints = _hints(name)
    if body.keys() != hints.keys():
        raise BadInput([Problem("event-fields", None, {"type": name, "fields": sorted(body.keys() ^ hints.keys())})])
    made: Event = _KINDS[name](**{key: _read(name, key, hints[key], value) for key, value in body.items()})
    return made


def schema() -> dict[str, dict[str, str]]:
    """Give every event with its version and the kinds of its fields, as they are stored for ever."""
    return {
        f"{name} {VERSIONS[name]}": {key: _kind_name(hint) for key, hint in _hints(name).items()}
        for name in sorted(_KINDS)
    }


@cache
def _hints(name: str) -> dict[str, Any]:
    return get_type_hints(_KINDS[name])


def _kind_name(hint: Any) -> str:
    return {Row: "row", tuple[str, ...]: "words"}.get(hint) or str(hint.__name__)


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        row = value and isinstance(value[0], tuple)
        return {key: _scalar(item) for key, item in value} if row else list(value)
    return value


def _scalar(value: Scalar) -> Any:
    """A field of a row says itself whether it is an instant or a day; the kind of a row is not written elsewhere."""
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, key: str, hint: Any, value: Any) -> Any:
    try:
        if hint is datetime:
            return datetime.fromisoformat(value)
        if hint == Row:
            return tuple((k, _unscalar(v)) for k, v in (value.items() if value else ()))
        if hint == tuple[str, ...]:
            return tuple(str(word) for word in value)
    except (TypeError, ValueError, AttributeError, KeyError) as wrong:
        raise BadInput([_wrong_field(name, key, value)]) from wrong
    if type(value) is not hint:
        raise BadInput([_wrong_field(name, key, value)])
    return value


def _wrong_field(name: str, key: str, value: object) -> Problem:
    return Problem("event-field-kind", None, {"type": name, "field": key, "value": repr(value)})


def _unscalar(value: Any) -> Scalar:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
    if isinstance(value, list):
        return tuple(str(word) for word in value)
    if isinstance(value, str | int):
        return value
    raise TypeError(value)
