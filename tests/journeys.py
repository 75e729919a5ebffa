"""Parcels as they travel: honest journeys between cities, with weights, consent, holidays and several carriers.

Nothing here is taken from the detector: the cities, speeds, hours and texts are this file's own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from random import Random

CHINA = timezone(timedelta(hours=8))
# name, province, degrees north, degrees east: rounded by hand
CITIES = (
    ("北京", "北京", 39.9, 116.4), ("天津", "天津", 39.1, 117.2), ("石家庄", "河北", 38.0, 114.5), ("太原", "山西",
    37.9, 112.5),
    ("呼和浩特", "内蒙古", 40.8, 111.7), ("沈阳", "辽宁", 41.8, 123.4), ("大连", "辽宁", 38.9, 121.6), ("长春",
    "吉林", 43.9, 125.3),
    ("哈尔滨", "黑龙江", 45.8, 126.6), ("上海", "上海", 31.2, 121.5), ("南京", "江苏", 32.1, 118.8), ("苏州", "江苏",
    31.3, 120.6),
    ("徐州", "江苏", 34.3, 117.2), ("杭州", "浙江", 30.3, 120.2), ("宁波", "浙江", 29.9, 121.6), ("温州", "浙江",
    28.0, 120.7),
    ("金华", "浙江", 29.1, 119.6), ("合肥", "安徽", 31.8, 117.2), ("福州", "福建", 26.1, 119.3), ("厦门", "福建",
    24.5, 118.1),
    ("泉州", "福建", 24.9, 118.6), ("南昌", "江西", 28.7, 115.9), ("赣州", "江西", 25.8, 114.9), ("济南", "山东",
    36.7, 117.0),
    ("青岛", "山东", 36.1, 120.4), ("菏泽", "山东", 35.2, 115.5), ("郑州", "河南", 34.7, 113.6), ("武汉", "湖北",
    30.6, 114.3),
    ("宜昌", "湖北", 30.7, 111.3), ("长沙", "湖南", 28.2, 113.0), ("广州", "广东", 23.1, 113.3), ("深圳", "广东",
    22.5, 114.1),
    ("佛山", "广东", 23.0, 113.1), ("汕头", "广东", 23.4, 116.7), ("南宁", "广西", 22.8, 108.3), ("海口", "海南",
    20.0, 110.3),
    ("重庆", "重庆", 29.6, 106.6), ("成都", "四川", 30.7, 104.1), ("绵阳", "四川", 31.5, 104.7), ("贵阳", "贵州",
    26.6, 106.7),
    ("昆明", "云南", 25.0, 102.7), ("西安", "陕西", 34.3, 108.9), ("兰州", "甘肃", 36.1, 103.8), ("银川", "宁夏",
    38.5, 106.2),
    ("西宁", "青海", 36.6, 101.8), ("乌鲁木齐", "新疆", 43.8, 87.6), ("拉萨", "西藏", 29.7, 91.1),
)  # fmt: skip
CARRIERS = {
    "顺丰速运": "SF1{:012d}", "圆通速递": "YT{:013d}", "中通快递": "78{:012d}", "申通快递": "773{:012d}",
    "韵达快递": "46{:013d}",
    "极兔速递": "JT{:013d}", "京东物流": "JDX{:012d}", "中国邮政": "98{:011d}",
}  # fmt: skip
FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (
    "伟", "芳", "娜", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
    "秀兰", "霞", "平", "刚", "桂英", "建国", "志强", "雨欣", "子涵", "思远", "晓梅", "国庆",
)  # fmt: skip
STREETS = ("人民路", "解放大道", "中山北路", "长江街", "建设东路", "和平里", "文化街", "新华路", "北京路", "上海街")


@dataclass(slots=True)
class Step:
    """One thing that happened: label, taken, leave, reach, depot, round, box, fetched, handed, refused, failed."""

    at: datetime
    what: str
    city: int
    by: str
    to: int | None = None
    name: str = ""
    agent: str = ""
    kg: float | None = None
    km: float | None = None
    courier: str = ""
    bare: bool = False
    stays: bool = False
    count: int = 0


@dataclass(slots=True)
class Journey:
    """A parcel with what is known of its order, the faults that were put into it, and in which way."""

    number: str
    carrier: str
    origin: int
    home: int
    street: str
    addressee: str
    ordered: datetime
    sent: datetime
    steps: list[Step]
    goods_kg: float
    outbound_kg: float
    scales: float = 0.0
    asked: datetime | None = None
    consent: bool | None = None
    places: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    paused: tuple[tuple[datetime, datetime], ...] = ()
    returned: bool = False
    earlier: list[Step] | None = None
    earlier_at: datetime | None = None
    faults: set[str] = field(default_factory=set)
    way: str = ""

    @property
    def address(self) -> str:
        """The address as people write it."""
        name, province, *_ = CITIES[self.home]
        head = f"{name}市" if name == province else f"{province}省{name}市"
        return f"{head}{self.street}"


def honest(rng: Random) -> Journey:
    """Make an honest journey."""
    origin, home = rng.sample(range(len(CITIES)), 2)
    carrier = rng.choice(list(CARRIERS))
    ordered = datetime(2025, 1, 5, tzinfo=CHINA) + timedelta(minutes=rng.randrange(500 * 24 * 60))
    sent = daytime(rng, ordered + timedelta(hours=rng.uniform(1, 30)), 8, 20)
    goods = round(rng.lognormvariate(0.2, 0.9) + 0.1, 2)
    outbound = round(goods + rng.uniform(0.05, 0.12) * goods + rng.uniform(0.02, 0.2), 2)
    street = f"{rng.choice(STREETS)}{rng.randrange(1, 400)}号"
    number, name = number_of(rng, carrier), person(rng)
    journey = Journey(number, carrier, origin, home, street, name, ordered, sent, [], goods, outbound)
    taken = sent + timedelta(hours=rng.uniform(0.3, 21))
    if rng.random() < 0.07:
        taken = over_holiday(rng, journey)
    travel(rng, journey, taken)
    last_mile(rng, journey)
    return journey


def number_of(rng: Random, carrier: str) -> str:
    """Make a waybill of a carrier."""
    form = CARRIERS[carrier]
    width = int(form.partition(":0")[2].partition("d")[0])
    return form.format(rng.randrange(10**width))


def person(rng: Random) -> str:
    """Make a name."""
    return rng.choice(FAMILIES) + rng.choice(GIVEN)


def daytime(rng: Random, at: datetime, since: int, until: int) -> datetime:
    """Move an instant into working hours."""
    if since <= at.hour < until:
        return at
    day = at if at.hour < since else at + timedelta(days=1)
    return day.replace(hour=since, minute=rng.randrange(60), second=rng.randrange(60))


def over_holiday(rng: Random, journey: Journey) -> datetime:
    """Let the carriers rest some days after it was sent."""
    rest = journey.sent + timedelta(hours=rng.uniform(0.5, 10))
    back = rest + timedelta(days=rng.uniform(2, 7))
    journey.paused = ((rest, back),)
    return back + timedelta(hours=rng.uniform(1, 12))


def far(one: int, other: int) -> float:
    """Kilometres between two cities of this file, on a flat map."""
    _, _, north, east = CITIES[one]
    _, _, n, e = CITIES[other]
    return math.hypot((north - n) * 111.0, (east - e) * 111.0 * math.cos(math.radians((north + n) / 2)))


def ride(rng: Random, one: int, other: int) -> timedelta:
    """How long a lorry, or over long ways often a plane, takes between two cities."""
    way = far(one, other)
    if way > 900 and rng.random() < 0.4:
        return timedelta(hours=way / rng.uniform(600, 750) + rng.uniform(3.5, 7))
    return timedelta(hours=way * rng.uniform(1.15, 1.35) / rng.uniform(58, 82) + 0.4)


def travel(rng: Random, journey: Journey, taken: datetime) -> None:
    """Write the way from the pick-up to the depot of the address."""
    by, steps = journey.carrier, journey.steps
    steps.append(Step(journey.sent, "label", journey.origin, by))
    kg = journey.scales = weighed(rng, journey.outbound_kg)
    steps.append(Step(taken, "taken", journey.origin, by, kg=kg, courier=person(rng)))
    at = taken + timedelta(hours=rng.uniform(1, 6))
    steps.append(Step(at, "reach", journey.origin, by))
    here = journey.origin
    for stop in [*between(rng, journey.origin, journey.home), journey.home]:
        at += timedelta(hours=rng.uniform(0.5, 5))
        steps.append(Step(at, "leave", here, by, to=stop))
        at += ride(rng, here, stop)
        if stop == journey.home and rng.random() < 0.15:
            by = rng.choice([name for name in CARRIERS if name != by])
        steps.append(Step(at, "reach", stop, by, kg=kg if rng.random() < 0.3 else None))
        here = stop
    at += timedelta(hours=rng.uniform(1, 8))
    steps.append(Step(at, "depot", journey.home, by))


def weighed(rng: Random, kg: float) -> float:
    """What the carrier's scales say: a little off, rounded up, sometimes by size."""
    said = kg * rng.uniform(0.975, 1.03)
    if rng.random() < 0.06:
        said *= rng.uniform(1.2, 2.3)
    step = rng.choice((0.01, 0.01, 0.1, 0.5))
    return round(math.ceil(said / step) * step, 2) if rng.random() < 0.8 else round(said, 2)


