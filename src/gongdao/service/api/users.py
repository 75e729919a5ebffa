"""Users and shops, told by the marketplace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import BaseModel

from gongdao.kernel.text import Text
from gongdao.service.actions import mirror
from gongdao.service.actions.mirror import Put
from gongdao.service.api import market_models as models
from gongdao.service.api.kinds import External
from gongdao.service.api.operations import answer, asker, operation
from gongdao.service.api.paging import Paged, begin, page
from gongdao.service.market.models import Shop
from gongdao.service.people.models import User
from gongdao.service.queries.known_people import acted_for, shop_known, shops_of, user_known, users_of

TAG = "market"
Id = Annotated[External, Path(description="平台的编号 / the marketplace's id", examples=["U-1001"])]
READ, WRITE = "market:read", "market:write"
USER = {
    "buyer": {"name": "陈女士", "phone": "13800000000", "language": "zh-hans"},
    "seller": {"name": "果园客服", "shops": ["S-9"]},
}
SHOP = {"shop": {"name": "山野果园", "facts": {"score": 475, "deposit": 100000}}}


@operation(
    TAG,
    "PUT",
    "/users/{user_id}",
    models.UserSaid,
    Text("写入用户", "Upsert a user"),
    scope=WRITE,
    by_marketplace=True,
    marks=("created",),
    examples=USER,
    takes=models.UserGiven,
)
def put_user(request: HttpRequest, user_id: Id, given: Any) -> HttpResponse:
    """Take in a user."""
    put = mirror.put_user(asker(request), user_id, *told(given))
    return answer(users_said([put.row])[0], 201 if put.created else 200)


@operation(
    TAG, "GET", "/users/{user_id}", models.UserSaid, Text("读取用户", "Read a user"), scope=READ, by_marketplace=True
)
def get_user(request: HttpRequest, user_id: Id) -> HttpResponse:
    """Give a user of the marketplace."""
    return answer(users_said([user_known(asker(request).source, user_id)])[0])


@operation(TAG, "GET", "/users", models.UserPage, Text("用户列表", "List users"), scope=READ, by_marketplace=True)
def list_users(request: HttpRequest, paged: Query[Paged]) -> HttpResponse:
    """Give the users of the marketplace, the newest first."""
    rows = users_of(asker(request).source, *begin(paged.cursor, int))[: paged.limit + 1]
    return page(list(rows), paged.limit, users_said, lambda row: [row.pk])


@operation(
    TAG,
    "PUT",
    "/shops/{shop_id}",
    models.ShopPut,
    Text("写入店铺", "Upsert a shop"),
    scope=WRITE,
    by_marketplace=True,
    marks=("created",),
    examples=SHOP,
    takes=models.ShopGiven,
)
def put_shop(request: HttpRequest, shop_id: Id, given: Any) -> HttpResponse:
    """Take in a shop; its open cases are told."""
    put = mirror.put_shop(asker(request), shop_id, *told(given, facts={}, profile={}))
    return put_said(put, shop_said(put.row))


@operation(
    TAG, "GET", "/shops/{shop_id}", models.ShopSaid, Text("读取店铺", "Read a shop"), scope=READ, by_marketplace=True
)
def get_shop(request: HttpRequest, shop_id: Id) -> HttpResponse:
    """Give a shop of the marketplace."""
    return answer(shop_said(shop_known(asker(request).source, shop_id)))


@operation(TAG, "GET", "/shops", models.ShopPage, Text("店铺列表", "List shops"), scope=READ, by_marketplace=True)
def list_shops(request: HttpRequest, paged: Query[Paged]) -> HttpResponse:
    """Give the shops of the marketplace, the newest first."""
    rows = shops_of(asker(request).source, *begin(paged.cursor, int))[: paged.limit + 1]
    return page(list(rows), paged.limit, shops_said, lambda row: [row.pk])


def told(given: Any, **empty: Any) -> tuple[dict[str, Any], Any]:
    """Give the fields that were told, their parts as JSON, and as of when they are."""
    said = {name: _plain(getattr(given, name)) for name in given.model_fields_set if name != "as_of"}
    return {**empty, **said}, getattr(given, "as_of", None)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_unset=True)
    return [_plain(each) for each in value] if isinstance(value, list) else value


def put_said(put: Put, row: dict[str, Any]) -> HttpResponse:
    """Answer with what was taken in, and the cases that were told."""
    cases = [{"case": it.stream, "taken": it.taken, "refused": it.refused} for it in put.told]
    return answer({**row, "cases": cases}, 201 if put.created else 200)


def users_said(rows: Sequence[User]) -> list[dict[str, Any]]:
    """Users as the marketplace is answered, with the shops they act for."""
    shops = acted_for(rows)
    return [
        {
            "external_id": row.external_id, "source": row.source, "person": row.person, "name": row.name,
            "phone": row.phone, "email": row.email, "language": row.language, "elder": row.elder,
            "updated_at": row.updated_at, "shops": shops.get(row.pk, []),
        }
        for row in rows
    ]  # fmt: skip


def shops_said(rows: Sequence[Shop]) -> list[dict[str, Any]]:
    """Shops as the marketplace is answered."""
    return [shop_said(row) for row in rows]


def shop_said(row: Shop) -> dict[str, Any]:
    """A shop as the marketplace is answered."""
    return {
        "external_id": row.external_id, "source": row.source, "key": row.key, "name": row.name, "facts": row.facts,
        "profile": row.profile, "updated_at": row.updated_at,
    }  # fmt: skip
