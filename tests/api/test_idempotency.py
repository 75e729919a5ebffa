"""Idempotency keys: a request sent again is answered again, byte for byte, and done once, also by many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

from counts import count
from gongdao.service.api.keyed import KEPT_FOR
from gongdao.service.api.models import KeptAnswer
from gongdao.service.installation import now
from machines import Market, request_on

KEY = "Idempotency-Key"


def events(case: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM record_event WHERE stream = %s", [case])
        return cursor.fetchone()[0]


def offer(market: Market, case: str, key: str, amount: int = 9000, match: str = ""):
    more = {"If_Match": match} if match else {}
    body = {"kind": "refund", "amount": amount}
    return market.ask("post", f"/cases/{case}/offers", body, "shop:S-1", Idempotency_Key=key, **more)


def test_a_command_sent_again_is_answered_the_same_and_done_once(market: Market):
    case = market.opened("O-1")
    first = offer(market, case, "k-1")
    written = events(case)
    again = offer(market, case, "k-1")
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    assert [answer.headers.get("Idempotent-Replayed") for answer in (first, again)] == [None, "true"]
    assert events(case) == written


def test_a_key_is_one_request_s_and_one_sender_s(market: Market):
    case = market.opened("O-1")
    assert offer(market, case, "k-1").status_code == 201
    other = offer(market, case, "k-1", amount=9100)
    assert (other.status_code, other.json()["code"]) == (409, "key-used-before")
    assert "Idempotency-Key k-1 " in other.json()["detail"]
    assert "Idempotency-Key" in other.json()["next"]
    buyer = market.ask(
        "post", f"/cases/{case}/offers", {"kind": "refund", "amount": 9500}, "user:U-1", Idempotency_Key="k-1"
    )
    assert buyer.status_code == 201


def test_a_refusal_stands_under_its_key_also_when_it_would_be_allowed_by_now(market: Market):
    case = market.opened("O-1")
    accept = ("post", f"/cases/{case}/offer-acceptances", {"id": "offer-x"}, "user:U-1")
    first = market.ask(*accept, Idempotency_Key="k-1")
    assert first.status_code == 409
    market.ask("post", f"/cases/{case}/offers", {"id": "offer-x", "kind": "refund", "amount": 9900}, "shop:S-1")
    again = market.ask(*accept, Idempotency_Key="k-1")
    assert (again.status_code, again.content, again.headers["Idempotent-Replayed"]) == (409, first.content, "true")
    assert again.headers["Content-Language"] == first.headers["Content-Language"] == "en"
    in_chinese = market.ask(*accept, Idempotency_Key="k-1", Accept_Language="zh")
    assert (in_chinese.content, in_chinese.headers["Content-Language"]) == (first.content, "en")
    other = market.ask("post", f"/cases/{case}/offer-acceptances", {"id": "offer-y"}, "user:U-1", Idempotency_Key="k-1")
    assert other.json()["code"] == "key-used-before"
    assert market.ask(*accept, Idempotency_Key="k-2").status_code == 201


def test_a_refusal_is_forgotten_after_a_day_and_the_key_is_free_again(market: Market):
    case = market.opened("O-1")
    accept = ("post", f"/cases/{case}/offer-acceptances", {"id": "offer-x"}, "user:U-1")
    assert market.ask(*accept, Idempotency_Key="k-1").status_code == 409
    market.ask("post", f"/cases/{case}/offers", {"id": "offer-x", "kind": "refund", "amount": 9900}, "shop:S-1")
    KeptAnswer.objects.update(at=now() - KEPT_FOR)
    taken = market.ask(*accept, Idempotency_Key="k-1")
    assert (taken.status_code, taken.headers.get("Idempotent-Replayed")) == (201, None)


def test_a_case_is_opened_once_under_its_key(market: Market):
    market.order("O-1")
    first, again = (
        market.ask("post", "/cases", request_on("O-1"), "user:U-1", Idempotency_Key="open") for _ in range(2)
    )
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.headers["Location"] == again.headers["Location"] == f"/api/v1/cases/{first.json()['case']}"
    assert len(market.ask("get", "/cases").json()["items"]) == 1


def test_many_at_once_under_one_key_are_all_answered_the_same(market: Market):
    case = market.opened("O-1")
    before = events(case)

    def ask(_: int):
        try:
            answer = offer(market, case, "k-1")
            return answer.status_code, answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(count(short=6, long=60))))
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert events(case) == before + 1


def test_who_saw_something_older_writes_nothing(market: Market):
    case = market.opened("O-1")
    read = market.ask("get", f"/cases/{case}")
    tag = read.headers["ETag"]
    assert market.ask("get", f"/cases/{case}", If_None_Match=tag).status_code == 304
    assert offer(market, case, "k-1", match=tag).status_code == 201
    written = events(case)
    late = offer(market, case, "k-2", match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "moved-on-meanwhile")
    assert events(case) == written
    assert offer(market, case, "k-1", match=tag).status_code == 201
    assert offer(market, case, "k-3", match='"of another house"').status_code == 412
