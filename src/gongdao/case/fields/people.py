"""Fields of the buyer, the seller and what was said between them."""

from __future__ import annotations

from gongdao.case.kinds import BOOL, INSTANT, INT, MAP, MONEY, ROWS, TEXT, Field, decimal, words

BUYER = (
    Field("facts.buyer", MAP, "买家", "the buyer"),
    Field("facts.buyer.credit", words("good", "n/a", "normal"), "买家信用", "credit of the buyer"),
    Field("facts.buyer.abnormal", BOOL, "异常账户", "the account is abnormal"),
    Field("facts.buyer.purpose", words("daily_life"), "购买目的：生活消费", "bought for: daily life"),
    Field("facts.buyer.chose_jury", BOOL, "选择大众评审", "the buyer chose the jury"),
    Field("facts.buyer.consent_to_agent", words("none", "given"), "对代收的同意", "consent to delivery to an agent"),
    Field("facts.buyer.consented_return_address", BOOL, "同意所换退货地址", "agreed to the changed return address"),
    Field("facts.buyer.told_seller_at", INSTANT, "告知卖家时间", "told the seller at"),
    Field("facts.buyer.refund_only_30d", INT, "近 30 天仅退款次数", "refunds without return in 30 days"),
    Field("facts.buyer.empty_returns", INT, "空包退货次数", "empty parcels returned"),
    Field("facts.buyer.prior_swaps", INT, "调包次数", "goods swapped before"),
)

SELLER = (
    Field("facts.seller", MAP, "卖家", "the seller"),
    Field("facts.seller.score", decimal(2, "n/a"), "店铺体验分（原始分）", "raw score of the shop"),
    Field("facts.seller.displayed_score", TEXT, "页面显示的体验分", "score as displayed"),
    Field("facts.seller.deposit", MONEY, "保证金", "deposit"),
    Field("facts.seller.balance", MONEY, "账户余额", "balance"),
    Field("facts.seller.settlement_due", MONEY, "待结算货款", "settlement due to the seller"),
    Field("facts.seller.affiliate_deposit", MONEY, "关联店铺保证金", "deposit of affiliated shops"),
    Field("facts.seller.agrees_refund_only", BOOL, "卖家同意仅退款", "the seller agrees to refund without return"),
    Field("facts.seller.platform_rule_multiple", INT, "平台规则的赔付倍数", "multiple in the platform's rule"),
    Field("facts.seller.promise", words("none"), "卖家承诺", "promise of the seller"),
    Field("facts.seller.promise.breach", words("counterfeit"), "承诺针对的违约", "breach the promise is about"),
    Field("facts.seller.promise.multiple", INT, "承诺赔付倍数", "multiple promised"),
    Field("facts.seller.conduct_at", INSTANT, "卖家行为时间", "when the seller acted"),
    Field("facts.seller.place", TEXT, "卖家所在地", "place of the seller"),
    Field("facts.seller.address_hash", TEXT, "卖家地址摘要", "digest of the seller's address"),
)

CHAT = (
    Field("facts.chat[]", ROWS, "聊天记录", "the chat"),
    Field("facts.chat[].at", INSTANT, "时间", "time"),
    Field("facts.chat[].from", words("buyer", "platform", "seller", "unknown_user"), "发送人", "sent by"),
    Field("facts.chat[].text", TEXT, "内容", "text"),
)

FIELDS = (*BUYER, *SELLER, *CHAT)
