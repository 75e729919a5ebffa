"""Which requests fit an order in its state: nobody is led to ask for what no rule knows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gongdao.policy.evaluate import evaluate
from gongdao.policy.given import Given
from gongdao.policy.library import pack_of
from shelf import SHELF, library

NOW = datetime(2026, 11, 22, tzinfo=UTC)
GOODS = ("quality_visible", "counterfeit", "missing_item", "misdescription_in_use", "surface_flaw")
SHIPPING = ("changed_mind_unshipped", "not_shipped", "seller_out_of_stock")


def fits(status: str, claim: str, reason: str, **more: object) -> tuple[bool, str]:
    """This function will ask every edition's pack and give its one answer, with the rule that gave it."""
    told = {"order_status": status, "claim_type": claim, "claim_reason": reason, **more}
    answers = set()
    for version in ("tb-2015", "tb-2025-08", "jd-2026-06", "conventions"):
        given = Given(NOW, {"decided_at": NOW, **told})
        said = evaluate(pack_of(library(), version), given, SHELF.calendars, only=("request_fits",))
        answers.add((bool(said.values["request_fits"]), said.answers["request_fits"].winners[0].id))
    (answer,) = answers
    return answer


@pytest.mark.parametrize("reason", GOODS)
def test_what_has_not_come_has_no_fault(reason):
    for status in ("paid_unshipped", "unshipped", "shipped"):
        assert fits(status, "refund_only", reason) == (False, "GD-33")
    for status in ("signed", "completed", "partial"):
        assert fits(status, "return_refund", reason, goods_received=True) == (True, "GD-32")


@pytest.mark.parametrize("reason", SHIPPING)
def test_what_was_signed_for_was_shipped(reason):
    assert fits("paid_unshipped", "refund_only", reason) == (True, "GD-32")
    for status in ("signed", "completed"):
        assert fits(status, "refund_only", reason) == (False, "GD-35")


def test_what_is_on_its_way_is_in_stock_but_may_have_been_sent_falsely():
    assert fits("shipped", "refund_only", "seller_out_of_stock") == (False, "GD-36")
    assert fits("shipped", "refund_only", "not_shipped") == (True, "GD-32")


@pytest.mark.parametrize("reason", ["not_received", "unauthorised_locker_drop"])
def test_what_was_not_shipped_was_not_delivered_wrongly(reason):
    assert fits("paid_unshipped", "refund_only", reason) == (False, "GD-34")
    for status in ("shipped", "signed", "completed"):
        assert fits(status, "refund_only", reason) == (True, "GD-32")


def test_what_did_not_come_cannot_go_back_and_a_return_without_a_reason_is_a_return():
    assert fits("signed", "return_refund", "not_received") == (False, "GD-37")
    assert fits("signed", "return_refund", "quality_visible", goods_received=False) == (False, "GD-37")
    assert fits("signed", "refund_only", "no_reason") == (False, "GD-38")
    assert fits("signed", "return_refund", "no_reason", goods_received=True) == (True, "GD-32")


def test_only_fresh_goods_rot():
    assert fits("signed", "refund_only", "fresh_rotten", goods_type="shoes") == (False, "GD-39")
    assert fits("signed", "refund_only", "fresh_rotten", goods_type="fresh_fruit") == (True, "GD-32")
