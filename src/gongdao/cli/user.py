"""``gongdao user``: makes people of the house, gives and takes their roles, sets passwords."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gongdao.cli.installation import add_database, address
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text

if TYPE_CHECKING:
    from gongdao.service.people.models import User

WORDS = {
    "about": Text("用户：新建、列出、角色、密码", "people: create, list, their roles and passwords"),
    "what": Text(
        "create 新建；list 列出；grant 授予角色；withdraw 收回角色；password 设密码；disable 停用",
        "create one; list them; grant or withdraw roles; set a password; disable one",
    ),
    "name": Text("用户名", "the user name"),
    "role": Text(
        "角色，可重复：staff、supervisor、juror、policy、operator，或 seller:来源/店铺编号",
        "a role, may be given again: staff, supervisor, juror, policy, operator, or seller:SOURCE/SHOP",
    ),
    "called": Text("姓名", "what people call this person"),
    "email": Text("邮箱", "e-mail"),
    "password": Text("密码：", "password: "),
    "made": Text(
        "用户 {user} 已建立，案件里的化名 {person}", "the user {user} is made; the pseudonym in cases is {person}"
    ),
    "roles": Text("用户 {user} 的角色：{roles}", "the roles of {user}: {roles}"),
    "set": Text("用户 {user} 的密码已设定", "the password of {user} is set"),
    "off": Text("用户 {user} 已停用，密钥也不再有效", "the user {user} is disabled, with all keys"),
    "row": Text("{user}  {name}  {person}  {roles}  {state}", "{user}  {name}  {person}  {roles}  {state}"),
    "active": Text("在用", "active"),
    "disabled": Text("停用", "disabled"),
    "none": Text("无", "none"),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("user")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    whats = ("create", "list", "grant", "withdraw", "password", "disable")
    parser.add_argument("what", choices=whats, help=said["what"])
    parser.add_argument("user", nargs="?", default="", metavar="USER", help=said["name"])
    parser.add_argument("--role", metavar="ROLE", action="append", default=[], help=said["role"])
    parser.add_argument("--name", metavar="TEXT", default="", help=said["called"])
    parser.add_argument("--email", metavar="ADDRESS", default="", help=said["email"])
    add_database(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what is asked; 0, or 2 when it is refused."""
    with standing(args):
        done = {
            "create": _created, "list": _listed, "grant": _granted, "withdraw": _withdrawn, "password": _password,
            "disable": _disabled,
        }[args.what]  # fmt: skip
        print("\n".join(done(args)))
    return 0


@contextmanager
def standing(args: argparse.Namespace) -> Iterator[None]:
    """Let the service stand on the database that the arguments name.

    :raises Refused: the database cannot be opened or has no tables.
    """
    from gongdao.service import databases
    from gongdao.service.database_trouble import told
    from gongdao.service.database_url import check_there

    url = address(args)
    check_there(url)
    with told(url):
        databases.stand_on(url)
        try:
            yield
        finally:
            databases.close("default")


def user_named(name: str) -> User:
    """Give a user by his user name.

    :raises Refused: there is none.
    """
    from gongdao.service.people.models import User

    found = User.objects.filter(username=name).first()
    if found is None:
        raise Refused("user-not-found", user=name or "-")
    return found


def _created(args: argparse.Namespace) -> Iterator[str]:
    from gongdao.service.people.models import User

    if not args.user or User.objects.filter(username=args.user).exists():
        raise Refused("user-known" if args.user else "user-not-found", user=args.user or "-")
    wanted = [_role(text) for text in args.role]
    made = User(username=args.user, name=args.name, email=args.email)
    made.set_unusable_password()
    made.save()
    yield WORDS["made"].say(args.lang).format(user=made.username, person=made.person)
    if wanted:
        yield from _grant(args, made, wanted)


def _granted(args: argparse.Namespace) -> Iterator[str]:
    yield from _grant(args, user_named(args.user), [_role(text) for text in args.role])


def _grant(args: argparse.Namespace, user: User, wanted: list[tuple[str, str]]) -> Iterator[str]:
    from gongdao.service.people.models import RoleRow

    rows = [RoleRow(user=user, role=role, shop=shop) for role, shop in wanted]
    RoleRow.objects.bulk_create(rows, ignore_conflicts=True)
    yield WORDS["roles"].say(args.lang).format(user=user.username, roles=_roles(user, args.lang))


def _withdrawn(args: argparse.Namespace) -> Iterator[str]:
    from gongdao.service.people.models import RoleRow

    user = user_named(args.user)
    for role, shop in [_role(text) for text in args.role]:
        RoleRow.objects.filter(user=user, role=role, shop=shop).delete()
    yield WORDS["roles"].say(args.lang).format(user=user.username, roles=_roles(user, args.lang))


def _password(args: argparse.Namespace) -> Iterator[str]:
    """Read from the terminal unseen, or from the standard input where that is no terminal."""
    user = user_named(args.user)
    asked = sys.stdin.isatty()
    user.set_password(getpass.getpass(WORDS["password"].say(args.lang)) if asked else sys.stdin.readline().rstrip("\n"))
    user.save()
    yield WORDS["set"].say(args.lang).format(user=user.username)


def _disabled(args: argparse.Namespace) -> Iterator[str]:
    user = user_named(args.user)
    user.is_active = False
    user.save()
    yield WORDS["off"].say(args.lang).format(user=user.username)


def _listed(args: argparse.Namespace) -> Iterator[str]:
    from gongdao.service.people.models import User

    for user in User.objects.filter(external_id="").prefetch_related("role_rows").order_by("username"):
        state = WORDS["active" if user.is_active else "disabled"].say(args.lang)
        yield (
            WORDS["row"]
            .say(args.lang)
            .format(user=user.username, name=user.name, person=user.person, roles=_roles(user, args.lang), state=state)
        )


def _roles(user: User, lang: str) -> str:
    said = [f"{row.role}:{row.shop}" if row.shop else row.role for row in user.role_rows.all()]
    return ", ".join(sorted(said)) or WORDS["none"].say(lang)


def _role(text: str) -> tuple[str, str]:
    """A role as it is written: its word, and for a seller the key of the shop that SOURCE/SHOP names."""
    from gongdao.service.market.models import Shop
    from gongdao.service.people.models import ROLES, SELLER

    role, _, shop = text.partition(":")
    if role not in ROLES or (shop and role != SELLER):
        raise Refused("role-unknown", role=text, allowed=ROLES)
    if role != SELLER:
        return role, ""
    source, _, id_ = shop.partition("/")
    found = Shop.objects.filter(source=source, external_id=id_).first()
    if found is None:
        raise Refused("role-shop-missing", shop=shop or "-")
    return role, found.key
