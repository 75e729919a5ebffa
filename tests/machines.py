"""A marketplace that talks to the interface in this process, and the people it tells of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client

from gongdao.service.people import keys
from gongdao.service.people.models import RoleRow, User

SOURCE = "shop"
API = "/api/v1"
JSON = "application/json"
NUMBERS = count(1)


def client(token: str = "", **headers: str) -> Client:
    """This function will give a client that sends a key with every request."""
    known = {"Authorization": f"Bearer {token}"} if token else {}
    return Client(SERVER_NAME="localhost", headers={**known, "Accept-Language": "en", **headers})


def ago(**span: float) -> str:
    """This function will give an instant before now as the marketplace writes it."""
    return (datetime.now(UTC) - timedelta(**span)).isoformat()


def key_of(source: str = "", user: User | None = None, scopes: Any = tuple(keys.SCOPES)) -> str:
    """This function will make a key with all scopes."""
    return keys.make("test", scopes, datetime.now(UTC), source=source, user=user)[1]


def described() -> dict[str, Any]:
    """This function will give the description of the interface."""
    said: dict[str, Any] = client().get(f"{API}/openapi.json").json()
    return said


def operations(said: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """This function will give the path and the method of every operation of a description, and what it says of it."""
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def person(role: str = "", shop: str = "") -> tuple[User, str]:
    """This function will make somebody of the house with a key of his own."""
    user = User.objects.create(username=f"{role or 'user'}-{next(NUMBERS)}", name=role)
    if role:
        RoleRow.objects.create(user=user, role=role, shop=shop)
    return user, key_of(user=user)


@dataclass(slots=True)
class Market:
    """The marketplace with its key; what it told is known by these ids."""

    token: str
    buyer: str = "U-1"
    seller: str = "U-2"
    shop: str = "S-1"
    clients: dict[str, Client] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, act_as: str = "", **headers: str) -> Any:
        """This function will ask the interface as the marketplace, or in somebody's name."""
        acting = {"Gongdao-Act-As": act_as} if act_as else {}
        names = {**acting, **{name.replace("_", "-"): value for name, value in headers.items()}}
        with_body = {"data": body, "content_type": JSON} if method != "get" else {}
        return getattr(client(self.token), method)(f"{API}{path}", headers=names, **with_body)

    def order(self, id_: str, **facts: Any) -> str:
        """This function will tell of an order of rotten fruit, paid and signed for this morning."""
        body = {
            "buyer": self.buyer, "shop": self.shop, "title": "Oranges", "status": "signed", "paid": 9900,
            "placed_at": ago(days=3),
            "facts": {
                "order": {"paid_at": ago(days=3), "shipped_at": ago(days=2), "signed_at": ago(hours=3)},
                "goods": {"type": "fresh_fruit", "name": "oranges", "rotten": 5, "total": 10},
                "items": [{"sku": "A", "qty": 1, "list": 9900}], **facts,
            },
        }  # fmt: skip
        answer = self.ask("put", f"/orders/{id_}", body)
        assert answer.status_code in (200, 201), answer.content.decode()
        return id_

    def opened(self, id_: str, reason: str = "fresh_rotten", **headers: str) -> str:
        """This function will open a case on a new order in the buyer's name and give its id."""
        self.order(id_)
        answer = self.ask("post", "/cases", request_on(id_, reason), f"user:{self.buyer}", **headers)
        assert answer.status_code == 201, answer.content.decode()
        return str(answer.json()["case"])


def request_on(order: str, reason: str = "fresh_rotten", amount: int = 9900) -> dict[str, Any]:
    """This function will give a request for the money back."""
    return {
        "order": order,
        "claim": {"type": "refund_only", "reason": reason, "amount": amount, "goods_received": True},
    }


def market() -> Market:
    """This function will give a marketplace that told of a buyer, and of a seller with a shop."""
    made = Market(key_of(SOURCE))
    made.ask(
        "put", "/shops/S-1", {"name": "Orchard", "facts": {"score": 475, "deposit": 1_000_000, "balance": 500_000}}
    )
    made.ask("put", "/users/U-1", {"name": "Chen"})
    made.ask("put", "/users/U-2", {"name": "Lin", "shops": ["S-1"]})
    return made


def orders() -> Iterator[str]:
    """This function will give order ids that were not used before."""
    return (f"O-{number}" for number in NUMBERS)
