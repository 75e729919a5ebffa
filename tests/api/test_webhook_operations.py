"""Webhooks managed by machines: an endpoint's whole life through the interface, and who has no business with it."""

from __future__ import annotations

import itertools

from standardwebhooks import Webhook

from gongdao.service import installation
from gongdao.service.people.models import AccessRow, User
from gongdao.service.work import posting
from machines import API, JSON, Market, client, key_of, person
from receiver import receiving

URL = "https://shop.example/hooks"
HERE = "/webhooks/endpoints"


def made(market: Market, **given) -> dict:
    answer = market.ask("post", HERE, {"url": URL, **given})
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def test_an_endpoint_is_made_changed_given_a_new_secret_and_removed(market: Market):
    endpoint = made(market, events=["case.ruling_given"], name="after-sales")
    path = f"{HERE}/{endpoint['id']}"
    assert endpoint["secret"].startswith("whsec_")
    assert (endpoint["source"], endpoint["events"], endpoint["secrets"]) == ("shop", ["case.ruling_given"], 1)

    changed = market.ask("patch", path, {"events": [], "enabled": False}).json()
    assert (changed["events"], changed["enabled"], changed["url"]) == ([], False, URL)
    assert "secret" not in changed

    fresh = market.ask("post", f"{path}/secret", {}).json()
    assert fresh["secret"] != endpoint["secret"]
    assert market.ask("get", path).json()["secrets"] == 2
    assert [row["id"] for row in market.ask("get", HERE).json()["items"]] == [endpoint["id"]]

    assert market.ask("delete", path).status_code == 204
    assert market.ask("get", path).json()["code"] == "endpoint-not-found"
    noted = AccessRow.objects.filter(what__contains=endpoint["id"]).values_list("what", flat=True)
    assert [what.split()[0] for what in noted.order_by("id")] == [
        "endpoint-made", "endpoint-changed", "endpoint-secret-made", "endpoint-remove",
    ]  # fmt: skip


def test_what_is_sent_is_signed_logged_paged_and_sent_again(market: Market):
    with receiving() as receiver:
        operator = client(person("operator")[1])
        endpoint = operator.post(f"{API}{HERE}", {"url": receiver.url}, JSON).json()
        sent = [market.ask("post", f"{HERE}/{endpoint['id']}/pings", {}).json()["delivery"] for _ in range(3)]
        posting.post_due(installation.now())

        assert {Webhook(endpoint["secret"]).verify(body, headers)["type"] for body, headers in receiver.got} == {"ping"}
        first = market.ask("get", f"/webhooks/deliveries?endpoint={endpoint['id']}&limit=2").json()
        rest = market.ask("get", f"/webhooks/deliveries?limit=2&cursor={first['next_cursor']}").json()
        listed = [row["id"] for row in (*first["items"], *rest["items"])]
        assert listed == sent[::-1]

        again = market.ask("post", f"/webhooks/deliveries/{sent[0]}/replays", {}).json()
        assert (again["state"], again["attempts"]) == ("pending", 0)
        assert [row["id"] for row in market.ask("get", "/webhooks/deliveries?state=pending").json()["items"]] == [
            sent[0]
        ]
        posting.post_due(installation.now())
        whole = market.ask("get", f"/webhooks/deliveries/{sent[0]}").json()
        assert [row["status"] for row in whole["log"]] == [204, 204]
        assert whole["body"].encode() in [body for body, _ in receiver.got]

        queued = market.ask("post", f"{HERE}/{endpoint['id']}/replays", {"since": "2020-01-01T00:00:00Z"}).json()
        assert queued == {"queued": 0}


def test_a_source_gets_a_secret_to_sign_with_and_loses_it(market: Market):
    assert market.ask("get", "/webhooks/inward").json() == {"items": []}
    assert market.ask("post", "/webhooks/inward/shop/secret", {}).json()["secret"].startswith("whsec_")
    assert market.ask("get", "/webhooks/inward").json() == {"items": [{"source": "shop", "secrets": 1}]}
    assert market.ask("post", "/webhooks/inward/elsewhere/secret", {}).json()["code"] == "webhooks-not-yours"
    assert market.ask("delete", "/webhooks/inward/shop").status_code == 204
    assert market.ask("get", "/webhooks/inward").json() == {"items": []}


