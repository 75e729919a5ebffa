"""Walks a text's nodes along the shape of a case file; refuses every field, word and form the shape does not know."""

from __future__ import annotations

from gongdao.case.desk import ABSENT, Absent, Desk, shown
from gongdao.case.schema import FACTS, Schema, Shape
from gongdao.case.values import read_scalar, spelling
from gongdao.kernel.source import Node, plain
from gongdao.kernel.text import Text, nearest

ANY = "*"


def read_shape(shape: Shape, node: Node, path: str, desk: Desk) -> object:
    """The plain value of ``node``; whatever does not fit is noted on the desk and left out.

    A key with nothing behind it counts as left out.
    """
    value = node.value
    if value is None:
        return ABSENT
    if kept_by_the_case(shape):
        return desk.note("case-kept-by-case", node, path, field=path.rpartition(".")[2])
    if isinstance(value, dict):
        return _mapping(shape, node, path, desk) if shape.parts else _wrong_form(shape, node, path, desk)
    if isinstance(value, list):
        return _list(shape.item, node, path, desk) if shape.item else _wrong_form(shape, node, path, desk)
    if shape.kind is None:
        return _wrong_form(shape, node, path, desk)
    if shape.parts and shape.kind.name == "enum" and value not in shape.kind.words:
        return desk.unknown_word(node, path, (*shape.kind.words, _form(shape)))
    return read_scalar(shape.kind, node, path, desk)


def homes(schema: Schema) -> dict[str, tuple[str, ...]]:
    """Where each field name of the facts stands, for the hint on a field in the wrong place."""
    found: dict[str, tuple[str, ...]] = {}
    for field in schema.fields:
        if field.path.startswith(f"{FACTS}."):
            name = field.path.rpartition(".")[2].removesuffix("[]")
            found[name] = (*found.get(name, ()), field.path)
    return found


def _mapping(shape: Shape, node: Node, path: str, desk: Desk) -> dict[str, object]:
    read: dict[str, object] = {}
    for key, child in node.value.items():
        part = shape.parts.get(key) or shape.parts.get(ANY)
        way = f"{path}.{key}" if path else key
        if part is not None:
            value = read_shape(part, child, way, desk)
            if value is not ABSENT:
                read[key] = value
        elif shape.field.open:
            read[key] = plain(child)
        else:
            _unknown_field(shape, node, key, way, desk)
    _missing(shape, node, path, desk)
    return read


def kept_by_the_case(shape: Shape) -> bool:
    """Whether only a running case writes what stands here: each of its keys is a name of its own."""
    return shape.field.open and not (shape.parts or shape.item)


def _list(item: Shape, node: Node, path: str, desk: Desk) -> list[object]:
    values = (read_shape(item, child, f"{path}[{n}]", desk) for n, child in enumerate(node.value))
    return [value for value in values if value is not ABSENT]


def _missing(shape: Shape, node: Node, path: str, desk: Desk) -> None:
    for name, part in shape.parts.items():
        given = node.value.get(name)
        field = part.item.field if part.item else part.field
        if field.required and (given is None or given.value is None):
            way = f"{path}.{name}" if path else name
            desk.note("case-missing-field", node, way, field=name, what=Text(field.zh, field.en))


def _unknown_field(shape: Shape, node: Node, key: str, path: str, desk: Desk) -> None:
    allowed = tuple(name for name, part in shape.parts.items() if not kept_by_the_case(part))
    close = nearest(key, allowed)
    home = desk.homes.get(key, ())
    if home:
        desk.note_key("case-misplaced-field", node, key, path, field=key, home=home, allowed=allowed)
    elif close:
        desk.note_key("case-unknown-field-near", node, key, path, field=shown(key), nearest=close, allowed=allowed)
    else:
        desk.note_key("case-unknown-field", node, key, path, field=shown(key), allowed=allowed)


def _wrong_form(shape: Shape, node: Node, path: str, desk: Desk) -> Absent:
    value = shown(node.value)
    if shape.item and isinstance(node.value, dict):
        return desk.note("case-want-list-of-it", node, path, value=value)
    if shape.item:
        return desk.note("case-want-list", node, path, value=value)
    if shape.kind is None:
        return desk.note("case-want-mapping", node, path, value=value, allowed=tuple(shape.parts))
    if shape.parts:
        return desk.note("case-want-one-of", node, path, value=value, allowed=(*shape.kind.words, _form(shape)))
    words = spelling(shape.kind)
    if words:
        return desk.note("case-want-one-of", node, path, value=value, allowed=words)
    return desk.note("case-want-value", node, path, value=value)


def _form(shape: Shape) -> str:
    return f"{{{', '.join(shape.parts)}}}"
