"""The sentences of people and their keys: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "embed-origin": (
        "网页来源 {origin} 不在可以嵌入的名单里（{allowed}）；请运维把它加进 GONGDAO_EMBED_ORIGINS",
        "the origin {origin} is not among those that may embed pages ({allowed}); have the operator add it to GONGDAO_EMBED_ORIGINS",
    ),
    "embed-nobody": (
        "{person} 不是案件 {case} 的当事人，不能为其打开；请核对买家或店铺",
        "{person} has no part in case {case}, which cannot be opened for them; check the buyer or the shop",
    ),
    "key-scope-unknown": (
        "没有权限 {scope}；可用：{allowed}",
        "there is no scope {scope}; there are: {allowed}",
    ),
    "key-owner": (
        "一把密钥属于一个平台（来源由小写字母、数字和 - 组成，最多 40 个），或者属于一个用户，不能都是，也不能都不是；这里的来源是 {source}",
        "a key belongs to a marketplace (its source has small letters, digits and -, at most 40) or to one user, not to both and not to neither; the source here is {source}",
    ),
    "key-over-before-it-begins": (
        "密钥的到期时间 {at} 已经过去；请给一个将来的时间",
        "the key would end at {at}, which is over; name a later instant",
    ),
    "key-not-found": (
        "没有密钥 {id}；请用 gongdao key list 查看编号",
        "there is no key {id}; gongdao key list shows the ids",
    ),
    "user-not-found": (
        "没有用户 {user}；请核对用户名，或用 gongdao user list 查看",
        "there is no user {user}; check the name, or see gongdao user list",
    ),
    "user-known": (
        "用户名 {user} 已经有人用；请换一个",
        "the user name {user} is taken; choose another",
    ),
    "role-shop-missing": (
        "卖家角色要指明店铺，如 seller:来源/店铺编号；没有店铺 {shop}",
        "the role of a seller names a shop, such as seller:SOURCE/SHOP; there is no shop {shop}",
    ),
}
