"""The sentences of letters and webhooks: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "mail-choice-unknown": (
        "邮件提醒不能选 {choice}；可用：{allowed}",
        "mail cannot be {choice}; choose one of {allowed}",
    ),
    "webhooks-not-yours": (
        "只有运维人员，或者所属平台有 webhooks 权限的密钥，可以查看和更改 webhook",
        "webhooks are seen and changed by operators, or by a key of their own marketplace with the scope webhooks",
    ),
    "endpoint-not-found": (
        "没有 webhook 接收端 {id}；请在接收端列表里核对",
        "there is no webhook endpoint {id}; see the list of endpoints",
    ),
    "delivery-not-found": (
        "没有投递 {id}；请在接收端的投递记录里核对",
        "there is no delivery {id}; see the deliveries of its endpoint",
    ),
    "delivery-not-replayed": (
        "投递 {id} 不能重发：接收端已停用（请先启用），或者它是付款指令（请在案件里重新付款）",
        "delivery {id} cannot be sent again: its endpoint is disabled (enable it first), or it is a payment (retry it in its case)",
    ),
    "endpoint-here": (
        "{url} 是公道自己的机器，只有管理员可以把 webhook 发到那里；请用 https:// 开头的地址",
        "{url} is the machine of Gongdao itself, where only an operator may send webhooks; use an https:// address",
    ),
    "endpoint-url": (
        "webhook 地址应是 https:// 开头的完整地址，不带用户名（本机接收端可用 http://127.0.0.1）；不能用 {url}",
        "the address of an endpoint is a whole one that begins with https:// and names no user (on this computer http://127.0.0.1 will do); not {url}",
    ),
    "event-type-unknown": (
        "没有事件类型 {type}；可用：{allowed}",
        "there is no event type {type}; there are {allowed}",
    ),
    "endpoint-pays-already": (
        "来源 {source} 已有一个办理付款的接收端；付款只能交给一个，请先把那一个改为不办理付款",
        "an endpoint of {source} carries out payments already; they go to one only, so change that one first",
    ),
    "inward-unsigned": (
        "收到的 webhook 没有通过验证：签名要用来源 {source} 的有效密钥，按 Standard Webhooks 计算，时间相差不超过五分钟",
        "the webhook is not verified: it is signed by Standard Webhooks with a valid secret of {source}, at most five minutes ago",
    ),
    "inward-type-unknown": (
        "不认识的 webhook 类型 {type}；可用：{allowed}",
        "there is no type of webhook {type}; there are {allowed}",
    ),
    "inward-id-used": (
        "webhook 编号 {id} 已经用于另一个内容；新的消息请用新的编号",
        "the webhook id {id} was used for something else; give a new message a new id",
    ),
}
