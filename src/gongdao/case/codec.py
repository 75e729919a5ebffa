"""Events as flat JSON with the name of their type and its version, and back, old versions brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from json import JSONDecoder
from typing import Any, get_type_hints

from gongdao.case.decider import EVENTS, Event
from gongdao.case.state import Row, Scalar
from gongdao.kernel.errors import BadInput, Problem

Body = dict[str, Any]
Reader = Callable[[Any], Any]
_scan = JSONDecoder().raw_decode
# An event that changes its fields gets the next version here and a step from the one before in UPCASTERS.
VERSIONS: dict[str, int] = {kind.__name__: 1 for kind in EVENTS}
UPCASTERS: dict[tuple[str, int], Callable[[Body], Body]] = {}
_KINDS: dict[str, type] = {kind.__name__: kind for kind in EVENTS}


def encode(event: Event) -> Body:
    """Give an event as JSON: its type, its version and its fields."""
    name = type(event).__name__
    body: Body = {"type": name, "version": VERSIONS[name]}
    for field in event.__dataclass_fields__:
        body[field] = _written(getattr(event, field))
    return body


def decode(stored: Mapping[str, Any]) -> Event:
    """Give the event that JSON tells of, whatever version it was written in.

    :raises BadInput: the type or the version is not known, or a field is missing, unknown or of another kind.
    """
    body = {key: value for key, value in stored.items() if key not in ("type", "version")}
    return decode_body(str(stored.get("type")), stored.get("version"), body)


def decode_body(name: str, version: object, body: Body) -> Event:
    """Give the event of a type and version that the fields of a JSON object tell of.

    :raises BadInput: as `decode` does.
    """
    if version != VERSIONS.get(name) or type(version) is not int:
        body = _upcast(name, version, body)
    kind, readers = _readers(name)
    try:
        if len(body) == len(readers):
            made: Event = kind(*[read(body[key]) for key, read in readers])
            return made
    except (TypeError, ValueError, KeyError, AttributeError):
        pass
    raise BadInput([_wrong(name, body)])


def decode_text(name: str, version: object, text: str) -> Event:
    """Give the event whose fields are written as JSON text, as the record keeps them.

    :raises BadInput: as `decode` does, or the text is not JSON.
    """
    try:
        body, end = _scan(text)
    except ValueError:
        body, end = None, 0
    if type(body) is not dict or end != len(text):
        raise BadInput([Problem("event-fields", None, {"type": name, "fields": text[:60]})])
    return decode_body(name, version, body)


def _upcast(name: str, version: object, body: Body) -> Body:
    if name not in _KINDS or type(version) is not int or not 1 <= version <= VERSIONS[name]:
        raise BadInput([Problem("event-unknown", None, {"type": name, "version": version})])
    for old in range(version, VERSIONS[name]):
        body = UPCASTERS[name, old](body)
    return body


def _wrong(name: str, body: Body) -> Problem:
    """Look again at fields that make no event, for the first that is wrong."""
    readers = dict(_readers(name)[1])
    if body.keys() != readers.keys():
        return Problem("event-fields", None, {"type": name, "fields": sorted(body.keys() ^ readers.keys())})
    for key, read in readers.items():
        try:
            read(body[key])
        except (TypeError, ValueError, KeyError, AttributeError):
            return Problem("event-field-kind", None, {"type": name, "field": key, "value": repr(body[key])})
    raise AssertionError(name)


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
    if type(value) is str:
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        row = value and isinstance(value[0], tuple)
        return [[key, _scalar(item)] for key, item in value] if row else list(value)
    return value


def _scalar(value: Scalar) -> Any:
    """A field of a row says itself whether it is an instant or a day; the kind of a row is not written elsewhere."""
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    return list(value) if isinstance(value, tuple) else value


@cache
def _readers(name: str) -> tuple[type, tuple[tuple[str, Reader], ...]]:
    """Give the type of a name, and of each of its fields, in their order, the function that reads it."""
    return _KINDS[name], tuple((key, _READS[hint]) for key, hint in _hints(name).items())


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    raise TypeError(value)


def _whole(value: Any) -> int:
    if type(value) is int:
        return value
    raise TypeError(value)


def _truth(value: Any) -> bool:
    if value is True or value is False:
        return value
    raise TypeError(value)


def _words(value: Any) -> tuple[str, ...]:
    if type(value) is list:
        return tuple([_text(word) for word in value])
    raise TypeError(value)


def _row(value: Any) -> Row:
    """A row is written as pairs, not as a mapping: canonical JSON sorts keys, and which debt comes first matters."""
    if type(value) is list:
        return tuple([(_text(key), _unscalar(item)) for key, item in value])
    raise TypeError(value)


def _unscalar(value: Any) -> Scalar:
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        kept: Scalar = value
        return kept
    if kind is dict:
        return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
    return _words(value)


_READS: dict[Any, Reader] = {
    datetime: datetime.fromisoformat, str: _text, int: _whole, bool: _truth, Row: _row, tuple[str, ...]: _words,
}  # fmt: skip
