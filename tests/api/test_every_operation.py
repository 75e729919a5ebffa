"""Every operation there is, read from the description: whom it answers, and that whom it refuses writes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from evidence_files import kept_in, photo
from gongdao.service.people import keys
from gongdao.service.people.models import User
from machines import API, JSON, Market, client, described, key_of, operations, person

NOWHERE = {
    "case_id": "shop:GD-1999-0001", "order_id": "O-404", "user_id": "U-404", "shop_id": "S-404", "waybill": "W-404",
    "execution_id": "shop:GD-1999-0001/A1/1", "upload_id": "0" * 24, "endpoint_id": f"ep_{'0' * 16}",
    "delivery_id": "msg_404", "evidence_id": "E404", "commitment": "0" * 64, "source": "nowhere",
}  # fmt: skip
# Whom nothing here concerns; each has a key with all scopes.
OTHERS = ("other buyer", "other seller", "other marketplace", "plain user", "juror")
# What names nothing that is somebody's: lists show each his own, a screen reads what it is given and keeps nothing.
LISTS = ("/cases", "/orders", "/users", "/shops", "/executions", "/webhooks/endpoints", "/webhooks/deliveries")
OF_NOBODY = {("get", path) for path in (*LISTS, "/webhooks/event-types", "/webhooks/inward")} | {
    ("post", path) for path in ("/cases", "/webhooks/endpoints", "/reconciliations")
}
# A marketplace writes things under ids of its own choosing: another's are not in the way.
OWN_NAMES = {("put", f"/{things}/{{{thing}_id}}") for things, thing in (("users", "user"), ("shops", "shop"))}


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as it is described, with the first example of its body."""

    method: str
    path: str
    scope: str
    by_marketplace: bool
    media: str
    body: Any

    def asked(self, token: str, known: dict[str, str], *, bare: bool = False) -> tuple[int, str]:
        """This function will ask for it about these things; gives the status, and the code where there is one."""
        path = re.sub("{(.*?)}", lambda part: known[part[1]], self.path)
        body = json.dumps(self.body) if self.media == JSON else self.body
        given = {} if bare or not self.media else {"data": body, "content_type": self.media}
        answer = getattr(client(token, **{"Upload-Offset": "0"}), self.method)(f"{API}{path}", **given)
        said = answer.json() if answer.content and "json" in answer.headers.get("Content-Type", "") else {}
        return answer.status_code, said.get("code", "")


def all_operations() -> Iterator[Operation]:
    """This function will give every operation of the description."""
    for path, method, said in operations(described()):
        content = said.get("requestBody", {}).get("content", {})
        media = JSON if JSON in content else next(iter(content), "")
        told = content.get(media, {}).get("examples", {}).values()
        body = next(iter(told), {"value": {}})["value"] if media == JSON else photo("teal")
        [scope] = re.findall(r"scope: `(.*)`", said["description"])
        yield Operation(method, path.removeprefix(API), scope, len(said["security"]) == 1, media, body)


@pytest.fixture
def things(market: Market, tmp_path: Path) -> Iterator[dict[str, str]]:
    """One of everything that an operation may name, all of it of one marketplace and its people."""
    with kept_in(tmp_path):
        yield made_by(market)


def made_by(market: Market) -> dict[str, str]:
    """This function will have the marketplace and its buyer make one of everything."""
    case = market.opened("O-1")
    market.ask("put", "/orders/O-1/shipments/W-1", {"carrier": "X"})
    offer = market.ask("post", f"/cases/{case}/offers", {"kind": "refund", "amount": 9900}, "shop:S-1").json()["id"]
    market.ask("post", f"/cases/{case}/offer-acceptances", {"id": offer}, "user:U-1")
    [paid] = market.ask("get", "/executions").json()["items"]
    upload = market.ask("post", f"/cases/{case}/uploads", {"name": "a.jpg", "size": 10}, "user:U-1").json()["id"]
    made = market.ask("post", "/webhooks/endpoints", {"url": "https://shop.example/hook"}).json()["id"]
    sent = market.ask("post", f"/webhooks/endpoints/{made}/pings").json()["delivery"]
    market.ask("post", "/webhooks/inward/shop/secret")
    return {
        **NOWHERE, "case_id": case, "order_id": "O-1", "user_id": "U-1", "shop_id": "S-1", "waybill": "W-1",
        "execution_id": paid["id"], "upload_id": upload, "endpoint_id": made, "delivery_id": sent, "source": "shop",
    }  # fmt: skip


