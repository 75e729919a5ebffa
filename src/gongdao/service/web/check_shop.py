"""The public check of a shop before buying: what its page says, typed in by anybody, line by line; nothing is kept."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from gongdao.kernel.errors import BadInput, Problem, Refused
from gongdao.kernel.text import Text
from gongdao.screening.zone import BEIJING
from gongdao.service import screener
from gongdao.service.sentences import said
from gongdao.service.web.check import counted
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling.check_shop import ShopVerdict, shop_verdict

LONGEST, LONGEST_SCOPE = 120, 600
NAME, LICENCE, SCOPE, OPENED, SCORE = "name", "licence", "scope", "opened", "score"
FIELDS = (
    (NAME, Text("店名", "Name of the shop"), Text("照店铺页面上写的", "As its page has it")),
    (
        LICENCE,
        Text("营业执照上的名称", "Name on its business licence"),
        Text("店铺页面里的“证照信息”或“工商执照”", "On the shop's page, under licence or business information"),
    ),
    (
        SCOPE,
        Text("执照上的经营范围", "What the licence lets it trade in"),
        Text("抄前几行就行；可以不填", "Its first lines will do; optional"),
    ),
    (OPENED, Text("开店日期", "Open since"), Text("例如 2026-09-12；可以不填", "Such as 2026-09-12; optional")),
    (SCORE, Text("店铺评分（满分 5）", "Score, of 5"), Text("例如 4.6；可以不填", "Such as 4.6; optional")),
)
# As people write a day: 2026年9月12日, 2026/9/12, 2026.9.12.
_DAY = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*[日号]?")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def check_shop(request: Visit) -> HttpResponse:
    """The form; sent, how each line stands and why."""
    if request.method != "POST":
        return _page(request, {}, None, [], 200)
    given = {name: request.POST.get(name, "").strip()[: _longest(name)] for name, _, _ in FIELDS}
    if (busy := counted(request, partial(_page, request, given, None))) is not None:
        return busy
    try:
        now = now_of(request)
        items = screener.shop_lines({"shop": _shop(given, now)}, now.astimezone(BEIJING))
    except (Refused, BadInput) as no:
        return _page(request, given, None, said(no, request.lang), 422)
    return _page(request, given, shop_verdict(items, request.lang), [], 200)


def _shop(given: dict[str, str], now: datetime) -> dict[str, Any]:
    """What was typed in as the screener takes it; what is empty is not known, and all that is wrong is told at once."""
    day, score = _day(given[OPENED]), _score(given[SCORE])
    wrong = [
        *([] if given[NAME] else [Problem("shop-name-wanted")]),
        *([Problem("shop-day-form", details={"value": given[OPENED]})] if given[OPENED] and day is None else []),
        *([Problem("shop-day-ahead", details={"day": day})] if day and day > now.astimezone(BEIJING).date() else []),
        *([Problem("shop-score-form", details={"value": given[SCORE]})] if given[SCORE] and score is None else []),
    ]
    if wrong:
        raise BadInput(wrong)
    licence = {key: given[field] for key, field in (("name", LICENCE), ("scope", SCOPE)) if given[field]}
    shop: dict[str, Any] = {"name": given[NAME]} | ({"licence": licence} if licence else {})
    return shop | ({OPENED: day.isoformat()} if day else {}) | ({SCORE: score} if score is not None else {})


def _longest(field: str) -> int:
    return LONGEST_SCOPE if field == SCOPE else LONGEST


def _day(text: str) -> date | None:
    """The day, however people write it; None where it is none."""
    written = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        return date(*map(int, written.groups())) if written else None
    except ValueError:
        return None


def _score(text: str) -> float | None:
    """The score from 0 to 5, also with 分 behind it; None where it is none."""
    try:
        score = float(unicodedata.normalize("NFKC", text).removesuffix("分").strip())
    except ValueError:
        return None
    return score if 0 <= score <= 5 else None


def _page(
    request: Visit, given: dict[str, str], found: ShopVerdict | None, problems: list[str], status: int
) -> HttpResponse:
    context = {
        "fields": [(name, label, hint, given.get(name, ""), _longest(name)) for name, label, hint in FIELDS],
        "found": found, "problems": problems,
    }  # fmt: skip
    return render(request, "check/shop.html", context, status=status)
