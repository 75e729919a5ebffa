"""``gongdao courier``: takes notices, payments, webhooks and mail to whom they are for, until told to stop."""

from __future__ import annotations

import argparse
import os
from threading import Thread

from gongdao.cli.clerk import stopped_by_signals
from gongdao.cli.installation import DATABASE, add_installation, address
from gongdao.cli.parser import Parser, add_lang
from gongdao.cli.serve import PACKS
from gongdao.kernel.text import Text

WORDS = {
    "about": Text(
        "信使：把通知、付款、webhook 和邮件送出去，可以同时运行任意多个；Ctrl-C 或 SIGTERM 使其做完手上的一批再停",
        "the courier sends notices, payments, webhooks and mail; any number run at once; Ctrl-C or SIGTERM stops it",
    ),
    "until-idle": Text("送到没有待发件为止", "until nothing waits to be sent"),
    "begins": Text("信使开始工作。", "The courier is at work."),
    "stops": Text("信使停止。", "The courier stops."),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("courier")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("--until-idle", action="store_true", help=said["until-idle"])
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Work until told to stop; 0."""
    url = address(args)
    os.environ[DATABASE] = url
    os.environ.setdefault("GONGDAO_LOG", "json")
    if args.packs:
        os.environ[PACKS] = str(args.packs)
    from gongdao.service import serve

    serve.prepare(url, pages=False)
    from gongdao.service.work import rounds, threads

    with stopped_by_signals() as stop:
        print(WORDS["begins"].say(args.lang), flush=True)
        if args.until_idle:
            rounds.once(stop)
        else:
            loops = [Thread(target=threads.work, args=(loop, stop), name=name) for name, loop in rounds.LOOPS]
            for loop in loops:
                loop.start()
            for loop in loops:
                loop.join()
    print(WORDS["stops"].say(args.lang), flush=True)
    return 0
