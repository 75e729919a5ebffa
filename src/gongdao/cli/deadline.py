"""``gongdao deadline``: when a period ends, and how it was counted."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import MAXYEAR, MINYEAR, date, datetime, tzinfo

from gongdao.cli.parser import Parser, add_lang
from gongdao.cli.terminal import columns
from gongdao.kernel.calendar import Due, due
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.messages import MESSAGES
from gongdao.kernel.tally import Step, steps
from gongdao.kernel.text import Text, pad, sentence, wrap
from gongdao.kernel.units import UNITS, Pauses, zone_of
from gongdao.service.calendars import load_calendar
from gongdao.telling.vocabulary import singular

ZONES = {"cn": "Asia/Shanghai", "us": "start"}
MARGIN = 32
MOST_STEPS = 16

LABELS = {
    "title": Text("{n} {unit}，自 {start} 起", "{n} {unit} from {start}"),
    "where": Text("按 {zone} 计算", "counted in {zone}"),
    "where-start": Text("按起算时间的时区偏移计算", "counted at the offset of the start"),
    "due": Text("到期", "due"),
    "in-time": Text(
        "在此之前办理即为按时，到点或之后即为逾期", "in time if and only if before; at that instant it is late"
    ),
    "provisional": Text(
        "暂定：所涉年份的放假通知尚未公布，公布后重算，只会对当事人有利",
        "provisional: no notice is published yet for a year that was counted; it will be counted again, "
        "never to a party's loss",
    ),
    "start": Text("起算日，不计入", "the start day does not count"),
    "counted": Text("计入，{which}", "counted, {which}"),
    "weekends": Text("计入，{which}（周末除外）", "counted, {which} (weekends left out)"),
    "made_up": Text("调休上班，计入，{which}", "a weekend that is worked, counted, {which}"),
    "free": Text("{why}，不计", "{why}, skipped"),
    "paused": Text("暂停，不计", "paused, does not count"),
    "rolled": Text("最后一日是{why}，顺延", "the last day is free ({why}): rolled on"),
    "ends": Text(
        "假期后的第一个工作日，期间于当日 24:00 届满", "the first working day after it; the period ends at its 24:00"
    ),
    "midnight": Text("次日零点起算", "the hours begin at the next midnight"),
    "open": Text("计时", "the clock runs"),
    "day": Text("第 {first} 日", "day {first}"),
    "days": Text("第 {first}-{last} 日", "days {first}-{last}"),
    "more": Text("……（共 {count} 段）", "... ({count} steps in all)"),
}
UNIT_NAMES = {
    "hour": Text("小时", "hours"),
    "civil_day": Text("个自然日", "civil days"),
    "working_day": Text("个工作日", "working days"),
    "month": Text("个月", "months"),
    "next_midnight_hour": Text("小时（次日零点起）", "hours from the next midnight"),
    "jd_service_hour": Text("个服务小时（每日 9:00-18:00）", "service hours (09:00-18:00 every day)"),
}
HELP = {
    "about": Text("计算期间何时届满以及怎样计算", "say when a period ends and how it was counted"),
    "unit": Text("时间单位：", "unit of time: "),
    "from": Text("起算时间，如 2025-10-12T10:00:00+08:00", "the start, such as 2025-10-12T10:00:00+08:00"),
    "n": Text("数量", "how many units"),
    "zone": Text("按哪个时区计算日；start 为起算时间的时区偏移", "zone whose days count; start: the offset of --from"),
    "calendar": Text("哪国的工作日", "whose working days"),
    "roll": Text("末日是休息日的顺延（CV-5）", "pass over a free last day (CV-5)"),
    "pause": Text("这段时间不计", "the clock stands still"),
    "json": Text("输出 JSON", "for machines"),
}
WEEKDAYS = (
    Text("周一", "Mon"), Text("周二", "Tue"), Text("周三", "Wed"), Text("周四", "Thu"), Text("周五", "Fri"),
    Text("周六", "Sat"), Text("周日", "Sun"),
)  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("deadline")
    parser.description = HELP["about"].say(parser.lang)
    said = {name: text.say(parser.lang) for name, text in HELP.items()}
    parser.add_argument("--unit", required=True, metavar="UNIT", choices=UNITS, help=said["unit"] + ", ".join(UNITS))
    parser.add_argument("--from", required=True, dest="start", metavar="INSTANT", help=said["from"])
    parser.add_argument("--n", required=True, type=int, metavar="N", help=said["n"])
    parser.add_argument("--zone", metavar="ZONE", help=said["zone"])
    parser.add_argument("--calendar", default="cn", metavar="cn|us", help=said["calendar"])
    parser.add_argument("--roll", action="store_true", help=said["roll"])
    parser.add_argument("--pause", action="extend", nargs="+", default=[], metavar="FROM/UNTIL", help=said["pause"])
    parser.add_argument("--json", action="store_true", help=said["json"])
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the answer; 0, or 2 when the question cannot be answered."""
    try:
        print(_answer(args))
    except Refused as refused:
        print(f"gongdao deadline: {sentence(MESSAGES, refused.code, args.lang, refused.details)}", file=sys.stderr)
        return 2
    except BadInput as bad:
        for problem in bad.problems:
            said = sentence(MESSAGES, problem.code, args.lang, problem.details)
            print(f"{problem.place}: {said}", file=sys.stderr)
        return 2
    return 0