def between(rng: Random, one: int, other: int) -> list[int]:
    """Cities on the way that do not make it much longer."""
    whole = far(one, other)
    fits = [it for it in range(len(CITIES)) if it not in (one, other) and far(one, it) + far(it, other) < whole * 1.12]
    chosen = rng.sample(fits, min(len(fits), rng.choice((0, 0, 1, 1, 2))))
    return sorted(chosen, key=lambda it: far(one, it))


def last_mile(rng: Random, journey: Journey) -> None:
    """Write the round of the courier and how the parcel was handed over."""
    depot = journey.steps[-1]
    out = daytime(rng, depot.at + timedelta(hours=rng.uniform(0.4, 3)), 7, 16)
    courier = person(rng)
    journey.steps.append(Step(out, "round", journey.home, depot.by, courier=courier))
    at = out + timedelta(hours=rng.uniform(0.4, 4.5))
    if rng.random() < 0.06:
        journey.steps.append(Step(at, "failed", journey.home, depot.by, courier=courier))
        out = daytime(rng, at + timedelta(hours=14), 7, 12)
        journey.steps.append(Step(out, "round", journey.home, depot.by, courier=courier))
        at = out + timedelta(hours=rng.uniform(0.4, 4.5))
    hand_over(rng, journey, at, depot.by, courier)


