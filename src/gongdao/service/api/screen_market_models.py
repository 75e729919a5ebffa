"""Shops and people as a marketplace hands them in to be screened: what is left out is not known."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from gongdao.kernel.money import EXPONENTS
from gongdao.screening.claimant_facts import MOST_THINGS, RETURNED, THINGS
from gongdao.screening.shop_facts import STATES
from gongdao.service.api.kinds import NO_NUL, SAID, Body, Count, Day, Instant, Money, one_of
from gongdao.service.api.screen_models import Screened, Short

# What is not blank and has no NUL.
Named = Annotated[str, Field(min_length=1, max_length=200, json_schema_extra=SAID)]
Long = Annotated[str, Field(max_length=2000, json_schema_extra=NO_NUL)]
MOST_ROWS, MOST_SHOPS, MOST_PEOPLE = 10_000, 10_000, 10_000
State: Any = one_of(STATES)
Currency: Any = one_of(EXPONENTS)
Thing: Any = one_of(THINGS)
Returned: Any = one_of(("", *RETURNED))
DAY, AT = "2026-11-20", "2026-11-20T10:00:00+08:00"


class LicenceGiven(Body):
    """A business licence."""

    name: Short = Field("", description="执照名称 / its holder", examples=["漳州某百货店"])
    scope: Long = Field("", description="经营范围 / what it may trade in", examples=["日用百货"])
    since: Day | None = Field(None, description="成立日期 / since", examples=[DAY])
    place: Short = Field("", description="住所 / where", examples=["漳州市"])
    state: State = Field("in_business", description="状态 / state", examples=["in_business"])


class ListingGiven(Body):
    """Something for sale."""

    category: Named = Field(description="类目 / category", examples=["卫浴"])
    price: Money = Field(description="价格（分） / price (minor units)", examples=[19900])
    title: Short = Field("", description="标题 / title", examples=["花洒套装"])


class ListedGiven(Body):
    """How many things were for sale on a day."""

    day: Day = Field(description="哪一天 / the day", examples=[DAY])
    number: Count = Field(description="在售数 / how many were for sale", examples=[120])


class WithdrawalGiven(Body):
    """Money that the shop took out."""

    day: Day = Field(description="哪一天 / the day", examples=[DAY])
    amount: Money = Field(description="金额（分） / amount (minor units)", examples=[5000000])


class ShopMessageGiven(Body):
    """What an account wrote to the shop."""

    account: Named = Field(description="谁写的 / who wrote", examples=["U-1001"])
    at: Instant = Field(description="时间 / when", examples=[AT])
    complains: bool = Field(False, description="有未结的投诉 / has an open complaint", examples=[True])
    read_at: Instant | None = Field(None, description="已读时间 / when it was read", examples=[AT])
    answered_at: Instant | None = Field(None, description="答复时间 / when it was answered", examples=[AT])


class ShopFactsGiven(Body):
    """A shop as the marketplace knows it."""

    name: Named = Field(description="店名 / name", examples=["九牧整装卫浴旗舰店"])
    category: Short = Field("", description="主营类目 / main category", examples=["卫浴"])
    trades: list[Short] | None = Field(
        None, description="经营什么 / what it trades in", max_length=200, examples=[["花洒"]]
    )
    licence: LicenceGiven | None = Field(None, description="营业执照 / its business licence")
    opened: Day | None = Field(None, description="开店日期 / opened on", examples=[DAY])
    authorisations: list[Short] | None = Field(
        None,
        description="品牌授权；[] 为没有 / brands it is authorised for; [] none",
        max_length=200,
        examples=[["九牧"]],
    )
    score: float | None = Field(None, ge=0, le=5, description="店铺评分 / score", examples=[4.7])
    currency: Currency = Field("CNY", description="币种 / currency", examples=["CNY"])
    deposit: Money | None = Field(None, description="保证金（分） / deposit (minor units)", examples=[1000000])
    open_claims: Money | None = Field(
        None, description="未结的索赔（分） / open claims (minor units)", examples=[250000]
    )
    balance: Money | None = Field(None, description="待结算的钱（分） / balance (minor units)", examples=[500000])
    prices: list[ListingGiven] | None = Field(None, description="在售商品 / what is for sale", max_length=MOST_ROWS)
    listed: list[ListedGiven] | None = Field(None, description="每天的在售数 / listings by day", max_length=MOST_ROWS)
    orders: Count | None = Field(None, description="90 天订单数 / orders of 90 days", examples=[800])
    disputes: Count | None = Field(None, description="90 天纠纷数 / disputes of 90 days", examples=[12])
    unshipped: Count | None = Field(
        None, description="90 天付了款逾期没发的 / paid and overdue in 90 days", examples=[3]
    )
    messages: list[ShopMessageGiven] | None = Field(
        None, description="收到的消息 / messages to it", max_length=MOST_ROWS
    )
    withdrawals: list[WithdrawalGiven] | None = Field(None, description="提现 / withdrawals", max_length=MOST_ROWS)
    away_until: Day | None = Field(None, description="预告休假到 / announced holiday until", examples=[DAY])
    sources: dict[str, Short] | None = Field(
        None, description="各字段从哪里来 / where fields come from", max_length=30,
        examples=[{"licence": "国家企业信用信息公示系统"}],
    )  # fmt: skip


class MarketGiven(Body):
    """Other shops, to see what is usual."""

    shops: list[ShopFactsGiven] = Field(description="同类店铺 / shops of the same trade", max_length=MOST_SHOPS)


class ShopToScreen(Screened):
    """A shop, and the market it stands in."""

    shop: ShopFactsGiven = Field(description="店铺 / the shop")
    market: MarketGiven | None = Field(
        None, description="市场；缺省不比较 / the market; nothing is compared without it"
    )


class ThingGiven(Body):
    """Something that an account uses."""

    kind: Thing = Field(description="什么 / what", examples=["device"])
    digest: Named = Field(description="摘要，不要原文 / its digest, never itself", examples=["5f1c0a7be2f94d3a"])


class AccountGiven(Body):
    """An account, and what it uses."""

    id: Named = Field(description="编号 / id", examples=["U-1001"])
    since: Instant | None = Field(None, description="注册时间 / since", examples=[AT])
    things: list[ThingGiven] | None = Field(None, description="用的东西 / what it uses", max_length=MOST_THINGS)
    excused: list[Short] | None = Field(
        None, description="无害的摘要，如宿舍、家人 / digests that link nobody: a dormitory, a family",
        max_length=MOST_THINGS, examples=[["5f1c0a7be2f94d3a"]],
    )  # fmt: skip


class PastClaimGiven(Body):
    """A claim, and what became of it."""

    at: Instant = Field(description="时间 / when", examples=[AT])
    kept: bool = Field(False, description="退了钱没退货 / the money came back and the goods stayed", examples=[False])
    returned: Returned = Field("", description="退回的是什么 / what came back", examples=["empty"])
    shown: bool = Field(
        False, description="有称重或验货为证 / shown by a scale or a check, not only said", examples=[True]
    )
    proved: bool = Field(
        False, description="查明有理，不计 / found justified; it never counts against anybody", examples=[False]
    )
    text: Short = Field("", description="话的摘要 / digest of its words", examples=["5f1c0a7be2f94d3a"])
    extorts: bool = Field(False, description="有要挟的提示 / its talk was signalled (SC-8)", examples=[False])
    reused: bool = Field(False, description="图片在别处用过 / a picture of it was used elsewhere", examples=[False])


class BoughtGiven(Body):
    """Something bought, and the claim on it, if any."""

    buyer: Named = Field(description="买家 / buyer", examples=["U-1001"])
    shop: Named = Field(description="店铺 / shop", examples=["S-9"])
    category: Named = Field(description="类目 / category", examples=["卫浴"])
    at: Instant = Field(description="时间 / when", examples=[AT])
    claim: PastClaimGiven | None = Field(None, description="索赔 / the claim")


class ClaimantToScreen(Screened):
    """One person among others: the rate of all is what theirs is compared with."""

    person: Named = Field(description="看谁 / whom to look at", examples=["U-1001"])
    accounts: list[AccountGiven] = Field(description="账号 / accounts", max_length=MOST_PEOPLE)
    orders: list[BoughtGiven] = Field(description="订单 / orders", max_length=MOST_ROWS)


def in_major_units(shop: dict[str, Any], plain: Any) -> dict[str, Any]:
    """Give a shop with its amounts written as `shop_facts` reads them; ``plain`` writes one in a currency."""
    currency = shop.get("currency", "CNY")
    for key in ("deposit", "open_claims", "balance"):
        if shop.get(key) is not None:
            shop[key] = plain(shop[key], currency)
    for rows, key in (("prices", "price"), ("withdrawals", "amount")):
        for row in shop.get(rows) or ():
            row[key] = plain(row[key], currency)
    return shop
