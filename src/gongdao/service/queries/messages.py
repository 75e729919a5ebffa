"""The sentences of what cannot be read: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "evidence-not-found": (
        "案件 {case} 没有凭证 {id}；请核对编号",
        "the case {case} has no evidence {id}; check the id",
    ),
    "file-not-found": (
        "没有这个文件，或者您不能看它；请从案件页的“证据”里打开",
        "there is no such file, or you may not see it; open it from the evidence of the case",
    ),
    "order-not-found": (
        "没有订单 {order}，或者它不是您的订单；请核对订单号，或换用下单的账号登录",
        "there is no order {order}, or it is not yours; check the number, or sign in with the account that placed it",
    ),
    "case-not-found": (
        "没有案件 {case}，或者您不是它的当事人；请核对案件号，或换用提出申请时的账号登录",
        "there is no case {case}, or you have no part in it; check the number, or sign in as who made the request",
    ),
    "user-not-known": (
        "来源 {source} 没有用户 {id}；请先用 PUT /users/{id} 告诉我们",
        "there is no user {id} of {source}; tell us of them first with PUT /users/{id}",
    ),
    "user-disabled": (
        "来源 {source} 的用户 {id} 在本站已停用，不能以其名义行事；运维可以重新启用",
        "the account of {id} ({source}) is disabled here: nobody acts in that name; an operator can enable it again",
    ),
    "shop-not-known": (
        "来源 {source} 没有店铺 {id}；请先用 PUT /shops/{id} 告诉我们",
        "there is no shop {id} of {source}; tell us of it first with PUT /shops/{id}",
    ),
    "page-not-found": (
        "没有这一页，或者您的账号不能看；请核对地址，或换用有相应角色的账号登录",
        "there is no such page, or your account may not see it; check the address, or sign in with an account that may",
    ),
    "ruling-not-found": (
        "案件 {case} 没有第 {number} 份裁决；请从案件页打开",
        "case {case} has no ruling number {number}; open it from the case page",
    ),
}
