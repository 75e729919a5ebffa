"""What people were told by swindlers and by honest shops, told anew in our own words."""

from __future__ import annotations

# A trousers seller "refunds" through a loan and wants the rest back, on a shared screen.
SPARE_MONEY = (
    "我网上买了一条西裤，有个自称店铺客服的人主动打来电话，说裤子有质量问题，钱已经用备用金退给我 200 元。"
    "我打开备用金一看有 500 元，他说多转的 300 元要我还给他们，不然每个月都要扣款。"
    "他让我共享屏幕，一步一步教我操作，最后我转走了将近一万元。"
)
# Cash for praise, then goods paid for in advance outside the platform.
CASH_FOR_PRAISE = (
    "短信说好评返现 20 到 50 元，让我加客服微信。加了以后发来一个购物网站，要我把商品加进购物车，"
    "先把货款打到专有账户，说之后连本带奖一起返还。我打了钱，他还要我继续转账。"
)
IN_TURNS = (
    "客服小王：您好，我是平台客服，您之前误开了会员\n我：我没有开过啊\n"
    "客服小王：不取消的话每个月扣 500 元\n我：那怎么办\n客服小王：您下载一个会议软件，共享屏幕，我教您取消\n"
)
HONEST = (
    "亲，您的订单今天已经发货，预计后天送到。收到有问题请在订单里申请退款，钱会原路退回。",
    "您好，这条裤子有 M 和 L 码，您平时穿多大？",
)
LOOKALIKE = "退款请打开 https://www.taobao-refund.top/login 填写"
