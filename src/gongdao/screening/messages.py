"""What screening says, in Chinese and English: names of signals, reasons, signs in a text, advice, refusals."""

from __future__ import annotations

from gongdao.screening.messages_of_claimants import CLAIMANT_KINDS, CLAIMANT_REASONS
from gongdao.screening.messages_of_links import LINK_KINDS, LINK_MESSAGES, LINK_REASONS
from gongdao.screening.messages_of_parcels import PARCEL_KINDS, PARCEL_MESSAGES, PARCEL_REASONS
from gongdao.screening.messages_of_pictures import PICTURE_KINDS, PICTURE_REASONS
from gongdao.screening.messages_of_shops import SHOP_KINDS, SHOP_REASONS
from gongdao.screening.messages_of_talk import TALK_KINDS, TALK_REASONS, TALK_SIGNS

Messages = dict[str, tuple[str, str]]

KINDS: Messages = {**TALK_KINDS, **LINK_KINDS, **PARCEL_KINDS, **SHOP_KINDS, **CLAIMANT_KINDS, **PICTURE_KINDS}
REASONS: Messages = {
    **TALK_REASONS, **LINK_REASONS, **PARCEL_REASONS, **SHOP_REASONS, **CLAIMANT_REASONS, **PICTURE_REASONS,
}  # fmt: skip
SIGNS: Messages = TALK_SIGNS

ADVICE: Messages = {
    "stop-talking": ("先停下：挂断电话，关掉屏幕共享。", "Stop: hang up and end any screen sharing."),
    "send-no-money": ("不要转钱，不要借款，不要开通任何贷款或分期。", "Send no money, take no loan, open no credit."),
    "remove-app": (
        "停止共享，把对方让您装的软件（云服务、投屏、远程、会议）删掉，再改支付密码。",
        "Stop sharing, delete the app they had you install (remote, screen, meeting), then change your password.",
    ),
    "tell-no-code": (
        "不要报验证码、密码和银行卡号。",
        "Tell nobody a code, a password or the number of a card.",
    ),
    "open-no-link": ("不要打开链接，不要扫码，不要下载软件。", "Open no link, scan no code, install no app."),
    "stay-on-platform": (
        "只在平台的订单页面退款，不加微信或 QQ，不进群。",
        "Refunds happen on the order page only: no chat app, no group.",
    ),
    "confirm-no-receipt": ("退款到账前不要确认收货。", "Do not confirm receipt before the refund has arrived."),
    "call-police": (
        "已经转了钱：马上打 110，越早越可能止付。没转钱也可以打 96110 问一问。",
        "If money has left: call 110 at once, an early call can still stop it. To ask for advice, call 96110.",
    ),
    "call-bank": (
        "打银行卡背面或支付应用里的客服电话，要求马上止付、挂失；手机被人看着，就换一部打。",
        "Call the number on your card or in the payment app and have it stopped; from another phone if yours is watched.",
    ),
    "ask-the-platform": ("拿不准，就从订单页面找平台客服问。", "If unsure, ask the platform from your order page."),
    "keep-proof": ("留好聊天记录、电话号码和转账凭证。", "Keep the chat, the phone number and proof of any transfer."),
    "type-address-yourself": (
        "要去官网，请自己在平台应用里打开。",
        "To reach the real site, open it yourself in the platform's app.",
    ),
    "check-before-paying": (
        "付款前先核对店名、执照和品牌授权。",
        "Before paying, check the shop's name, licence and brand.",
    ),
    "ask-for-the-slip": (
        "请商家出示带签名的底单，签名要与收件人一致。",
        "Ask the seller for the signed slip; the signature must be the addressee's.",
    ),
    "send-the-original": (
        "交图的人：请从手机相册里把原图再传一次，别用截图或转发来的图。",
        "Whoever sent it: send the original from your phone's album again, not a screenshot or a forwarded copy.",
    ),
    "let-a-person-look": (
        "由人工核实后再决定，不因这条提示直接扣钱。",
        "A person checks first; no money moves on this signal.",
    ),
}

MESSAGES: Messages = {
    **LINK_MESSAGES,
    **PARCEL_MESSAGES,
    "text-too-long": (
        "文字有 {length} 字，超过 {most} 字：请只贴可疑的那一段",
        "the text has {length} characters, more than {most}: paste the suspicious part only",
    ),
    "too-many-turns": (
        "对话有 {number} 句，超过 {most} 句：请只贴最近的一段",
        "the conversation has {number} turns, more than {most}: paste the latest part only",
    ),
    "name-too-long": (
        "店名有 {length} 字，超过 {most} 字：请只写店名本身",
        "the name of the shop has {length} characters, more than {most}: give the name alone",
    ),
    "claimant-unknown": (
        "给的账号和订单里没有“{person}”：请核对编号",
        "neither the accounts nor the orders know “{person}”: check the id",
    ),
    "given-missing": ("缺少 {name}：请补上", "{name} is missing: add it"),
    "given-form": ("“{value}”不是{wanted}", "“{value}” is not {wanted}"),
    "given-range": ("{value} 不在 0 到 {most} 之间", "{value} is not between 0 and {most}"),
    "given-word": ("不认识“{value}”，是不是“{nearest}”？", "“{value}” is unknown: did you mean “{nearest}”?"),
    "given-unknown": (
        "没有“{name}”这一项，是不是“{nearest}”？",
        "there is no field “{name}”: did you mean “{nearest}”?",
    ),
    "given-too-long": (
        "有 {length} 字，超过 {most} 字：请缩短",
        "it has {length} characters, more than {most}: shorten it",
    ),
    "given-too-many": (
        "有 {number} 项，超过 {most} 项：请只交最近的",
        "there are {number} entries, more than {most}: hand in the latest ones",
    ),
    "picture-empty": ("这个文件是空的：请重新选一张图", "the file is empty: choose a picture again"),
    "picture-heavy": (
        "这张图有 {size} MB，超过 {most} MB：请把图缩小，或者截一张图再传",
        "the picture has {size} MB, more than {most} MB: make it smaller or send a screenshot of it",
    ),
    "picture-kind": (
        "这不是能看的图片：请用 JPEG、PNG、WebP 或 AVIF，或者截一张图再传",
        "this is no picture that can be read: send JPEG, PNG, WebP or AVIF, or a screenshot",
    ),
    "picture-broken": (
        "这张图打不开，可能坏了或者没传完：请重新选一次，或者截一张图再传",
        "the picture cannot be opened, it may be damaged or cut off: choose it again or send a screenshot",
    ),
    "picture-huge": (
        "这张图要画 {pixels} 个像素，超过 {most}：请把图缩小，或者截一张图再传",
        "the picture would take {pixels} pixels, more than {most}: make it smaller or send a screenshot",
    ),
    "picture-tiny": (
        "这张图只有 {width} x {height} 像素，每边至少要 {least}：请传原图",
        "the picture has only {width} x {height} pixels, each side needs {least}: send the original",
    ),
    "fingerprint-unknown": (
        "这个图片指纹（版本 {version}，{size} 字节）读不了：请用现在的版本重新算一次",
        "this fingerprint of a picture (version {version}, {size} bytes) cannot be read: make it again with this version",
    ),
}