def test_an_endpoint_is_made_once_under_a_key(market: Market):
    body = {"url": URL, "events": ["ping"]}
    first, again = (market.ask("post", HERE, body, Idempotency_Key="k-1") for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    other = market.ask("post", HERE, {**body, "name": "other"}, Idempotency_Key="k-1")
    assert (other.status_code, other.json()["code"]) == (409, "key-used-before")
    assert market.ask("post", HERE, body, Idempotency_Key="k-1").json() == first.json()
    assert len(market.ask("get", HERE).json()["items"]) == 1


WRONG = (
    ({"url": "http://shop.example/"}, 422, "fields-wrong"),
    ({"url": "http://127.0.0.1:5432/"}, 403, "endpoint-here"),
    ({"url": "https://localhost/"}, 403, "endpoint-here"),
    *(
        ({"url": f"https://{host}/"}, 403, "endpoint-here")
        for host in ("127.1", "127.0.0.2", "2130706433", "0x7f000001", "0.0.0.0", "api.localhost")
    ),
    ({"url": "https://someone@shop.example/"}, 422, "fields-wrong"),
    ({"url": URL, "events": ["case.nothing"]}, 422, "fields-wrong"),
    ({"url": URL, "source": "elsewhere"}, 403, "webhooks-not-yours"),
    ({"url": URL, "pays": True}, 409, "endpoint-pays-already"),
)


def test_what_an_endpoint_cannot_be_is_told(market: Market):
    made(market, pays=True)
    for body, status, code in WRONG:
        answer = market.ask("post", HERE, body)
        assert (answer.status_code, answer.json()["code"]) == (status, code), body
    assert len(market.ask("get", HERE).json()["items"]) == 1


def test_webhooks_are_for_their_marketplace_and_for_operators(market: Market):
    endpoint = made(market)["id"]
    delivery = market.ask("post", f"{HERE}/{endpoint}/pings", {}).json()["delivery"]
    user = User.objects.get(external_id="U-1")
    nobody = {401: "", 403: key_of(user=user), 404: key_of("elsewhere")}
    scoped = (key_of("shop", scopes=["market:read", "market:write"]), *(person(it)[1] for it in ("staff", "policy")))
    about = (
        ("get", f"{HERE}/{endpoint}", None), ("patch", f"{HERE}/{endpoint}", {"name": "x"}),
        ("post", f"{HERE}/{endpoint}/secret", {}), ("post", f"{HERE}/{endpoint}/pings", {}),
        ("post", f"{HERE}/{endpoint}/replays", {"since": "2026-01-01T00:00:00Z"}),
        ("get", f"/webhooks/deliveries/{delivery}", None), ("post", f"/webhooks/deliveries/{delivery}/replays", {}),
        ("delete", f"{HERE}/{endpoint}", None),
    )  # fmt: skip
    lists = [
        ("get", path, None) for path in (HERE, "/webhooks/deliveries", "/webhooks/inward", "/webhooks/event-types")
    ]

    for (method, path, body), (status, token) in itertools.product(about, nobody.items()):
        assert asked(token, method, path, body) == status, (path, status)
    for (method, path, body), token in itertools.product((*about, *lists), scoped):
        assert asked(token, method, path, body) == 403, path
    as_seller = market.ask("get", HERE, act_as="shop:S-1")
    assert (as_seller.status_code, as_seller.json()["code"]) == (403, "webhooks-not-yours")
    assert market.ask("get", f"{HERE}/{endpoint}").json()["secrets"] == 1
    operator = person("operator")[1]
    assert {asked(operator, *each) for each in (*about[:-1], *lists)} == {200, 201}


def asked(token: str, method: str, path: str, body: object) -> int:
    given = {"data": body, "content_type": JSON} if body is not None else {}
    return getattr(client(token), method)(f"{API}{path}", **given).status_code
