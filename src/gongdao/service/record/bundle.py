"""A case in one file that anybody can check without us: its events as stored, its texts, the pauses and the anchor."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongdao.case.stages.ruled import RulingGiven
from gongdao.kernel.digest import canonical
from gongdao.kernel.errors import BadInput, Place, Problem
from gongdao.service.files import decoded
from gongdao.service.record.merkle import Leaf, Step
from gongdao.service.record.proof import printable
from gongdao.service.record.stream import NAME, Stored

FORMAT, EDITION = "gongdao-bundle", 1
# A bundle may come from a stranger: nothing in it may keep us busy for long.
LARGEST = 256 * 1024 * 1024
MOST_EVENTS = 10_000
MOST_STEPS = 64
PINS = (
    "number",
    "pack",
    "pack_digest",
    "floor",
    "calendar_digest",
    "pauses_digest",
    "facts_digest",
    "edition",
    "digest",
)
_HEX, _TEXT, _INSTANT = "64 hex digits", "text", "instant"
_ROW = {
    "seq": int, "type": _TEXT, "version": int, "body": _TEXT, "at": _INSTANT, "recorded_at": _INSTANT, "actor": _TEXT,
    "previous": _HEX, "digest": _HEX,
}  # fmt: skip
_BLOB = {"commitment": _HEX, "person": _TEXT, "media_type": _TEXT, "at": _INSTANT, "salt": _HEX, "content": "base64"}
_ERASED = {"commitment": _HEX, "person": _TEXT, "erased_at": _INSTANT}
_ANCHOR = {
    "day": _TEXT, "root": _HEX, "count": int, "at": _INSTANT, "seq": int, "digest": _HEX, "path": list, "line": _TEXT,
    "stamp": "base64",
}  # fmt: skip
_WHOLE = {
    "format": _TEXT, "edition": int, "stream": _TEXT, "exported_at": _INSTANT, "events": list, "pauses": list,
    "blobs": list, "erased": list, "pins": list, "anchor": dict,
}  # fmt: skip
_NAMED = re.compile(r'"([0-9a-f]{64})"')
_FORMS = {_HEX: re.compile(r"[0-9a-f]{64}"), _INSTANT: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)}


@dataclass(frozen=True, slots=True)
class Kept:
    """A text or a file with the salt that shows that its commitment stands for it."""

    commitment: str
    person: str
    media_type: str
    at: str
    salt: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class Erased:
    """What was handed in and has been erased."""

    commitment: str
    person: str
    erased_at: str


@dataclass(frozen=True, slots=True)
class Proof:
    """An anchor, the leaf of the case under it and the path between; line and stamp as the anchor file has them."""

    day: str
    root: str
    count: int
    at: str
    leaf: Leaf
    path: tuple[Step, ...]
    line: str = ""
    stamp: bytes = b""


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is needed to check a case, but for the packs."""

    stream: str
    exported_at: str
    events: tuple[Stored, ...]
    pauses: tuple[Stored, ...]
    blobs: tuple[Kept, ...]
    erased: tuple[Erased, ...]
    pins: tuple[Mapping[str, Any], ...]
    anchor: Proof | None


def pins_of(event: RulingGiven) -> dict[str, Any]:
    """Give what a ruling was made of, by digest."""
    return {name: list(v) if isinstance(v := getattr(event, name), tuple) else v for name in PINS}


def named(events: Iterable[Stored]) -> frozenset[str]:
    """Give the digests that events name; a text or a file that none of them names is none of the case."""
    return frozenset(found for row in events for found in _NAMED.findall(row.body))


def write(bundle: Bundle) -> bytes:
    """Give a bundle as canonical JSON."""
    return canonical(
        {
            "format": FORMAT,
            "edition": EDITION,
            "stream": bundle.stream,
            "exported_at": bundle.exported_at,
            "events": bundle.events,
            "pauses": bundle.pauses,
            "blobs": [{name: _coded(getattr(it, name), hexed=name == "salt") for name in _BLOB} for it in bundle.blobs],
            "erased": bundle.erased,
            "pins": bundle.pins,
            "anchor": _anchor_written(bundle.anchor) if bundle.anchor else {},
        }
    )


