"""What a marketplace tells of shops and accounts for screening alone: no case takes it in, and no rule reads it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, create_model

from gongdao.kernel.money import EXPONENTS
from gongdao.screening.claimant_facts import MOST_THINGS, THINGS
from gongdao.screening.shop_facts import STATES
from gongdao.service.api.kinds import Body, Count, Day, Instant, Money, Name, Text, many

DAY = "2026-11-20"
AT = "2026-11-20T10:00:00+08:00"
MOST_PRICES, MOST_DAYS, MOST_MESSAGES, MOST_BRANDS, MOST_GROUPS = 2000, 400, 2000, 200, 20


def _part(_name: str, about: str, **fields: Any) -> type[Body]:
    made: type[Body] = create_model(_name, __base__=Body, __doc__=about, **fields)
    return made


def _rows(item: type[Body], about: str, most: int) -> Any:
    return many(item), Field(None, description=about, max_length=most)


LicencePart = _part(
    "LicencePart", "营业执照 / the business licence",
    name=(Name, Field(None, description="执照上的名称 / holder", examples=["杭州山野商贸有限公司"])),
    scope=(Text, Field(None, description="经营范围 / what it may trade in", examples=["水果销售"])),
    since=(Day, Field(None, description="成立日期 / since", examples=[DAY])),
    place=(Name, Field(None, description="住所 / place", examples=["浙江杭州"])),
    state=(Literal[STATES], Field(None, description="登记状态 / state in the register", examples=["in_business"])),
)  # fmt: skip
PricePart = _part(
    "PricePart", "在卖的一件商品 / something for sale",
    category=(Name, Field(description="类目 / category", examples=["fresh_fruit"])),
    price=(Money, Field(description="价格（分） / price (minor units)", examples=[9900])),
)  # fmt: skip
ListedPart = _part(
    "ListedPart", "某日在卖的件数 / how many things were for sale on a day",
    day=(Day, Field(description="日期 / day", examples=[DAY])),
    number=(Count, Field(description="件数 / number", examples=[120])),
)  # fmt: skip
WithdrawnPart = _part(
    "WithdrawnPart", "一次提现 / money taken out of the shop",
    day=(Day, Field(description="日期 / day", examples=[DAY])),
    amount=(Money, Field(description="金额（分） / amount (minor units)", examples=[500000])),
)  # fmt: skip
AnsweredPart = _part(
    "AnsweredPart", "一条发给店铺的消息，不含内容 / a message to the shop, without its text",
    account=(Name, Field(description="谁发的，只留摘要 / who wrote; only a digest is kept", examples=["U-1001"])),
    at=(Instant, Field(description="发送时间 / sent at", examples=[AT])),
    complains=(bool, Field(False, description="有未了的投诉 / has an open complaint", examples=[True])),
    read_at=(Instant, Field(None, description="已读时间 / read at", examples=[AT])),
    answered_at=(Instant, Field(None, description="答复时间 / answered at", examples=[AT])),
)  # fmt: skip
ShopProfile = _part(
    "ShopProfile", "只用于筛查的店铺情况；不知道的就不写，不会算在店家头上 / what a shop is screened by; "
    "what is not known is left out and never counts against it",
    category=(Name, Field(None, description="主营类目 / main category", examples=["fresh_fruit"])),
    trades=(many(Name), Field(None, description="主营行当 / trades", max_length=MOST_BRANDS, examples=[["水果"]])),
    licence=(LicencePart, Field(None, description="营业执照 / the business licence")),
    opened=(Day, Field(None, description="开店日期 / opened on", examples=[DAY])),
    authorisations=(
        many(Name),
        Field(None, description="登记的品牌授权；[] 为没有 / brands that authorised it; [] for none",
              max_length=MOST_BRANDS, examples=[["九牧"]]),
    ),
    currency=(Literal[tuple(EXPONENTS)], Field("CNY", description="币种 / currency", examples=["CNY"])),
    prices=_rows(PricePart, "在卖的商品 / what is for sale", MOST_PRICES),
    listed=_rows(ListedPart, "每日在卖的件数 / number of things for sale by day", MOST_DAYS),
    withdrawals=_rows(WithdrawnPart, "提现 / money taken out", MOST_DAYS),
    messages=_rows(
        AnsweredPart, "订单聊天以外的咨询，如陌生人的提问 / inquiries beside the chats of orders, as by strangers",
        MOST_MESSAGES,
    ),
    away_until=(Day, Field(None, description="预告休息到 / announced to be away until", examples=[DAY])),
)  # fmt: skip
ThingPart = _part(
    "ThingPart", "账号所用的一样东西 / something an account uses",
    kind=(Literal[THINGS], Field(description="种类 / kind", examples=["device"])),
    value=(Name, Field(description="原值或摘要；只存加盐摘要，不再给出 / itself or a digest of it; "
                                   "only a salted digest is kept and never given back", examples=["device-5f2c"])),
    excused=(bool, Field(False, description="已说明，不算关联（如宿舍） / explained; links nobody", examples=[True])),
)  # fmt: skip
AccountPart = _part(
    "AccountPart", "账号的关联和分组 / what links an account, and its groups",
    since=(Instant, Field(None, description="开户时间 / opened at", examples=[AT])),
    things=(many(ThingPart), Field([], description="所用的东西 / what it uses", max_length=MOST_THINGS)),
    groups=(
        many(Name),
        Field([], description="公平性报告的分组，如年龄段 / groups of the report on fairness, as an age band",
              max_length=MOST_GROUPS, examples=[["60+"]]),
    ),
)  # fmt: skip
