"""The shape of a case file, built from the table of fields, and questions about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from gongdao.case import fields
from gongdao.case.fields.file import FILE
from gongdao.case.kinds import MAP, Field, Kind

FACTS = "facts"
POLICY = "policy"


@dataclass(slots=True)
class Shape:
    """What may stand at one path: a value of ``kind``, a mapping of ``parts``, a list of ``item``, or either."""

    field: Field
    kind: Kind | None
    parts: dict[str, Shape]
    item: Shape | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """All fields a case may have; ``extended`` and ``knowing`` give a wider one."""

    fields: tuple[Field, ...] = fields.FIELDS

    def case_shape(self) -> Shape:
        return shape_of(self.fields)

    def extended(self, more: Iterable[Field]) -> Schema:
        """This schema with further fields; a field of the same path replaces the old one in its place."""
        table = {field.path: field for field in self.fields} | {field.path: field for field in more}
        return Schema(tuple(table.values()))

    def knowing(self, path: str, known: Iterable[str]) -> Schema:
        """This schema with further words for the enum at ``path``."""
        old = next(field for field in self.fields if field.path == path)
        merged = tuple(dict.fromkeys((*old.kind.words, *known)))
        return self.extended([replace(old, kind=replace(old.kind, words=merged))])

    def only(self, path: str, known: Iterable[str]) -> Schema:
        """This schema with exactly these words for the enum at ``path``."""
        old = next(field for field in self.fields if field.path == path)
        return self.extended([replace(old, kind=replace(old.kind, words=tuple(known)))])


SCHEMA = Schema()


def shape_of(table: Iterable[Field]) -> Shape:
    """The tree that a table of fields describes; a part nobody declared gets its parent's name."""
    root = Shape(Field("", MAP, "案件", "case"), None, {})
    for field in table:
        here = root
        for step in field.path.split("."):
            here = _enter(here, step)
        here.field, here.kind = field, None if field.kind.name in ("map", "rows") else field.kind
    return root


@lru_cache(maxsize=8)
def file_shape(schema: Schema) -> Shape:
    """The shape of a whole file with its cases."""
    shape = shape_of(FILE)
    case = schema.case_shape()
    entry = shape.parts["cases"]
    entry.item = Shape(entry.field, None, case.parts)
    return shape


def _enter(shape: Shape, step: str) -> Shape:
    name = step.removesuffix("[]")
    part = shape.parts.setdefault(name, Shape(replace(shape.field, path=name), None, {}))
    if name == step:
        return part
    if part.item is None:
        part.item = Shape(part.field, None, {})
    return part.item


def kind_of(path: str, schema: Schema = SCHEMA) -> Kind | None:
    """The kind of the field at a path such as ``order.paid`` or ``policy.decided_at``; None where there is none.

    A list of plain values answers with the kind of its elements, marked ``many``.
    """
    table = _table(schema)
    full = _full(path)
    if full in table:
        return table[full].kind
    listed = table.get(f"{full}[]")
    return replace(listed.kind, many=True) if listed else None


def kind_of_item(name: str, field: str, schema: Schema = SCHEMA) -> Kind | None:
    """The kind of ``field`` in the rows of the list ``name``: ``kind_of_item('events', 'act')``."""
    return kind_of(f"{name}[].{field}", schema)


def lists(schema: Schema = SCHEMA) -> tuple[str, ...]:
    """The lists of rows among the facts: events, evidence, …"""
    return tuple(_short(f.path).removesuffix("[]") for f in schema.fields if f.kind.name == "rows" and _fact(f))


def paths(schema: Schema = SCHEMA) -> tuple[str, ...]:
    """The paths of all facts outside of lists, as ``kind_of`` takes them."""
    found = (_short(field.path) for field in schema.fields if _fact(field) and field.kind.name not in ("map", "rows"))
    return tuple(path.removesuffix("[]") for path in found if "[]" not in path.removesuffix("[]"))


def item_fields(name: str, schema: Schema = SCHEMA) -> tuple[str, ...]:
    """The fields of the rows of the list ``name``."""
    start = f"{_full(name)}[]."
    return tuple(field.path.removeprefix(start) for field in schema.fields if field.path.startswith(start))


def _table(schema: Schema) -> dict[str, Field]:
    if schema is SCHEMA:
        return _DEFAULT
    return {field.path: field for field in schema.fields}


def _fact(field: Field) -> bool:
    return field.path.startswith(f"{FACTS}.")


def _full(path: str) -> str:
    return path if path.startswith(f"{POLICY}.") else f"{FACTS}.{path}"


def _short(path: str) -> str:
    return path.removeprefix(f"{FACTS}.")


_DEFAULT = {field.path: field for field in SCHEMA.fields}
