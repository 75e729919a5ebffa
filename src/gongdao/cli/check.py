"""``gongdao check --deploy``: whether an installation is fit for the public, and what to do where it is not."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from gongdao.cli.installation import DATABASE, add_installation, address
from gongdao.cli.parser import Parser, add_lang
from gongdao.cli.serve import PACKS
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text, sentence

if TYPE_CHECKING:
    from gongdao.service.deploy.check import Finding

FAILED = 1
WORDS = {
    "about": Text("检查安装", "check the installation"),
    "deploy": Text(
        "检查是否适合对外服务：密钥、域名、加密、反向代理、演示、邮件、数据库、规则包、时钟、锚定、人员、付款、文件",
        "whether it is fit for the public: secret, hosts, https, proxies, demo, mail, database, packs, clock, anchors,"
        " people, payments, files",
    ),
    "good": Text("好", "good"),
    "doubtful": Text("注意", "look"),
    "wrong": Text("不行", "wrong"),
    "fit": Text("可以对外服务。", "Fit for the public."),
    "unfit": Text("有 {n} 处必须改，才能对外服务。", "Not fit for the public: {n} to be mended."),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("check")
    parser.description = WORDS["about"].say(parser.lang)
    parser.add_argument("--deploy", action="store_true", required=True, help=WORDS["deploy"].say(parser.lang))
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print each thing and how it is; 0 if all is well or only doubtful, 1 if something is wrong."""
    url = address(args)
    os.environ[DATABASE] = url
    if args.packs:
        os.environ[PACKS] = str(args.packs)
    from gongdao.service import databases
    from gongdao.service.database_trouble import told
    from gongdao.service.database_url import check_there

    check_there(url)
    databases.setup()
    from gongdao.service.deploy.check import WRONG, findings

    wrong = 0
    with told(url):
        for found in findings(url):
            wrong += found.state == WRONG
            print(f"{WORDS[found.state].say(args.lang)}\t{_said(found, args.lang)}")
    print(WORDS["unfit" if wrong else "fit"].say(args.lang).format(n=wrong))
    return FAILED if wrong else 0


def _said(found: Finding, lang: str) -> str:
    from gongdao.service.deploy.messages import MESSAGES
    from gongdao.service.sentences import said

    details = {
        key: "".join(said(value, lang)) if isinstance(value, Refused) else value for key, value in found.details.items()
    }
    return sentence(MESSAGES, found.code, lang, details)
