"""``gongdao export``: writes a case into one file that anybody can check without us."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from gongdao.cli.installation import add_installation, opened
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import BadInput, Problem
from gongdao.kernel.text import Text

WORDS = {
    "about": Text(
        "把一个案件导出为一个文件（案卷），任何人都可以用 verify-bundle 独立核对",
        "write a case into one file, a bundle, that anybody can check with verify-bundle",
    ),
    "case": Text("案件，如 taobao:C-1", "the case, such as taobao:C-1"),
    "file": Text("写入的文件（默认写到标准输出）", "the file to write (else the standard output)"),
    "without": Text(
        "不带当事人的文字和材料，只留编号；链条照样可以核对",
        "leave out what the parties wrote and handed in; the chain can be checked all the same",
    ),
    "for": Text(
        "给这一方的案卷（buyer 或 seller）：不给他看的提示、拦下的消息和还在投的票只留摘要，链条照样可以核对",
        "the bundle is for this party: of signals and held messages that it is not shown, and of votes while a jury"
        " votes, the digest stays alone; the chain can be checked all the same",
    ),
    "staff": Text(
        "里面有 {count} 条当事人看不全的事件（提示、还在投的票），只供平台人员使用；"
        "给当事人请用 --for buyer 或 --for seller",
        "it holds {count} events that not both parties are shown (signals, votes while a jury votes): for staff only;"
        " for a party, write it with --for buyer or --for seller",
    ),
    "done": Text(
        "{file}：{events} 条事件，{blobs} 份材料；核对：gongdao verify-bundle {file}",
        "{file}: {events} events, {blobs} texts and files; check it with gongdao verify-bundle {file}",
    ),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("export")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("case", metavar="CASE", help=said["case"])
    parser.add_argument("-o", dest="file", metavar="FILE", help=said["file"])
    parser.add_argument("--for", dest="reader", choices=("buyer", "seller"), default="", help=said["for"])
    parser.add_argument("--without-personal", action="store_true", help=said["without"])
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the bundle; 0, or 2 where there is no such case."""
    from gongdao.service.record.bundle import write
    from gongdao.service.record.export import export, hidden_from

    with opened(args) as law:
        bundle = export(law, args.case, datetime.now(UTC), personal=not args.without_personal, reader=args.reader)
    sides = () if args.reader else ("buyer", "seller")
    for_staff = frozenset[int]().union(*(hidden_from(side, bundle.events).rows for side in sides))
    content = write(bundle)
    if for_staff:
        print(WORDS["staff"].say(args.lang).format(count=len(for_staff)), file=sys.stderr)
    if args.file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content + b"\n")
        return 0
    _save(Path(args.file), content)
    said = WORDS["done"].say(args.lang)
    print(said.format(file=args.file, events=len(bundle.events), blobs=len(bundle.blobs)))
    return 0


def _save(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as wrong:
        raise BadInput([Problem("file-not-written", None, {"file": str(file), "why": wrong.strerror})]) from wrong
