"""Who may what: every operation in every role, about one's own case, another's, and one that is not there."""

from __future__ import annotations

import pytest
from django.db import connection

from gongdao.service.api.command_table import TABLE
from gongdao.service.people.models import User
from machines import API, JSON, Market, client, key_of, person, request_on

NOWHERE = "shop:GD-1999-0001"
PARTS = ("", "/facts", "/events", "/timeline", "/offers", "/evidence", "/findings", "/rulings", "/appeals",
         "/deadlines", "/ledger", "/notices", "/signals", "/actions")  # fmt: skip
OF_MONEY = ("/ledger", "/notices")
OPEN_TO_ALL = ("", "/actions")
OTHERS = ("other buyer", "other seller", "other marketplace", "plain user")
# Who may read which parts of the case.
SEES = {
    "marketplace": PARTS, "buyer": PARTS, "seller": PARTS, "staff": PARTS, "supervisor": PARTS,
    "operator": OPEN_TO_ALL, "policy": OPEN_TO_ALL, "juror": (), **dict.fromkeys(OTHERS, ()),
}  # fmt: skip
MARKET = (
    ("put", "/users/U-9", {"name": "X"}), ("get", "/users/U-1", None), ("get", "/users", None),
    ("put", "/shops/S-9", {"name": "X"}), ("get", "/shops/S-1", None), ("get", "/shops", None),
    ("put", "/orders/O-1/shipments/W-9", {"carrier": "X"}), ("put", "/orders/O-1/messages", {"messages": []}),
    ("get", "/executions", None), ("post", "/reconciliations", {"rows": []}),
)  # fmt: skip


def tokens(market: Market) -> dict[str, str]:
    market.ask("put", "/users/U-8", {"name": "Other"})
    market.ask("put", "/shops/S-8", {"name": "Other shop"})
    market.ask("put", "/users/U-7", {"name": "Other seller", "shops": ["S-8"]})
    known = {"buyer": "U-1", "seller": "U-2", "other buyer": "U-8", "other seller": "U-7"}
    found = {role: key_of(user=User.objects.get(external_id=id_)) for role, id_ in known.items()}
    found |= {role: person(role)[1] for role in ("staff", "supervisor", "juror", "operator", "policy")}
    return {**found, "marketplace": market.token, "other marketplace": key_of("elsewhere"), "plain user": person()[1]}


def events() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM record_event")
        return cursor.fetchone()[0]


def ask(token: str, method: str, path: str, body: object = None) -> int:
    given = {"data": body, "content_type": JSON} if body is not None else {}
    return getattr(client(token), method)(f"{API}{path}", **given).status_code


def test_what_a_case_says_is_read_by_those_it_concerns_and_by_nobody_else(market: Market):
    case = market.opened("O-1")
    for role, token in tokens(market).items():
        seen = tuple(part for part in PARTS if ask(token, "get", f"/cases/{case}{part}") == 200)
        assert seen == SEES[role], role
        refused = {ask(token, "get", f"/cases/{case}{part}") for part in PARTS if part not in seen}
        assert refused <= ({403} if role in ("operator", "policy") else {404}), role
        listed = client(token).get(f"{API}/cases").json()["items"]
        assert [row["id"] for row in listed] == ([case] if seen else []), role
        assert {ask(token, "get", f"/cases/{NOWHERE}{part}") for part in PARTS} == {404}, role
    assert {ask("", "get", f"/cases/{case}{part}") for part in PARTS} == {401}


def test_a_command_that_is_not_theirs_writes_nothing(market: Market):
    from gongdao.case.decider import WHERE

    case, held = market.opened("O-1"), tokens(market)
    before = events()
    for kind, line in TABLE.items():
        body = {name: told.example for name, told in line.fields.items()}
        for role, token in held.items():
            if role in WHERE[kind][0]:
                continue
            status = ask(token, "post", f"/cases/{case}/{line.resource}", body)
            hidden = role in (*OTHERS, "juror")
            assert status == (404 if hidden else 403), (kind.__name__, role)
        assert ask("", "post", f"/cases/{case}/{line.resource}", body) == 401
        assert ask(held["buyer"], "post", f"/cases/{NOWHERE}/{line.resource}", body) == 404
    assert events() == before


