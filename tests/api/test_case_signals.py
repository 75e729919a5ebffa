"""Signals of a case over the interface: raised by what comes in, read by whom they concern, contested and reviewed."""

from __future__ import annotations

import json

from standardwebhooks import Webhook

from gongdao.service.installation import law, now
from gongdao.service.work import courier, posting, sending
from machines import API, JSON, Market, ago, client, person
from receiver import receiving

SWINDLE = "您好我是客服，您的商品质检不合格，给您双倍赔付，请加微信 fw8899，打开屏幕共享，把收到的验证码告诉我"
LURE = "亲，退款请加微信 fw8899，我私下转给您"


def test_a_line_of_the_chat_is_screened_after_and_a_message_before_it_is_shown(market: Market):
    case = market.opened("O-1")
    line = {"external_id": "M-1", "sender": "seller", "text": SWINDLE, "at": ago(hours=1)}
    market.ask("put", "/orders/O-1/messages", {"messages": [line]})
    said = market.ask("post", f"/cases/{case}/messages", {"text": LURE}, "shop:S-1")
    assert said.status_code == 201, said.content

    later, first = market.ask("get", f"/cases/{case}/signals", act_as="user:U-1").json()["items"]
    assert [(it["screened"], it["whom"], it["state"]) for it in (first, later)] == [
        ("after", "seller", "raised"), ("before", "seller", "raised"),
    ]  # fmt: skip
    assert later["about"] == f"message:{said.json()['id']}"
    assert "加微信" in {LURE[span["start"] : span["end"]] for it in later["reasons"] for span in it["spans"]}
    assert (later["contest"]["open"], later["model"]["name"]) == (False, "talk")
    assert "fw8899" not in json.dumps(first, ensure_ascii=False)


def test_the_scans_of_a_parcel_are_screened_when_they_come_in(market: Market):
    case = market.opened("O-1")
    scans = [{"at": ago(hours=3), "scan": "signed", "signer": "门卫", "place": "杭州"}]
    market.ask("put", "/orders/O-1/shipments/YT1", {"carrier": "yuantong", "scans": scans})
    found = market.ask("get", f"/cases/{case}/signals", act_as="user:U-1").json()["items"]

    assert {it["screened"] for it in found} <= {"after"}
    assert {it["about"] for it in found} <= {"parcel:YT1"}


def test_whom_a_signal_concerns_contests_it_staff_review_it_and_nobody_raises_one(market: Market):
    case = market.opened("O-1")
    market.ask("post", f"/cases/{case}/messages", {"text": LURE}, "shop:S-1")
    reason = {"id": "G1", "reason": "这是售后微信，店里公示的"}
    not_theirs = market.ask("post", f"/cases/{case}/signal-objections", reason, "user:U-1")
    contested = market.ask("post", f"/cases/{case}/signal-objections", reason, "shop:S-1")
    assert (not_theirs.status_code, not_theirs.json()["code"]) == (409, "signal-not-yours")
    assert contested.status_code == 201, contested.content

    review = {"id": "G1", "lifted": True, "reason": "核实是店里的公开客服"}
    assert market.ask("post", f"/cases/{case}/signal-reviews", review, "shop:S-1").status_code == 403
    _, token = person("staff")
    staff = client(token)
    (held,) = staff.get(f"{API}/cases/{case}/signals").json()["items"]
    assert (held["state"], held["contest"]["open"]) == ("contested", False)
    assert staff.post(f"{API}/cases/{case}/signal-reviews", review, JSON).status_code == 201
    assert market.ask("get", f"/cases/{case}/signals").json()["items"] == []

    said = client().get(f"{API}/openapi.json").content.decode()
    assert "RaiseSignal" not in said
    assert "raise_signal" not in said


def test_a_raised_signal_is_told_by_webhook_without_anybodys_words(market: Market):
    with receiving() as receiver:
        operator = client(person("operator")[1])
        asked = {"url": receiver.url, "source": "shop", "events": ["case.signal_raised", "case.message_held"]}
        endpoint = operator.post(f"{API}/webhooks/endpoints", asked, JSON).json()
        case = market.opened("O-1")
        market.ask("post", f"/cases/{case}/messages", {"text": SWINDLE}, "shop:S-1")
        while courier.deliver(law(), now(), sending.sender(law(), now())).sent:
            posting.post_due(now())
        got = [Webhook(endpoint["secret"]).verify(body, headers) for body, headers in receiver.got]

    assert {it["type"] for it in got} == {"case.signal_raised", "case.message_held"}
    assert "fw8899" not in json.dumps(got, ensure_ascii=False)
    (raised,) = [it for it in got if it["type"] == "case.signal_raised"]
    assert raised["data"]["event"]["kind"] == "message.scam"
