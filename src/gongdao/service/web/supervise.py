"""The supervisor's pages: what is overdue and to be decided, the load of each adjudicator, errors and reversals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.policy.library import pack_of
from gongdao.service.installation import law
from gongdao.service.queries import supervise
from gongdao.service.queries.colleagues import colleagues
from gongdao.service.queries.desk import Entry, at_the_desk
from gongdao.service.queries.signals import WAITS, standing
from gongdao.service.queries.supervise import Load, Reversal
from gongdao.service.web.desk_words import Line, by_name, lines, named
from gongdao.service.web.visitor import Visit, now_of
from gongdao.telling.voice import Voice

WIDE, SLIM = 640, 350
ROW, BAR, LABEL = 44, 24, 132
CAME = Text("第 {n} 份：{outcome}，买家得 {refund}", "ruling {n}: {outcome}; the buyer receives {refund}")
NOTED = {
    "StaffErrorNoted": Text("申诉后改判，记为差错", "changed on appeal, noted as an error"),
    "ClericalErrorCorrected": Text("更正笔误", "a slip of the pen corrected"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the chart: the name, and where its parts stand; all in the units of the drawing."""

    name: str
    text_y: int
    bar_y: int
    parts: tuple[tuple[str, float, float], ...]
    end: float
    count: int


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing of the load: one bar for each adjudicator, what is overdue in another colour and named in the words."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def overdue(request: Visit) -> HttpResponse:
    """What is overdue and whose, and what only a supervisor decides."""
    late = supervise.overdue(request.actor, now_of(request))
    asked = supervise.recusals(request.actor)
    failed = supervise.failures(request.actor)
    names = by_name(colleagues(request.actor))
    context = {
        "signals": standing(request.actor, now_of(request)).counts[WAITS],
        "late": list(zip(late, _lines(request, (it.entry for it in late), names), strict=True)),
        "recusals": [
            (it, line, _who(it.by))
            for it, line in zip(asked, _lines(request, (it.entry for it in asked), names), strict=True)
        ],
        "complaints": _lines(request, supervise.complaints(request.actor), names),
        "failures": [
            (it, line, show_money(it.amount, it.entry.currency))
            for it, line in zip(failed, _lines(request, (it.entry for it in failed), names), strict=True)
        ],
    }
    return render(request, "desk/overdue.html", context)


def load(request: Visit) -> HttpResponse:
    """How much each adjudicator has in hand."""
    found = supervise.loads(request.actor, now_of(request))
    names = by_name(colleagues(request.actor))
    rows = [(named(it.by, names, request.lang), it) for it in found]
    context = {
        "rows": rows,
        "most": rows[0] if rows else None,
        "total": sum(it.open for it in found),
        "wide": plot(rows, WIDE),
        "slim": plot(rows, SLIM),
    }
    return render(request, "desk/load.html", context)


def corrections(request: Visit) -> HttpResponse:
    """Errors of staff, and rulings that came out otherwise on appeal."""
    noted, turned = supervise.corrections(request.actor, now_of(request))
    names, lang = by_name(colleagues(request.actor)), request.lang
    context = {
        "noted": [(it, NOTED[it.kind], named(it.staff, names, lang)) for it in noted],
        "turned": [
            (it, named(it.staff, names, lang), _came(it, it.before, lang), _came(it, it.after, lang)) for it in turned
        ],
    }
    return render(request, "desk/corrections.html", context)


def plot(rows: Iterable[tuple[str, Load]], width: int) -> Plot:
    """Lay out the chart for a width."""
    found = list(rows)
    room, most = width - LABEL - 60, max((it.open for _, it in found), default=1) or 1
    bars = []
    for n, (name, it) in enumerate(found):
        late = room * it.overdue / most
        rest = room * (it.open - it.overdue) / most
        parts = (("c4", LABEL, round(late, 1)), ("c2", LABEL + round(late, 1), round(rest, 1)))
        bars.append(Bar(name, n * ROW + 25, n * ROW + 8, parts, LABEL + round(late + rest, 1) + 8, it.open))
    return Plot(width, max(1, len(found)) * ROW, tuple(bars))


def _lines(request: Visit, found: Iterable[Entry], names: dict[str, str]) -> tuple[Line, ...]:
    return lines(found, request.lang, now_of(request), names, at_the_desk(request.actor))


def _who(by: str) -> Text:
    return Text("买家", "the buyer") if by.startswith("buyer") else Text("卖家", "the seller")


def _came(it: Reversal, ruling: tuple[int, str, str, int], lang: str) -> str:
    number, outcome, _, refund = ruling
    said = Voice(lang, pack_of(law().library, it.pack), it.currency).word("outcome", outcome)
    return CAME.say(lang).format(n=number, outcome=said, refund=show_money(refund, it.currency))
