"""``gongdao demo``: a marketplace of its own to try everything with, on this computer only."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from gongdao.cli.docket import add_packs
from gongdao.cli.parser import Parser, add_lang
from gongdao.cli.serve import LAST_PORT, PACKS, PORT
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text

if TYPE_CHECKING:
    from gongdao.service.demo_folder import Folder

HOST = "127.0.0.1"
# Where a free port is looked for when nobody named one.
NEIGHBOURS = 20
WORDS = {
    "about": Text(
        "演示：自带一个小商城，网页、书记员和信使在一个进程里，只在本机上；再次启动时数据还在",
        "a demo with a small marketplace of its own, in one process, on this computer only; what you did is kept",
    ),
    "folder": Text("数据放在哪个文件夹（默认 {folder}）", "the folder of its data ({folder})"),
    "port": Text(
        "端口（默认 8000，被占用就用后面的；0 为任一空闲的）",
        "the port (8000, or the next free one; 0 is any that is free)",
    ),
    "fresh": Text("丢掉以前的演示数据，重新开始", "throw away what the demo had and begin anew"),
    "seeding": Text("正在建立演示数据（只有第一次）……", "Making the marketplace of the demo (once)…"),
    "begins": Text(
        "\n  公道的演示已经启动，请在浏览器里打开：\n\n      {where}\n\n  数据在 {folder}；按 Ctrl-C 停止。\n",
        "\n  The demo of Gongdao is ready; open this in your browser:\n\n      {where}\n\n"
        "  Its data are in {folder}; Ctrl-C stops it.\n",
    ),
    "stops": Text("已停止；数据还在 {folder}。", "Stopped; the data are kept in {folder}."),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("demo")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("--folder", metavar="DIR", type=Path, help=said["folder"].format(folder=_usual()))
    parser.add_argument("--port", type=int, metavar="PORT", help=said["port"])
    parser.add_argument("--fresh", action="store_true", help=said["fresh"])
    add_packs(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make what is missing and serve until told to stop; 0, or 2 when it cannot start."""
    from gongdao.service import demo_folder
    from gongdao.service.ports import free_port, shown

    if args.port is not None and not 0 <= args.port <= LAST_PORT:
        raise Refused("no-such-port", port=args.port, most=LAST_PORT)
    with demo_folder.held((args.folder or _usual()).expanduser().resolve()) as folder:
        if args.fresh:
            demo_folder.clear(folder)
        port = free_port(HOST, PORT if args.port is None else args.port, NEIGHBOURS if args.port is None else 1)
        os.environ.update(demo_folder.environment(folder, shown(HOST, port)))
        os.environ.pop("GONGDAO_HTTPS", None)
        if args.packs:
            os.environ[PACKS] = str(args.packs)
        _make(folder, args.lang)
        _serve(folder, port, args.lang)
    print(WORDS["stops"].say(args.lang).format(folder=folder.path), flush=True)
    return 0


def _make(folder: Folder, lang: str) -> None:
    from gongdao.service import databases, demo_folder

    if not demo_folder.is_made(folder):
        print(WORDS["seeding"].say(lang), flush=True)
        demo_folder.clear(folder)
    databases.setup()
    from gongdao.service.demo_made import make

    make(folder, lang)


def _serve(folder: Folder, port: int, lang: str) -> None:
    from gongdao.service import serve
    from gongdao.service.ports import shown

    serve.prepare(folder.url)
    said = (WORDS["begins"].say(each) for each in dict.fromkeys((lang, "zh", "en")))
    os.environ[serve.ADDRESS] = "".join(text.format(where=shown(HOST, port), folder=folder.path) for text in said)
    workers, threads = serve.hands(folder.url)
    serve.run(serve.Plan(HOST, port, workers, threads), serve.TOGETHER)


def _usual() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "gongdao" / "demo"
