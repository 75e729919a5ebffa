"""Arguments and help in Chinese and English: argparse with its own words translated and wide characters counted."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from typing import NoReturn

from gongdao.cli.terminal import columns
from gongdao.kernel.text import Text, pad, width, wrap

MOST_MARGIN = 28

WORDS = {
    "usage": Text("用法：", "usage: "),
    "commands": Text("命令", "commands"),
    "arguments": Text("参数", "arguments"),
    "options": Text("选项", "options"),
    "help": Text("显示这段说明", "show this help"),
    "lang": Text("输出的语言（默认看 LANG，否则中文）", "language of the output (else by LANG, else Chinese)"),
    "and": Text("；", "; "),
    "more": Text("“{prog} -h” 有说明。", "see `{prog} -h`."),
}
# What argparse says, and how it is said in Chinese.
_SAID = (
    (r"the following arguments are required: (.*)", "缺少参数 {0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数 {0}"),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)", "{0} 不能是 {1}；可用：{2}"),
    (r"argument (.*?): invalid int value: (.*)", "{0} 应是整数，不是 {1}"),
    (r"argument (.*?): invalid float value: (.*)", "{0} 应是数，不是 {1}"),
    (r"argument (.*?): expected one argument", "{0} 后面要有一个值"),
    (r"argument (.*?): expected at least one argument", "{0} 后面至少要有一个值"),
    (r"argument (.*?): not allowed with argument (.*)", "{0} 不能和 {1} 一起用"),
    (r"argument (.*?): ignored explicit argument (.*)", "{0} 后面不能有值 {1}"),
    (r"ambiguous option: (.*?) could match (.*)", "{0} 不明确，可能是 {1}"),
    (r"one of the arguments (.*) is required", "{0} 要有一个"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks one language; ``menu`` names its commands."""

    lang = "zh"
    menu: Mapping[str, Text]

    def __init__(self, prog: str, *, description: str = "") -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self.menu = {}
        self.add_argument("-h", "--help", action="help", help=WORDS["help"].say(self.lang))

    def error(self, message: str) -> NoReturn:
        said = _in_chinese(message) if self.lang == "zh" else message
        more = WORDS["more"].say(self.lang).format(prog=self.prog)
        self.exit(2, f"{self.prog}: {said}{WORDS['and'].say(self.lang)}{more}\n")

    def format_usage(self) -> str:
        return "\n".join(self._usage_lines()) + "\n"

    def format_help(self) -> str:
        lines = self._usage_lines()
        if self.description:
            lines += ["", *wrap(self.description, columns(sys.stdout))]
        for title, rows in self._sections():
            if rows:
                lines += ["", WORDS[title].say(self.lang), *_table(rows)]
        return "\n".join(lines) + "\n"

    def _usage_lines(self) -> list[str]:
        parts = [_usage_part(action) for action in self._actions if action.help != argparse.SUPPRESS]
        start = WORDS["usage"].say(self.lang) + self.prog
        return wrap(" ".join([start, *parts]), columns(sys.stdout), indent="    ")

    def _sections(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        shown = [action for action in self._actions if action.help != argparse.SUPPRESS]
        yield "commands", [(name, what.say(self.lang)) for name, what in self.menu.items()]
        named = [action for action in shown if not action.option_strings and not _is_menu(action)]
        yield "arguments", [(_metavar(action), action.help or "") for action in named]
        yield "options", [(_option(action), action.help or "") for action in shown if action.option_strings]


class EnglishParser(Parser):
    """The same in English."""

    lang = "en"


PARSERS: dict[str, type[Parser]] = {"zh": Parser, "en": EnglishParser}


def add_lang(parser: Parser) -> None:
    """Add ``--lang``."""
    parser.add_argument("--lang", choices=("zh", "en"), default=parser.lang, help=WORDS["lang"].say(parser.lang))


def _in_chinese(message: str) -> str:
    for pattern, chinese in _SAID:
        if found := re.fullmatch(pattern, message):
            return chinese.format(*(_plain(part) for part in found.groups()))
    return message


def _plain(part: str) -> str:
    """What argparse names, without its quotes and with the comma of the language."""
    return part.replace("'", "").replace(", ", "、")


def _is_menu(action: argparse.Action) -> bool:
    return action.nargs == argparse.PARSER


def _metavar(action: argparse.Action) -> str:
    if action.metavar is not None:
        return str(action.metavar)
    return "|".join(map(str, action.choices)) if action.choices is not None else action.dest.upper()


def _value(action: argparse.Action) -> str:
    return "" if action.nargs == 0 else f" {_metavar(action)}{' ...' if action.nargs == '+' else ''}"


def _option(action: argparse.Action) -> str:
    return ", ".join(action.option_strings) + _value(action)


def _usage_part(action: argparse.Action) -> str:
    if action.option_strings:
        part = action.option_strings[0] + _value(action)
        return part if action.required else f"[{part}]"
    name = _metavar(action) if not _is_menu(action) else f"{_metavar(action)} ..."
    many = {"*": f"[{name} ...]", "+": f"{name} [{name} ...]", "?": f"[{name}]"}
    return many.get(str(action.nargs), name)


def _table(rows: list[tuple[str, str]]) -> list[str]:
    margin = min(MOST_MARGIN, max(width(name) for name, _ in rows) + 4)
    lines: list[str] = []
    for name, what in rows:
        start = pad(f"  {name}", margin)
        if width(start) > margin:
            lines.append(start)
            start = " " * margin
        said = wrap(what, columns(sys.stdout) - margin)
        lines += [(start if number == 0 else " " * margin) + line for number, line in enumerate(said)]
    return lines
