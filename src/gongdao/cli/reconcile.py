"""``gongdao reconcile``: compares what the marketplace states that it moved with the journal, row by row."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from gongdao.cli.deadline import instant
from gongdao.cli.installation import add_installation, opened
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.ledger.reconcile import Finding, Verdict, compare
from gongdao.ledger.statement import MOST_CHARACTERS, Stated, read_statement
from gongdao.service.files import decoded, read_bytes, shown_path

WORDS = {
    "about": Text(
        "对账：把平台的付款对账单与本系统的账本逐行比对；有不符之处时退出码为 1",
        "compare the marketplace's statement of payments with the journal row by row; exits 1 where they differ",
    ),
    "file": Text(
        "对账单，CSV 或 JSON，每行有 key（付款编号）、amount（金额，如 890.00）、currency（币种）；- 读标准输入",
        "the statement, CSV or JSON, each row with key (of the payment), amount (such as 890.00) and currency; - is "
        "the standard input",
    ),
    "source": Text("只比对这一来源的案件，如 taobao", "only the cases of this source, such as taobao"),
    "from": Text(
        "账本只取此时起（含）的付款，如 2025-10-01T00:00:00+08:00",
        "of the journal take the payments from this instant on, such as 2025-10-01T00:00:00+08:00",
    ),
    "until": Text("账本只取此时之前的付款", "of the journal take the payments before this instant"),
    "matched": Text("{n} 笔相符", "payments that match: {n}"),
    "differ": Text("{n} 处不符：", "differences: {n}"),
    "whole": Text("对账单与账本相符。", "The statement and the journal agree."),
    "missing_here": Text(
        "{key}：对账单有 {there}，账本没有这笔付款；请核对编号，或者补录平台的答复",
        "{key}: the statement has {there}, the journal has no such payment; check the key, or take in the answer",
    ),
    "missing_there": Text(
        "{key}：账本有 {here}，对账单没有；请向平台查询这笔付款",
        "{key}: the journal has {here}, the statement has nothing; ask the marketplace for this payment",
    ),
    "different_amount": Text(
        "{key}：账本为 {here}，对账单为 {there}，相差 {off}",
        "{key}: the journal has {here}, the statement has {there}; they are {off} apart",
    ),
    "different_currency": Text(
        "{key}：账本为 {here}，对账单为 {there}，币种不同",
        "{key}: the journal has {here}, the statement has {there}; the currencies differ",
    ),
    "doubled": Text(
        "{key}：对账单多出一笔 {there}，账本没有；可能付了两次",
        "{key}: the statement has one more, {there}, which the journal has not; it may have been paid twice",
    ),
    "line": Text("（{place}）", " ({place})"),
}
FAILED = 1


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("reconcile")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("file", metavar="FILE", help=said["file"])
    parser.add_argument("--source", metavar="SOURCE", default="", help=said["source"])
    parser.add_argument("--from", dest="since", metavar="INSTANT", help=said["from"])
    parser.add_argument("--until", metavar="INSTANT", help=said["until"])
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what differs; 0 if nothing does, 1 if something does, 2 if something cannot be read or is not there."""
    stated = _statement(args.file)
    since, until = (instant(text) if text else None for text in (args.since, args.until))
    if since is not None and until is not None and until <= since:
        raise Refused("reconcile-span", since=since, until=until)
    findings = _compared(args, stated, since, until)
    wrong = [finding for finding in findings if finding.verdict is not Verdict.MATCHED]
    print(WORDS["matched"].say(args.lang).format(n=f"{len(findings) - len(wrong):,}"))
    if not wrong:
        print(WORDS["whole"].say(args.lang))
        return 0
    print(WORDS["differ"].say(args.lang).format(n=f"{len(wrong):,}"))
    print("\n".join(_lines(wrong, stated, args.lang)))
    return FAILED


def _statement(file: str) -> list[Stated]:
    content = read_bytes(file, MOST_CHARACTERS + 1)
    return read_statement(decoded(content, file), file if file == "-" else shown_path(Path(file)))


def _compared(
    args: argparse.Namespace, stated: Sequence[Stated], since: datetime | None, until: datetime | None
) -> list[Finding]:
    with opened(args) as law:
        from gongdao.service.record.instants import stored
        from gongdao.service.record.journal import moved, sources

        if args.source and args.source not in (known := sources(law.using)):
            raise Refused("source-unknown", source=args.source, known=known or ("-",))
        span = [stored(at) if at else "" for at in (since, until)]
        return compare(moved(law.using, args.source, *span), [row.moved for row in stated])


def _lines(wrong: Sequence[Finding], stated: Sequence[Stated], lang: str) -> Iterator[str]:
    """Each difference, with the rows of the statement that name its payment, the last of them where it has one more."""
    places: dict[str, list[str]] = {}
    for row in stated:
        places.setdefault(row.moved.key, []).append(str(row.place))
    doubles = Counter(finding.key for finding in wrong if finding.verdict is Verdict.DOUBLED)
    for finding in wrong:
        at = places.get(finding.key, [])
        if finding.verdict is Verdict.DOUBLED:
            at = at[-doubles[finding.key] :]
        yield "  " + _line(finding, lang) + (WORDS["line"].say(lang).format(place=", ".join(at)) if at else "")


def _line(finding: Finding, lang: str) -> str:
    theirs = finding.their_currency or finding.currency
    here = show_money(finding.here or 0, finding.currency)
    there = show_money(finding.there or 0, theirs)
    off = show_money(abs((finding.here or 0) - (finding.there or 0)), finding.currency)
    return WORDS[finding.verdict.value].say(lang).format(key=finding.key, here=here, there=there, off=off)
