"""The installation a command works on: the database of its record and the packs it decides with."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from gongdao.cli.docket import add_packs
from gongdao.cli.parser import Parser
from gongdao.kernel.text import Text

if TYPE_CHECKING:
    from gongdao.service.record.law import Law

DATABASE = "DATABASE_URL"
HERE = "sqlite:///gongdao.sqlite3"
HELP = Text(
    "数据库（sqlite:///文件 或 postgresql://…；默认看 DATABASE_URL，否则 gongdao.sqlite3）",
    "the database: sqlite:///FILE or postgresql://…; else DATABASE_URL, else gongdao.sqlite3",
)


def add_installation(parser: Parser) -> None:
    """Add ``--database`` and ``--packs``."""
    parser.add_argument("--database", metavar="URL", help=HELP.say(parser.lang))
    add_packs(parser)


@contextmanager
def opened(args: argparse.Namespace, outage_after: timedelta | None = None) -> Iterator[Law]:
    """Open the record that the arguments name, with the packs of the installation.

    :raises Refused: the database cannot be opened or has no tables.
    :raises BadInput: the packs are wrong.
    """
    from gongdao.service import databases
    from gongdao.service.kept import open_packs
    from gongdao.service.packs import find_packs
    from gongdao.service.record.law import Law

    shelf = find_packs(args.packs)
    alias = databases.connect(args.database or os.environ.get(DATABASE) or HERE)
    try:
        yield Law(open_packs(shelf), shelf.calendars, using=alias, outage_after=outage_after)
    finally:
        databases.close(alias)
