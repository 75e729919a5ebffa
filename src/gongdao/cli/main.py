"""``gongdao``: reads the arguments, imports the one command that was asked for and runs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from gongdao import __version__
from gongdao.cli.parser import PARSERS, Parser, add_lang
from gongdao.cli.terminal import language, speak_utf8
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.text import Text

COMMANDS = {
    "decide": Text("裁决案件文件里的案件，说明理由", "decide the cases of a file, with reasons"),
    "conform": Text("逐案比对裁决与文件里的期待", "compare the decisions with what the files expect"),
    "play": Text("把一场争议从头演到付款，讲成故事", "play a dispute from a scenario file and tell its story"),
    "why": Text("一条规则为什么适用或不适用", "why a rule did or did not apply in a case"),
    "screen": Text(
        "筛查消息、网址、包裹、店铺、申请人、图片", "screen messages, links, parcels, shops, claimants, pictures"
    ),
    "policy": Text("查看、检查和比较规则包", "list, show, check and compare policy packs"),
    "deadline": Text("计算期间何时届满", "say when a period ends and how it was counted"),
    "demo": Text("演示：在本机上试用公道", "try Gongdao on this computer, with a marketplace of its own"),
    "serve": Text("网页和接口", "the pages and the interface"),
    "clerk": Text("书记员：写入已经到期的事项", "the clerk: writes what fell due"),
    "courier": Text("信使：送出通知、付款、webhook 和邮件", "the courier: sends notices, payments, webhooks and mail"),
    "check": Text("检查安装是否适合对外服务", "check whether an installation is fit for the public"),
    "migrate": Text("建立或更新数据库里的表", "make the tables of the record or bring them up to date"),
    "backup": Text("备份：数据库、凭证文件和锚定写成一个文件", "back everything up into one file"),
    "restore": Text("从备份恢复，并核对记录", "restore a backup and check the record"),
    "verify": Text("核对记录，指出第一处不符", "check the whole record and name the first row that is wrong"),
    "rebuild": Text("从事件重写视图和余额", "write views and balances anew from the events"),
    "export": Text("把一个案件导出为可独立核对的案卷", "write a case into a bundle that anybody can check"),
    "erase": Text("删除一个人在一个案件里的文字和材料", "erase one person's texts and files in one case"),
    "verify-bundle": Text("核对一份案卷", "check a bundle"),
    "reconcile": Text("把平台的付款对账单与账本逐行比对", "compare a statement of payments with the journal"),
    "pause": Text("登记平台暂停的时间", "register the times in which the platform's clocks stand still"),
    "user": Text("用户和角色", "people and their roles"),
    "key": Text("接口的密钥", "the keys of machines"),
}
WORDS = {
    "about": Text(
        "公道：电商平台的售后法庭。按平台规则和法律裁决争议，每个结论都说明理由和出处。",
        "Gongdao, the after-sales court of a marketplace: decides disputes by rules and law, with reasons.",
    ),
    "version": Text("显示版本", "show the version"),
    "interrupted": Text("已中断。", "Interrupted."),
}
WRONG = 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    speak_utf8()
    lang = _language(arguments)
    try:
        status = _run(arguments, lang)
        sys.stdout.flush()
    except (BadInput, Refused) as error:
        sys.stdout.flush()
        import_module("gongdao.cli.complaints").complain(error, lang)
        return WRONG
    except KeyboardInterrupt:
        print(f"\ngongdao: {WORDS['interrupted'].say(lang)}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has gone; keep the interpreter from complaining when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _run(arguments: list[str], lang: str) -> int:
    parser = _parser(lang, next((word for word in arguments if word in COMMANDS), None))
    args = parser.parse_args(arguments)
    args.lang = lang
    if args.command is None:
        parser.print_help()
        return 0
    status: int = args.run(args)
    return status


def _parser(lang: str, wanted: str | None) -> Parser:
    """The whole menu; only the wanted command is imported and knows its arguments."""
    parser = PARSERS[lang]("gongdao", description=WORDS["about"].say(lang))
    parser.menu = COMMANDS
    parser.add_argument(
        "--version", action="version", version=f"gongdao {__version__}", help=WORDS["version"].say(lang)
    )
    add_lang(parser)
    menu = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=PARSERS[lang])
    for name in COMMANDS:
        if name == wanted:
            import_module(f"gongdao.cli.{name.replace('-', '_')}").add_parser(menu)
        else:
            menu.add_parser(name)
    return parser


def _language(arguments: Sequence[str]) -> str:
    """The language asked for: ``--lang`` wherever it stands, else that of the environment."""
    for word, after in zip(arguments, [*arguments[1:], ""], strict=True):
        stated = after if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if stated in ("zh", "en"):
            return stated
    return language(os.environ)
