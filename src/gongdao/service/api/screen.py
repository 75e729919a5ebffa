"""Screening for machines: asked for and answered at once, nothing of it is kept; and the signals of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel, ConfigDict, Field

from gongdao.case.scripts import scripts_in
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import plain_money
from gongdao.kernel.text import Text
from gongdao.policy.pack import Pack
from gongdao.screening.signal import Signal
from gongdao.service import screener
from gongdao.service.api import screen_models as models, screen_rows as rows
from gongdao.service.api.cases import OF_MONEY, READ
from gongdao.service.api.commands import CaseId
from gongdao.service.api.kinds import Instant
from gongdao.service.api.operations import answer, asker, operation
from gongdao.service.api.screen_market_models import ClaimantToScreen, ShopToScreen, in_major_units
from gongdao.service.api.screen_parcel_models import ParcelToScreen
from gongdao.service.installation import now
from gongdao.service.intake import picture_text
from gongdao.service.queries.cases import opened
from gongdao.service.sentences import said
from gongdao.telling.shop_rows import told_item

TAG, SCOPE = "screening", "screen"
MOST_PICTURE = 16 * 1024 * 1024
PICTURE = "image/"
OCTETS = "application/octet-stream"
ORDER = {
    "accounts": [{"id": "U-1001", "things": [{"kind": "device", "digest": "5f1c0a7be2f94d3a"}]}],
    "orders": [{
        "buyer": "U-1001", "shop": "S-9", "category": "卫浴", "at": "2026-11-01T10:00:00+08:00",
        "claim": {"at": "2026-11-05T10:00:00+08:00", "returned": "empty", "shown": True},
    }],
}  # fmt: skip
SCANS = {
    "nu": "YT1234567890", "com": "yuantong",
    "data": [{"ftime": "2026-11-20 09:00:00", "context": "已签收，签收人：门卫", "location": "杭州市"}],
}  # fmt: skip
# What is handed in as JSON: its schema, what it is called, and an example.
GIVEN: Mapping[str, tuple[type[models.Screened], Text, dict[str, Any]]] = {
    "conversation": (
        models.ConversationToScreen, Text("筛查对话", "Screen a conversation"),
        {"turns": [{"who": "客服", "text": "您误开了会员，不取消每月扣费"}, {"who": "我", "text": "怎么取消"}]},
    ),
    "link": (models.LinkToScreen, Text("筛查网址", "Screen a link"), {"link": "https://www.taobao-refund.top/login"}),
    "parcel": (
        ParcelToScreen, Text("筛查包裹", "Screen a parcel"),
        {"format": "kuaidi100", "trace": SCANS, "facts": {"addressee": "张三", "address": "杭州市"}},
    ),
    "shop": (
        ShopToScreen, Text("筛查店铺", "Screen a shop"),
        {"shop": {"name": "九牧整装卫浴旗舰店", "licence": {"name": "漳州某百货店"}, "authorisations": []}},
    ),
    "claimant": (ClaimantToScreen, Text("筛查申请人", "Screen a claimant"), {"person": "U-1001", **ORDER}),
}  # fmt: skip
MESSAGE = {
    "text": "亲，退款请加微信 fw8899，我私下转给您",
    "who": "seller",
    "before": [{"who": "buyer", "text": "怎么退款"}],
}


@operation(
    TAG, "POST", "/screen/message", models.MessageAnswered, Text("筛查消息", "Screen a message"), scope=SCOPE,
    takes=models.MessageToScreen, examples={"a lure": MESSAGE},
    more=Text(
        "在给人看之前问：verdict 说给不给看，hold_until 说最迟留到何时，signals 说为什么、在哪几个字、现在怎么做。"
        "什么也不记下。",
        "Asked before a message is shown: verdict says whether it is, hold_until until when it is kept back at the "
        "latest, signals why, in which words, and what to do now. Nothing of it is kept.",
    ),
)  # fmt: skip
def screen_message(request: HttpRequest, given: Any) -> HttpResponse:
    """Screen a message before it is shown."""
    at, pack = _under(given.platform, given.pack)
    found = screener.message(_plain(given), at)
    # What is seen in a text alone is seen in it after others too: where nothing was, no script is followed.
    read = screener.scripts_of(given.text, given.who) if found else ()
    followed = tuple(sorted({*read, *scripts_in(pack.phrases, given.text)}))
    decided, until = rows.verdict(found, followed, pack, at)
    more = {"verdict": decided, "hold_until": until, "scripts": rows.scripts(followed, pack, _lang(request))}
    return _answer(request, found, pack, at, more)


def _lines(asked: Mapping[str, Any], at: datetime, lang: str) -> dict[str, Any]:
    return {"lines": [told_item(item, lang) for item in screener.shop_lines(asked, at)]}


# What an answer says beside the signals.
MORE: Mapping[str, Callable[[Mapping[str, Any], datetime, str], dict[str, Any]]] = {"shop": _lines}


def _register(kind: str, model: type[models.Screened], about: Text, example: Mapping[str, Any]) -> None:
    def view(request: HttpRequest, given: Any) -> HttpResponse:
        at, pack = _under(given.platform, given.pack)
        asked = _plain(given)
        more = MORE[kind](asked, at, _lang(request)) if kind in MORE else None
        return _answer(request, screener.SCREENS[kind](asked, at), pack, at, more)

    view.__name__ = f"screen_{kind}"
    answers = models.ShopAnswered if kind == "shop" else models.Answered
    operation(TAG, "POST", f"/screen/{kind}", answers, about, scope=SCOPE, takes=model, examples={kind: example})(view)


for _kind, _asked in GIVEN.items():
    _register(_kind, *_asked)


class PictureAsked(BaseModel):
    """What is known of a picture beside it."""

    model_config = ConfigDict(extra="forbid")

    platform: models.Family = Field("", description="哪个平台的规则 / whose rules", examples=["taobao"])
    pack: models.Edition = Field("", description="哪一版规则 / which edition of them", examples=["tb-2025-08"])
    ordered_at: Instant | None = Field(
        None, description="商品何时下单 / when the goods were ordered", examples=["2026-11-18T10:00:00+08:00"]
    )
    read: bool = Field(
        False, description="也读里面的文字和二维码 / also read its words and square codes", examples=[True]
    )


@operation(
    TAG, "POST", "/screen/picture", models.PictureAnswered, Text("筛查图片", "Screen a picture"), scope=SCOPE,
    marks=("picture", "room"),
    more=Text(
        "内容是图片本身（JPEG、PNG、WebP、AVIF），最多 16 MB。看拍摄时间、修改痕迹、AI 标记；read=true 时也读"
        "文字和二维码并筛查，位置里的 turn 是 read 里的第几段。是否在别的案件里用过，交成凭证时才查。",
        "The body is the picture itself (JPEG, PNG, WebP, AVIF), at most 16 MB: when it was taken, traces of editing, "
        "marks of AI; with read=true its words and square codes are read and screened too, and the turn of a place is "
        "the number of the text in read. Whether it was used in another case is looked up when it is handed in as "
        "evidence.",
    ),
)  # fmt: skip
def screen_picture(request: HttpRequest, asked: Query[PictureAsked]) -> HttpResponse:
    """Screen a picture."""
    at, pack = _under(asked.platform, asked.pack)
    content = _content(request)
    with picture_text.in_turn():
        found = screener.picture(content, at, asked.ordered_at)
    if not asked.read:
        return _answer(request, found, pack, at, {"read": [], "unread": ""})
    seen = picture_text.read(content)
    told = [text for text in (seen.words, *seen.codes) if text.strip()]
    unread = " ".join(said(seen.unread, _lang(request))) if seen.unread else ""
    return _answer(request, (*found, *screener.written(told)), pack, at, {"read": told, "unread": unread})


@operation(
    "cases", "GET", "/cases/{case_id}/signals", models.CaseSignalPage, Text("案件的提示", "Signals"), scope=READ,
    more=Text(
        "仍然有效、来问的人看得到的提示，新的在前，和案件页上的一样；评审员看不到。",
        "The signals that stand and that who asks may see, the newest first, as on the page of the case; jurors see "
        "none.",
    ),
)  # fmt: skip
def list_signals(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the signals that stand on a case."""
    seen = opened(asker(request), case_id, *OF_MONEY)
    return answer({"items": rows.of_case(seen, _lang(request)), "next_cursor": ""}, headers={"Vary": "Accept-Language"})


