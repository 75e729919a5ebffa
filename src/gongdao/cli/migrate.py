"""``gongdao migrate``: makes the tables of the record, or brings them up to date."""

from __future__ import annotations

import argparse

from gongdao.cli.installation import add_database, address
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text

WORDS = {
    "about": Text(
        "建立或更新数据库里的表；在 PostgreSQL 上由表的所有者运行",
        "make the tables or bring them up to date; on PostgreSQL the owner of the tables runs it",
    ),
    "role": Text(
        "PostgreSQL 上服务所用的角色：只能追加事件和账目，不能改、不能删",
        "the role of the service on PostgreSQL: it may append to events and journal, not change or remove",
    ),
    "done": Text("{url} 的表已就绪。", "The tables of {url} are ready."),
    "granted": Text("角色 {role} 已得到它所需的权限。", "The role {role} has been granted what it needs."),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("migrate")
    lang = parser.lang
    parser.description = WORDS["about"].say(lang)
    parser.add_argument("--service-role", metavar="ROLE", default="", help=WORDS["role"].say(lang))
    add_database(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the tables; 0, or 2 when the database cannot be reached."""
    from gongdao.service import databases
    from gongdao.service.database_trouble import told
    from gongdao.service.database_url import without_password

    url = address(args)
    if args.service_role and url.startswith("sqlite"):
        raise Refused("service-role-not-here")
    with told(url):
        alias = databases.connect(url)
        try:
            databases.migrate(alias, service_role=args.service_role)
        finally:
            databases.close(alias)
    print(WORDS["done"].say(args.lang).format(url=without_password(url)))
    if args.service_role:
        print(WORDS["granted"].say(args.lang).format(role=args.service_role))
    return 0
