"""The whole life of a case through the interface, as a marketplace and its people live it."""

from __future__ import annotations

from gongdao.service.people.models import User
from machines import API, JSON, Market, client, person


def stage(market: Market, case: str) -> str:
    return market.ask("get", f"/cases/{case}").json()["stage"]


def test_a_marketplace_opens_negotiates_settles_and_pays_a_case(market: Market):
    case = market.opened("O-1")
    assert stage(market, case) == "negotiation"
    offer = market.ask("post", f"/cases/{case}/offers", {"kind": "refund", "amount": 9900}, "shop:S-1")
    assert offer.status_code == 201, offer.content
    taken = market.ask("post", f"/cases/{case}/offer-acceptances", {"id": offer.json()["id"]}, "user:U-1")
    assert taken.status_code == 201, taken.content
    payments = market.ask("get", f"/cases/{case}/ledger").json()["payments"]
    assert [payment["amount"] for payment in payments] == [9900]
    asked = market.ask("get", "/executions").json()["items"]
    assert [payment["id"] for payment in asked] == [payments[0]["id"]]
    paid = market.ask("post", f"/executions/{asked[0]['id']}/result", {"result": "full", "receipt": "R-1"})
    assert paid.status_code == 201, paid.content
    assert stage(market, case) == "closed"
    rows = [{"key": asked[0]["id"], "amount": 9900, "currency": "CNY"}]
    assert market.ask("post", "/reconciliations", {"rows": rows}).json() == {"matched": 1, "differences": []}


def test_staff_decide_a_case_by_their_own_keys(market: Market):
    case = market.opened("O-1")
    refused = market.ask("post", f"/cases/{case}/refusals", {"reason": "not rotten when sent"}, "shop:S-1")
    assert refused.status_code == 201, refused.content
    called = market.ask("post", f"/cases/{case}/escalations", {}, "user:U-1")
    assert called.status_code == 201, called.content
    for side in ("user:U-1", "shop:S-1"):
        done = market.ask("post", f"/cases/{case}/evidence-conclusions", {}, side)
        assert done.status_code == 201, done.content
    assert stage(market, case) == "review"
    _, token = person("staff")
    staff = client(token)
    assert staff.post(f"{API}/cases/{case}/assignments", {}, JSON).status_code == 201
    actions = staff.get(f"{API}/cases/{case}/actions").json()
    assert actions["role"] == "staff"
    assert {"find_fact", "give_ruling"} <= {item["command"] for item in actions["items"] if item["allowed"]}


def test_the_parts_of_a_case_are_read_one_by_one(market: Market):
    case = market.opened("O-1")
    for part in ("facts", "events", "timeline", "offers", "evidence", "findings", "rulings", "appeals", "ledger",
                 "deadlines", "actions", "notices"):  # fmt: skip
        answer = market.ask("get", f"/cases/{case}/{part}", act_as="user:U-1")
        assert answer.status_code == 200, (part, answer.content)
    assert market.ask("get", "/cases?open=true&turn=seller").json()["items"][0]["id"] == case


def test_new_facts_of_an_order_reach_its_open_case_once(market: Market):
    case = market.opened("O-1")
    scans = {"carrier": "SF", "scans": [{"at": "2026-11-20T10:00:00+08:00", "scan": "signed", "signer": "neighbour"}]}
    first = market.ask("put", "/orders/O-1/shipments/W-1", scans)
    assert first.json()["cases"] == [{"case": case, "taken": 1, "refused": ""}], first.content
    again = market.ask("put", "/orders/O-1/shipments/W-1", scans)
    assert again.json()["cases"] == [{"case": case, "taken": 0, "refused": ""}]
    facts = market.ask("get", f"/cases/{case}/facts").json()["facts"]
    assert [scan["signer"] for scan in facts["logistics"]] == ["neighbour"]


def test_a_marketplace_gets_a_link_for_a_party_and_a_listed_site(market: Market, settings_of):
    settings_of(GONGDAO_EMBED_ORIGINS=["https://shop.example"])
    case = market.opened("O-1")
    said = {"user": "U-1", "origin": "https://shop.example"}
    made = market.ask("post", f"/cases/{case}/links", said)
    assert made.status_code == 201, made.content
    assert "/embed/" in made.json()["url"]
    other = market.ask("post", f"/cases/{case}/links", {**said, "origin": "https://elsewhere.example"})
    assert (other.status_code, other.json()["code"]) == (422, "embed-origin")
    User.objects.filter(external_id="U-1").update(is_active=False)
    nobody = market.ask("post", f"/cases/{case}/links", said)
    assert (nobody.status_code, nobody.json()["code"]) == (403, "user-disabled")
