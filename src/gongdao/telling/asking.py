"""What a buyer is asked, and what the states of an order, the reasons and the wishes are called, in people's words."""

from __future__ import annotations

from collections.abc import Sequence

from gongdao.kernel.text import Text

# The state of an order, and what that means for the money.
STATES: dict[str, tuple[Text, Text]] = {
    "awaiting_payment": (
        Text("待付款", "Not paid yet"),
        Text("您还没有付钱，没有钱要退。", "You have not paid, so there is nothing to get back."),
    ),
    "paid_unshipped": (
        Text("已付款，未发货", "Paid, not shipped"),
        Text("货还没有发出，钱还在平台。", "Nothing was shipped and the platform still holds the money."),
    ),
    "unshipped": (
        Text("未发货", "Not shipped"),
        Text("货还没有发出，钱还在平台。", "Nothing was shipped and the platform still holds the money."),
    ),
    "partial": (
        Text("部分发货", "Partly shipped"),
        Text("一部分货还没有发出，钱还在平台。", "Part of it was not shipped; the platform still holds the money."),
    ),
    "shipped": (
        Text("已发货，在路上", "Shipped, on its way"),
        Text("货在路上，钱还在平台。", "The goods are on their way and the platform still holds the money."),
    ),
    "signed": (
        Text("已签收", "Signed for"),
        Text("货已签收，钱还在平台。", "The goods were signed for and the platform still holds the money."),
    ),
    "completed": (
        Text("交易成功", "Completed"),
        Text(
            "钱已经付给卖家。还在售后期限内的，仍然可以要回来。",
            "The seller has been paid. Within the time for after-sales you can still get the money back.",
        ),
    ),
    "closed": (
        Text("交易关闭", "Closed"),
        Text("这笔交易已经关闭。", "This trade is closed."),
    ),
}
REASONS: dict[str, tuple[Text, Text]] = {
    "quality_visible": (
        Text("坏了、破了、不能用", "It is broken, torn or does not work"),
        Text("问题看得见，拍照就能拍到", "You can see it, and a photo shows it"),
    ),
    "quality_invisible": (
        Text("质量有问题，但是看不出来", "Something is wrong with it that cannot be seen"),
        Text("例如甲醛超标、材料有害，要检测才知道", "Such as harmful material; it takes a test to know"),
    ),
    "surface_flaw": (
        Text("表面有瑕疵：划痕、污渍、线头", "A flaw on the surface: a scratch, a stain, a thread"),
        Text("能用，但外观有毛病", "It works, but does not look as it should"),
    ),
    "surface_mismatch_broken": (
        Text("收到时就碎了，或者外观和页面不一样", "It came broken, or does not look as on the page"),
        Text("打开包裹时就是这样", "That is how it was when you opened the parcel"),
    ),
    "misdescription_visible": (
        Text("和页面写的不一样，看得出来", "Not as described, as anybody can see"),
        Text("尺寸、颜色、款式、配件和页面不符", "Size, colour, model or accessories differ from the page"),
    ),
    "misdescription_invisible": (
        Text("和页面写的不一样，看不出来", "Not as described, though it cannot be seen"),
        Text("材质、成分、含量和页面不符", "Material, contents or quantities differ from the page"),
    ),
    "misdescription_in_use": (
        Text("用了才发现和页面写的不一样", "Not as described, as turned out in use"),
        Text("功能、性能达不到页面所写", "It does not do what the page says it does"),
    ),
    "counterfeit": (
        Text("怀疑是假货、冒牌货", "I think it is a fake"),
        Text("不是正品，或者店铺没有得到品牌授权", "Not genuine, or sold without the brand's leave"),
    ),
    "missing_item": (
        Text("少发了、漏发了", "Something is missing"),
        Text("件数不对，或者少了配件、赠品", "Fewer pieces than ordered, or no accessories or gift"),
    ),
    "fresh_rotten": (
        Text("生鲜坏了、烂了", "The fresh goods are rotten"),
        Text("水果、蔬菜、水产等收到时已经腐坏", "Fruit, vegetables or fish were spoilt when they came"),
    ),
    "not_received": (
        Text("没收到货，或者显示签收但我没收到", "It never came, or is said to be signed for and is not here"),
        Text("包裹丢了、送错了、被别人签收了", "The parcel is lost, went astray or somebody else signed"),
    ),
    "unauthorised_locker_drop": (
        Text("没问过我就放在驿站、快递柜", "It was left at a station or in a locker without asking me"),
        Text("您没有同意由别人代收", "You did not agree that others take it in"),
    ),
    "not_shipped": (
        Text("卖家一直不发货", "The seller does not ship it"),
        Text("过了约定的时间还没有发出", "The time agreed is over and nothing was sent"),
    ),
    "seller_out_of_stock": (
        Text("卖家说没货了，或者要加价", "The seller says it is sold out, or wants more money"),
        Text("卖家承认缺货、让您取消、要您补差价", "It admits so, or asks you to cancel or to pay more"),
    ),
    "changed_mind_unshipped": (
        Text("不想要了（货还没收到）", "I do not want it any more (it has not come yet)"),
        Text("不需要别的理由", "No other reason is needed"),
    ),
    "no_reason": (
        Text("不喜欢、不合适，想退", "I do not like it or it does not fit"),
        Text("七天无理由退货，商品要完好", "Seven days to return it without a reason, if it is intact"),
    ),
    "none": (
        Text("发货晚了，要赔付", "It was shipped late and I want compensation"),
        Text("货收下，只要求赔付", "You keep the goods and ask for compensation only"),
    ),
}
# Reasons that people look for in one place; a long list shows these and opens them.
GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        Text("东西有问题：坏了、有瑕疵、变质了", "Something is wrong with it: broken, flawed or spoilt"),
        ("quality_visible", "quality_invisible", "surface_flaw", "surface_mismatch_broken", "fresh_rotten"),
    ),
    (
        Text("和页面写的不一样，或者像是假货", "It is not as described, or may be a fake"),
        ("misdescription_visible", "misdescription_invisible", "misdescription_in_use", "counterfeit"),
    ),
    (
        Text("少了、没收到、没经同意放在别处", "Something is missing, or it never reached me"),
        ("missing_item", "not_received", "unauthorised_locker_drop"),
    ),
)
FEW = 4
CLAIMS: dict[str, tuple[Text, Text]] = {
    "refund_only": (
        Text("退款，不退货", "My money back, without sending anything back"),
        Text("仅退款", "Refund only"),
    ),
    "return_refund": (
        Text("退货，把钱退给我", "I send it back and get my money"),
        Text("退货退款", "Return and refund"),
    ),
    "compensation": (
        Text("货留下，要赔付", "I keep it and want compensation"),
        Text("赔付", "Compensation"),
    ),
    "exchange": (
        Text("换一件好的", "A good one in exchange"),
        Text("换货", "Exchange"),
    ),
    "resend": (
        Text("把缺的补发给我", "Send me what is missing"),
        Text("补发", "Send again"),
    ),
    "repair": (
        Text("修好它", "Have it repaired"),
        Text("维修", "Repair"),
    ),
    "part_refund": (
        Text("货留下，退一部分钱", "I keep it and get part of the money back"),
        Text("部分退款", "Part of the money"),
    ),
}
OUTCOMES: dict[str, Text] = {
    "refund": Text("退款，不用退货", "the money back, nothing to send back"),
    "return_refund": Text("退货后退款", "the money back once the goods are returned"),
    "partial_refund": Text("退一部分钱", "part of the money back"),
    "repair": Text("修理", "a repair"),
    "continue_negotiation": Text("由您和卖家谈定", "whatever you and the seller agree on"),
}
# What is to be proved, as people say it; other facts are called as the pack calls them.
FACTS: dict[str, Text] = {
    "prima_facie": Text("商品真的有您说的问题", "The goods really are as you say"),
    "test": Text("有资质的机构检测，确认有问题", "An accredited laboratory confirms it"),
    "mismatch_at_signing": Text("签收的时候就是这样", "It was like that when it was signed for"),
    "signing_proper": Text("是您本人按规矩签收的", "You signed for it in the proper way"),
    "source_proof": Text("货的来源和质量没有问题", "Source and quality of the goods are in order"),
    "delivered": Text("货已经送到您手上", "The goods reached you"),
    "delivery_confirmed": Text("快递总部确认交给了您本人", "The carrier's head office confirms that you got it"),
    "place_designated": Text("是您让放在那里的", "You named or accepted the place"),
    "packed": Text("少的那件确实装进了包裹", "The missing piece was in the parcel"),
}
HEAR = {
    "never": Text(
        "钱只在订单里退，原路退回。任何人要您转账、报验证码、下载软件、共享屏幕，都是诈骗，马上挂断。",
        "Money comes back through the order only, the way it was paid. Whoever asks you to transfer money, to tell a "
        "code, to install something or to share your screen is a swindler: hang up.",
    ),
}


