"""The list of everything that a scenario may let people do, as a page; made from the commands of a case."""

from __future__ import annotations

from collections.abc import Iterator

from gongdao.case.decider import WHERE
from gongdao.case.kinds import Kind
from gongdao.case.schema import Shape
from gongdao.case.words import STAGES
from gongdao.kernel.text import listed
from gongdao.service.play import acts

HEAD = """\
# 场景里能做的事 / What people can do in a scenario

本页由案件的命令生成。`do` 是写法，`by` 是谁可以做，`with` 是内容（带 ● 的必填，… 表示案件文件里同名的部分）。
This page is made from the commands of a case. `do` is how the act is written, `by` who may do it, `with` what it says
(● must be there, … is the part of that name of a case file).

| do | 中文 | English | by | with | 阶段 stages |
|---|---|---|---|---|---|
"""
KINDS = {
    "text": "文字 text",
    "bool": "true/false",
    "int": "整数 number",
    "money": "金额 money",
    "instant": "时间 instant",
}


def act_list() -> str:
    """A Markdown table of the acts, in the order of a case's life."""
    return HEAD + "".join(_row(name, kind) for name, kind in acts.BY_NAME.items())


def _row(name: str, kind: type) -> str:
    roles, stages = WHERE[kind]
    label = acts.label(kind)
    said = "<br>".join(_fields(acts.shape(kind)))
    return f"| `{name}` | {label.zh} | {label.en} | {' '.join(roles)} | {said} | {_stages(stages)} |\n"


def _stages(stages: tuple[str, ...]) -> str:
    everywhere = set(STAGES) <= set(stages)
    return "全部 all" if everywhere else listed((STAGES[stage].zh for stage in stages), "zh") + " / " + " ".join(stages)


def _fields(shape: Shape) -> Iterator[str]:
    for name, part in shape.parts.items():
        needed = " ●" if part.field.required else ""
        yield f"`{name}`{needed} {_kind(part)}"


def _kind(part: Shape) -> str:
    if part.item is not None:
        return "列表 list"
    kind: Kind | None = part.kind
    return "…" if kind is None or kind.name == "map" else KINDS[kind.name]
