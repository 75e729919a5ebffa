"""``gongdao pause``: registers the times in which no clock of the platform runs."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gongdao.case.state import Stop
from gongdao.cli.deadline import instant
from gongdao.cli.installation import add_installation, opened
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text

if TYPE_CHECKING:
    from gongdao.service.record.law import Law

WORDS = {
    "about": Text(
        "平台暂停：登记平台各期限都停着的一段时间；期间已经办理的事照样有效",
        "a pause of the platform: a time in which none of its deadlines runs; what was done in it stands",
    ),
    "what": Text(
        "begin 开始暂停；end 结束暂停；list 列出；不写则登记从 --from 到 --until 的一段",
        "begin one; end the open one; list them; without a word, register the time --from --until",
    ),
    "from": Text("从何时起（含），如 2025-10-12T10:00:00+08:00", "from when on, such as 2025-10-12T10:00:00+08:00"),
    "until": Text("到何时止（不含）", "until when; at this instant the clocks run again"),
    "ground": Text("事由，当事人会看到", "the ground; the parties will read it"),
    "by": Text(
        "由谁登记，只能是平台的人，如 operator:1、supervisor:1；不写则是 platform",
        "who registers it, somebody of the platform only, such as operator:1 or supervisor:1; platform if left out",
    ),
    "begun": Text("第 {number} 次暂停已登记：{span}", "Pause {number} is registered: {span}"),
    "over": Text("第 {number} 次暂停已有终点：{span}", "Pause {number} has its end: {span}"),
    "waiting": Text(
        "{count} 件未结案件的期限由书记员（gongdao clerk）重新计算，只会推后",
        "the clerk (gongdao clerk) computes the deadlines of {count} open cases again; they only move later",
    ),
    "none": Text("没有登记过暂停", "no pause is registered"),
    "open": Text("尚未结束", "not over yet"),
    "number": Text("第 {number} 次", "pause {number}"),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("pause")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("what", nargs="?", choices=("begin", "end", "list"), help=said["what"])
    parser.add_argument("--from", dest="since", metavar="INSTANT", help=said["from"])
    parser.add_argument("--until", metavar="INSTANT", help=said["until"])
    parser.add_argument("--ground", metavar="TEXT", default="", help=said["ground"])
    parser.add_argument("--by", metavar="ROLE:ID", default="platform", help=said["by"])
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write into the register or list it; 0, or 2 when it is refused."""
    with opened(args) as law:
        if args.what == "list":
            print("\n".join(_listed(law, args.lang)))
        else:
            print("\n".join(_written(law, args, datetime.now(UTC).astimezone().replace(microsecond=0))))
    return 0


def _written(law: Law, args: argparse.Namespace, now: datetime) -> list[str]:
    from gongdao.service.record import pauses

    since, until = (instant(text) if text else None for text in (args.since, args.until))
    if args.what == "end" and (since or args.ground):
        raise Refused("pause-end-alone")
    if args.what == "end":
        number, said = pauses.end(law, until or now, args.by, now), "over"
    elif since is not None and until is not None:
        number, said = pauses.add(law, since, until, args.ground, args.by, now), "begun"
    elif args.what == "begin" and until is None:
        number, said = pauses.begin(law, since or now, args.ground, args.by, now), "begun"
    else:
        raise Refused("pause-needs-its-ends")
    told = (
        WORDS[said].say(args.lang).format(number=number, span=_span(pauses.register(law.using)[number - 1], args.lang))
    )
    return [told, WORDS["waiting"].say(args.lang).format(count=pauses.waiting(law.using))]


def _listed(law: Law, lang: str) -> list[str]:
    from gongdao.service.record import pauses

    stops = pauses.register(law.using)
    rows = [
        f"{WORDS['number'].say(lang).format(number=number)}  {_span(stop, lang)}  {stop.ground}"
        for number, stop in enumerate(stops, 1)
    ]
    return rows or [WORDS["none"].say(lang)]


def _span(stop: Stop, lang: str) -> str:
    return f"{_shown(stop.since)} - {_shown(stop.until) if stop.until else WORDS['open'].say(lang)}"


def _shown(at: datetime) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="seconds")
