"""The foreign packs at their edges: amounts, days, offsets, and links that are dead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongdao.case.file import read_cases
from gongdao.case.ruling import decide_case
from shelf import SHELF, library


def decide(policy: str, facts: str) -> dict[str, Any]:
    """This function will decide one case written in flow style."""
    text = f"id: case\npolicy: {policy}\nfacts: {facts}\n"
    case = read_cases(text, "case.yaml", library().versions).cases[0]
    return decide_case(library(), case, SHELF.calendars)


def due(decision: dict[str, Any], name: str) -> str:
    return next(d["due"] for d in decision["deadlines"] if d["name"] == name)


def ebay(paid: str, signature: bool, opened: str = "2026-04-03T10:00:00-07:00") -> dict[str, Any]:
    return decide(
        '{pack: ebay-mbg, decided_at: "2026-06-01T10:00:00-07:00"}',
        f'{{order: {{currency: USD, paid: "{paid}", status: shipped, latest_estimated_delivery: "2026-04-01"}}, '
        f'logistics: [{{at: "2026-03-30T10:00:00-07:00", scan: delivered, city_zip: true, signature: {signature}}}], '
        f'claim: {{type: refund_only, reason: not_received, amount: "{paid}", opened_at: "{opened}"}}}}'.replace(
            "True", "true"
        ).replace("False", "false"),
    )


@pytest.mark.parametrize(
    ("paid", "signature", "winner"),
    [("749.99", False, "seller"), ("750.00", False, "buyer"), ("750.00", True, "seller")],
)
def test_from_750_dollars_on_delivery_needs_a_signature(paid: str, signature: bool, winner: str) -> None:
    assert ebay(paid, signature)["winner"] == winner


def test_a_case_is_opened_before_the_end_of_the_thirtieth_day() -> None:
    assert ebay("60.00", True, "2026-05-01T23:59:59-07:00")["admissible"] is True
    assert ebay("60.00", True, "2026-05-02T00:00:00-07:00")["admissible"] is False


def test_business_days_pass_over_the_day_on_which_a_holiday_is_observed() -> None:
    assert due(ebay("60.00", True, "2026-04-03T10:00:00-07:00"), "seller_response_due").startswith("2026-04-09")
    decision = decide(
        '{pack: ebay-mbg, decided_at: "2026-07-20T10:00:00-07:00"}',
        '{order: {currency: USD, paid: "60.00", status: shipped, latest_estimated_delivery: "2026-06-25"}, '
        'claim: {type: refund_only, reason: not_received, amount: "60.00", opened_at: "2026-07-01T10:00:00-07:00"}}',
    )
    assert due(decision, "seller_response_due") == "2026-07-08T00:00:00-07:00"


@pytest.mark.parametrize(("escalated", "taken"), [("2026-03-22T23:59:59", True), ("2026-03-23T00:00:00", False)])
def test_a_dispute_is_escalated_before_the_end_of_the_twentieth_day(escalated: str, taken: bool) -> None:
    decision = decide(
        '{pack: paypal, decided_at: "2026-06-01T10:00:00+08:00"}',
        '{order: {currency: USD, paid: "75.00", status: shipped, paid_at: "2026-01-10T10:00:00+08:00"}, '
        'claim: {type: refund_only, reason: not_received, amount: "75.00", opened_at: "2026-03-02T10:00:00+08:00"}, '
        f'events: [{{at: "{escalated}+08:00", actor: buyer, act: escalate_to_claim}}]}}',
    )
    assert decision["admissible"] is taken


@pytest.mark.parametrize(
    ("version", "answer_due"),
    [
        ("card-visa", "2026-05-21"), ("card-discover", "2026-05-21"),
        ("card-mastercard", "2026-06-05"), ("card-amex", "2026-05-11"),
    ],
)  # fmt: skip
def test_each_card_network_gives_the_merchant_its_own_time(version: str, answer_due: str) -> None:
    decision = decide(
        f'{{pack: {version}, decided_at: "2026-07-01T10:00:00-04:00"}}',
        '{order: {currency: USD, paid: "90.00", status: shipped, paid_at: "2026-03-20T10:00:00-04:00"}, '
        'claim: {type: refund_only, reason: not_received, amount: "90.00", opened_at: "2026-04-20T10:00:00-04:00"}}',
    )
    assert due(decision, "seller_response_due").startswith(answer_due)
    assert decision["winner"] == "buyer"


def test_six_months_and_ninety_days_end_at_midnight_in_brussels_summer_or_winter() -> None:
    decision = decide(
        '{pack: eu-dsa, decided_at: "2026-12-01T10:00:00+01:00"}',
        '{measure: {kind: seller_account_suspension, informed_at: "2026-08-31T09:00:00+02:00"}, '
        'internal_complaint: {at: "2026-09-14T12:00:00+02:00"}, '
        'ods: {complaint_received_at: "2026-10-03T09:00:00+02:00", highly_complex: false}, '
        "claim: {type: contest_measure, reason: wrongful_suspension}}",
    )
    assert due(decision, "internal_complaint_window") == "2027-03-01T00:00:00+01:00"
    assert due(decision, "ods_decision_due") == "2027-01-02T00:00:00+01:00"


@pytest.mark.parametrize(
    ("jurors", "buyer", "seller", "remedy"), [(3, 2, 1, "refund"), (3, 1, 2, "pay_seller"), (3, 0, 0, "refer")]
)
def test_jurors_decide_by_majority_and_a_tie_refuses_to_arbitrate(
    jurors: int, buyer: int, seller: int, remedy: str
) -> None:
    decision = decide(
        '{pack: kleros-v1, decided_at: "2026-07-01T10:00:00+00:00"}',
        '{order: {currency: USD, paid: "90.00", status: signed}, '
        'claim: {type: refund_only, reason: quality_visible, amount: "90.00"}, '
        f'jury: {{opened_at: "2026-06-01T00:00:00+00:00", size: {jurors}, '
        f"votes: {{buyer: {buyer}, seller: {seller}, none: 0}}}}}}",
    )
    assert decision["remedy"] == remedy


def test_no_pack_links_to_the_closed_platform_of_the_union() -> None:
    texts: list[Path] = [file for folder in SHELF.folders.values() for file in folder.rglob("*.yaml")]
    assert texts
    assert not [file for file in texts if "ec.europa.eu/consumers/odr" in file.read_text(encoding="utf-8")]
