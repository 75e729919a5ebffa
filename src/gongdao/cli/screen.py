"""``gongdao screen``: looks at a message, a link, a parcel, a shop, a claimant, a picture; says who was labelled."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gongdao.cli import screen_fairness
from gongdao.cli.deadline import instant
from gongdao.cli.installation import add_installation
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.files import STDIN, decoded, read_bytes

if TYPE_CHECKING:
    from gongdao.screening.signal import Signal

MOST_BYTES = 64 * 1024 * 1024
WORDS = ("message", "conversation", "link")
KINDS: Mapping[str, Text] = {
    "message": Text("一条消息：文件、- 或 --text", "a message: a file, - or --text"),
    "conversation": Text("一段对话，每行“谁：说什么”", "a conversation, a line for each: who: what"),
    "link": Text("一个网址", "a link"),
    "parcel": Text("一个包裹的轨迹（JSON）", "the trace of a parcel (JSON)"),
    "shop": Text("一家店铺（JSON）", "a shop (JSON)"),
    "claimant": Text("一群人里的一个（JSON）", "one person among others (JSON)"),
    "picture": Text("一张图片", "a picture"),
    "fairness": Text("装好的公道里谁被误标（数据库）", "whom an installation labelled wrongly (database)"),
}
HELP = {
    "about": Text(
        "筛查消息、对话、网址、包裹、店铺、申请人、图片；只提示，不判定",
        "screen messages, links, parcels, shops, claimants, pictures: hints and never a verdict",
    ),
    "what": Text("看什么：", "what to look at: "),
    "file": Text("文件；- 为标准输入", "the file; - is standard input"),
    "text": Text("直接写在这里的文字或网址", "the words or the link themselves"),
    "at": Text("按哪个时刻看（默认现在）", "as of which instant (now)"),
    "ordered": Text("图片：什么时候下的单", "picture: when the goods were ordered"),
    "read": Text("图片：也读里面的文字和二维码", "picture: read its words and square codes as well"),
    "heard": Text("图里写着：", "The picture says:"),
    "lines": Text("店铺：买之前逐项核对", "shop: check it line by line before buying"),
    "json": Text("输出 JSON", "print JSON"),
    "nothing": Text(
        "没有发现已知的迹象。这不等于没问题。", "No known sign was found, which does not mean that all is well."
    ),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("screen")
    lang = parser.lang
    parser.description = HELP["about"].say(lang)
    what = HELP["what"].say(lang) + "; ".join(f"{name} {about.say(lang)}" for name, about in KINDS.items())
    parser.add_argument("what", choices=tuple(KINDS), help=what)
    parser.add_argument("file", metavar="FILE", nargs="?", help=HELP["file"].say(lang))
    parser.add_argument("--text", metavar="TEXT", help=HELP["text"].say(lang))
    parser.add_argument("--at", metavar="INSTANT", help=HELP["at"].say(lang))
    parser.add_argument("--ordered-at", metavar="INSTANT", help=HELP["ordered"].say(lang))
    parser.add_argument("--read", action="store_true", help=HELP["read"].say(lang))
    parser.add_argument("--lines", action="store_true", help=HELP["lines"].say(lang))
    parser.add_argument("--json", action="store_true", help=HELP["json"].say(lang))
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was found; 0 whether or not anything was."""
    if args.what == "fairness":
        return screen_fairness.run(args)
    if args.what == "picture" and args.read:
        return _read_as_well(args)
    if args.what == "shop" and args.lines:
        return _line_by_line(args)
    from gongdao.telling.signal_rows import lines_of, told_signal

    signals = _screened(args)
    if args.json:
        print(json.dumps([told_signal(signal, args.lang) for signal in signals], ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of(signals, args.lang) or [HELP["nothing"].say(args.lang)]))
    return 0


def _line_by_line(args: argparse.Namespace) -> int:
    """Print what is known of a shop before buying, each line with how it stands, why, and the source."""
    from gongdao.service import screener
    from gongdao.telling.shop_rows import lines_of_check, told_item

    items = screener.shop_lines(_parsed(_said(args)), _at(args))
    if args.json:
        print(json.dumps([told_item(item, args.lang) for item in items], ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines_of_check(items, args.lang)))
    return 0


def _read_as_well(args: argparse.Namespace) -> int:
    """Print what a picture says and what was found in it and in its words; a place is in the text of its number."""
    from gongdao.service import screener
    from gongdao.service.intake import picture_text
    from gongdao.service.sentences import said
    from gongdao.telling.signal_rows import lines_of, told_signal

    content = _content(args)
    alone = screener.picture(content, _at(args), _ordered(args))
    seen = picture_text.read(content)
    texts = [text for text in (seen.words, *seen.codes) if text.strip()]
    signals = (*alone, *screener.written(texts))
    unread = said(seen.unread, args.lang) if seen.unread else []
    if args.json:
        found = [told_signal(signal, args.lang) for signal in signals]
        print(json.dumps({"signals": found, "read": texts, "unread": " ".join(unread)}, ensure_ascii=False, indent=1))
    else:
        heard = [HELP["heard"].say(args.lang), *(f"  {line}" for text in texts for line in text.splitlines()), ""]
        nothing = [HELP["nothing"].say(args.lang)]
        print("\n".join([*unread, *(heard if texts else []), *(lines_of(signals, args.lang) or nothing)]))
    return 0


def _screened(args: argparse.Namespace) -> tuple[Signal, ...]:
    from gongdao.service import screener

    now = _at(args)
    if args.what == "picture":
        return screener.picture(_content(args), now, _ordered(args))
    return screener.SCREENS[args.what](_asked(args), now)


def _asked(args: argparse.Namespace) -> Any:
    if args.what not in WORDS:
        return _parsed(_said(args))
    said = _said(args)
    return {"link": said.strip()} if args.what == "link" else {"text": said}


def _said(args: argparse.Namespace) -> str:
    if args.text is not None:
        return str(args.text)
    if args.file is None:
        raise Refused("screen-nothing", what=args.what)
    content = _bytes(args.file)
    if len(content) > MOST_BYTES:
        raise Refused("screen-too-large", most=MOST_BYTES >> 20)
    return content.decode("utf-8", "replace") if args.file == STDIN else decoded(content, args.file)


def _content(args: argparse.Namespace) -> bytes:
    if args.file is None:
        raise Refused("screen-nothing", what=args.what)
    return _bytes(args.file)


def _bytes(file: str) -> bytes:
    """Read no more than it takes to see that it is too much."""
    return read_bytes(file, MOST_BYTES + 1)


def _parsed(said: str) -> Any:
    try:
        return json.loads(said)
    except (ValueError, RecursionError) as wrong:
        raise Refused("screen-not-json", line=getattr(wrong, "lineno", 1)) from wrong


def _at(args: argparse.Namespace) -> datetime:
    return instant(args.at) if args.at else datetime.now(UTC)


def _ordered(args: argparse.Namespace) -> datetime | None:
    return instant(args.ordered_at) if args.ordered_at else None
