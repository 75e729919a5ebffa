"""What a real refund looks like in each state of an order: the way, whose clock runs, what silence does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongdao.kernel.text import Text
from gongdao.service.queries.example_orders import Example, examples
from gongdao.service.web.orders import Door, doors
from gongdao.telling import asking
from gongdao.telling.instants import left

AT_ONCE = Text("系统直接退款，不用等卖家。", "the system pays at once, without waiting for the seller.")
ANSWER = Text("卖家要在 {left}内答复；不答复：{silence}。", "the seller must answer within {left}; if not: {silence}.")
OR, STOP = Text("；或者", "; or: "), Text("：", ": ")
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
DAY, SLACK = timedelta(days=1), timedelta(hours=1)
NO_REASON = "no_reason"


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
    yield from _answers(each, lang)
    yield from _windows(each, lang)
    for clock, rule in each.ways.otherwise:
        yield OTHERWISE.say(lang).format(left=_whole(clock.at - each.at, lang)), rule.id


def _answers(each: Example, lang: str) -> Iterator[tuple[str, str]]:
    """What may be wished for, those together to which the seller must answer alike."""
    alike: dict[tuple[str, str], dict[str, None]] = {}
    for door in doors(each.ways):
        rule = door.first.rule.id if door.first.rule else ""
        wishes = alike.setdefault((_answer(door, each.at, lang), rule), {})
        wishes.update(dict.fromkeys(wish.say(lang) for wish in door.wishes))
    for (answer, rule), wished in alike.items():
        yield OR.say(lang).join(wished) + STOP.say(lang) + answer, rule


def _answer(door: Door, at: datetime, lang: str) -> str:
    if door.first.at_once or door.first.clock is None:
        return AT_ONCE.say(lang)
    silence = door.silence.say(lang).removeprefix("不答复就")
    return ANSWER.say(lang).format(left=_whole(door.first.clock.at - at, lang), silence=silence)


def _windows(each: Example, lang: str) -> Iterator[tuple[str, str]]:
    """The ends of the time to ask for a fault, each rule once; to send back without one has its own."""
    told: set[str] = set()
    for window in (window for way in each.ways.open if way.reason != NO_REASON for window in way.windows):
        if window.rule.id not in told:
            told.add(window.rule.id)
            said = WINDOW.say(lang).format(name=window.name.say(lang), left=_whole(window.until - each.at, lang))
            yield said[:1].upper() + said[1:], window.rule.id


def _whole(span: timedelta, lang: str) -> str:
    """Days without hours where there are days: an example's hours and minutes say nothing about anybody's order."""
    days = (span + SLACK) // DAY * DAY
    return left(days or span, lang)
