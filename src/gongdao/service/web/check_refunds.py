"""What a real refund looks like in each state of an order: the way, whose clock runs, what silence does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongdao.kernel.text import Text, listed
from gongdao.service.queries.example_orders import Example, examples
from gongdao.service.web.orders import Door, doors
from gongdao.telling import asking
from gongdao.telling.instants import left

MOST_DOORS = 2
AT_ONCE = Text("系统直接退款，不用等卖家。", "The system pays at once, without waiting for the seller.")
ANSWER = Text("卖家要在 {left}内答复；不理：{silence}。", "The seller must answer within {left}; if not: {silence}.")
OTHERWISE = Text(
    "您什么都不做，{left}后自动确认收货，钱付给卖家；之前申请退款，计时就停下。",
    "If you do nothing, receipt is confirmed after {left} and the seller is paid; a request before stops that clock.",
)
WINDOW = Text("{name}：{left}内可以申请。", "{name}: you may ask within {left}.")
CANCEL = Text(
    "不想要了，在平台里取消订单就可以，不用申请退款。",
    "If you do not want it, cancel the order on the platform; no refund is needed.",
)
ENDED = Text("交易已经结束，没有钱可退。", "The trade is over; there is nothing to get back.")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Refund:
    """A state of an order: what it is called, what it means for the money, and sentences each with its rule."""

    status: str
    name: str
    means: str
    lines: tuple[tuple[str, str], ...]


def refunds(at: datetime, lang: str) -> tuple[Refund, ...]:
    """Give all states, by the rules in force."""
    return tuple(_refund(each, lang) for each in examples(at))


def _refund(each: Example, lang: str) -> Refund:
    name, means = asking.state(each.status)
    return Refund(each.status, name.say(lang), means.say(lang), tuple(_lines(each, lang)))


def _lines(each: Example, lang: str) -> Iterator[tuple[str, str]]:
    if each.status == "awaiting_payment":
        yield CANCEL.say(lang), ""
    elif not each.ways.open:
        yield ENDED.say(lang), each.ways.shut[0].id if each.ways.shut else ""
    for door in doors(each.ways)[:MOST_DOORS]:
        yield _way(door, each.at, lang), door.first.rule.id if door.first.rule else ""
    yield from _windows(each, lang)
    for clock, rule in each.ways.otherwise:
        yield OTHERWISE.say(lang).format(left=_whole(clock.at - each.at, lang)), rule.id


def _way(door: Door, at: datetime, lang: str) -> str:
    wishes = listed((wish.say(lang) for wish in door.wishes), lang)
    stop = "：" if lang == "zh" else ": "
    if door.first.at_once:
        return wishes + stop + AT_ONCE.say(lang)
    if door.first.clock is None:
        return wishes
    within = _whole(door.first.clock.at - at, lang)
    return wishes + stop + ANSWER.say(lang).format(left=within, silence=door.silence.say(lang))


def _windows(each: Example, lang: str) -> Iterator[tuple[str, str]]:
    """The ends of the time to ask, each rule once."""
    told: set[str] = set()
    for way in each.ways.open:
        for window in way.windows:
            if window.rule.id not in told:
                told.add(window.rule.id)
                said = WINDOW.say(lang).format(name=window.name.say(lang), left=_whole(window.until - each.at, lang))
                yield said, window.rule.id


def _whole(span: timedelta, lang: str) -> str:
    """Days without hours where there are days: an example's hours say nothing about anybody's order."""
    return left(span // DAY * DAY if span >= DAY else span, lang)
