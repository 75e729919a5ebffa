"""The figures of a shop: its dispute rate with the formula, where its score puts it, charts, measures against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongdao.case.words import STAGES
from gongdao.kernel.text import Text
from gongdao.service.market.models import Shop
from gongdao.service.queries.alike import share_range
from gongdao.service.queries.shop_figures import Course, Measure, Rate, courses, measures, money_back, rate
from gongdao.service.queries.shop_rules import (
    Edition,
    Formula,
    editions,
    formula,
    outcome_called,
    reason_called,
    threshold,
)
from gongdao.service.queries.standing_offers import shops_by_name
from gongdao.service.web.chart import Bar, Chart, Span, bars, spans, ticks
from gongdao.service.web.drafts import for_people
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling.rule_text import known_text
from gongdao.telling.vocabulary import called
from gongdao.telling.voice import decimal

RANGES = (30, 90, 365)
ENDS: dict[str, tuple[Text, str]] = {
    "settled": (Text("双方谈成", "Settled"), "c2"),
    "seller": (Text("支持卖家", "For the shop"), "c1"),
    "split": (Text("部分支持", "Split"), "c3"),
    "buyer": (Text("支持买家", "For the buyer"), "c4"),
    "silence": (Text("到期自动退款", "Refunded on silence"), "c3"),
    "withdrawn": (Text("撤回或关闭", "Withdrawn, closed"), "c5"),
    "other": (Text("其他", "Other"), "c5"),
}
MEASURES = {
    "listing_removed": Text("下架商品", "A listing was taken down"),
    "deposit_deducted": Text("扣除保证金", "The deposit was reduced"),
    "traffic_limited": Text("限制流量", "Traffic was limited"),
    "shop_closed": Text("关闭店铺", "The shop was closed"),
}


@dataclass(frozen=True, slots=True)
class Tier:
    """Where the score of a shop puts it: the raw score, as shown to buyers, the threshold and since when it stands."""

    score: str
    displayed: str
    threshold: str
    since: datetime | None
    reached: bool
    now: bool
    known: str


@dataclass(frozen=True, slots=True)
class Share:
    """A share with the range in which the true one lies; empty where too few stand behind it."""

    said: str
    range: str


@require_safe
@for_people
def figures(request: Visit) -> HttpResponse:
    """How this shop does, each figure with its base and range."""
    shops, now, lang = shops_by_name(request.actor), now_of(request), request.lang
    shop = next((it for it in shops if it.key == request.GET.get("shop")), shops[0])
    days = next((n for n in RANGES if str(n) == request.GET.get("days")), 90)
    counting = formula(now)
    found, went = rate(shop, counting.days, now), courses(shop, days, now)
    total, cases = money_back(shop, days, now)
    context = {
        "shops": shops, "shop": shop, "here": "figures", "days": days, "ranges": RANGES, "now": now,
        "formula": counting, "rate": found, "share": _share(len(found.counted), found.orders, counting.least),
        "all": _share(found.all_counted, found.all_orders, counting.least), "known": _known(counting, lang),
        "pressing": _presses(found, counting), "reasons": [reason_called(now, it.reason) for it in found.counted],
        "tier": _tier(shop, now, lang), "editions": [_edition(it, lang) for it in editions(now)],
        "charts": _charts(went, now, lang, counting.least),
        "disputes": len(went), "back": total, "back_cases": cases, "currency": "CNY",
        "measures": [(it, _kind(it, lang), STAGES[it.stage], _outcome(it, now)) for it in measures(shop)],
    }  # fmt: skip
    return render(request, "shop/figures.html", context)


def _charts(went: Sequence[Course], now: datetime, lang: str, least: int) -> list[Chart]:
    drawn = (_reasons(went, now, lang, least), _ends(went, lang, least), _times(went, lang))
    return [it for it in drawn if it is not None]


def _share(part: int, whole: int, least: int) -> Share:
    if whole < least:
        return Share("", "")
    low, high = share_range(part, whole)
    return Share(f"{part / whole:.2%}", f"{low:.2%} – {high:.2%}")


def _presses(found: Rate, counting: Formula) -> bool:
    """Whether the rate is looked at: enough disputes, and so many times the mean of the marketplace."""
    if len(found.counted) < counting.count or not found.orders:
        return False
    mean = found.all_counted / found.all_orders if found.all_orders else 0
    return len(found.counted) / found.orders > counting.times * mean


def _known(counting: Formula, lang: str) -> list[tuple[str, str, str]]:
    """Every number of the formula: what it is called, its value, how well it is known."""
    values = (counting.days, counting.count, counting.times, counting.least)
    return [
        (param.label.say(lang), str(value), known_text(param.trust, param.source, lang))
        for param, value in zip(counting.known, values, strict=True)
    ]


def _tier(shop: Shop, now: datetime, lang: str) -> Tier | None:
    scaled, found = shop.facts.get("score"), threshold(now)
    if not isinstance(scaled, int):
        return None
    displayed = str(shop.facts.get("displayed_score", ""))
    if found is None:
        return Tier(decimal(scaled, 2), displayed, "", None, False, False, "")
    param, least = found
    day = param.values[-1][0]
    since = datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
    known = known_text(param.trust, param.source, lang)
    return Tier(
        decimal(scaled, 2), displayed, decimal(least, 2), since, scaled >= least, bool(editions(now)[0].rules), known
    )


def _edition(it: Edition, lang: str) -> dict[str, Any]:
    days = (it.version.since.isoformat(), it.version.until.isoformat() if it.version.until else "")
    return {"id": it.version.id, "since": days[0], "until": days[1], "now": it.now, "name": it.version.label,
            "rules": [(rule.id, rule.label) for rule in it.rules]}  # fmt: skip


def _reasons(went: Sequence[Course], now: datetime, lang: str, least: int) -> Chart | None:
    counted = Counter(it.reason for it in went).most_common()
    if not counted:
        return None
    named = [(reason_called(now, word).say(lang), n) for word, n in counted]
    first, n = named[0]
    zh = lang == "zh"
    title = (
        f"{len(went)} 件纠纷里，最多的是“{first}”，{n} 件"
        if zh
        else f"Of {len(went)} disputes, {n} are about “{first}”"
    )
    read = "每条是一种理由的件数。" if zh else "Each bar is the number of disputes for a reason."
    rows = tuple((name, str(n), _range(n, len(went))) for name, n in named)
    head = ("理由", "件", "占比的 95% 区间") if zh else ("Reason", "Disputes", "95% range of the share")
    told = "；".join(f"{name} {n}" for name, n in named)
    plots = bars([Bar(name, n, str(n), _of(n, len(went), least)) for name, n in named])
    return Chart(title, read, told, plots, head, rows)


def _ends(went: Sequence[Course], lang: str, least: int) -> Chart | None:
    ended = Counter(it.ended for it in went if it.ended)
    total = sum(ended.values())
    if not total:
        return None
    zh, own = lang == "zh", ended["settled"]
    title = (
        f"有结果的 {total} 件，{own} 件自己谈成"
        if zh
        else f"Of {total} with a result, {own} were settled by yourselves"
    )
    left = len(went) - total
    read = (
        f"另有 {left} 件还没有结果。谈成的和到期自动退款的，都不计入纠纷率。"
        if zh
        else f"{left} more have no result yet. What was settled or refunded on silence does not count."
    )
    named = [(ENDS[word][0].say(lang), ended[word], ENDS[word][1]) for word in ENDS if ended[word]]
    rows = tuple((name, str(n), _range(n, total)) for name, n, _ in named)
    head = ("结果", "件", "占比的 95% 区间") if zh else ("Result", "Disputes", "95% range of the share")
    plots = bars([Bar(name, n, str(n), _of(n, total, least), kind) for name, n, kind in named])
    return Chart(title, read, "；".join(f"{name} {n}" for name, n, _ in named), plots, head, rows)


def _of(part: int, whole: int, least: int) -> str:
    """A share; nothing where too few stand behind it."""
    return f"{part / whole:.0%}" if whole >= least else ""


def _range(part: int, whole: int) -> str:
    low, high = share_range(part, whole)
    return f"{low:.0%} – {high:.0%}"


def _times(went: Sequence[Course], lang: str) -> Chart | None:
    """How long until the first answer, and until the end: the middle, and from the fastest to the slowest tenth."""
    zh = lang == "zh"
    answers = sorted(it.answer_hours for it in went if it.answer_hours is not None)
    whole = sorted(it.days * 24 for it in went if it.days is not None)
    named = [("第一次答复" if zh else "First answer", answers), ("从申请到结案" if zh else "Request to end", whole)]
    found = [(name, values) for name, values in named if values]
    if not answers or not found:
        return None
    drawn = [Span(name, *_tenths(values), _hours(median(values), lang)) for name, values in found]
    title = (
        f"您第一次答复，中位 {_hours(median(answers), lang)}"
        if zh
        else f"Your first answer takes {_hours(median(answers), lang)}"
    )
    read = (
        "深色短线是中位数；浅色从最快的十分之一到最慢的十分之一。单位：小时。"
        if zh
        else "The dark mark is the median; the pale bar runs from the fastest to the slowest tenth. In hours."
    )
    scale = ticks(max(span.high for span in drawn), " 小时" if zh else " h")
    head = (
        ("", "件", "最快十分之一", "中位", "最慢十分之一")
        if zh
        else ("", "Cases", "Fastest tenth", "Median", "Slowest tenth")
    )
    rows = tuple(
        (span.name, str(len(values)), *(_hours(n, lang) for n in (span.low, span.middle, span.high)))
        for span, (_, values) in zip(drawn, found, strict=True)
    )
    told = "；".join(f"{row[0]} {row[3]}" for row in rows)
    return Chart(title, read, told, spans(drawn, scale), head, rows)


def _tenths(values: Sequence[float]) -> tuple[float, float, float]:
    return values[len(values) // 10], median(values), values[-1 - len(values) // 10]


def _hours(hours: float, lang: str) -> str:
    if hours < 1:
        return f"{max(1, round(hours * 60))} 分钟" if lang == "zh" else f"{max(1, round(hours * 60))} min"
    if hours < 48:
        return f"{hours:.1f} 小时" if lang == "zh" else f"{hours:.1f} h"
    return f"{hours / 24:.1f} 天" if lang == "zh" else f"{hours / 24:.1f} days"


def _kind(it: Measure, lang: str) -> str:
    return called(MEASURES, it.kind, lang)


def _outcome(it: Measure, now: datetime) -> Text | None:
    return outcome_called(now, it.outcome) if it.outcome else None
