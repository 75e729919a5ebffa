"""``gongdao verify``: computes the whole record again from its events, and names the first row that is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice

from gongdao.cli.complaints import problem_lines
from gongdao.cli.installation import add_installation, opened
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Problem
from gongdao.kernel.text import Text

WORDS = {
    "about": Text(
        "核对记录：从事件重新算出链条、裁决、视图、账目、来往信件、材料和锚定，指出第一处不符",
        "check the record: compute chains, rulings, views, journal, letters, texts and anchors again from the events",
    ),
    "case": Text("只核对这一个案件，如 taobao:C-1", "check this one case, such as taobao:C-1"),
    "all": Text("列出全部不符之处，而不只是第一处", "list everything that is wrong, not only the first"),
    "streams": Text("链条 {n} 条", "chains: {n}"),
    "events": Text(
        "事件 {n} 条，逐条重算摘要、重新推进案件", "events: {n}; each digest computed, each case folded again"
    ),
    "rulings": Text(
        "裁决 {n} 个，按当时的规则包重新作出，逐字节相同",
        "rulings: {n}; made again under their own packs, the same to the byte",
    ),
    "postings": Text("分录 {n} 笔，与事件一致，每笔收支相抵", "postings: {n}; as the events make them, each balanced"),
    "accounts": Text("账户 {n} 个，余额等于分录之和", "accounts: {n}; each the sum of its entries"),
    "anchors": Text("锚定 {n} 天，根与记录相符", "anchors: {n}; each root that of the record"),
    "well": Text("记录完好。", "The record is whole."),
    "broken": Text("记录不符：", "The record is not as it should be:"),
    "more": Text("（--all 列出其余各处）", "(--all lists the rest)"),
    "progress": Text("已核对 {n} 条链", "{n} chains checked"),
}
PARTS = ("streams", "events", "rulings", "postings", "accounts", "anchors")
STEP = 1000
FAILED = 1


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("verify")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("--case", metavar="CASE", default="", help=said["case"])
    parser.add_argument("--all", action="store_true", help=said["all"])
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was checked; 0 if all is well, 1 if a row is wrong, 2 if there is no such record or case."""

    def tell(count: int) -> None:
        if count % STEP == 0:
            print(WORDS["progress"].say(args.lang).format(n=count), file=sys.stderr, flush=True)

    with opened(args) as law:
        # Not before the database is known: its tables can be named once Django is set up.
        from gongdao.service.record.verify import Verified, verify

        seen = Verified()
        with closing(verify(law, seen, args.case, tell)) as problems:
            found = list(problems if args.all else islice(problems, 1))
    if found:
        print("\n".join(_wrong(found, args)))
        return FAILED
    for name in PARTS:
        if seen.counts[name]:
            print("  " + WORDS[name].say(args.lang).format(n=f"{seen.counts[name]:,}"))
    print(WORDS["well"].say(args.lang))
    return 0


def _wrong(found: Sequence[Problem], args: argparse.Namespace) -> Iterator[str]:
    yield WORDS["broken"].say(args.lang)
    yield from ("  " + line for line in problem_lines(found, args.lang))
    if not args.all:
        yield WORDS["more"].say(args.lang)
