"""``gongdao key``: makes, lists and takes back the keys of machines."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from gongdao.cli.deadline import instant
from gongdao.cli.installation import add_database
from gongdao.cli.parser import Parser, add_lang
from gongdao.cli.user import standing
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text

WORDS = {
    "about": Text("密钥：新建、列出、收回", "the keys of machines: create, list, revoke"),
    "what": Text("create 新建；list 列出；revoke 收回", "create one; list them; revoke one"),
    "id": Text("要收回的密钥编号", "the id of the key to revoke"),
    "name": Text("密钥的用途，便于辨认", "what the key is for"),
    "source": Text("属于哪个平台（来源），如 shop", "the marketplace it belongs to, such as shop"),
    "user": Text("属于哪个用户（用户名）", "the user it belongs to, by user name"),
    "scope": Text("权限，可重复；不写则全部", "a scope, may be given again; all when left out"),
    "expires": Text("何时到期，如 2027-01-01T00:00:00+08:00", "when it ends, such as 2027-01-01T00:00:00+08:00"),
    "made": Text(
        "密钥只显示这一次，请现在保存：\n{token}\n编号 {id}，权限 {scopes}",
        "the key is shown this once, keep it now:\n{token}\nid {id}, scopes {scopes}",
    ),
    "gone": Text("密钥 {id}（{name}）已收回，从现在起无效", "the key {id} ({name}) is revoked from now on"),
    "none": Text("没有密钥", "there are no keys"),
    "row": Text(
        "{id}  {name}  {owner}  {scopes}  最近使用 {used}  {state}",
        "{id}  {name}  {owner}  {scopes}  used {used}  {state}",
    ),
    "valid": Text("有效", "valid"),
    "over": Text("已到期", "over"),
    "revoked": Text("已收回", "revoked"),
    "never": Text("从未", "never"),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("key")
    said = {name: text.say(parser.lang) for name, text in WORDS.items()}
    parser.description = said["about"]
    parser.add_argument("what", choices=("create", "list", "revoke"), help=said["what"])
    parser.add_argument("id", nargs="?", default="", metavar="ID", help=said["id"])
    parser.add_argument("--name", metavar="TEXT", default="", help=said["name"])
    parser.add_argument("--source", metavar="SOURCE", default="", help=said["source"])
    parser.add_argument("--user", metavar="NAME", default="", help=said["user"])
    parser.add_argument("--scope", metavar="SCOPE", action="append", default=[], help=said["scope"])
    parser.add_argument("--expires", metavar="INSTANT", help=said["expires"])
    add_database(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make, list or take back; 0, or 2 when it is refused."""
    with standing(args):
        done = {"create": _created, "list": _listed, "revoke": _revoked}[args.what]
        print("\n".join(done(args)))
    return 0


def _created(args: argparse.Namespace) -> Iterator[str]:
    from gongdao.cli.user import user_named
    from gongdao.service.people import keys

    user = user_named(args.user) if args.user else None
    until = instant(args.expires) if args.expires else None
    scopes = args.scope or tuple(keys.SCOPES)
    row, token = keys.make(
        args.name or args.source or args.user,
        scopes,
        datetime.now(UTC),
        source=args.source,
        user=user,
        expires_at=until,
    )
    yield WORDS["made"].say(args.lang).format(token=token, id=row.id, scopes=row.scopes)


def _revoked(args: argparse.Namespace) -> Iterator[str]:
    from gongdao.service.people import keys

    if not args.id:
        raise Refused("key-not-found", id="-")
    row = keys.revoke(args.id, datetime.now(UTC))
    yield WORDS["gone"].say(args.lang).format(id=row.id, name=row.name)


def _listed(args: argparse.Namespace) -> Iterator[str]:
    from gongdao.service.people.models import ApiKey

    rows = list(ApiKey.objects.select_related("user").order_by("created_at"))
    if not rows:
        yield WORDS["none"].say(args.lang)
    for row in rows:
        over = row.expires_at is not None and row.expires_at <= datetime.now(UTC)
        state = "revoked" if row.revoked_at else "over" if over else "valid"
        used = row.last_used_at.isoformat(timespec="minutes") if row.last_used_at else WORDS["never"].say(args.lang)
        owner = row.user.username if row.user else row.source
        yield (
            WORDS["row"]
            .say(args.lang)
            .format(
                id=row.id, name=row.name, owner=owner, scopes=row.scopes, used=used, state=WORDS[state].say(args.lang)
            )
        )
