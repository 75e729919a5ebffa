"""The typed functions of the language: what each takes, gives and means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gongdao.policy.types import INSTANT, MONEY, Int, Type

Kind = Literal["ordered", "number", "money", "count", "bands", "instant", "unit", "roll", "optional", "any"]


@dataclass(frozen=True, slots=True)
class Signature:
    """``ordered`` and ``number`` arguments of one call have all the same type; ``same`` gives that type."""

    name: str
    words: tuple[str, ...]
    takes: tuple[Kind, ...]
    gives: Type | Literal["same"]
    zh: str
    en: str
    more: bool = False
    may_lack: int = 0
    each: bool = False

    def accepts(self, count: int) -> bool:
        """Whether the function may be called with ``count`` arguments."""
        least, most = len(self.takes) - self.may_lack, len(self.takes)
        return count >= least and (self.more or count <= most)

    def kinds(self, count: int) -> tuple[Kind, ...]:
        """The kind of each of ``count`` arguments."""
        return (self.takes + self.takes[-1:] * (count - len(self.takes)))[:count]

    def usage(self) -> str:
        """How the call is written: ``clamp(x, lo, hi)``."""
        return f"{self.name}({', '.join(self.words)}{', …' * self.more})"


_ALL = (
    Signature("min", ("a", "b"), ("ordered", "ordered"), "same", "其中最小的", "the smallest of them", more=True),
    Signature("max", ("a", "b"), ("ordered", "ordered"), "same", "其中最大的", "the largest of them", more=True),
    Signature(
        "clamp", ("x", "lo", "hi"), ("ordered", "ordered", "ordered"), "same",
        "x，但不低于 lo，也不高于 hi；两者矛盾时以 lo 为准",
        "x, but not below lo nor above hi; lo wins where they contradict",
    ),
    Signature(
        "percent", ("x", "n"), ("money", "count"), MONEY, "金额 x 的百分之 n，四舍五入", "n % of the money x, half up"
    ),
    Signature(
        "share", ("total", "part", "whole"), ("money", "number", "number"), MONEY,
        "total × part ÷ whole，四舍五入；whole 为零时为零",
        "total × part / whole, half up; nothing of a whole that is nothing",
    ),
    Signature(
        "tier", ("part", "whole", "bands"), ("number", "number", "bands"), Int(),
        "part 占 whole 的百分比落入的第一个右闭区间的值",
        "the value of the first right-closed band part/whole (in %) falls in",
    ),
    Signature(
        "times", ("x", "step"), ("number", "number"), Int(), "x 里有多少个整 step", "how many whole steps are in x"
    ),
    Signature(
        "split", ("total", "by"), ("money", "number"), MONEY,
        "逐行的决定里：本行按权重 by 分得的一份，余数归最后一行",
        "with each: this line's share by weight; the last takes the rest",
        each=True,
    ),
    Signature("later", ("a", "b"), ("instant", "instant"), INSTANT, "两个时间中较晚的", "the later of two instants"),
    Signature("earlier", ("a", "b"), ("instant", "instant"), INSTANT, "两个时间中较早的",
    "the earlier of two instants"),
    Signature(
        "after", ("start", "n", "'unit'", "'roll'"), ("instant", "count", "unit", "roll"), INSTANT,
        "自 start 起 n 个单位后到期的时间；'roll' 遇休息日顺延",
        "the due instant n units from start; 'roll' passes over free days",
        may_lack=1,
    ),
    Signature(
        "coalesce", ("x", "y"), ("optional", "any"), "same", "x 适用则取 x，否则取 y", "x where it applies, else y"
    ),
)  # fmt: skip

SIGNATURES = {one.name: one for one in _ALL}


def counted_in(unit: str | None, spelled: str) -> bool:
    """Whether a number counted in ``unit`` may stand before the unit word ``spelled``."""
    if not unit or unit == spelled:
        return True
    return (unit == "day" and spelled == "civil_day") or (unit == "hour" and spelled.endswith("_hour"))