def _answer(args: argparse.Namespace) -> str:
    start = instant(args.start)
    pauses = [_pause(text) for text in args.pause]
    zone = args.zone or ZONES.get(args.calendar, "start")
    needed = args.unit == "working_day" or args.roll
    calendar = load_calendar(args.calendar) if needed else None
    found = due(start, args.n, args.unit, zone=zone, calendar=calendar, roll=args.roll, pauses=pauses)
    nominal = due(start, args.n, args.unit, zone=zone, calendar=calendar, pauses=pauses) if args.roll else found
    counted = steps(start, found, args.unit, zone=zone, calendar=calendar, pauses=pauses, nominal=nominal)
    if args.json:
        return _json(args, start, zone, found, counted, pauses)
    return "\n".join(_page(args, start, zone, found, counted))


def instant(text: str) -> datetime:
    """Read an instant with its offset.

    :raises Refused: it is none, has no offset, or lies where no calendar reaches.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused("instant-form", value=text) from error
    if at.utcoffset() is None:
        raise Refused("instant-without-offset", instant=text)
    if not MINYEAR < at.year < MAXYEAR:
        raise Refused("instant-form", value=text)
    return at


def _pause(text: str) -> tuple[datetime, datetime]:
    begin, slash, end = text.partition("/")
    if not slash:
        raise Refused("pause-form", value=text)
    return instant(begin), instant(end)


def _json(args: argparse.Namespace, start: datetime, zone: str, found: Due, counted: list[Step], pauses: Pauses) -> str:
    answer = {
        "start": start.isoformat(),
        "n": args.n,
        "unit": args.unit,
        "zone": zone,
        "calendar": args.calendar,
        "roll": args.roll,
        "pauses": [[begin.isoformat(), end.isoformat()] for begin, end in pauses],
        "due": found.at.isoformat(),
        "provisional": found.provisional,
        "rolled": found.rolled,
        "steps": [_json_step(step) for step in counted],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _json_step(step: Step) -> dict[str, object]:
    why = {"why": {"zh": step.why.zh, "en": step.why.en}} if step.why else {}
    return {"kind": step.kind, "first": step.first.isoformat(), "last": step.last.isoformat(), "days": step.days} | why


def _page(args: argparse.Namespace, start: datetime, zone: str, found: Due, counted: list[Step]) -> list[str]:
    lang = args.lang
    tz = zone_of(zone, start)
    unit = UNIT_NAMES[args.unit].say(lang)
    where = LABELS["where-start" if zone == "start" else "where"].say(lang).format(zone=zone)
    title = singular(LABELS["title"].say(lang).format(n=args.n, unit=unit, start=_moment(start, tz, lang)))
    wide = columns(sys.stdout)
    lines = [*wrap(f"{title}{'，' if lang == 'zh' else ', '}{where}", wide), ""]
    for when, what in _rows(counted, start.astimezone(tz).year, lang):
        said = wrap(what, wide - MARGIN)
        lines += [f"  {pad(when, MARGIN - 2)}{said[0]}", *(" " * MARGIN + line for line in said[1:])]
    lines += ["", f"{LABELS['due'].say(lang)}  {_moment(found.at, tz, lang)}"]
    lines += [f"      {line}" for line in wrap(LABELS["in-time"].say(lang), wide - 6)]
    if found.provisional:
        lines += [f"      {line}" for line in wrap(LABELS["provisional"].say(lang), wide - 6)]
    return lines


def _rows(counted: list[Step], year: int, lang: str) -> list[tuple[str, str]]:
    rows, day = [], 0
    for step in counted:
        numbers = {"first": day + 1, "last": day + step.days}
        which = LABELS["day" if step.days == 1 else "days"].say(lang).format(**numbers)
        day += step.days
        why = step.why.say(lang) if step.why else ""
        rows.append((_span(step, year, lang), LABELS[step.kind].say(lang).format(which=which, why=why)))
    if len(rows) > MOST_STEPS:
        half = MOST_STEPS // 2
        rows[half:-half] = [("", LABELS["more"].say(lang).format(count=len(counted)))]
    return rows


def _span(step: Step, year: int, lang: str) -> str:
    first, last = step.first, step.last
    if isinstance(first, datetime) and isinstance(last, datetime):
        if first == last:
            return f"{_day(first, year, lang)} {_clock(first)}"
        end = _clock(last) if first.date() == last.date() else f"{_day(last, year, lang)} {_clock(last)}"
        return f"{_day(first, year, lang)} {_clock(first)} - {end}"
    if first == last:
        return f"{_day(first, year, lang)} {WEEKDAYS[first.weekday()].say(lang)}"
    if (first.year, first.month) == (last.year, last.month):
        return _same_month(first, last, year, lang)
    return f"{_day(first, year, lang)} - {_day(last, year, lang)}"


def _same_month(first: date, last: date, year: int, lang: str) -> str:
    if lang == "zh":
        return f"{_day(first, year, lang)}至{last.day}日"
    return f"{first.day}-{_day(last, year, lang)}"


def _day(day: date, year: int, lang: str) -> str:
    if lang == "zh":
        return (f"{day.year}年" if day.year != year else "") + f"{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != year else "")


def _clock(instant: datetime) -> str:
    return f"{instant:%H:%M:%S}" if instant.second or instant.microsecond else f"{instant:%H:%M}"


def _moment(instant: datetime, zone: tzinfo, lang: str) -> str:
    local = instant.astimezone(zone)
    offset = local.isoformat()[-6:]
    return f"{local:%Y-%m-%d} {_clock(local)} {WEEKDAYS[local.weekday()].say(lang)} ({offset})"
