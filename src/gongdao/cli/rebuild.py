"""``gongdao rebuild``: writes all views and balances anew from the events and the journal."""

from __future__ import annotations

import argparse
import sys

from gongdao.cli.complaints import problem_lines
from gongdao.cli.installation import add_installation, opened
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.text import Text

WORDS = {
    "about": Text(
        "从事件和分录重写全部视图和余额；事件和分录本身不动",
        "write all views and balances anew from events and journal, which stay as they are",
    ),
    "progress": Text("已重写 {n} 条链", "{n} chains written"),
    "done": Text("视图和余额已按事件重写。", "Views and balances are written anew."),
    "broken": Text("这些案件的链条已坏，没有重写：", "The chains of these cases are broken; they were not written:"),
}
FAILED = 1


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("rebuild")
    parser.description = WORDS["about"].say(parser.lang)
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the views; 0, or 1 where a chain is broken."""
    from gongdao.service.record.rebuild import rebuild

    def tell(count: int) -> None:
        print(WORDS["progress"].say(args.lang).format(n=f"{count:,}"), file=sys.stderr, flush=True)

    with opened(args) as law:
        problems = rebuild(law, tell)
    if problems:
        print(WORDS["broken"].say(args.lang))
        print("\n".join("  " + line for line in problem_lines(problems, args.lang)))
        return FAILED
    print(WORDS["done"].say(args.lang))
    return 0