def read(content: bytes, name: str) -> Bundle:
    """Read a bundle strictly; ``name`` is the file, for messages.

    :raises BadInput: it is too large, no JSON, or has another shape; the first place where is named.
    """
    if len(content) > LARGEST:
        raise _wrong("bundle-too-large", name, "", size=len(content), most=LARGEST)
    whole = _object(_parsed(content, name), _WHOLE, name, "")
    if (whole["format"], whole["edition"]) != (FORMAT, EDITION):
        raise _wrong("bundle-edition", name, "edition", format=whole["format"], edition=whole["edition"])
    if not NAME.fullmatch(whole["stream"]):
        raise _wrong("bundle-shape", name, "stream", wanted="source:case")
    anchor = whole["anchor"] and _object(whole["anchor"], _ANCHOR, name, "anchor")
    return Bundle(
        whole["stream"],
        whole["exported_at"],
        tuple(Stored(**row) for row in _rows(whole, "events", _ROW, name)),
        tuple(Stored(**row) for row in _rows(whole, "pauses", _ROW, name)),
        tuple(_kept(row) for row in _rows(whole, "blobs", _BLOB, name)),
        tuple(Erased(**row) for row in _rows(whole, "erased", _ERASED, name)),
        tuple(_pins(whole["pins"], name)),
        _anchor(anchor, whole["stream"], name) if anchor else None,
    )


def _parsed(content: bytes, name: str) -> Any:
    text = decoded(content, name)
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_no_number)
    except json.JSONDecodeError as wrong:
        raise BadInput([Problem("bundle-not-json", Place(name, wrong.lineno, wrong.colno), {})]) from wrong
    except (ValueError, RecursionError) as wrong:
        raise _wrong("bundle-odd-json", name, "") from wrong


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two values under one key could be read as one by us and as the other by somebody else."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text[:40]} is no whole number")


def _rows(whole: Mapping[str, Any], key: str, shape: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = whole[key]
    if len(rows) > MOST_EVENTS:
        raise _wrong("bundle-too-many", name, key, count=len(rows), most=MOST_EVENTS)
    return [_object(row, shape, name, f"{key}[{number}]") for number, row in enumerate(rows)]


def _object(found: Any, shape: Mapping[str, Any], name: str, path: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise _wrong("bundle-shape", name, path, wanted="object")
    if odd := sorted(found.keys() ^ shape.keys()):
        raise _wrong("bundle-keys", name, path, keys=[key[:40] for key in odd[:5]])
    for key, kind in shape.items():
        if not _fits(found[key], kind):
            wanted = kind if isinstance(kind, str) else kind.__name__
            raise _wrong("bundle-shape", name, f"{path}.{key}".lstrip("."), wanted=wanted)
    return found


def _fits(value: Any, kind: Any) -> bool:
    if not isinstance(kind, str):
        return type(value) is kind and (kind is not int or 0 <= value < 2**63)
    if not isinstance(value, str) or (kind in _FORMS and not _FORMS[kind].fullmatch(value)):
        return False
    return kind != "base64" or _decoded(value) is not None


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _kept(row: Mapping[str, Any]) -> Kept:
    return Kept(**{**row, "salt": bytes.fromhex(row["salt"]), "content": base64.b64decode(row["content"])})


def _pins(found: Sequence[Any], name: str) -> Sequence[dict[str, Any]]:
    for number, pin in enumerate(found):
        if not isinstance(pin, dict):
            raise _wrong("bundle-shape", name, f"pins[{number}]", wanted="object")
    return found


def _anchor(found: Mapping[str, Any], stream: str, name: str) -> Proof:
    steps: Sequence[Any] = found["path"]
    fit = (isinstance(it, list) and len(it) == 2 and it[0] in ("left", "right") and _fits(it[1], _HEX) for it in steps)
    if len(steps) > MOST_STEPS or not all(fit):
        raise _wrong("bundle-shape", name, "anchor.path", wanted='[["left" or "right", 64 hex digits], …]')
    leaf = Leaf(stream, found["seq"], found["digest"])
    path = tuple((side, digest) for side, digest in steps)
    day, root, count, at = (found[key] for key in ("day", "root", "count", "at"))
    return Proof(day, root, count, at, leaf, path, found["line"], base64.b64decode(found["stamp"]))


def _anchor_written(proof: Proof) -> dict[str, Any]:
    return {
        "day": proof.day, "root": proof.root, "count": proof.count, "at": proof.at, "seq": proof.leaf.seq,
        "digest": proof.leaf.digest, "path": proof.path, "line": proof.line, "stamp": _coded(proof.stamp),
    }  # fmt: skip


def _coded(value: str | bytes, *, hexed: bool = False) -> str:
    if isinstance(value, str):
        return value
    return value.hex() if hexed else base64.b64encode(value).decode()


def _wrong(code: str, name: str, path: str, **details: object) -> BadInput:
    said = {key: value if isinstance(value, int) else printable(value) for key, value in details.items()}
    return BadInput([Problem(code, Place(name, path=path), said)])
