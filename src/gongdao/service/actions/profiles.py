"""Keeps what a marketplace tells for screening alone: of things and accounts their digests, never themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongdao.service.market.models import Account
from gongdao.service.market.things import digest_of
from gongdao.service.people.models import User

Facts = Mapping[str, Any]
WRITER = "account"


def kept_profile(source: str, given: Facts) -> Facts:
    """Give the profile of a shop as it is kept: who wrote to it is a digest."""
    if not given.get("messages"):
        return given
    rows = [{**row, "account": digest_of(source, WRITER, row["account"])} for row in given["messages"]]
    return {**given, "messages": rows}


def keep_account(user: User, source: str, given: Facts) -> None:
    """Write what links an account over what was known of it."""
    things = [
        [row["kind"], digest_of(source, row["kind"], row["value"]), bool(row.get("excused"))]
        for row in given.get("things", ())
    ]
    since = given.get("since")
    said = {
        "since": datetime.fromisoformat(since) if since else None,
        "things": [list(row) for row in dict.fromkeys(map(tuple, things))],
        "groups": sorted(set(given.get("groups", ()))),
    }
    Account.objects.update_or_create(user=user, defaults=said)
