"""The sentences of what cannot be done: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "case-for-these-lines": (
        "这些商品已经有一个处理中的案件 {case}；请在那个案件里继续，结案后才能再申请",
        "there is an open case for these goods already, {case}; go on there, a new request can be made once it is closed",
    ),
    "not-a-marketplace": (
        "只有平台的密钥可以这样做；个人的密钥和登录的人不可以",
        "only the key of a marketplace may do this; a person's key and a signed-in person may not",
    ),
    "older-than-known": (
        "这是 {told} 的情况，而我们已经知道 {known} 的情况；没有改动，请发送最新的",
        "this is as of {told}, and what is known is as of {known}; nothing was changed, send the newest",
    ),
    "order-of-others": (
        "订单 {order} 属于另一个买家或店铺；请核对订单号",
        "the order {order} belongs to another buyer or shop; check its id",
    ),
    "shipment-of-others": (
        "运单 {waybill} 属于另一个订单；请核对运单号",
        "the shipment {waybill} belongs to another order; check the waybill",
    ),
    "message-of-others": (
        "消息 {id} 属于另一个订单；请核对编号",
        "the message {id} belongs to another order; check its id",
    ),
}
