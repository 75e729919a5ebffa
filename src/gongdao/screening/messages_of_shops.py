"""What the screening of shops says, in Chinese and English."""

from __future__ import annotations

SHOP_KINDS: dict[str, tuple[str, str]] = {
    "shop.false_brand": ("店名像在冒充品牌", "the shop's name may pose as a brand"),
    "shop.may_run_away": ("这家店可能关门走人", "this shop may close and disappear"),
    "shop.price_outlier": ("价格低得反常", "prices far below what others ask"),
    "shop.selective_silence": ("只不回投诉的人", "answers others, but not those who complain"),
}
SHOP_REASONS: dict[str, tuple[str, str]] = {
    "shop-brand-exact": ("店名里写着品牌“{brand}”。", "The shop's name bears the brand {brand}."),
    "shop-brand-sound": (
        "店名里的“{written}”，读音与品牌“{brand}”一样，字却不同。",
        "“{written}” in the shop's name sounds like the brand {brand}, but is written otherwise.",
    ),
    "shop-brand-looks": (
        "店名里的“{written}”，看起来像品牌“{brand}”，字却不同。",
        "“{written}” in the shop's name looks like the brand {brand}, but is written otherwise.",
    ),
    "shop-brand-letters": (
        "店名里的“{written}”，与品牌“{brand}”只差个别字母。",
        "“{written}” in the shop's name differs from the brand {brand} in a letter or two.",
    ),
    "shop-brand-claimed": (
        "店名自称是“{brand}”的官方店或专卖店。",
        "The name says that it is the official shop of {brand}.",
    ),
    "shop-not-authorised": (
        "平台没有登记“{brand}”给这家店的授权。",
        "The platform holds no authorisation by {brand} for this shop.",
    ),
    "shop-authorised": (
        "平台登记了“{brand}”给这家店的授权。",
        "The platform holds an authorisation by {brand} for this shop.",
    ),
    "shop-not-of-the-brand": (
        "营业执照上的名字是“{licence}”，从名字看不出是“{brand}”的公司。",
        "The business licence is in the name of “{licence}”, which does not show a company of {brand}.",
    ),
    "shop-own-name": (
        "“{written}”也在营业执照“{licence}”的名字里，可能是自家的字号。",
        "“{written}” is part of the licence's name “{licence}” too; it may be the shop's own name.",
    ),
    "shop-of-the-brand": (
        "营业执照上的“{licence}”，名字与“{brand}”的公司相符。",
        "The business licence names “{licence}”, which fits a company of {brand}.",
    ),
    "shop-other-trade": (
        "执照登记的行当（{licence}）与店名卖的东西对不上。",
        "The trade on the licence ({licence}) is not what the shop's name sells.",
    ),
    "shop-other-place": (
        "店名说在{here}，执照上却在{there}。",
        "The name says {here}, the licence says {there}.",
    ),
    "shop-no-company": (
        "店名听起来像公司，执照“{licence}”看上去是个人开的小店。",
        "The name sounds like a company; the licence “{licence}” looks like one person's shop.",
    ),
    "shop-official-word": (
        "店名用了“{words}”这样的字，只有品牌同意才能用。",
        "The name uses “{words}”, which needs the consent of the brand.",
    ),
    "shop-resale": (
        "店名说明是二手、维修或配件，提到品牌可能只是说明用途。",
        "The name speaks of second-hand goods, repair or parts: the brand may only say what they are for.",
    ),
    "shop-emptied": (
        "平时有 {before} 件商品在卖，现在只剩 {left} 件；从 {day} 起一下子少了。",
        "Usually {before} things are for sale, now {left}; they went at once, from {day} on.",
    ),
    "shop-withdrew": (
        "最近 7 天从店里转走了 {amount}，平时一周约 {usual}。",
        "In the last 7 days {amount} was taken out; about {usual} a week is usual.",
    ),
    "shop-withdrew-shown": (
        "最近 7 天从店里转走的钱，比平时一周多得多。",
        "Far more money was taken out in the last 7 days than in a usual week.",
    ),
    "shop-young": ("开张才 {days} 天（{day} 起）。", "It has been open for {days} days only (since {day})."),
    "shop-licence-state": ("营业执照{state}。", "The business licence is {state}."),
    "shop-deposit-short": (
        "保证金只有 {deposit}，等着退的钱有 {claims}，不够赔。",
        "The deposit is {deposit}; the open claims are {claims}: it would not be enough.",
    ),
    "shop-deposit-enough": (
        "保证金 {deposit}，够赔等着退的 {claims}。",
        "The deposit of {deposit} covers the open claims of {claims}.",
    ),
    "shop-disputes-high": (
        "{orders} 单里有 {disputes} 单闹了纠纷；同类店每 100 单约 {usual} 单。",
        "{disputes} of {orders} orders ended in a dispute; in like shops it is about {usual} of 100.",
    ),
    "shop-unshipped": (
        "付了钱、过了时间还没发货的有 {unshipped} 单（近 90 天共 {orders} 单）。",
        "{unshipped} paid orders are overdue and not sent (of {orders} in the last 90 days).",
    ),
    "shop-score-low": ("店铺评分 {score}，偏低。", "The shop's score is {score}, which is low."),
    "shop-price-low": (
        "“{category}”这家店一般卖 {price}，别的 {shops} 家店一般卖 {usual}。",
        "For “{category}” this shop typically asks {price}; the {shops} shops we know typically ask {usual}.",
    ),
    "shop-away-announced": (
        "店家提前说了休息到 {day}，不回消息可能是放假。",
        "The shop announced to be away until {day}: silence may be a holiday.",
    ),
    "shop-unread": (
        "最近 {days} 天里，{number} 次有人找客服，{unread} 次连看都没看。",
        "In the last {days} days it was written to {number} times and did not even read {unread} of them.",
    ),
    "shop-unanswered": (
        "最近 {days} 天里，{number} 次有人找客服，{silent} 次没有回。",
        "In the last {days} days it was written to {number} times and did not answer {silent} of them.",
    ),
    "shop-silent-to-complaints": (
        "有投诉的人找了 {complaints} 次，{ignored} 次没有回；别人找了 {others} 次，回了 {answered} 次。",
        "Complainants wrote {complaints} times, {ignored} unanswered; others {others} times, {answered} answered.",
    ),
    "shop-answers-complaints": (
        "有投诉的人找了 {complaints} 次，只有 {ignored} 次没有回。",
        "Those with a complaint wrote {complaints} times; only {ignored} had no answer.",
    ),
    "check-name-plain": ("店名里没有看到我们知道的品牌。", "No brand that we know is in the shop's name."),
    "check-licence": (
        "营业执照上的名字：{licence}。付款前看看与店名“{name}”是不是一家。",
        "The business licence is in the name of {licence}: see whether it is the same as “{name}”.",
    ),
    "check-licence-alike": (
        "营业执照上的名字：{licence}，与店名“{name}”有相同的字号。",
        "The business licence is in the name of {licence}, which shares a word with “{name}”.",
    ),
    "check-scope-fits": (
        "执照的经营范围（{scope}）里有{goods}。",
        "The licence's scope ({scope}) names {goods}.",
    ),
    "check-scope-other": (
        "执照的经营范围（{scope}）里没有{goods}。",
        "The licence's scope ({scope}) does not name {goods}.",
    ),
    "check-scope": (
        "执照的经营范围：{scope}。看看里面有没有您要买的东西。",
        "The licence's scope: {scope}. See whether what you want to buy is in it.",
    ),
    "check-unknown": ("不知道，没有人提供。", "Not known: nobody handed it in."),
    "check-authorised-brands": (
        "平台登记的授权品牌：{brands}。",
        "Brands that authorised it, as registered: {brands}.",
    ),
    "check-no-brands": ("没有登记任何品牌授权。", "No authorisation by any brand is registered."),
    "check-score": ("店铺评分 {score}（满分 5）。", "Score {score} of 5."),
    "check-age": ("{day} 开张，到今天 {span}。", "Open since {day}, for {span}."),
    "check-deposit": ("保证金 {deposit}。", "Deposit {deposit}."),
    "check-prices": (
        "看了 {number} 个价格，没有比别的店低得反常的。",
        "{number} prices were compared; none is far below those of others.",
    ),
    "check-prices-alone": (
        "有 {number} 个价格，但同类店太少，没法比。",
        "There are {number} prices, but too few like shops to compare them with.",
    ),
    "check-disputes": (
        "近 90 天 {orders} 单，{disputes} 单有纠纷（每 100 单 {rate} 单）。",
        "In 90 days {disputes} of {orders} orders had a dispute ({rate} of 100).",
    ),
    "check-disputes-alone": (
        "近 90 天 {orders} 单，{disputes} 单有纠纷（每 100 单 {rate} 单）；没有同类店可比。",
        "In 90 days {disputes} of {orders} orders had a dispute ({rate} of 100); there are no like shops to compare.",
    ),
    "check-no-orders": ("近 90 天没有订单，还看不出来。", "No orders in 90 days: nothing to go by yet."),
}
SHOP_ITEMS: dict[str, tuple[str, str]] = {
    "licence": ("店名和营业执照", "name and licence"),
    "authorisation": ("品牌授权", "authorisation by the brand"),
    "score": ("店铺评分", "score"),
    "age": ("开张多久", "age"),
    "deposit": ("保证金", "deposit"),
    "prices": ("价格", "prices"),
    "disputes": ("纠纷多不多", "disputes"),
}
SHOP_STATES: dict[str, tuple[str, str]] = {
    "fine": ("没看出问题", "nothing odd seen"),
    "look": ("请留意", "worth a look"),
    "doubt": ("有疑问", "doubtful"),
    "unknown": ("不知道", "not known"),
}
