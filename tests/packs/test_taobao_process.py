"""Taobao's clocks, editions, deliveries, shipping, juries and appeals at their edges."""

from __future__ import annotations

from typing import Any

import pytest

from gongdao.case.file import read_cases
from gongdao.case.ruling import decide_case
from shelf import SHELF, library

NOW = "2025-10-20T10:00:00+08:00"


def taobao(facts: str, version: str = "tb-2025-08", at: str = NOW) -> dict[str, Any]:
    """This function will decide one Taobao case written in flow style."""
    text = f'id: case\npolicy: {{pack: {version}, decided_at: "{at}"}}\nfacts: {{{facts}}}\n'
    case = read_cases(text, "case.yaml", library().versions).cases[0]
    return decide_case(library(), case, SHELF.calendars)


def unshipped(paid: str, events: str = "", more: str = "", opened: str = "2025-10-01", **policy: str) -> dict[str, Any]:
    return taobao(
        f'order: {{paid: "{paid}", status: paid_unshipped{more}}}, '
        f'claim: {{type: refund_only, reason: changed_mind_unshipped, amount: "{paid}", '
        f'opened_at: "{opened}T08:00:00+08:00", goods_received: false}}, '
        f"buyer: {{credit: good, abnormal: false}}, events: [{events}]",
        **policy,
    )


def received(score: str, version: str, buyer: str = "abnormal: false", events: str = "") -> dict[str, Any]:
    return taobao(
        'order: {paid: "39.90", status: signed}, goods: {type: apparel, intact: true}, '
        f'seller: {{score: "{score}"}}, buyer: {{{buyer}}}, events: [{events}], '
        'claim: {type: refund_only, reason: quality_visible, amount: "39.90", '
        'opened_at: "2024-09-01T10:00:00+08:00", goods_received: true}, '
        "findings_by_staff: {signals_bad_goods: true}, "
        "evidence: [{id: E1, by: buyer, kind: photo, prima_facie: accepted}]",
        version,
        "2024-09-02T10:00:00+08:00",
    )


def not_received(logistics: str, evidence: str, more: str = "") -> dict[str, Any]:
    return taobao(
        f'order: {{paid: "80.00", status: signed, receiver: 王五}}, logistics: [{logistics}]{more}, '
        'claim: {type: refund_only, reason: not_received, amount: "80.00", '
        'opened_at: "2025-10-05T08:00:00+08:00", goods_received: false}, '
        f"evidence: [{evidence}]"
    )


def jury(buyer: int, seller: int, void: str = "", at: str = "2025-10-10T09:59:59+08:00") -> dict[str, Any]:
    return taobao(
        'order: {paid: "80.00", status: signed}, seller: {address_hash: here}, '
        'claim: {type: return_refund, reason: misdescription_visible, amount: "80.00", '
        'opened_at: "2025-10-05T08:00:00+08:00", goods_received: true}, '
        f'jury: {{opened_at: "2025-10-08T10:00:00+08:00", votes: {{buyer: {buyer}, seller: {seller}}}, '
        f"void_candidates: [{void}]}}",
        at=at,
    )


def refusal(at: str) -> str:
    return f'{{at: "{at}", actor: seller, act: refuse_request}}'


def test_silence_for_48_hours_refunds_the_buyer() -> None:
    decision = unshipped("66.00")
    assert (decision["winner"], decision["remedy"], decision["refund"]) == ("buyer", "refund", "66.00")


@pytest.mark.parametrize(
    ("answered", "remedy"),
    [("2025-10-03T07:59:59+08:00", "continue_negotiation"), ("2025-10-03T08:00:00+08:00", "refund")],
)
def test_an_answer_at_the_end_of_the_48_hours_is_late(answered: str, remedy: str) -> None:
    assert unshipped("66.00", refusal(answered))["remedy"] == remedy


