"""``gongdao serve``: the pages and the interface, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from gongdao.cli.installation import DATABASE, add_installation, address
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text

HOST, PORT, LIVE_PORT = "127.0.0.1", 8000, 8001
LAST_PORT, MOST = 65535, 64
PACKS = "GONGDAO_PACKS"
# Where the workers of one server put their figures together, as the library of Prometheus calls it.
FIGURES = "PROMETHEUS_MULTIPROC_DIR"
WORDS = {
    "about": Text(
        "网页和接口；SQLite 上连同书记员和信使一起在一个进程里运行；Ctrl-C 或 SIGTERM 使其答完手上的请求再停",
        "pages and interface; on SQLite with clerk and courier in one process; Ctrl-C or SIGTERM ends it gracefully",
    ),
    "host": Text("在哪个地址上监听（默认 127.0.0.1）", "the address to listen on (127.0.0.1)"),
    "port": Text(
        "端口（默认 8000，--live 默认 8001；0 为任一空闲的）",
        "the port (8000, with --live 8001; 0 is any that is free)",
    ),
    "socket": Text("改为在这个 UNIX 套接字上监听", "listen on this UNIX socket instead"),
    "workers": Text("进程数（PostgreSQL 默认 2；SQLite 只有 1）", "processes (2 on PostgreSQL; 1 on SQLite)"),
    "threads": Text(
        "每个进程的线程数（默认：SQLite 4，PostgreSQL 2）", "threads of each process (4 on SQLite, 2 on PostgreSQL)"
    ),
    "web-only": Text("SQLite 上也不带书记员和信使", "without clerk and courier also on SQLite"),
    "live": Text("只提供实时更新（SSE），另开的一个进程", "serve the live updates only (SSE), a process of its own"),
    "begins": Text("公道在 {where}", "Gongdao is at {where}"),
    "stops": Text("已停止。", "Stopped."),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("serve")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("--host", default=HOST, help=said["host"])
    parser.add_argument("--port", type=int, metavar="PORT", help=said["port"])
    parser.add_argument("--socket", metavar="FILE", help=said["socket"])
    parser.add_argument("--workers", type=int, metavar="N", help=said["workers"])
    parser.add_argument("--threads", type=int, metavar="N", help=said["threads"])
    parser.add_argument("--web-only", action="store_true", help=said["web-only"])
    parser.add_argument("--live", action="store_true", help=said["live"])
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop; 0, or 2 when it cannot start."""
    _check(args)
    url = address(args)
    os.environ[DATABASE] = url
    os.environ.setdefault("GONGDAO_LOG", "json")
    if args.packs:
        os.environ[PACKS] = str(args.packs)
    with TemporaryDirectory(prefix="gongdao-metrics-") as figures:
        if not url.startswith("sqlite"):
            os.environ[FIGURES] = figures
        _serve(args, url)
    print(WORDS["stops"].say(args.lang), flush=True)
    return 0


def _serve(args: argparse.Namespace, url: str) -> None:
    from gongdao.service import serve
    from gongdao.service.ports import free_port, shown

    serve.prepare(url, pages=not args.live)
    port = args.port if args.port is not None else LIVE_PORT if args.live else PORT
    port = port if args.socket else free_port(args.host, port)
    workers, threads = (1, 1) if args.live else serve.hands(url)
    plan = serve.Plan(
        args.host, port, args.workers or workers, args.threads or threads, Path(args.socket) if args.socket else None
    )
    together = url.startswith("sqlite") and not args.web_only
    print(WORDS["begins"].say(args.lang).format(where=args.socket or shown(args.host, port)), flush=True)
    serve.run(plan, serve.LIVE if args.live else serve.TOGETHER if together else serve.WEB)


def _check(args: argparse.Namespace) -> None:
    if args.workers and args.workers > 1 and address(args).startswith("sqlite"):
        raise Refused("one-process-on-sqlite", workers=args.workers)
    if args.port is not None and not 0 <= args.port <= LAST_PORT:
        raise Refused("no-such-port", port=args.port, most=LAST_PORT)
    for option, value in (("--workers", args.workers), ("--threads", args.threads)):
        if value is not None and not 0 < value <= MOST:
            raise Refused("clerk-option-range", option=option, value=value, most=MOST)
