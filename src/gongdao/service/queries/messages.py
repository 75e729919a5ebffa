"""The sentences of what cannot be read: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "case-not-found": (
        "没有案件 {case}，或者您不是它的当事人；请核对案件号，或换用提出申请时的账号登录",
        "there is no case {case}, or you have no part in it; check the number, or sign in as who made the request",
    ),
}
