"""One form of bytes for every value, and the fingerprint of those bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

_PLAIN = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: object) -> bytes:
    """``value`` as JSON that is the same wherever it is made.

    Keys are sorted by code point, there is no space, text is UTF-8 and not escaped beyond need. Instants are ISO 8601
    with their offset, decimals and days are texts, a set is a sorted list, a dataclass the mapping of its fields.

    :raises TypeError: there is a float, an instant without offset or another value that has no one form.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plain(value: object) -> str:
    """The canonical form of what is JSON already (texts, whole numbers, bools, None, lists, and mappings by text).

    It is not looked at whether it is: a float would be written.
    """
    return _PLAIN(value)


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _plain(value: object) -> object:
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(child) for child in value]
    if isinstance(value, (dict, Mapping)):
        return {_key(key): _plain(child) for key, child in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(child) for child in value), key=lambda child: json.dumps(child, sort_keys=True))
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise TypeError("an instant needs its offset")
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _key(key: object) -> str:
    text = key if isinstance(key, str) else _scalar(key) if not isinstance(key, int) else str(key)
    if not isinstance(text, str) or isinstance(key, bool):
        raise TypeError("a key must be a text")
    return text
