"""The JSON Schema of case files, for editors; made from the table of fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongdao.case.file import VERSION
from gongdao.case.kinds import Field, Kind
from gongdao.case.schema import SCHEMA, Schema, Shape, file_shape
from gongdao.case.strict import ANY
from gongdao.case.values import MOST

DRAFT = "https://json-schema.org/draft/2020-12/schema"
INSTANT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
AMOUNT = r"^[0-9]{1,15}(\.[0-9]{1,3})?$"

Json = dict[str, Any]

_PLAIN: Mapping[str, Json] = {
    "text": {"type": "string"},
    "word": {"type": "string", "minLength": 1},
    "bool": {"type": "boolean"},
    "int": {"type": "integer", "minimum": 0, "maximum": MOST},
    "money": {"type": ["string", "integer"], "pattern": AMOUNT, "minimum": 0},
    "instant": {"type": "string", "pattern": INSTANT},
    "date": {"type": "string", "pattern": DATE},
}


def json_schema(schema: Schema = SCHEMA) -> Json:
    """The JSON Schema (draft 2020-12) of a file of cases, or of a file that is one case."""
    shape = file_shape(schema)
    case = shape.parts["cases"].item
    assert case is not None
    version = {"const": VERSION, "description": _described(shape.parts["schema_version"].field)}
    of_file = {"schema_version": version, "as_of": _part(shape.parts["as_of"]), "words": {"$ref": "#/$defs/words"}}
    listed = {"type": "array", "items": {"$ref": "#/$defs/case"}, "minItems": 1, "description": "案件 / the cases"}
    of_case = mapping(case)
    here = {name: {"$ref": f"#/$defs/{name}"} for name in of_case["properties"]}
    return {
        "$schema": DRAFT,
        "title": "公道案件文件 / Gongdao case file",
        "type": "object",
        "if": {"required": ["cases"]},
        "then": closed({**of_file, "cases": listed}, ["cases"]),
        "else": closed({**of_file, **here}, of_case["required"]),
        "$defs": {"case": closed(here, of_case["required"]), **of_case["properties"]},
    }


def _part(shape: Shape) -> Json:
    """What may stand at a shape: any of its forms, or nothing."""
    field = shape.item.field if shape.item else shape.field
    form = _one_of(_forms(shape))
    return {"description": _described(field), **(form if field.required else _or_nothing(form))}


def _forms(shape: Shape) -> list[Json]:
    forms = [_value(shape.kind)] if shape.kind else []
    if shape.parts:
        forms.append(mapping(shape))
    if shape.item:
        forms.append({"type": "array", "items": _one_of(_forms(shape.item))})
    return forms or [{"type": "null"}]


def mapping(shape: Shape) -> Json:
    """The JSON Schema of a mapping of a shape."""
    parts = {name: _part(part) for name, part in shape.parts.items() if name != ANY}
    if ANY in shape.parts:
        return {"type": "object", "additionalProperties": _part(shape.parts[ANY])}
    required = [name for name, part in shape.parts.items() if (part.item.field if part.item else part.field).required]
    if shape.field.open:
        return {"type": "object", "properties": parts}
    return closed(parts, required)


def closed(properties: Json, required: list[str]) -> Json:
    """A mapping of these properties and no others."""
    form = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**form, "required": required} if required else form


def _value(kind: Kind) -> Json:
    if kind.name in _PLAIN:
        return dict(_PLAIN[kind.name])
    if kind.name == "either":
        return _one_of([_value(each) for each in kind.of])
    if kind.name == "enum":
        numbers = [int(word) for word in kind.words if word.isdecimal()]
        return {"enum": [*kind.words, *numbers]}
    written = {"type": "string", "pattern": rf"^[0-9]{{1,13}}(\.[0-9]{{1,{kind.places}}})?$"}
    blank = [{"enum": list(kind.words)}] if kind.words else []
    return _one_of([written, {"type": "number", "minimum": 0}, *blank])


def _one_of(forms: list[Json]) -> Json:
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def _or_nothing(form: Json) -> Json:
    """The form, or a key with nothing behind it."""
    if form == {"type": "null"}:
        return form
    if "anyOf" in form:
        return {"anyOf": [*form["anyOf"], {"type": "null"}]}
    if "enum" in form:
        return {"enum": [*form["enum"], None]}
    types = form["type"] if isinstance(form["type"], list) else [form["type"]]
    return {**form, "type": [*types, "null"]}


def _described(field: Field) -> str:
    return f"{field.zh} / {field.en}"
