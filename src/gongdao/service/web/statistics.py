"""The public figures: how many cases, who wins, how fast, how often the platform errs, and how each is counted."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongdao.kernel.money import plain_money
from gongdao.kernel.text import Text
from gongdao.service.queries.alike import share_range
from gongdao.service.queries.shop_rules import formula
from gongdao.service.queries.statistics import FIRST, WAYS, Month, month, month_of
from gongdao.service.web.chart import Bar, Chart, Span, bars, spans, ticks
from gongdao.service.web.visitor import Visit, now_of

CURRENCY = "CNY"
WON: dict[str, tuple[Text, str]] = {
    "buyer": (Text("支持买家", "For the buyer"), "c1"),
    "split": (Text("部分支持", "Split"), "c2"),
    "seller": (Text("支持卖家", "For the seller"), "c3"),
    "none": (Text("不予受理等", "Not admitted, other"), "c5"),
}
WAY_NAMES = {
    "settled": Text("谈成", "Settled"),
    "staff": Text("小二裁决", "Ruled by staff"),
    "jury": Text("评审裁决", "Ruled by jury"),
    "appealed": Text("有申诉", "Appealed"),
}


@require_safe
def statistics(request: Visit) -> HttpResponse:
    """The figures of a month, for anybody."""
    now = now_of(request)
    first, least = month_of(request.GET.get("month", ""), now), formula(now).least
    found = month(first, now)
    before, after = (first - timedelta(days=1)).replace(day=1), found.ends
    context = {
        "month": found, "least": least, "currency": CURRENCY, "shown": found.closed >= least, "first": first,
        "before": before if before >= FIRST else None, "after": after if after <= month_of("", now) else None,
        "settled": _share(found.settled, found.closed, least), "changed": _share(found.changed, found.appealed, least),
        "late": _share(found.late, found.closed, least),
        "charts": [it for it in (_won(found, request.lang, least), _times(found, request.lang, least)) if it],
        "errors": [(name, n if not 0 < n < least else None, by) for name, n, by in _errors(found)],
    }  # fmt: skip
    return render(request, "statistics.html", context)


@require_safe
def statistics_csv(request: Visit) -> HttpResponse:
    """The same figures as a table of names and numbers; what fewer than the least stand behind is left empty."""
    now = now_of(request)
    first, least = month_of(request.GET.get("month", ""), now), formula(now).least
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("month", "figure", "value", "of"))
    table.writerows((f"{first:%Y-%m}", *row) for row in _rows(month(first, now), least))
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="gongdao-{first:%Y-%m}.csv"'
    return answer


def _rows(found: Month, least: int) -> Iterator[tuple[str, object, object]]:
    yield "closed", found.closed, ""
    yield "money_to_buyers", plain_money(found.money, CURRENCY), ""
    counted = {
        "settled": (found.settled, found.closed), "ruled": (found.ruled, found.closed),
        "appealed": (found.appealed, found.ruled), "changed_on_appeal": (found.changed, found.appealed),
        "platform_late": (found.late, found.closed), "staff_errors": (found.staff_errors, found.closed),
        "slips_corrected": (found.slips, found.closed),
        **{f"won_{who}": (n, found.ruled) for who, n in sorted(found.won.items())},
    }  # fmt: skip
    for name, (part, whole) in counted.items():
        yield name, "" if 0 < part < least else part, whole
    for way in WAYS:
        if way in found.times and found.times[way][0] >= least:
            n, low, middle, high = found.times[way]
            yield f"days_{way}", f"{low:.1f}/{middle:.1f}/{high:.1f}", n


def _share(part: int, whole: int, least: int) -> str:
    return f"{part / whole:.1%}" if whole >= least else ""


def _errors(found: Month) -> list[tuple[Text, int, Text]]:
    return [
        (Text("裁决有误，申诉后改判", "A ruling was wrong and changed"), found.staff_errors, Text("申诉", "appeal")),
        (Text("笔误，已更正", "A slip of the pen, corrected"), found.slips, Text("复核", "check")),
        (Text("平台自己超时", "The platform was late"), found.late, Text("时钟", "clock")),
    ]


def _won(found: Month, lang: str, least: int) -> Chart | None:
    if found.ruled < least:
        return None
    zh = lang == "zh"
    named = [(WON[who][0].say(lang), found.won[who], WON[who][1]) for who in WON if found.won.get(who, 0) >= least]
    title = f"进入裁决的 {found.ruled:,} 件，结果如何" if zh else f"How the {found.ruled:,} cases ruled on came out"
    read = (
        f"少于 {least} 件的不画，95% 区间在数字里。"
        if zh
        else f"Fewer than {least} are not drawn. In the table: 95% ranges."
    )
    rows = tuple((name, f"{n:,}", f"{n / found.ruled:.1%}", _range(n, found.ruled)) for name, n, _ in named)
    head = ("结果", "件", "占比", "95% 区间") if zh else ("Result", "Cases", "Share", "95% range")
    plots = bars([Bar(name, n, f"{n / found.ruled:.1%}", f"{n:,}", kind) for name, n, kind in named])
    return Chart(title, read, "；".join(f"{row[0]} {row[2]}" for row in rows), plots, head, rows)


def _range(part: int, whole: int) -> str:
    low, high = share_range(part, whole)
    return f"{low:.1%} – {high:.1%}"


def _times(found: Month, lang: str, least: int) -> Chart | None:
    shown = [(way, found.times[way]) for way in WAYS if found.times.get(way, (0,))[0] >= least]
    if not shown:
        return None
    zh = lang == "zh"
    drawn = [Span(WAY_NAMES[way].say(lang), low, mid, high, f"{mid:.1f}") for way, (_, low, mid, high) in shown]
    title = "从申请到结案要几天" if zh else "Days from the request to the end"
    read = (
        "深色短线是中位数，也就是右边的数字；浅色从最快的十分之一到最慢的十分之一。"
        if zh
        else "The dark mark is the median, as the number says; the pale bar runs from the fastest to the slowest tenth."
    )
    head = (
        ("", "件", "最快十分之一", "中位", "最慢十分之一")
        if zh
        else ("", "Cases", "Fastest tenth", "Median", "Slowest tenth")
    )
    rows = tuple(
        (span.name, f"{n:,}", f"{low:.1f}", f"{mid:.1f}", f"{high:.1f}")
        for span, (_, (n, low, mid, high)) in zip(drawn, shown, strict=True)
    )
    scale = ticks(max(span.high for span in drawn), " 天" if zh else " d")
    return Chart(title, read, "；".join(f"{row[0]} {row[3]}" for row in rows), spans(drawn, scale), head, rows)
