"""The list of all fields of a case file as a page for people; made from the table of fields."""

from __future__ import annotations

from collections.abc import Iterator

from gongdao.case.fields.file import FILE
from gongdao.case.kinds import Field, Kind
from gongdao.case.schema import SCHEMA, Schema

HEAD = """\
# 案件文件的全部字段 / All fields of a case file

本页由字段表生成。`[]` 表示列表的一项，`*` 表示任意名字；带 ● 的必填。
This page is made from the table of fields. `[]` is an entry of a list, `*` any name; ● must be there.

| 字段 path | 类型 kind | 中文 | English |
|---|---|---|---|
"""

KINDS = {
    "text": "文字 text",
    "word": "开放词 open word",
    "bool": "true / false",
    "int": "整数 whole number",
    "money": "金额 money",
    "instant": "时间 instant",
    "date": "日期 date",
    "map": "映射 mapping",
    "rows": "列表 list",
}


def field_list(schema: Schema = SCHEMA) -> str:
    """A Markdown table of the fields of the file and of a case, in the order of the table."""
    of_file = [field for field in FILE if not field.path.startswith("words")]
    return HEAD + "".join(_rows([*of_file, *schema.fields]))


def _rows(fields: list[Field]) -> Iterator[str]:
    for field in fields:
        needed = " ●" if field.required else ""
        yield f"| `{field.path}`{needed} | {_kind(field.kind)} | {field.zh} | {field.en} |\n"


def _kind(kind: Kind) -> str:
    if kind.name == "either":
        return " / ".join(_kind(each) for each in kind.of)
    if kind.name == "decimal":
        blank = "".join(f" / `{word}`" for word in kind.words)
        return f"小数 decimal({kind.places}){blank}"
    if kind.name == "enum":
        return " ".join(f"`{word}`" for word in kind.words)
    return KINDS[kind.name]
