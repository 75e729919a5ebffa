"""The list of all operations as a page; made from the description of the interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

HEAD = """\
# 接口的全部操作 / All operations of the interface

本页由接口的描述生成；字段、例子和错误见 `/api/v1/docs` 和 `/api/v1/openapi.json`。带 ● 的必填。
This page is made from the description of the interface; fields, examples and errors stand at `/api/v1/docs` and
`/api/v1/openapi.json`. ● must be there.

| 方法 method | 地址 address | 做什么 what it does | 内容 body | 权限 scope |
|---|---|---|---|---|
"""


def operation_list(schema: dict[str, Any]) -> str:
    """A Markdown table of the operations, by address."""
    return HEAD + "".join(_rows(schema))


def _rows(schema: dict[str, Any]) -> Iterator[str]:
    for path, methods in sorted(schema["paths"].items()):
        for method, said in sorted(methods.items()):
            scope = said["description"].rpartition("`")[0].rpartition("`")[2]
            body = "<br>".join(_fields(schema, said))
            yield f"| {method.upper()} | `{path}` | {said['summary']} | {body} | `{scope}` |\n"


def _fields(schema: dict[str, Any], said: dict[str, Any]) -> Iterator[str]:
    content = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    model = schema["components"]["schemas"].get(name, {})
    for field in model.get("properties", {}):
        yield f"`{field}`{' ●' if field in model.get('required', ()) else ''}"
