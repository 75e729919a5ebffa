"""``gongdao decide``: the ruling of each case of a file, with its reasons."""

from __future__ import annotations

import argparse

from gongdao.case.file import Case
from gongdao.case.ruling import Decided, decide_with
from gongdao.case.strays import stray_words
from gongdao.cli.complaints import complain, warn
from gongdao.cli.docket import HELP, Docket, add_packs, open_dockets
from gongdao.cli.page import page_of
from gongdao.cli.parser import Parser, add_lang
from gongdao.cli.story import story
from gongdao.kernel.digest import canonical
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text

SET_OFF = ["", "=" * 60, ""]
WORDS = {
    "help": Text("裁决案件文件里的案件，说明理由", "decide the cases of a file, with reasons"),
    "open": Text(
        "举证尚未结束：还可能有什么结果，各方要证明什么",
        "evidence is still open: what is still possible and what each side must prove",
    ),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("decide")
    lang = parser.lang
    parser.description = WORDS["help"].say(lang)
    parser.add_argument("files", metavar="FILE", nargs="+", help=HELP["file"].say(lang))
    parser.add_argument("--case", metavar="ID", help=HELP["case"].say(lang))
    parser.add_argument("--open", action="store_true", help=WORDS["open"].say(lang))
    parser.add_argument("--json", action="store_true", help=HELP["json"].say(lang))
    add_packs(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the rulings; 0, or 2 where a case could not be decided."""
    dockets = open_dockets(args.files, args.case, args.packs)
    listed = [(docket, case) for docket in dockets for case in docket.cases]
    status, told = 0, set[str]()
    for number, (docket, case) in enumerate(listed):
        try:
            decided = decide_with(docket.library, case, docket.calendars, closed=not args.open)
            lines = [canonical(decided.decision).decode()] if args.json else _as_text(docket, case, decided, args)
            print("\n".join([*([] if args.json or not number else SET_OFF), *lines]), flush=True)
            warn(stray_words(case, decided.evaluation.pack), args.lang, told)
        except (BadInput, Refused) as error:
            complain(error, args.lang, told)
            status = 2
    return status


def _as_text(docket: Docket, case: Case, decided: Decided, args: argparse.Namespace) -> list[str]:
    family = docket.library.families[decided.evaluation.pack.version.family].label
    return story(case, decided, page_of(args.lang), family)
