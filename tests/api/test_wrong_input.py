"""What cannot be taken is refused as a problem, in the language asked for, and never by falling over."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator

import pytest
from django.db import connection

from machines import API, JSON, Market, client, described, operations, request_on

BROKEN = {
    "no json": ("{", 400), "a list": ("[]", 400), "latin": ('{"name": "ä"}'.encode("latin-1"), 400),
    "not a number": ('{"name": NaN}', 400), "deep": ('{"a":' * 100_000 + "1" + "}" * 100_000, 400),
    "raw NUL": ('{"name": "a\0b"}', 400), "NUL": ('{"name": "a\\u0000b"}', 422),
    "half a pair": ('{"name": "\\ud800"}', 422), "half a pair as a key": ('{"\\udfff": 1}', 422),
    "unknown field": ('{"name": "a", "nmae": "b"}', 422), "nothing": ("", 422), "null": ('{"name": null}', 422),
}  # fmt: skip


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("name", BROKEN)
def test_a_body_that_is_none_is_refused(market: Market, name: str):
    body, status = BROKEN[name]
    answer = client(market.token).put(f"{API}/users/U-5", body, JSON)
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert client(market.token).get(f"{API}/users/U-5").status_code == 404


def spoilt(body: object, bad: str) -> Iterator[object]:
    """A body with something wrong in one of its texts, for each of them and for each of its names."""
    match body:
        case str():
            yield body + bad
        case dict():
            yield {**body, f"x{bad}": 1}
            for name, value in body.items():
                yield from ({**body, name: each} for each in spoilt(value, bad))
        case list():
            for n, value in enumerate(body):
                yield from ([*body[:n], each, *body[n + 1 :]] for each in spoilt(value, bad))


def examples(operation: dict) -> Iterator[object]:
    told = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("examples", {})
    yield from (each["value"] for each in told.values())


def test_nul_and_half_a_pair_are_refused_in_every_text_of_every_operation(market: Market):
    known = {"case_id": market.opened("O-1"), "order_id": "O-1", "user_id": "U-1", "shop_id": "S-1"}
    asking, before, wrong, sent = client(market.token), rows("record_event"), [], 0
    for path, method, operation in operations(described()):
        at = f"{re.sub('{(.*?)}', lambda part: known.get(part[1], 'x'), path)}"
        for body in (body for bad in ("\0", "\ud800") for one in examples(operation) for body in spoilt(one, bad)):
            answer = getattr(asking, method)(at, json.dumps(body), JSON)
            sent += 1
            if answer.status_code != 422 or answer.json()["code"] != "text-no-text":
                wrong.append((method, path, body, answer.status_code))
        places = [re.sub("{.*?}", "a%00b", path)] if "{" in path else []
        asked = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"]
        for there in (*places, *(f"{at}?{name}=a%00b" for name in asked)):
            if (status := getattr(asking, method)(there).status_code) != 400:
                wrong.append((method, there, "", status))
    assert wrong == []
    assert sent > 300
    assert rows("record_event") == before


FOREIGN = ([], ["x"], [1], ["x", 1], [1, "x"], ["2026-11-22", 1], ["2026-11-22", "x"], ["9999-12-31T23:59:59-12:00", 1],
           "x", {"a": 1}, [2**70], ["\ud800"], ["a\0b"], [None], [True], [[1]], [1.5])  # fmt: skip


def test_a_cursor_of_another_list_is_refused_and_breaks_no_list(market: Market):
    known, wrong, asked = {"case_id": market.opened("O-1"), "order_id": "O-1"}, [], 0
    for path, method, operation in operations(described()):
        if not any(each["name"] == "cursor" for each in operation.get("parameters", ())):
            continue
        at = re.sub("{(.*?)}", lambda part: known[part[1]], path)
        for value in FOREIGN:
            cursor = urlsafe_b64encode(json.dumps(value).encode()).decode()
            answer = getattr(client(market.token), method)(f"{at}?cursor={cursor}")
            asked += 1
            if answer.status_code != 200 and (answer.status_code, answer.json()["code"]) != (404, "cursor-form"):
                wrong.append((path, value, answer.status_code))
    assert wrong == []
    assert asked > 100


@pytest.mark.parametrize(("lang", "title"), [("zh-CN,zh;q=0.9", "内容有误"), ("en-GB", "The content is wrong")])
def test_a_problem_speaks_the_language_that_was_asked_for(market: Market, lang: str, title: str):
    answer = client(market.token, **{"Accept-Language": lang}).put(f"{API}/users/U-5", {"name": ""}, JSON)
    problem = answer.json()
    assert (problem["title"], problem["status"], problem["code"]) == (title, 422, "fields-wrong")
    assert problem["errors"][0]["place"] == "name"
    assert answer.headers["Content-Language"][:2] == lang[:2]


def test_a_refusal_names_the_rule_and_says_from_when_it_will_be_allowed(market: Market):
    case = market.opened("O-1", "quality_visible")
    answer = market.ask("post", f"/cases/{case}/escalations", {}, "user:U-1")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "call-too-early")
    assert problem["rules"]
    assert problem["since"] in problem["next"]


def test_addresses_and_methods_that_are_none_are_told_as_problems(market: Market):
    asking = client(market.token)
    assert asking.get("/api/nothing").json()["code"] == "no-such-address"
    wrong = asking.delete(f"{API}/orders")
    assert (wrong.status_code, wrong.headers["Allow"], wrong.json()["code"]) == (405, "GET", "no-such-method")
    large = asking.put(f"{API}/users/U-5", "x" * 3_000_000, JSON)
    assert (large.status_code, large.headers["Content-Type"]) == (413, "application/problem+json")
    assert asking.put(f"{API}/users/U-5", "name=x", "text/plain").json()["code"] == "json-wanted"


@pytest.mark.parametrize("path", ["/cases", "/orders", "/cases/shop:GD-1999-0001", "/webhooks/deliveries"])
def test_a_filter_that_does_not_exist_is_refused_and_does_not_show_what_was_to_be_left_out(market: Market, path: str):
    answer = market.ask("get", f"{path}?staeg=review")
    assert (answer.status_code, answer.json()["code"]) == (422, "query-unknown")
    assert "staeg" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("said", "lang"),
    [("fr, en;q=0.8, zh;q=0.1", "en"), ("en;q=0.1, zh", "zh"), ("en;q=0, de", "zh"), ("en-GB;q=x", "zh"), ("", "zh")],
)
def test_the_language_is_the_one_of_ours_that_the_client_likes_best(market: Market, said: str, lang: str):
    told = market.ask("get", "/cases/shop:GD-1999-0001", Accept_Language=said)
    assert told.headers["Content-Language"][:2] == lang
    assert (told.json()["title"] == "Not found") == (lang == "en")


def test_who_asks_too_often_is_told_when_to_come_back(market: Market, settings_of):
    settings_of(GONGDAO_RATE=3)
    asking = client(market.token)
    answers = [asking.get(f"{API}/orders") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["RateLimit"] for answer in answers[:3]] == [
        '"key";r=2;t=20',
        '"key";r=1;t=40',
        '"key";r=0;t=60',
    ]
    assert 0 < int(answers[3].headers["Retry-After"]) <= 20


def test_an_older_telling_does_not_undo_a_newer_one(market: Market):
    newer = {"name": "new", "as_of": "2026-11-20T10:00:00+08:00"}
    market.ask("put", "/users/U-5", newer)
    older = market.ask("put", "/users/U-5", {"name": "old", "as_of": "2026-11-19T10:00:00+08:00"})
    assert (older.status_code, older.json()["code"]) == (409, "older-than-known")
    assert market.ask("get", "/users/U-5").json()["name"] == "new"


def test_a_second_case_for_the_same_goods_is_refused_with_the_first(market: Market):
    case = market.opened("O-1")
    answer = market.ask("post", "/cases", request_on("O-1"), "user:U-1")
    assert (answer.status_code, answer.json()["code"]) == (409, "case-for-these-lines")
    assert case.partition(":")[2] in answer.json()["detail"]
