"""``gongdao conform``: whether the cases of case files come out as the files expect."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field

from gongdao.case.file import Case
from gongdao.case.ruling import decide_case
from gongdao.case.score import Miss, score
from gongdao.cli.complaints import complain
from gongdao.cli.docket import HELP, Docket, add_packs, open_docket
from gongdao.cli.page import Page, hanging, page_of
from gongdao.cli.parser import Parser, add_lang
from gongdao.cli.terminal import colourful, columns, paint
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text, pad, width, wrap

WORDS = {
    "help": Text("逐案比对裁决与文件里的期待", "compare the decisions with what the files expect"),
    "ok": Text("符合", "ok"),
    "miss": Text("不符", "miss"),
    "none": Text("无期待", "none"),
    "wrong": Text("出错", "error"),
    "differs": Text("{key}：应为 {expected}，得到 {got}", "{key}: expected {expected}, got {got}"),
    "total": Text("{agreed} / {scored} 案符合", "{agreed} of {scored} cases conform"),
    "silent": Text("；{silent} 案没有写期待", "; {silent} state no expectation"),
}
COLOURS = {"ok": "green", "miss": "red", "none": "dim", "wrong": "red"}


@dataclass(slots=True)
class Tally:
    """How many cases were scored and how many agreed, and what could not be decided."""

    scored: int = 0
    agreed: int = 0
    silent: int = 0
    broken: bool = False
    said: set[str] = field(default_factory=set)


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("conform")
    lang = parser.lang
    parser.description = WORDS["help"].say(lang)
    parser.add_argument("files", metavar="FILE", nargs="+", help=HELP["file"].say(lang))
    parser.add_argument("--case", metavar="ID", help=HELP["case"].say(lang))
    add_packs(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a line per case and the total; 0 when all conform, 1 when one does not, 2 when one cannot be decided."""
    tally = Tally()
    for file in args.files:
        try:
            docket = open_docket(file, args.case, args.packs)
        except (BadInput, Refused) as error:
            complain(error, args.lang, tally.said)
            tally.broken = True
            continue
        for case in docket.cases:
            _score(docket, case, tally, args.lang)
            sys.stdout.flush()
    if tally.scored or tally.silent or not tally.broken:
        print(_total(tally, args.lang))
    return 2 if tally.broken else int(tally.agreed < tally.scored)


def _score(docket: Docket, case: Case, tally: Tally, lang: str) -> None:
    try:
        decision = decide_case(docket.library, case, docket.calendars)
    except (BadInput, Refused) as error:
        tally.broken = True
        print(_line(case, "wrong", lang))
        complain(error, lang, tally.said)
        return
    if case.expect is None:
        tally.silent += 1
        print(_line(case, "none", lang))
        return
    misses = score(case.expect, decision)
    tally.scored += 1
    tally.agreed += not misses
    print(_line(case, "miss" if misses else "ok", lang))
    for miss in misses:
        print("\n".join(differs(miss, page_of(lang))))


def _line(case: Case, mark: str, lang: str) -> str:
    margin = max(width(WORDS[name].say(lang)) for name in COLOURS) + 2
    start = paint(pad(WORDS[mark].say(lang), margin), COLOURS[mark], on=colourful(sys.stdout))
    return start + wrap(f"{case.id}  {case.title}", columns(sys.stdout) - margin)[0]


def differs(miss: Miss, page: Page) -> list[str]:
    """What came out otherwise, below the case it belongs to."""
    parts = {"key": miss.key, "expected": _json(miss.expected), "got": _json(miss.got)}
    return hanging(page, "      ", WORDS["differs"].say(page.lang).format(**parts))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _total(tally: Tally, lang: str) -> str:
    silent = WORDS["silent"].say(lang).format(silent=tally.silent) if tally.silent else ""
    return WORDS["total"].say(lang).format(agreed=tally.agreed, scored=tally.scored) + silent