def test_only_a_marketplace_tells_of_its_things_and_only_of_its_own(market: Market):
    market.order("O-1")
    held = tokens(market)
    for method, path, body in MARKET:
        for role in ("buyer", "seller", "staff", "operator", "plain user"):
            assert ask(held[role], method, path, body) in (403, 422), (path, role)
        assert ask("", method, path, body) == 401
    assert ask(held["other marketplace"], "get", "/orders/O-1") == 404
    assert ask(held["other marketplace"], "put", "/orders/O-1/shipments/W-9", {"carrier": "X"}) == 404
    assert [ask(held[role], "get", "/orders/O-1") for role in ("buyer", "seller", "other buyer", "staff")] == [
        200, 200, 404, 404,
    ]  # fmt: skip


def test_a_request_is_opened_by_the_buyer_alone(market: Market):
    market.order("O-1")
    held = tokens(market)
    before = events()
    refused = {
        role: ask(held[role], "post", "/cases", request_on("O-1"))
        for role in held
        if role not in ("buyer", "marketplace")
    }
    assert set(refused.values()) == {404}
    assert events() == before
    assert ask(held["buyer"], "post", "/cases", request_on("O-1")) == 201


@pytest.mark.parametrize("scope", ["cases:read", "market:read"])
def test_a_key_does_what_its_scopes_say_and_no_more(market: Market, scope: str):
    case = market.opened("O-1")
    buyer = User.objects.get(external_id="U-1")
    token = key_of(user=buyer, scopes=[scope])
    assert ask(token, "get", f"/cases/{case}") == (200 if scope == "cases:read" else 403)
    assert ask(token, "get", "/orders/O-1") == (200 if scope == "market:read" else 403)
    assert ask(token, "post", f"/cases/{case}/withdrawals", {}) == 403


def test_nobody_acts_as_another_without_the_scope_for_it(market: Market):
    market.order("O-1")
    buyer = key_of(user=User.objects.get(external_id="U-1"))
    plain = key_of("shop", scopes=["cases:write", "cases:read", "market:read"])
    elsewhere = key_of("elsewhere")
    for token, value in (
        (buyer, "user:U-2"),
        (plain, "user:U-1"),
        (elsewhere, "user:U-1"),
        (market.token, "user:U-404"),
    ):
        headers = {"Gongdao-Act-As": value}
        assert client(token).post(f"{API}/cases", request_on("O-1"), JSON, headers=headers).status_code == 403


def test_a_marketplace_does_not_act_as_a_person_whose_account_is_disabled(market: Market):
    market.order("O-1")
    case = market.ask("post", "/cases", request_on("O-1"), act_as="user:U-1").json()["case"]
    assert market.ask("get", f"/cases/{case}", act_as="user:U-1").status_code == 200
    User.objects.filter(external_id="U-1").update(is_active=False)

    for said in (
        market.ask("get", f"/cases/{case}", act_as="user:U-1"),
        market.ask("post", f"/cases/{case}/withdrawals", {}, act_as="user:U-1"),
    ):
        assert (said.status_code, said.json()["code"]) == (403, "user-disabled")
    assert market.ask("get", f"/cases/{case}").status_code == 200


def test_a_session_writes_only_from_a_page_of_ours(market: Market):
    from django.test import Client

    market.order("O-1")
    page = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    page.force_login(User.objects.get(external_id="U-1"), "django.contrib.auth.backends.ModelBackend")
    assert page.get(f"{API}/orders/O-1").status_code == 200
    refused = page.post(f"{API}/cases", request_on("O-1"), JSON)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    page.cookies["csrftoken"] = "a" * 32
    assert page.post(f"{API}/cases", request_on("O-1"), JSON, headers={"X-CSRFToken": "a" * 32}).status_code == 201


def test_a_key_that_was_taken_back_or_is_over_opens_nothing(market: Market):
    from datetime import UTC, datetime, timedelta

    from gongdao.service.people import keys

    begin = datetime.now(UTC) - timedelta(hours=2)
    row, revoked = keys.make("r", keys.SCOPES, begin, source="shop")
    keys.revoke(row.id, begin)
    _, over = keys.make("o", keys.SCOPES, begin, source="shop", expires_at=begin + timedelta(hours=1))
    _, real = keys.make("x", keys.SCOPES, begin, source="shop")
    forged = real[:-3] + ("abc" if not real.endswith("abc") else "abd")
    assert [ask(token, "get", "/orders") for token in (revoked, over, forged, "gdk_x_y", real)] == [
        401,
        401,
        401,
        401,
        200,
    ]
