"""``gongdao verify-bundle``: checks a bundle with nothing but the file and the packs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongdao.case.state import Case
from gongdao.case.words import STAGES
from gongdao.cli.docket import add_packs
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import BadInput
from gongdao.kernel.money import EXPONENTS, show_money
from gongdao.kernel.text import Text
from gongdao.policy.library import Library, pack_of
from gongdao.telling.vocabulary import called

if TYPE_CHECKING:
    from gongdao.service.record.judge import Judged

WORDS = {
    "about": Text(
        "核对一份案卷：链条、每个裁决、材料和锚定；只用这个文件和规则包，不用数据库",
        "check a bundle: its chain, every ruling, its texts and its anchor, with the file and the packs alone",
    ),
    "file": Text("案卷（gongdao export 导出的文件）", "the bundle that gongdao export wrote"),
    "anchors": Text("您自己保存的锚定文件，用来比对根", "your own copy of the anchor file, to compare the root with"),
    "case": Text("案件 {stream}（{stage}）", "Case {stream} ({stage})"),
    "chain": Text(
        "{events} 条事件，链条完整（{first} 至 {last}，世界时）",
        "{events} events, the chain is whole ({first} to {last}, UTC)",
    ),
    "end": Text("链条末端 {digest}", "its end {digest}"),
    "ruling": Text(
        "第 {number} 号裁决按 {pack} 重新作出，逐字节相同：{outcome}，退款 {refund}",
        "ruling {number} made again under {pack}, the same to the byte: {outcome}, refund {refund}",
    ),
    "none": Text("还没有裁决", "there is no ruling yet"),
    "pauses": Text("平台停摆登记 {count} 条，链条完整", "{count} events of the platform's pauses, the chain is whole"),
    "blobs": Text(
        "{kept} 份文字和材料与链条中的编号相符；另有 {erased} 份已删除，{absent} 份文字没有放进案卷",
        "{kept} texts and files are those the chain names; {erased} were erased, {absent} texts were left out",
    ),
    "withheld": Text(
        "{count} 条事件只有摘要：这份案卷是给一方的，不给他看的提示和还在投的票没有放进来，内容不能用这个文件核对；"
        "它们没有改变已有的裁决",
        "of {count} events there is the digest alone: the bundle is for a party, and signals that it is not shown and"
        " votes of a jury that still votes were left out. What they say cannot be checked with this file; they changed"
        " no ruling in it",
    ),
    "anchored": Text(
        "{day} 的锚定（共 {count} 条链）盖住第 {seq} 条为止，路径到达它的根",
        "the anchor of {day} ({count} chains) covers it up to event {seq}; the path arrives at its root",
    ),
    "root": Text("锚定的根 {root}", "its root {root}"),
    "compared": Text("根与您的锚定文件相同", "the root is that of your anchor file"),
    "compare": Text(
        "请把这个根与您保存的锚定文件比对（--anchors 文件）", "compare this root with your own copy: --anchors FILE"
    ),
    "bare": Text("没有锚定：案卷导出时还没有满一天", "there is no anchor: the bundle is not a day old yet"),
    "well": Text("全部相符。", "Everything fits."),
    "broken": Text("不相符：", "It does not fit: "),
}
FAILED = 1


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("verify-bundle")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("file", metavar="FILE", help=said["file"])
    parser.add_argument("--anchors", metavar="FILE", help=said["anchors"])
    add_packs(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was checked; 0 if all of it fits, 1 if something does not, 2 if it is no bundle."""
    from gongdao.cli.complaints import problem_lines
    from gongdao.service.files import read_bytes
    from gongdao.service.kept import open_packs
    from gongdao.service.packs import find_packs
    from gongdao.service.record.anchor_file import roots
    from gongdao.service.record.bundle import LARGEST, read
    from gongdao.service.record.judge import judge

    bundle = read(read_bytes(args.file, LARGEST + 1), args.file)
    kept = roots(read_bytes(args.anchors), args.anchors) if args.anchors else {}
    shelf = find_packs(args.packs)
    library = open_packs(shelf)
    try:
        judged = judge(bundle, library, shelf.calendars, kept)
    except BadInput as wrong:
        print(WORDS["broken"].say(args.lang) + "\n".join(problem_lines(wrong.problems, args.lang)))
        return FAILED
    print("\n".join(_told(judged, bundle.stream, library, args.lang, compared=bool(kept))))
    return 0


def _told(judged: Judged, stream: str, library: Library, lang: str, *, compared: bool) -> Iterator[str]:
    def say(name: str, **details: object) -> str:
        return WORDS[name].say(lang).format(**details)

    yield say("case", stream=stream, stage=STAGES[judged.case.stage].say(lang))
    yield "  " + say("chain", events=judged.events, first=_short(judged.first), last=_short(judged.last))
    yield "  " + say("end", digest=judged.digest)
    for ruling in judged.rulings:
        labels = pack_of(library, ruling.pack).decisions["outcome"].labels
        refund = show_money(ruling.refund, _currency(judged.case))
        yield "  " + say(
            "ruling",
            number=ruling.number,
            pack=ruling.pack,
            outcome=called(labels, ruling.outcome, lang),
            refund=refund,
        )
    if not judged.rulings:
        yield "  " + say("none")
    yield "  " + say("pauses", count=judged.pauses)
    yield "  " + say("blobs", kept=judged.blobs, erased=judged.erased, absent=judged.absent)
    if judged.withheld:
        yield "  " + say("withheld", count=judged.withheld)
    if (anchor := judged.anchor) is None:
        yield "  " + say("bare")
    else:
        yield "  " + say("anchored", day=anchor.day, count=anchor.count, seq=anchor.leaf.seq)
        yield "  " + say("root", root=anchor.root)
        yield "  " + say("compared" if compared else "compare")
    yield say("well")


def _currency(case: Case) -> str:
    said = case.facts.get("order", {}).get("currency")
    return said if said in EXPONENTS else "CNY"


def _short(instant: str) -> str:
    return instant[:19].replace("T", " ")
