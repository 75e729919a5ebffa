"""Keys of machines: made once and shown once, kept as a digest, scoped, and taken back."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from django.db import connection

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import SELLER, ApiKey, User

SCOPES: dict[str, Text] = {
    "market:read": Text("读取用户、店铺、订单、包裹和聊天", "read users, shops, orders, shipments and chats"),
    "market:write": Text("写入用户、店铺、订单、包裹和聊天", "write users, shops, orders, shipments and chats"),
    "cases:read": Text("读取案件", "read cases"),
    "cases:write": Text("提出申请，在案件里行事", "open requests and act in cases"),
    "executions:write": Text("答复付款，对账", "answer payments and reconcile"),
    "screen": Text(
        "筛查消息、网址、包裹、店铺、申请人、图片", "screen messages, links, parcels, shops, claimants and pictures"
    ),
    "webhooks": Text("管理所属平台的 webhook", "see and change the webhooks of one's marketplace"),
    "act-as": Text("以所属平台的某个用户或店铺的名义行事", "act as a user or a shop of one's marketplace"),
}
FORM = re.compile(r"gdk_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")
SOURCE = re.compile(r"[a-z0-9-]{1,40}")
# How exact it is known when a key was used last: noting it at every request would be a write at every read.
NOTED_EVERY = timedelta(hours=1)


def make(
    name: str, scopes: Iterable[str], at: datetime, *, source: str = "", user: User | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:  # fmt: skip
    """Make a key of a marketplace ``source``, or of one ``user``; gives its row and the key itself, shown only now.

    :raises Refused: a scope is none, it belongs to nobody or to two, or it would end before it begins.
    """
    wanted = tuple(dict.fromkeys(scopes))
    unknown = [scope for scope in wanted if scope not in SCOPES]
    if unknown or not wanted:
        raise Refused("key-scope-unknown", scope=unknown or ("-",), allowed=tuple(SCOPES))
    if (user is None) == (not source) or (source and not SOURCE.fullmatch(source)):
        raise Refused("key-owner", source=source or "-")
    if expires_at is not None and expires_at <= at:
        raise Refused("key-over-before-it-begins", at=expires_at.isoformat())
    id_, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    row = ApiKey.objects.create(
        id=id_, digest=_digest(secret), name=name, source=source, user=user, scopes=" ".join(wanted), created_at=at,
        expires_at=expires_at,
    )  # fmt: skip
    return row, f"gdk_{id_}_{secret}"


def revoke(id_: str, at: datetime) -> ApiKey:
    """Take a key back; taking it back again changes nothing.

    :raises Refused: there is no such key.
    """
    row = ApiKey.objects.filter(pk=id_).first()
    if row is None:
        raise Refused("key-not-found", id=id_)
    ApiKey.objects.filter(pk=id_, revoked_at=None).update(revoked_at=at)
    row.refresh_from_db()
    return row


def verified(token: str, at: datetime) -> Actor | None:
    """Give whom a key speaks for; None where it is none, is over or was taken back. One indexed read."""
    found = FORM.fullmatch(token)
    rows = _rows(found[1], at) if found else []
    if not found or not rows:
        return None
    digest, name, source, scopes, noted, user, active, person, said, *_ = rows[0]
    if (user is not None and not active) or not compare_digest(digest, _digest(found[2])):
        return None
    if not noted:
        ApiKey.objects.filter(pk=found[1]).update(last_used_at=at)
    may = frozenset(scopes.split())
    if user is None:
        return Actor(None, "", name, frozenset({MARKETPLACE}), via="key", scopes=may, source=source)
    roles = frozenset(row[-2] for row in rows if row[-2])
    shops = frozenset(row[-1] for row in rows if row[-2] == SELLER and row[-1])
    return Actor(user, person, said, roles, shops, "key", may)


# In plain SQL: every request of a machine begins with it, and the ORM would take longer than the database.
_READ = (
    "SELECT k.digest, k.name, k.source, k.scopes, k.last_used_at > %s, k.user_id, u.is_active, u.person, u.name,"
    " r.role, r.shop FROM people_key k LEFT JOIN people_user u ON u.id = k.user_id"
    " LEFT JOIN people_role r ON r.user_id = u.id"
    " WHERE k.id = %s AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > %s)"
)


def _rows(id_: str, at: datetime) -> list[tuple[Any, ...]]:
    """A key that is valid now, once for each role of its user."""
    stored = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_READ, [stored(at - NOTED_EVERY), id_, stored(at)])
        return list(cursor.fetchall())


def _digest(secret: str) -> str:
    """The secret has 256 bits of chance, so that a plain digest keeps it."""
    return sha256(secret.encode()).hexdigest()