@pytest.mark.parametrize(("paid", "advanced"), [("200.00", True), ("200.01", False)])
def test_the_instant_refund_reaches_its_cap_and_not_beyond(paid: str, advanced: bool) -> None:
    decision = taobao(
        f'order: {{paid: "{paid}", status: paid_unshipped}}, buyer: {{credit: good}}, '
        f'claim: {{type: refund_only, reason: changed_mind_unshipped, amount: "{paid}", '
        'opened_at: "2021-03-10T10:00:00+08:00", goods_received: false}',
        "tb-2020",
        "2021-03-10T12:00:00+08:00",
    )
    assert any(p["from"] == "platform_advance" for p in decision["payers"]) is advanced


@pytest.mark.parametrize(("score", "remedy"), [("4.79", "refund"), ("4.80", "continue_negotiation")])
def test_the_raw_score_decides_who_negotiates_first(score: str, remedy: str) -> None:
    assert received(score, "tb-2024-08")["remedy"] == remedy


def test_a_shop_of_4_80_is_ruled_on_once_the_platform_was_called() -> None:
    call = '{at: "2024-09-01T13:00:00+08:00", actor: buyer, act: call_platform}'
    events = f"{refusal('2024-09-01T12:00:00+08:00')}, {call}"
    assert received("4.80", "tb-2024-08", events=events)["remedy"] == "return_refund"


def test_an_abnormal_buyer_is_refused_a_refund_without_return_and_told_of_the_label() -> None:
    decision = received("4.20", "tb-2024-08", "abnormal: true")
    assert (decision["remedy"], decision["flags"]) == ("dismiss", ["P-ABUSE"])
    assert any(step["rule"].startswith("P-ABUSE") for step in decision["next_steps"])


@pytest.mark.parametrize("version", ["tb-2015", "tb-2020", "tb-2025-08"])
def test_signals_alone_impose_no_refund_without_return_outside_their_time(version: str) -> None:
    decision = taobao(
        'order: {paid: "39.90", status: signed}, goods: {type: apparel, intact: true}, '
        'claim: {type: refund_only, reason: quality_visible, amount: "39.90", '
        'opened_at: "2015-09-01T10:00:00+08:00", goods_received: true}, '
        "findings_by_staff: {signals_bad_goods: true}, "
        "evidence: [{id: E1, by: buyer, kind: photo, prima_facie: accepted}]",
        version,
        {"tb-2015": "2016-01-01", "tb-2020": "2023-12-25", "tb-2025-08": "2025-09-01"}[version] + "T10:00:00+08:00",
    )
    assert decision["remedy"] == "return_refund"


@pytest.mark.parametrize(
    ("kind", "more", "winner"),
    [
        ("courier_outlet_note", "", "buyer"),
        ("courier_outlet_note", ", official_seal: true", "seller"),
        ("courier_hq_record", "", "seller"),
        ("courier_hq_record", ", judged: no_proof", "buyer"),
    ],
)
def test_only_a_record_with_weight_proves_delivery(kind: str, more: str, winner: str) -> None:
    decision = not_received("", f"{{id: E1, by: seller, kind: {kind}, says: 本人已签收{more}}}")
    assert decision["winner"] == winner


@pytest.mark.parametrize(
    ("signs", "winner"),
    [
        ("", "seller"),
        (", same_second_signed_by_agent: 5", "buyer"),
        (', gps_km_from_address: "1.01"', "buyer"),
        (', gps_km_from_address: "1.00"', "seller"),
    ],
)
def test_a_doubtful_sign_off_goes_against_the_seller(signs: str, winner: str) -> None:
    scan = f'{{at: "2025-10-03T10:00:00+08:00", scan: signed, signer: 王五{signs}}}'
    decision = not_received(scan, "")
    assert (decision["winner"], decision["flags"]) == (winner, [] if winner == "seller" else ["SC-10"])


def test_a_parcel_left_with_another_was_not_delivered_unless_the_place_was_named() -> None:
    scan = '{at: "2025-10-03T10:00:00+08:00", scan: signed, signer: 驿站}'
    record = "{id: E1, by: seller, kind: courier_hq_record, says: 本人已签收}"
    named = "{id: E2, by: seller, kind: platform_chat, says: 买家_放驿站就行}"
    assert not_received(scan, record)["winner"] == "buyer"
    assert not_received(scan, f"{record}, {named}")["winner"] == "seller"


