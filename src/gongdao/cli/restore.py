"""``gongdao restore``: a backup into an empty database, and then everything is verified."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from gongdao.cli import verify
from gongdao.cli.installation import ANCHOR_FILE, add_installation, address
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text

WORDS = {
    "about": Text(
        "恢复：把备份放进一个空的数据库，逐部分核对摘要，然后核对整个记录",
        "restore a backup into an empty database, each part compared with its digest, then check the whole record",
    ),
    "file": Text("备份文件", "the backup"),
    "role": Text(
        "PostgreSQL 上服务所用的角色，与 migrate 的相同", "the role of the service on PostgreSQL, as for migrate"
    ),
    "no-verify": Text("不核对记录（很大时可以以后再用 verify 核对）", "leave the check of the record to verify, later"),
    "done": Text(
        "已恢复 {at} 的备份（版本 {version}，凭证文件 {files} 个）。",
        "Restored the backup of {at} (version {version}, files of evidence {files}).",
    ),
    "then": Text(
        "备份之后删除过的个人内容又在这里了，请按删除登记再删一遍；待发件会用原来的编号再发一次。",
        "What was erased after the backup is here again: erase it anew."
        " What was sent since is sent again, under its id.",
    ),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("restore")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("file", metavar="FILE", type=Path, help=said["file"])
    parser.add_argument("--service-role", metavar="ROLE", default="", help=said["role"])
    parser.add_argument("--no-verify", action="store_true", help=said["no-verify"])
    add_installation(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore and verify; 0, 1 if a row is wrong, or 2 where it cannot be restored."""
    from gongdao.service import databases
    from gongdao.service.backup import files_folder, restore
    from gongdao.service.database_trouble import told

    url, named = address(args), os.environ.get(ANCHOR_FILE)
    if args.service_role and url.startswith("sqlite"):
        raise Refused("service-role-not-here")
    done = restore(args.file, url, files_folder(url), Path(named) if named else None)
    with told(url):
        alias = databases.connect(url)
        databases.migrate(alias, service_role=args.service_role)
        databases.close(alias)
    print(WORDS["done"].say(args.lang).format(at=done.at, version=done.version, files=done.files))
    print(WORDS["then"].say(args.lang))
    if args.no_verify:
        return 0
    args.case, args.all = "", False
    return verify.run(args)
