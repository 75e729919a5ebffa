"""The sentences of what cannot be done: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "case-for-these-lines": (
        "这些商品已经有一个处理中的案件 {case}；请在那个案件里继续，结案后才能再申请",
        "there is an open case for these goods already, {case}; go on there, a new request can be made once it is closed",
    ),
}