@pytest.mark.parametrize(
    ("paid", "hours", "item", "amount"),
    [
        ("100.00", 48, "out_of_stock", "10.00"),
        ("20.00", 48, "out_of_stock", "5.00"),
        ("5000.00", 24, "out_of_stock", "100.00"),
        ("100.00", 72, "late_shipping", "5.00"),
        ("5000.00", 72, "late_shipping", "30.00"),
    ],
)
def test_of_several_shipping_damages_only_the_highest_is_paid(paid: str, hours: int, item: str, amount: str) -> None:
    decision = unshipped(paid, more=f', paid_at: "2025-09-20T10:00:00+08:00", promise_ship_h: {hours}')
    assert [(c["item"], c["amount"]) for c in decision["compensation_items"]] == [(item, amount)]


def test_shipping_damages_are_not_paid_before_their_rule_was_in_force() -> None:
    stated = ', paid_at: "2025-08-20T10:00:00+08:00", promise_ship_h: 48'
    decision = unshipped("100.00", more=stated, opened="2025-08-25", at="2025-09-04T23:59:59+08:00")
    assert (decision["remedy"], decision["compensation_items"]) == ("refund", [])


@pytest.mark.parametrize(
    ("buyer", "seller", "remedy"),
    [(16, 14, "return_refund"), (14, 16, "pay_seller"), (15, 14, "continue_voting")],
)
def test_the_first_side_with_sixteen_votes_wins_before_the_jury(buyer: int, seller: int, remedy: str) -> None:
    assert jury(buyer, seller)["remedy"] == remedy


def test_a_lead_is_no_majority_when_the_jury_lapses() -> None:
    assert jury(15, 14, at="2025-10-10T10:00:00+08:00")["remedy"] == "staff_review"


@pytest.mark.parametrize(("address", "remedy"), [("here", "continue_voting"), ("elsewhere", "pay_seller")])
def test_the_vote_of_a_juror_at_the_sellers_address_is_void(address: str, remedy: str) -> None:
    assert jury(10, 16, f"{{juror: J1, voted: seller, address_hash: {address}}}")["remedy"] == remedy


@pytest.mark.parametrize(("number", "admissible"), [(1, True), (2, True), (3, False)])
def test_each_party_has_two_appeals(number: int, admissible: bool) -> None:
    ruling = '{at: "2025-10-02T10:00:00+08:00", actor: platform, act: ruling, winner: buyer, executed: true}'
    appeal = f'{{at: "2025-10-04T10:00:00+08:00", actor: seller, act: appeal, n: {number}, new_evidence: 新证据}}'
    decision = taobao(
        'order: {paid: "80.00", status: signed}, goods: {type: apparel, intact: true}, '
        'claim: {type: return_refund, reason: quality_visible, amount: "80.00", '
        'opened_at: "2025-10-01T08:00:00+08:00", goods_received: true}, '
        f"events: [{ruling}, {appeal}], evidence: [{{id: E1, by: buyer, kind: photo, prima_facie: accepted}}]"
    )
    assert (decision["admissible"], decision["winner"], decision["payers"]) == (admissible, "buyer", [])


@pytest.mark.parametrize(
    ("at", "remedy"),
    [("2025-10-16T23:59:59+08:00", "staff_review"), ("2025-10-17T00:00:00+08:00", "resume_processing")],
)
def test_without_a_certificate_the_case_resumes_after_seven_working_days(at: str, remedy: str) -> None:
    decision = taobao(
        'order: {paid: "80.00", status: signed}, '
        'claim: {type: refund_only, reason: not_received, amount: "80.00", '
        'opened_at: "2025-09-20T08:00:00+08:00", goods_received: false}, '
        'events: [{at: "2025-09-30T10:00:00+08:00", actor: buyer, act: announce_police_report}]',
        at=at,
    )
    assert decision["remedy"] == remedy