def state(word: str) -> tuple[Text, Text]:
    """Give what a state of an order is called and what it means; a word nobody knows is said as it is."""
    return STATES.get(word, (Text(word, word), Text("", "")))


def reason(word: str) -> tuple[Text, Text]:
    """Give what a reason is called by those who have it, and a hint."""
    return REASONS.get(word, (Text(word, word), Text("", "")))


def fact(name: str, label: Text) -> Text:
    """Give what is to be proved in people's words, else by its label."""
    return FACTS.get(name, label)


def place(word: str) -> int:
    """Give where a reason stands in a list: the common ones first."""
    return list(REASONS).index(word) if word in REASONS else len(REASONS)


def grouped(words: Sequence[str]) -> list[tuple[Text | None, tuple[str, ...]]]:
    """Gather many reasons under what they have in common; few, and those that stand alone, under nothing."""
    if len(words) <= FEW:
        return [(None, tuple(words))]
    groups = [(name, tuple(word for word in words if word in members)) for name, members in GROUPS]
    several = [(name, found) for name, found in groups if len(found) > 1]
    gathered = {word for _, found in several for word in found}
    return [*several, (None, tuple(word for word in words if word not in gathered))]


def claim(word: str) -> tuple[Text, Text]:
    """Give a wish as a buyer says it, and what it is called."""
    return CLAIMS.get(word, (Text(word, word), Text(word, word)))