def hand_over(rng: Random, journey: Journey, at: datetime, by: str, courier: str) -> None:
    """Write an honest end: in person, to family, at an agent who was allowed or from whom it was fetched."""
    device = rng.uniform(0.8, 3) if rng.random() < 0.04 else abs(rng.gauss(0.0, 0.35))  # a phone in a tall building
    end = Step(at, "handed", journey.home, by, km=device, courier=courier)
    way = rng.random()
    if way < 0.62:
        end.name = rng.choice(("本人", "本人", journey.addressee, f"{journey.addressee[0]}*", ""))
    elif way < 0.68:
        end.name, journey.consent = "家人", rng.choice((True, None))
    elif way < 0.74:
        end.name, journey.consent = rng.choice(("物业", "门卫", "前台")), True
    elif way < 0.82:
        end.what, end.agent, journey.consent = "box", agent(rng), True
    elif way < 0.86:
        end.what, end.agent, journey.places = "box", "菜鸟驿站", ("驿站",)
    else:
        end.what, end.agent = "box", agent(rng)
        fetched = daytime(rng, at + timedelta(hours=rng.uniform(1, 50)), 8, 21)
        journey.steps.append(end)
        name = rng.choice(("", "", journey.addressee))
        end = Step(fetched, "fetched", journey.home, by, agent=end.agent, name=name)
    journey.steps.append(end)


def agent(rng: Random) -> str:
    """An agent or a locker."""
    return rng.choice(("菜鸟驿站", "丰巢快递柜", "便民超市", "妈妈驿站", "兔喜生活代收点"))
