"""``gongdao policy``: the menu of what can be asked of the packs."""

from __future__ import annotations

import argparse
from importlib import import_module

from gongdao.cli.docket import add_packs
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.text import Text

COMMANDS = {
    "list": Text("列出规则族和版本", "list the families and their editions"),
    "show": Text("用文字显示一个规则包、一张表或一条规则", "show a pack, a table or a rule in words"),
    "check": Text("检查规则包并运行它们的例子", "check packs and run their examples"),
    "diff": Text("比较两个规则包", "compare two packs"),
}
HELP = {
    "about": Text("查看、检查和比较规则包", "list, show, check and compare policy packs"),
    "pack": Text("规则包，如 tb-2025-08", "a pack, such as tb-2025-08"),
    "what": Text(
        "规则、行号、表、事实、参数或条文，如 TB-38、outcome、paid；rules 为全部规则",
        "a rule, row, table, fact, parameter or provision, as TB-38, outcome, paid; rules for every rule",
    ),
    "packs": Text("规则包或规则族（默认全部）", "packs or families (all when left out)"),
    "idle": Text("列出没有例子用到的规则", "list the rules that no example uses"),
    "old": Text("原来的规则包", "the old pack"),
    "new": Text("新的规则包", "the new pack"),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its own commands to the command line."""
    parser = menu.add_parser("policy")
    parser.description, parser.menu = HELP["about"].say(parser.lang), COMMANDS
    commands = parser.add_subparsers(dest="asked", metavar="COMMAND", parser_class=type(parser))
    for name, what in COMMANDS.items():
        one = commands.add_parser(name)
        one.description = what.say(parser.lang)
        _arguments(name, one)
        add_packs(one)
        add_lang(one)
    add_lang(parser)
    parser.set_defaults(run=run, menu=parser)


def _arguments(name: str, parser: Parser) -> None:
    lang = parser.lang
    if name == "show":
        parser.add_argument("pack", metavar="PACK", help=HELP["pack"].say(lang))
        parser.add_argument("what", metavar="WHAT", nargs="?", help=HELP["what"].say(lang))
    elif name == "check":
        parser.add_argument("wanted", metavar="PACK", nargs="*", help=HELP["packs"].say(lang))
        parser.add_argument("--idle", action="store_true", help=HELP["idle"].say(lang))
    elif name == "diff":
        parser.add_argument("old", metavar="OLD", help=HELP["old"].say(lang))
        parser.add_argument("new", metavar="NEW", help=HELP["new"].say(lang))


def run(args: argparse.Namespace) -> int:
    """Run the command that was asked for; without one, show which there are."""
    if args.asked is None:
        args.menu.print_help()
        return 0
    status: int = import_module(f"gongdao.cli.policy_{args.asked}").run(args)
    return status
