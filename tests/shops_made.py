"""A made-up market: honest shops of many kinds, posers by name, shops about to run away, and facts nobody knows.

Everything is drawn from a seed. The imitations are written down by hand; no number or table is taken from the detector.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from gongdao.screening.shop_facts import Licence, Listing, Message, Shop

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
PLACES = "福州=福建省福州市鼓楼区 杭州=浙江省杭州市余杭区 广州=广东省广州市白云区 成都=四川省成都市武侯区"
PLACES += " 济南=山东省济南市天桥区 武汉=湖北省武汉市汉阳区 西安=陕西省西安市雁塔区 沈阳=辽宁省沈阳市和平区"
CITIES = [tuple(pair.split("=")) for pair in PLACES.split()]
TRADES = {
    "卫浴": ("洗脸台", 60_000, "九牧 箭牌 恒洁 科勒 惠达"),
    "家电": ("电饭煲", 29_900, "美的 格力 海尔 苏泊尔 九阳"),
    "数码": ("耳机", 19_900, "华为 小米 联想 漫步者 倍思"),
    "鞋": ("跑鞋", 35_900, "耐克 安踏 特步 李宁 回力"),
    "食品": ("坚果礼盒", 8_900, "三只松鼠 良品铺子 洽洽 蒙牛 伊利"),
    "美妆": ("面膜", 9_900, "百雀羚 自然堂 珀莱雅 薇诺娜 兰蔻"),
}
SOUND = {
    "卫浴": "久牧 九木 恒杰",
    "家电": "格立 海耳 苏泊儿 九羊",
    "数码": "华威 小咪 联响",
    "鞋": "安塔 特部 耐客",
    "食品": "蒙妞 伊力 三支松鼠",
    "美妆": "百雀灵 微诺娜 自然糖",
}
LOOKS = {
    "卫浴": "九枚 九玫 垣洁",
    "家电": "恪力 悔尔 美旳",
    "数码": "毕为 小来 耶想",
    "鞋": "持步 回刀 耐兑",
    "食品": "蒙午 良品辅子 康帅傅",
    "美妆": "百雀玲 自然常 珀菜雅",
}
LETTERS = {
    "卫浴": "KOHLAR KOHLLER",
    "家电": "PANASONNIC HAlER",
    "数码": "HUAWAI LENOV0 SAMSUMG",
    "鞋": "ADIDOS NlKE SKECHER",
    "食品": "NESTLEE STARBUCK5",
    "美妆": "LANC0ME PECHOlN",
}
WORDS = "云朵 青禾 老陈 阿芳 悦来 晨语 木子 恒达 鑫源 佳慧 小满 沐阳 百川 林间 顺发 东篱 初见 橙子 万顺 祥和"
NAMING = (
    "福祥兴隆华盛鑫源泰和顺达利宏远康安宁嘉佳美丽雅清新春夏秋冬阳光明月星辰山水江河湖林森木石金玉珠宝龙凤马牛鹿云雨"
)
NAMING += "天地人正大中小东西南北长高广红黄绿青蓝紫白优品时代智汇博学"
NAMING += "文杰俊伟力德仁义信诚心意乐喜悦晨诗书茶米果园王李张陈周罗梁"
NOISE = 0.15  # how often a fact is not known
POSERS = ("exact", "sound", "looks", "letters", "upstart")
RUNNERS = ("emptied", "cash", "slow")


@dataclass(frozen=True, slots=True)
class MadeShop:
    """A shop, what it truly is, and the instant it is looked at."""

    shop: Shop
    kind: str
    trade: str


def made_market(seed: int, shops: int) -> list[MadeShop]:
    """Make a market; one shop in ten is bad."""
    chance = Random(seed)
    found = []
    for _ in range(shops):
        bad = chance.random() < 0.1
        kind = (
            chance.choice([*POSERS, *RUNNERS, "absurd", "silent"])
            if bad
            else chance.choices(*zip(*HONEST.items(), strict=True))[0]
        )
        found.append(made_shop(chance, kind))
    return found


def made_shop(chance: Random, kind: str) -> MadeShop:
    """Make a shop of a kind, with what is not known left out."""
    trade = chance.choice(list(TRADES))
    city, place = chance.choice(CITIES)
    shop = KINDS[kind](chance, _ordinary(chance, trade, city, place), trade, city)
    return MadeShop(_forgotten(chance, shop), kind, trade)


def _ordinary(chance: Random, trade: str, city: str, place: str) -> Shop:
    word = chance.choice(WORDS.split())
    goods, usual, _ = TRADES[trade]
    orders = round(chance.lognormvariate(5, 1))
    held = round(chance.lognormvariate(0, 0.5) * 300_000)
    listings = max(3, round(chance.lognormvariate(4, 0.8)))
    own = chance.lognormvariate(0, 0.3)
    return Shop(
        name=f"{city}{word}{trade}店",
        category=trade,
        licence=Licence(
            f"{city}{word}商贸有限公司", f"销售{trade}、日用品", _ago(chance, 400, 3000), place, "in_business"
        ),
        opened=_ago(chance, 30, 2500),
        authorisations=(),
        score=round(min(5.0, chance.gauss(4.7, 0.12)), 2),
        deposit=held,
        open_claims=round(held * chance.uniform(0, 0.8)),
        balance=round(chance.lognormvariate(13, 0.6)),
        prices=tuple(
            Listing(goods, round(usual * own * chance.lognormvariate(0, 0.25))) for _ in range(min(20, listings))
        ),
        listed=_steady(chance, listings),
        orders=orders,
        disputes=round(orders * chance.betavariate(2, 120)),
        unshipped=round(orders * chance.betavariate(1, 60)),
        messages=_letters(chance, 0.92, 0.85),
        withdrawals=_weekly(chance),
        sources={"licence": "工商登记", "deposit": "平台"},
    )


def _plain(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    return shop


def _flagship(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    brand = chance.choice(TRADES[trade][2].split())
    return replace(
        shop,
        name=f"{brand}{trade}官方旗舰店",
        authorisations=(brand,),
        licence=replace(shop.licence, name=f"{brand}（中国）有限公司"),
    )


def _dealer(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    brand = chance.choice(TRADES[trade][2].split())
    return replace(shop, name=f"{city}{brand}{trade}专营店", authorisations=(brand,))


def _own(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    """The official shop of a small brand of its own, which no register knows."""
    word = (shop.licence.name or "")[2:4]
    return replace(shop, name=f"{word}{trade}官方旗舰店")


def _upstart(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    """The official shop of a brand that no register knows, run by somebody else."""
    word = chance.choice([it for it in WORDS.split() if it not in (shop.licence.name or "")])
    return replace(shop, name=f"{word}{trade}官方旗舰店")


def _used(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    brand = chance.choice(TRADES["数码"][2].split())
    return replace(
        shop, name=f"{city}二手{brand}手机回收维修", category="数码", licence=replace(shop.licence, scope="数码维修")
    )


def _holiday(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    away = NOW.date() + timedelta(days=3) if chance.random() < 0.6 else None
    return replace(shop, messages=_letters(chance, 0.1, 0.1, read=0.15), away_until=away)


def _closing(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    """Gives up in order: sells out, but answers, and keeps its deposit."""
    return replace(shop, listed=_fallen(chance, 60, 0.9), open_claims=round((shop.deposit or 0) * 0.2))


def _fresh(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    return replace(
        shop,
        opened=_ago(chance, 5, 80),
        orders=12,
        disputes=0,
        unshipped=0,
        deposit=100_000,
        open_claims=0,
        withdrawals=(),
    )


def _clearance(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    goods = shop.prices or ()
    return replace(
        shop, prices=tuple(replace(it, price=round(it.price * 0.7)) for it in goods), listed=_fallen(chance, 80, 0.5)
    )


def _busy(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    """After a sale: overdue parcels, slow answers, money taken out to pay the factory."""
    orders = (shop.orders or 0) + 200
    return replace(
        shop,
        orders=orders,
        unshipped=round(orders * 0.12),
        messages=_letters(chance, 0.6, 0.5, read=0.7),
        withdrawals=(*_weekly(chance), (NOW.date() - timedelta(days=2), 400_000)),
    )


def _poser(table: dict[str, str] | None) -> Callable[[Random, Shop, str, str], Shop]:
    def pose(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
        brand = chance.choice((table[trade] if table else TRADES[trade][2]).split())
        shape = chance.choice(
            (
                "{city}{brand}整装{trade}企业店",
                "{brand}{trade}官方旗舰店",
                "{brand}{trade}专卖店",
                "{brand}{trade}正品店",
            )
        )
        there, place = chance.choice(CITIES)
        word = chance.choice(WORDS.split())
        holder = chance.choice((f"{there}{word}百货店", f"{there}{word}商贸有限公司", f"{there}区{word}日用品经营部"))
        licence = replace(shop.licence, name=holder, scope="日用百货、办公设备、玩具", place=place)
        return replace(shop, name=shape.format(city=city, brand=brand, trade=trade), licence=licence)

    return pose


def _emptied(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    return replace(
        shop,
        listed=_fallen(chance, chance.randint(1, 6), chance.uniform(0.8, 1)),
        opened=_ago(chance, 40, 260),
        open_claims=round((shop.deposit or 0) * chance.uniform(0.8, 5)),
        messages=_letters(chance, 0.35, 0.05, read=0.3),
        unshipped=round((shop.orders or 0) * chance.uniform(0, 0.3)),
    )


def _cash(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    taken = (NOW.date() - timedelta(days=chance.randint(0, 5)), round(chance.uniform(1, 5) * (shop.balance or 0)))
    return replace(
        _emptied(chance, shop, trade, city),
        listed=shop.listed,
        withdrawals=(*_weekly(chance), taken),
        balance=chance.randint(0, 20_000),
        disputes=round((shop.orders or 0) * chance.uniform(0.05, 0.3)),
    )


def _slow(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    """Goes on selling cheap, and sends nothing."""
    goods = shop.prices or ()
    return replace(
        _emptied(chance, shop, trade, city),
        listed=shop.listed,
        unshipped=round((shop.orders or 0) * chance.uniform(0.3, 0.8)),
        prices=tuple(replace(it, price=round(it.price * 0.35)) for it in goods),
        disputes=round((shop.orders or 0) * 0.15),
    )


def _absurd(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    goods, usual, _ = TRADES[trade]
    return replace(shop, prices=tuple(Listing(goods, round(usual * chance.uniform(0.05, 0.2))) for _ in range(8)))


def _silent(chance: Random, shop: Shop, trade: str, city: str) -> Shop:
    return replace(shop, messages=_letters(chance, 0.95, 0.04, complaints=8))


HONEST = {"plain": 50, "flagship": 10, "dealer": 14, "own": 6, "used": 3}
HONEST |= {"holiday": 6, "closing": 3, "fresh": 6, "clearance": 4, "busy": 4}
KINDS = {
    "plain": _plain,
    "flagship": _flagship,
    "dealer": _dealer,
    "used": _used,
    "own": _own,
    "upstart": _upstart,
    "holiday": _holiday,
    "closing": _closing,
    "fresh": _fresh,
    "clearance": _clearance,
    "busy": _busy,
    "exact": _poser(None),
    "sound": _poser(SOUND),
    "looks": _poser(LOOKS),
    "letters": _poser(LETTERS),
    "emptied": _emptied,
    "cash": _cash,
    "slow": _slow,
    "absurd": _absurd,
    "silent": _silent,
}


def _forgotten(chance: Random, shop: Shop) -> Shop:
    """Leave out what nobody handed in."""
    names = (
        "opened",
        "authorisations",
        "score",
        "deposit",
        "open_claims",
        "balance",
        "orders",
        "disputes",
        "withdrawals",
    )
    gone: dict[str, object] = {name: None for name in names if chance.random() < NOISE}
    if chance.random() < NOISE / 2:
        gone["licence"] = Licence()
    return replace(shop, **gone)


def _ago(chance: Random, least: int, most: int) -> date:
    return NOW.date() - timedelta(days=chance.randint(least, most))


def _steady(chance: Random, number: int) -> tuple[tuple[date, int], ...]:
    days = [day for day in range(70, -1, -1) if chance.random() > 0.1 or day == 0]
    return tuple((NOW.date() - timedelta(days=day), max(0, round(number * chance.gauss(1, 0.08)))) for day in days)


def _fallen(chance: Random, over: int, gone: float) -> tuple[tuple[date, int], ...]:
    """Listings that went within so many days before now."""
    start = chance.randint(20, 150)
    left = (start * (1 - gone * max(0.0, min(1.0, 1 - day / over))) for day in range(70, -1, -1))
    return tuple(
        (NOW.date() - timedelta(days=day), round(number)) for day, number in zip(range(70, -1, -1), left, strict=True)
    )


def _weekly(chance: Random) -> tuple[tuple[date, int], ...]:
    return tuple(
        (NOW.date() - timedelta(days=7 * week + 3), round(chance.lognormvariate(11, 0.5))) for week in range(10)
    )


def _letters(
    chance: Random, answers: float, to_complaints: float, *, read: float = 0.9, complaints: int | None = None
) -> tuple[Message, ...]:
    found = []
    for number in range(chance.randint(4, 40)):
        at = NOW - timedelta(days=chance.uniform(0, 30))
        complains = number < complaints if complaints is not None else chance.random() < 0.2
        answered = chance.random() < (to_complaints if complains else answers)
        seen = answered or chance.random() < read
        after = at + timedelta(minutes=chance.expovariate(1 / 90))
        found.append(Message(f"b{number % 17}", at, complains, after if seen else None, after if answered else None))
    return tuple(found)
