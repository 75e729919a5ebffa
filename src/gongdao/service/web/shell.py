"""What stands around every page: the ways to go for who asks, and where the page is among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from gongdao.kernel.text import Text
from gongdao.service.people.actor import NOBODY, Actor
from gongdao.service.people.models import JUROR, OPERATOR, POLICY, SELLER, STAFF, SUPERVISOR
from gongdao.service.queries.letters import count_unread


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the main navigation; ``to`` is a path, ``here`` whether the page lies under it."""

    to: str
    name: Text
    here: bool = False


OF_ROLES = (
    (frozenset((STAFF, SUPERVISOR)), "/desk", Text("工作台", "Desk")),
    (frozenset((SELLER,)), "/shop", Text("收件箱", "Inbox")),
    (frozenset((JUROR,)), "/jury", Text("大众评审", "Jury")),
    (frozenset((POLICY,)), "/policy", Text("规则包", "Rule packs")),
    (frozenset((OPERATOR,)), "/operator", Text("运维", "Operation")),
)
OF_BUYERS = (("/cases", Text("我的案件", "My cases")), ("/orders", Text("订单", "Orders")))
OF_ALL = (
    ("/check", Text("帮我看看", "Is this a scam?")),
    ("/rules", Text("规则", "Rules")),
    ("/how", Text("怎么裁决", "How it works")),
)
MOST = 5


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of every page: ``ways`` and how many notices are ``to_read``.

    Lazily, since not every answer is a page with a header.
    """
    return {
        "ways": SimpleLazyObject(lambda: ways(getattr(request, "actor", NOBODY), request.path)),
        "to_read": SimpleLazyObject(lambda: count_unread(getattr(request, "actor", NOBODY))),
    }


def ways(actor: Actor, path: str) -> tuple[Way, ...]:
    """Give the ways for somebody, those of his offices first, at most five."""
    offered = [(to, name) for roles, to, name in OF_ROLES if actor.has(*roles)]
    if actor.person:
        offered += OF_BUYERS
    offered += OF_ALL
    return tuple(Way(to, name, path == to or path.startswith(f"{to}/")) for to, name in offered[:MOST])
