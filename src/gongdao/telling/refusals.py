"""Tells in a dispute why something was refused: the sentence of its code, its details in people's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from gongdao.case.state import CLOSED, Case
from gongdao.case.words import STAGES
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text, sentence
from gongdao.telling.events import fact_name
from gongdao.telling.offers import named
from gongdao.telling.teller import ACTORS, Teller
from gongdao.telling.vocabulary import STATES, called
from gongdao.telling.words import ASKED, GROUNDS, JUDGED

# A value set into a Chinese sentence stands between spaces, which a Chinese word does not need.
_GAP = re.compile("(?<=[\u4e00-\u9fff“”]) (?=[\u4e00-\u9fff“”])")
# How a payment or an offer stands, and who may still be turned to.
_STANDS = {
    "held": Text("备好未付", "set aside"),
    "sent": Text("已交商城", "with the marketplace"),
    "failed": Text("未成功", "not paid"),
    "confirmed": Text("已到账", "paid"),
    "released": Text("已放回", "given up"),
    "open": Text("待答复", "open"),
    "accepted": Text("已接受", "accepted"),
    "refused": Text("已拒绝", "refused"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "lapsed": Text("已失效", "lapsed"),
}
# How the goods stand that were agreed on.
_GOODS = {
    "owed": Text("待寄出", "still to be sent"),
    "sent": Text("已寄出", "sent"),
    "signed": Text("已签收", "signed for"),
    "unperformed": Text("没有寄", "not sent"),
}
# What was agreed to, where no offer was made but the request itself was granted.
_REQUEST = Text("申请", "of the request")
# What the law grants of which an offer falls short.
_GRANTED = {
    "outcome": Text("退款", "the refund"),
    "freight_return": Text("退款和退货运费", "the refund with the freight back"),
}
# When something may be done, by the stage in which it may; the stages in the order in which most cases come to them.
_WHEN = {
    "new": Text("申请以前", "before the request"),
    "opening": Text("受理时", "while the request is admitted"),
    "negotiation": Text("协商时", "while the parties negotiate"),
    "evidence": Text("举证时", "while evidence is gathered"),
    "jury": Text("大众评审时", "while the jury votes"),
    "review": Text("平台审理时", "while the platform hears the case"),
    "ruled": Text("裁决以后", "after the ruling"),
    "returning": Text("退货时", "while the goods go back"),
    "remedy": Text("执行时", "while it is carried out"),
    "closed": Text("结案以后", "after the case is closed"),
}
_NOT_YET = Text("{when}才可以", "only {when}")
_OVER = Text("这一步已经过了", "this step is over")
_CLOSED = Text("案件已经结束", "the case is closed")
_OUTSIDE = {
    "court": Text("法院", "a court"),
    "12315": Text("12315（市场监管）", "12315 (the market regulator)"),
    "12305": Text("12305（邮政申诉）", "12305 (the postal authority)"),
}
# What the words of a detail mean, by the name of the detail.
_TABLES: Mapping[str, Mapping[str, Text]] = {
    "ground": GROUNDS,
    "state": {**STATES, **_STANDS},
    "wanted": _STANDS,
    "remains": _OUTSIDE,
    "what": {**ASKED, **_GRANTED},
    "judged": JUDGED,
}


def why(teller: Teller, case: Case, refused: Refused, messages: Mapping[str, tuple[str, str]]) -> str:
    """Why something was refused, a sentence without its end; ``case`` is the case before."""
    if refused.code == "wrong-stage":
        return _of_stage(refused, teller.lang)
    details = {
        key: called(_GOODS, str(value), teller.lang)
        if "goods" in refused.details and value in _GOODS
        else _detail(teller, case, key, value)
        for key, value in refused.details.items()
    }
    said = sentence(messages, refused.code, teller.lang, details).rstrip("。.")
    return close_up(said) if teller.lang == "zh" else said


def _of_stage(refused: Refused, lang: str) -> str:
    """Why something cannot be done in a stage: it is over, or when it comes."""
    stage, allowed = refused.details["stage"], refused.details["allowed"]
    order = list(_WHEN)
    stages = allowed if isinstance(allowed, tuple | list) else ()
    first = min((order.index(each) for each in stages), default=0)
    if order.index(str(stage)) < first:
        return _NOT_YET.say(lang).format(when=_WHEN[order[first]].say(lang))
    return (_CLOSED if stage == CLOSED else _OVER).say(lang)


def close_up(text: str) -> str:
    """A Chinese sentence without the spaces that values set into it brought along."""
    return _GAP.sub("", text)


def _detail(teller: Teller, case: Case, key: str, value: object) -> object:
    """A detail as people say it: days, stages, roles, facts and how something stands by their names."""
    if isinstance(value, tuple | list):
        return [_detail(teller, case, key, each) for each in value]
    if not isinstance(value, str):
        return value
    if value in _TABLES.get(key, {}):
        return called(_TABLES[key], value, teller.lang)
    if (key, value) == ("offer", "request"):
        return _REQUEST.say(teller.lang)
    if key in ("id", "offer") and any(offer.id == value for offer in case.offers):
        return named(case, value, teller.lang, teller.money)
    if key == "fact":
        return f"“{fact_name(teller, case, value)}”"
    if value in STAGES:
        return STAGES[value].say(teller.lang)
    if value.partition(":")[0] in ACTORS:
        return teller.who(value)
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    # Eight digits of a waybill are a date to Python, and what has no offset would be told in the zone of this machine.
    return teller.moment(at.replace(second=0, microsecond=0)) if at.utcoffset() is not None else value