def _under(platform: str, pack: str) -> tuple[datetime, Pack]:
    at = now()
    return at, rows.pack_named(platform, pack, at)


def _plain(given: models.Screened) -> dict[str, Any]:
    """What was given as JSON, as the screener takes it: amounts as people write them, instants as texts."""
    told = given.model_dump(mode="json", exclude_unset=True, exclude={"platform", "pack"})
    for shop in (*([told["shop"]] if "shop" in told else ()), *(told.get("market") or {}).get("shops", ())):
        in_major_units(shop, plain_money)
    return told


def _answer(
    request: HttpRequest, found: tuple[Signal, ...], pack: Pack, at: datetime, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    signals = [rows.screened(signal, pack, at, _lang(request)) for signal in found]
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-store"}
    return answer({"signals": signals, "pack": pack.id, "at": at, **(more or {})}, headers=headers)


def _content(request: HttpRequest) -> bytes:
    kind = request.content_type or ""
    if not kind.startswith(PICTURE) and kind != OCTETS:
        raise Refused("picture-wanted", value=kind or "-")
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > MOST_PICTURE:
        raise Refused("body-too-large", most=MOST_PICTURE)
    return request.read(length)


def _lang(request: HttpRequest) -> str:
    lang: str = vars(request)["lang"]
    return lang
