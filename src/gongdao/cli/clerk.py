"""``gongdao clerk``: writes what fell due, round after round, and tells how it goes."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

from gongdao.cli.installation import add_installation, opened
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text

if TYPE_CHECKING:
    from gongdao.service.record.law import Law
    from gongdao.service.work.clerk import Swept
    from gongdao.service.work.metrics import Metrics

BATCH = 50
INTERVAL = 1.0
MOST = 1_000_000
LAST_PORT = 65535
# Between two lines that tell that nothing happened.
QUIET = timedelta(minutes=1)
WORDS = {
    "about": Text(
        "书记员：把已经到期的事项写进案件，可以同时运行任意多个；Ctrl-C 或 SIGTERM 使其做完手上的一批再停",
        "the clerk writes what fell due; any number run at once; Ctrl-C or SIGTERM stops it after the batch in hand",
    ),
    "once": Text("只做一批", "one batch only"),
    "until-idle": Text("做到没有到期事项为止", "until nothing is due any more"),
    "interval": Text("没有事做时隔多少秒再看（默认 1）", "seconds to wait when there is nothing to do (1)"),
    "batch": Text("一批最多多少件案件（默认 50）", "cases in a batch at most (50)"),
    "metrics-port": Text("在本机这个端口提供 Prometheus 指标", "serve Prometheus metrics on this port of the loopback"),
    "outage-after": Text(
        "超过这么多分钟没有任何处理，就把那段时间登记为停机（默认不登记）",
        "minutes without any work that are registered as an outage (else none is)",
    ),
    "begins": Text(
        "书记员开始工作；指标在 http://127.0.0.1:{port}/metrics",
        "The clerk is at work; its metrics are at http://127.0.0.1:{port}/metrics",
    ),
    "round": Text(
        "{at}  到期写入 {fired} 件，未能写入 {failed} 件，重算期限 {renewed} 件；最久的迟了 {lag}",
        "{at}  due and written {fired}, not written {failed}, computed again {renewed}; the latest by {lag}",
    ),
    "quiet": Text("{at}  没有到期的事项", "{at}  nothing is due"),
    "stops": Text(
        "书记员停止：写入 {fired} 件，未能写入 {failed} 件", "The clerk stops: written {fired}, not written {failed}"
    ),
    "days": Text("{days} 天 ", "{days} d "),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("clerk")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("--once", action="store_true", help=said["once"])
    parser.add_argument("--until-idle", action="store_true", help=said["until-idle"])
    parser.add_argument("--interval", type=float, metavar="SECONDS", default=INTERVAL, help=said["interval"])
    parser.add_argument("--batch", type=int, metavar="N", default=BATCH, help=said["batch"])
    parser.add_argument("--metrics-port", type=int, metavar="PORT", help=said["metrics-port"])
    parser.add_argument("--outage-after", type=float, metavar="MINUTES", help=said["outage-after"])
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Work until told to stop; 0, or 1 where a case could not be written."""
    _check(args)
    outage_after = timedelta(minutes=args.outage_after) if args.outage_after else None
    with opened(args, outage_after) as law, stopped_by_signals() as stop:
        total = _work(law, args, stop)
    print(WORDS["stops"].say(args.lang).format(fired=total.fired, failed=total.failed), flush=True)
    return 1 if total.failed else 0


def _check(args: argparse.Namespace) -> None:
    given = {"--interval": args.interval, "--batch": args.batch, "--outage-after": args.outage_after}
    for option, value in given.items():
        if value is not None and not 0 < value <= MOST:
            raise Refused("clerk-option-range", option=option, value=value, most=MOST)
    if args.metrics_port is not None and not 0 <= args.metrics_port <= LAST_PORT:
        raise Refused("no-such-port", port=args.metrics_port, most=LAST_PORT)


def _work(law: Law, args: argparse.Namespace, stop: Event) -> Swept:
    from gongdao.service.record import renewal
    from gongdao.service.work import clerk, metrics

    renewal.mark_editions(law)
    figures = metrics.metrics()
    tell = _teller(args.lang)

    def told(swept: Swept, at: datetime) -> None:
        metrics.count(figures, swept, at)
        tell(swept, at)
        if args.once:
            stop.set()

    with ExitStack() as serving:
        if args.metrics_port is not None:
            port = serving.enter_context(_served(figures, args.metrics_port))
            print(WORDS["begins"].say(args.lang).format(port=port), flush=True)
        interval = timedelta(seconds=args.interval)
        return clerk.run(law, _now, stop, told, interval=interval, batch=args.batch, until_idle=args.until_idle)


@contextmanager
def _served(figures: Metrics, port: int) -> Iterator[int]:
    from gongdao.service.work import metrics

    try:
        taken, stop = metrics.serve(figures, port)
    except OSError as error:
        raise Refused("metrics-port-taken", port=port, why=error.strerror) from error
    try:
        yield taken
    finally:
        stop()


def _teller(lang: str) -> Callable[[Swept, datetime], None]:
    """Tells every round in which something happened, and now and then that nothing does."""
    quiet_since: list[datetime] = []

    def tell(swept: Swept, at: datetime) -> None:
        if swept.worked or swept.failed:
            quiet_since.clear()
            said = WORDS["round"].say(lang)
        elif not quiet_since or at - quiet_since[0] >= QUIET:
            quiet_since[:] = [at]
            said = WORDS["quiet"].say(lang)
        else:
            return
        lag = _delay(swept.lag, lang)
        shown = at.astimezone().isoformat(sep=" ", timespec="seconds")
        print(said.format(at=shown, fired=swept.fired, failed=swept.failed, renewed=swept.renewed, lag=lag), flush=True)

    return tell


def _delay(lag: timedelta, lang: str) -> str:
    days = WORDS["days"].say(lang).format(days=lag.days) if lag.days else ""
    return f"{days}{timedelta(seconds=lag.seconds)}"


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def stopped_by_signals() -> Iterator[Event]:
    """An event that SIGTERM and SIGINT set, so that the batch in hand is finished first."""
    stop = Event()
    before = {kind: signal.signal(kind, lambda *_: stop.set()) for kind in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
