"""How many statements a command may cost, from the key to the answer; a long chat makes them no more."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from machines import Market, ago, request_on


def statements(market: Market, *asked: Any) -> int:
    """With BEGIN and COMMIT."""
    with CaptureQueriesContext(connection) as captured:
        answer = market.ask(*asked)
    assert answer.status_code < 300, answer.content.decode()
    return len(captured)


def said(first: int, lines: int) -> dict[str, Any]:
    return {
        "messages": [
            {"external_id": f"M-{first + n}", "sender": "buyer", "text": f"line {first + n}", "at": ago(minutes=60 - n)}
            for n in range(lines)
        ]
    }


def test_each_command_costs_few_statements(market: Market):
    market.opened("O-1")
    market.order("O-2")
    opening = statements(market, "post", "/cases", request_on("O-2"), "user:U-1")
    case = market.ask("get", "/cases", None, "user:U-1").json()["items"][0]["id"]
    offered = {"id": "o", "kind": "refund", "amount": 9900}
    costs = {
        "open": opening,
        "message": statements(market, "put", "/orders/O-2/messages", said(1, 1)),
        "offer": statements(market, "post", f"/cases/{case}/offers", offered, "shop:S-1"),
        "evidence": statements(market, "post", f"/cases/{case}/evidence", {"kind": "text", "text": "x"}, "user:U-1"),
        "accept": statements(market, "post", f"/cases/{case}/offer-acceptances", {"id": "o"}, "user:U-1"),
    }

    most = {"open": 32, "message": 16, "offer": 13, "evidence": 20, "accept": 21}
    assert {name: count for name, count in costs.items() if count > most[name]} == {}


def test_a_line_of_a_long_chat_costs_as_many_statements_as_one_of_a_short_one(market: Market):
    market.opened("O-1")
    market.ask("put", "/orders/O-1/messages", said(1, 1))
    one = statements(market, "put", "/orders/O-1/messages", said(2, 1))
    market.ask("put", "/orders/O-1/messages", said(3, 20))

    assert statements(market, "put", "/orders/O-1/messages", said(23, 1)) <= one
