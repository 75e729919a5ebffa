"""The sentences of a demo: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "no-demo": (
        "这里不是演示环境，不能造演示数据；用 gongdao demo 启动演示",
        "this is no demo and its data are not made here; start one with gongdao demo",
    ),
}