def others(market: Market) -> dict[str, str]:
    """This function will give the keys of those whom nothing here concerns."""
    market.ask("put", "/users/U-8", {"name": "Other"})
    market.ask("put", "/shops/S-8", {"name": "Other shop"})
    market.ask("put", "/users/U-7", {"name": "Other seller", "shops": ["S-8"]})
    found = {
        "other buyer": key_of(user=User.objects.get(external_id="U-8")),
        "other seller": key_of(user=User.objects.get(external_id="U-7")),
        "other marketplace": key_of("elsewhere"), "plain user": person()[1], "juror": person("juror")[1],
    }  # fmt: skip
    assert tuple(found) == OTHERS
    return found


def rows() -> dict[str, int]:
    """This function will count the rows of every table there is."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


def test_to_whom_a_thing_does_not_belong_it_is_none_in_every_operation_and_nothing_is_written(
    market: Market, things: dict[str, str]
):
    held = others(market)
    before, wrong = rows(), []
    about = [each for each in all_operations() if "{" in each.path and (each.method, each.path) not in OWN_NAMES]
    assert len(about) > 80
    for role, token in held.items():
        for each in about:
            there, none = each.asked(token, things), each.asked(token, NOWHERE)
            if there != none or there[0] not in (403, 404):
                wrong.append((role, each.method, each.path, there, none))
    assert wrong == []
    assert rows() == before


def test_who_is_nobody_is_asked_who_he_is_by_every_operation(market: Market, things: dict[str, str]):
    before = rows()
    told = {(each.method, each.path): each.asked("", things) for each in all_operations()}
    assert [name for name, (status, _) in told.items() if status != 401] == []
    assert rows() == before


def test_a_key_without_its_scope_is_refused_by_every_operation(market: Market, things: dict[str, str]):
    without = {scope: key_of("shop", scopes=[each for each in keys.SCOPES if each != scope]) for scope in keys.SCOPES}
    before, wrong = rows(), []
    for each in all_operations():
        answered = each.asked(without[each.scope], things)
        if each.method != "head" and answered != (403, "scope-missing"):
            wrong.append((each.method, each.path, answered))
    assert wrong == []
    assert rows() == before


def test_what_only_a_marketplace_may_is_refused_to_every_person(market: Market, things: dict[str, str]):
    people = [key_of(user=User.objects.get(external_id=id_)) for id_ in ("U-1", "U-2")]
    people += [person(role)[1] for role in ("staff", "supervisor", "juror", "operator", "policy")]
    before, alone = rows(), [each for each in all_operations() if each.by_marketplace]
    assert len(alone) > 10
    for token in people:
        told = {(each.method, each.path): each.asked(token, things) for each in alone}
        assert {name: said for name, said in told.items() if said != (403, "not-a-marketplace")} == {}
    assert rows() == before


def test_what_names_nothing_is_told_here(market: Market):
    bare = {(each.method, each.path) for each in all_operations() if "{" not in each.path}
    assert {(method, path) for method, path in bare if not path.startswith("/screen/")} == OF_NOBODY
    token, lists = others(market)["other marketplace"], [path for path in LISTS if path != "/webhooks/event-types"]
    market.opened("O-1")
    assert [path for path in lists if client(token).get(f"{API}{path}").json()["items"] != []] == []
