"""``gongdao why``: why a rule did or did not apply in a case, and what would have to be otherwise."""

from __future__ import annotations

import argparse

from gongdao.case.ruling import Decided, decide_with
from gongdao.cli.docket import HELP, add_packs, open_docket
from gongdao.cli.page import page_of
from gongdao.cli.parser import Parser, add_lang
from gongdao.cli.why_text import why
from gongdao.kernel.errors import BadInput, Problem
from gongdao.kernel.text import Text
from gongdao.policy.faults import unlisted
from gongdao.policy.pack import Decision, Rule

WORDS = {
    "about": Text("一条规则在一个案件里为什么适用或不适用", "why a rule did or did not apply in a case"),
    "rule": Text("规则或行号，如 TB-38.4 或 TB-38", "a rule or row, such as TB-38.4 or TB-38"),
    "open": Text("按举证尚未结束来看", "as the case stands while evidence is open"),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("why")
    lang = parser.lang
    parser.description = WORDS["about"].say(lang)
    parser.add_argument("file", metavar="FILE", help=HELP["file"].say(lang))
    parser.add_argument("--case", metavar="ID", help=HELP["case"].say(lang))
    parser.add_argument("--rule", metavar="ID", required=True, help=WORDS["rule"].say(lang))
    parser.add_argument("--open", action="store_true", help=WORDS["open"].say(lang))
    add_packs(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the reasons for each rule asked for, in each case of the file that was asked for."""
    docket = open_docket(args.file, args.case, args.packs)
    page = page_of(args.lang)
    for i, case in enumerate(docket.cases):
        decided = decide_with(docket.library, case, docket.calendars, closed=not args.open)
        for j, (decision, rule) in enumerate(_rules(decided, args.rule)):
            gap = [""] if i or j else []
            print("\n".join([*gap, *why(case, decided, docket.calendars, page, decision, rule)]))
    return 0


def _rules(decided: Decided, name: str) -> list[tuple[Decision, Rule]]:
    """The rules of that id or row, those that applied first.

    :raises BadInput: the pack has none.
    """
    evaluation = decided.evaluation
    every = [(decision, rule) for decision in evaluation.pack.decisions.values() for rule in decision.rules]
    found = [(decision, rule) for decision, rule in every if name in (rule.id, rule.row)]
    if not found:
        ids = dict.fromkeys(word for _, rule in every for word in (rule.id, rule.row))
        code, details = unlisted("unknown-rule", name, ids)
        raise BadInput([Problem(code, None, {**details, "pack": evaluation.pack.id})])
    answers = evaluation.answers
    return sorted(found, key=lambda it: it[0].id not in answers or it[1] not in answers[it[0].id].winners)
