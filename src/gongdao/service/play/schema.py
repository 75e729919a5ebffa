"""The JSON Schema of scenario files, for editors; made from the tables of fields and from the commands of a case."""

from __future__ import annotations

from typing import Any

from gongdao.case.json_schema import DRAFT, closed, mapping
from gongdao.service.play import acts
from gongdao.service.play.read import VERSION, file_shape, step_shape

Json = dict[str, Any]
LENGTH = r"^([0-9]{1,5}d)? *([0-9]{1,5}h)? *([0-9]{1,5}m)? *([0-9]{1,5}s)?$"
ACT = ("by", "do", "with", "refused", "since")


def json_schema() -> Json:
    """The JSON Schema (draft 2020-12) of a scenario file."""
    shape = file_shape()
    whole = mapping(shape)
    properties = {**whole["properties"], "schema_version": {"const": VERSION}}
    properties["steps"] = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/step"}}
    return {
        "$schema": DRAFT,
        "title": "公道场景文件 / Gongdao scenario file",
        **closed(properties, whole["required"]),
        "$defs": {"step": _step(), "act": _act(), **_with()},
    }


def _step() -> Json:
    """A step: when, then either one act, several at once, or what the world does; and what should be seen."""
    step = mapping(step_shape())
    parts: Json = {**step["properties"], "with": {"type": ["object", "null"]}, "do": _names()}
    for name in ("after", "wait"):
        parts[name] = {"type": "string", "pattern": LENGTH, "minLength": 2}
    parts["at_once"] = {"type": "array", "items": {"$ref": "#/$defs/act"}}
    return {**closed(parts, []), "dependentRequired": {"do": ["by"], "with": ["do"]}, "allOf": _by_command()}


def _act() -> Json:
    step = mapping(step_shape())["properties"]
    parts = {name: step[name] for name in ACT if name in step}
    return {
        **closed({**parts, "with": {"type": ["object", "null"]}, "do": _names()}, ["by", "do"]),
        "allOf": _by_command(),
    }


def _names() -> Json:
    return {"enum": list(acts.BY_NAME)}


def _by_command() -> list[Json]:
    """What ``with`` may hold depends on ``do``."""
    return [
        {
            "if": {"properties": {"do": {"const": name}}, "required": ["do"]},
            "then": {
                "properties": {"with": {"$ref": f"#/$defs/{name}"}},
                **({"required": ["with"]} if mapping(acts.shape(kind)).get("required") else {}),
            },
        }
        for name, kind in acts.BY_NAME.items()
    ]


def _with() -> Json:
    return {
        name: {"description": f"{acts.label(kind).zh} / {acts.label(kind).en}", **mapping(acts.shape(kind))}
        for name, kind in acts.BY_NAME.items()
    }
