"""Says instants and the time left as pages and letters do: 11月22日（周日）10:00, 1 天 19 小时."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Shanghai")
SOON, LAST = timedelta(hours=48), timedelta(hours=12)
_DAYS = "一二三四五六日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = ((86400, "天", "day"), (3600, "小时", "hour"), (60, "分钟", "minute"))
_GAP = "\N{NO-BREAK SPACE}"


def moment(at: datetime, lang: str, now: datetime | None = None) -> str:
    """A day with its weekday and the time; the year where it is not the year of ``now``."""
    return f"{day(at, lang, now)}{'' if lang == 'zh' else ', '}{at.astimezone(HOME):%H:%M}"


def until(at: datetime, lang: str, now: datetime | None = None) -> str:
    """The end of a time; midnight is the end of the day before, as people say it: 11月26日（周四）24:00."""
    if at.astimezone(HOME).time() != time():
        return moment(at, lang, now)
    before = day(at - timedelta(days=1), lang, now)
    return f"{before}24:00" if lang == "zh" else f"{before}, 24:00"


def day(at: datetime, lang: str, now: datetime | None = None) -> str:
    """A day with its weekday: 11月22日（周日）, Sun 22 Nov."""
    local = at.astimezone(HOME)
    other = now is not None and now.astimezone(HOME).year != local.year
    if lang == "zh":
        return f"{f'{local.year}年' if other else ''}{local.month}月{local.day}日（周{_DAYS[local.weekday()]}）"
    return f"{_DAYS_EN[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}{f' {local.year}' if other else ''}"


def left(span: timedelta, lang: str) -> str:
    """A time by its two biggest units, rounded down: 1 天 19 小时, 1 day 19 hours."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return "不到 1 分钟" if lang == "zh" else "less than a minute"
    first = next(n for n, (size, _, _) in enumerate(_UNITS) if seconds >= size)
    parts = []
    for size, zh, en in _UNITS[first : first + 2]:
        if n := seconds // size:
            parts.append(f"{n}{_GAP}{zh}" if lang == "zh" else f"{n}{_GAP}{en}{'' if n == 1 else 's'}")
        seconds %= size
    return " ".join(parts)


def pressing(span: timedelta) -> str:
    """How a remaining time presses: ``last`` up to 12 hours, ``soon`` up to 48 hours, else nothing."""
    return "last" if span <= LAST else "soon" if span <= SOON else ""
