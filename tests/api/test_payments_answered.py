"""What became of a payment, told by the marketplace: in full, in part, refused, and a statement compared with it."""

from __future__ import annotations

from typing import Any

from machines import Market


def asked(market: Market, order: str) -> str:
    """This function will settle a case, and give the id of the payment that the marketplace is asked for."""
    case = market.opened(order)
    offer = market.ask("post", f"/cases/{case}/offers", {"kind": "refund", "amount": 9900}, "shop:S-1").json()["id"]
    market.ask("post", f"/cases/{case}/offer-acceptances", {"id": offer}, "user:U-1")
    return str(next(it["id"] for it in market.ask("get", "/executions").json()["items"] if it["id"].startswith(case)))


def told(market: Market, id_: str, result: str, receipt: str, **more: Any) -> tuple[int, str]:
    answer = market.ask("post", f"/executions/{id_}/result", {"result": result, "receipt": receipt, **more})
    return answer.status_code, answer.json().get("code", "")


def stands(market: Market, id_: str) -> tuple[str, int, list[str]]:
    it = market.ask("get", f"/executions/{id_}").json()
    return it["state"], it["paid"], it["receipts"]


def test_a_payment_is_answered_in_full_in_part_or_refused(market: Market):
    full, part, refused = (asked(market, order) for order in ("O-1", "O-2", "O-3"))
    assert told(market, full, "full", "R-1") == (201, "")
    assert told(market, part, "part", "R-2", amount=4000) == (201, "")
    assert told(market, refused, "refused", "R-3", reason="no money left") == (201, "")
    assert stands(market, full) == ("confirmed", 9900, ["R-1"])
    assert stands(market, part) == ("confirmed", 4000, ["R-2"])
    assert stands(market, refused) == ("failed", 0, ["R-3"])
    assert told(market, asked(market, "O-4"), "part", "R-4", amount=9900) == (409, "result-amount")

    rows = [{"key": full, "amount": 9900}, {"key": part, "amount": 4100}, {"key": "of nobody", "amount": 1}]
    found = market.ask("post", "/reconciliations", {"rows": rows}).json()
    assert found["matched"] == 1
    assert {(it["key"], it["verdict"], it["here"], it["there"]) for it in found["differences"]} == {
        (part, "different_amount", 4000, 4100),
        ("of nobody", "missing_here", None, 1),
    }


def test_a_receipt_told_again_changes_nothing_and_with_another_amount_it_is_refused(market: Market):
    id_ = asked(market, "O-1")
    assert told(market, id_, "part", "R-1", amount=4000) == (201, "")
    assert told(market, id_, "part", "R-1", amount=4000) == (201, "")
    assert told(market, id_, "part", "R-1", amount=3000) == (409, "receipt-other-amount")
    assert told(market, id_, "full", "R-1") == (409, "receipt-other-amount")
    assert stands(market, id_) == ("confirmed", 4000, ["R-1"])
