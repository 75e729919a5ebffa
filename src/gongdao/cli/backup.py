"""``gongdao backup``: the database, the files and the anchors in one file, while the service runs."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from gongdao.cli.installation import ANCHOR_FILE, add_database, address
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.text import Text

WORDS = {
    "about": Text(
        "备份：把数据库、凭证文件和锚定文件写成一个文件；服务不必停",
        "back the database, the files of evidence and the anchors up into one file; the service need not stop",
    ),
    "file": Text("写到哪个文件，如 backup-2026-11-22.tar", "the file to write, such as backup-2026-11-22.tar"),
    "done": Text(
        "已备份到 {file}：{size} 字节，凭证文件 {files} 个。里面有个人信息和密钥，请加密保存。",
        "Backed up into {file}: {size} bytes, files of evidence {files}."
        " It holds personal data and secrets: keep it encrypted.",
    ),
    "no-files": Text(
        "没有备份凭证文件：PostgreSQL 上请用 GONGDAO_FILES 指明它们的文件夹。",
        "Files of evidence were not backed up: on PostgreSQL say with GONGDAO_FILES where they are.",
    ),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("backup")
    parser.description = WORDS["about"].say(parser.lang)
    parser.add_argument("file", metavar="FILE", type=Path, help=WORDS["file"].say(parser.lang))
    add_database(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the backup; 0, or 2 where it cannot be."""
    from gongdao.service.backup import backup, files_folder
    from gongdao.service.database_url import check_there

    url, named = address(args), os.environ.get(ANCHOR_FILE)
    check_there(url)
    files = files_folder(url)
    done = backup(url, args.file, datetime.now(UTC), files, Path(named) if named else None)
    print(WORDS["done"].say(args.lang).format(file=args.file, size=f"{done.size:,}", files=done.files))
    if files is None:
        print(WORDS["no-files"].say(args.lang))
    return 0
