"""JD's rules at their edges: bands, hours, windows and the choice of the version."""

from __future__ import annotations

from typing import Any

import pytest

from gongdao.case.file import read_cases
from gongdao.case.ruling import decide_case
from shelf import SHELF, library

SIGNED = "2026-07-01T10:00:00+08:00"


def decide(policy: str, facts: str) -> dict[str, Any]:
    """This function will decide one case written in flow style."""
    text = f"id: case\npolicy: {policy}\nfacts: {facts}\n"
    case = read_cases(text, "case.yaml", library().versions).cases[0]
    return decide_case(library(), case, SHELF.calendars)


def jd(facts: str, version: str = "jd-2026-06", at: str = "2026-07-20T10:00:00+08:00") -> dict[str, Any]:
    return decide(f'{{pack: {version}, decided_at: "{at}"}}', facts)


def fresh(rotten: int, total: int, opened: str = "2026-07-01T12:00:00+08:00", more: str = "") -> dict[str, Any]:
    return jd(
        f'{{order: {{paid: "100.00", status: signed, signed_at: "{SIGNED}"}}, '
        f"goods: {{type: fresh_fruit, rotten: {rotten}, total: {total}{more}}}, "
        f'claim: {{type: refund_only, reason: fresh_rotten, amount: "100.00", opened_at: "{opened}"}}, '
        "evidence: [{id: E1, by: buyer, kind: photo, prima_facie: accepted}]}"
    )


@pytest.mark.parametrize(
    ("rotten", "total", "refund"),
    [
        (1, 10, "10.00"), (11, 100, "30.00"), (3, 10, "30.00"), (31, 100, "50.00"),
        (5, 10, "50.00"), (51, 100, "70.00"), (7, 10, "70.00"), (71, 100, "100.00"), (10, 10, "100.00"),
    ],
)  # fmt: skip
def test_each_tier_of_fresh_goods_includes_its_upper_end(rotten: int, total: int, refund: str) -> None:
    assert fresh(rotten, total)["refund"] == refund


def test_two_kinds_of_fault_refund_fresh_goods_in_full() -> None:
    decision = fresh(1, 10, more=", short_weight: true")
    assert (decision["remedy"], decision["refund"], decision["winner"]) == ("refund", "100.00", "buyer")


@pytest.mark.parametrize(
    ("more", "opened", "taken"),
    [
        ("", "2026-07-03T09:59:59+08:00", True),
        ("", "2026-07-03T10:00:00+08:00", False),
        (", live: true", "2026-07-01T21:59:59+08:00", True),
        (", live: true", "2026-07-01T22:00:00+08:00", False),
    ],
)
def test_fresh_goods_are_reported_in_12_hours_alive_and_in_48_else(more: str, opened: str, taken: bool) -> None:
    assert fresh(2, 10, opened, more)["admissible"] is taken


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2025-10-01T10:00:00+08:00", "2025-10-01T14:00:00+08:00"),
        ("2025-10-01T14:00:00+08:00", "2025-10-01T18:00:00+08:00"),
        ("2025-10-01T14:01:00+08:00", "2025-10-02T09:01:00+08:00"),
        ("2025-10-01T18:00:00+08:00", "2025-10-02T13:00:00+08:00"),
        ("2025-10-01T03:00:00+08:00", "2025-10-01T13:00:00+08:00"),
    ],
)
def test_a_supplement_runs_on_service_hours_of_every_calendar_day(asked: str, due: str) -> None:
    decision = jd(
        '{order: {paid: "100.00", status: signed}, claim: {type: return_refund, reason: quality_visible, '
        'amount: "100.00"}, '
        f'events: [{{at: "{asked}", actor: platform, act: request_supplement}}]}}',
        "jd-2025-07", "2025-10-05T10:00:00+08:00",
    )  # fmt: skip
    assert [(d["name"], d["due"]) for d in decision["deadlines"]] == [("supplement_due", due)]


@pytest.mark.parametrize(("at", "winner"), [("13:59:59", "seller"), ("14:00:00", "buyer")])
def test_a_supplement_at_the_due_instant_is_late_and_loses(at: str, winner: str) -> None:
    decision = jd(
        '{order: {paid: "100.00", status: signed}, claim: {type: return_refund, reason: quality_visible, '
        'amount: "100.00"}, events: [{at: "2025-10-01T10:00:00+08:00", actor: platform, act: request_supplement}], '
        "evidence: [{id: E1, by: buyer, kind: photo, prima_facie: accepted}, "
        f'{{id: E2, by: seller, kind: outbound_video, at: "2025-10-01T{at}+08:00"}}]}}',
        "jd-2025-07", "2025-10-05T10:00:00+08:00",
    )  # fmt: skip
    assert decision["winner"] == winner


@pytest.mark.parametrize(
    ("goods", "opened", "taken"),
    [
        ("camera", "2026-07-03T09:59:59+08:00", True),
        ("camera", "2026-07-03T10:00:00+08:00", False),
        ("major_appliance", "2026-07-04T09:59:59+08:00", True),
        ("major_appliance", "2026-07-04T10:00:00+08:00", False),
        ("shoes", "2026-07-16T23:59:59+08:00", True),
        ("shoes", "2026-07-17T00:00:00+08:00", False),
    ],
)
def test_surface_flaws_have_48_and_72_hours_and_15_days(goods: str, opened: str, taken: bool) -> None:
    decision = jd(
        f'{{order: {{paid: "100.00", status: signed, signed_at: "{SIGNED}"}}, goods: {{type: {goods}}}, '
        f'claim: {{type: return_refund, reason: surface_flaw, amount: "100.00", opened_at: "{opened}", '
        'told_seller_at: "2026-07-02T10:00:00+08:00"}, '
        "evidence: [{id: E1, by: buyer, kind: photo, prima_facie: accepted}]}"
        if goods == "shoes"
        else f'{{order: {{paid: "100.00", status: signed, signed_at: "{SIGNED}"}}, goods: {{type: {goods}}}, '
        f'claim: {{type: return_refund, reason: surface_flaw, amount: "100.00", opened_at: "{opened}"}}, '
        "evidence: [{id: E1, by: buyer, kind: photo, prima_facie: accepted}]}"
    )
    assert decision["admissible"] is taken


@pytest.mark.parametrize(
    ("conduct", "version"),
    [("2026-06-14T23:59:59+08:00", "jd-2025-07"), ("2026-06-15T00:00:00+08:00", "jd-2026-06")],
)
def test_the_version_is_that_of_the_conduct(conduct: str, version: str) -> None:
    decision = decide(
        '{pack: auto, platform: jd, decided_at: "2026-08-01T10:00:00+08:00"}',
        f'{{order: {{paid: "100.00", status: signed, conduct_at: "{conduct}"}}, '
        'claim: {type: return_refund, reason: quality_visible, amount: "100.00"}}',
    )
    assert decision["selected_pack"] == version
    assert {"JD-54", "CV-11"} <= set(decision["cites"]["rules"])


def test_jd_pays_by_its_own_rule_where_the_seller_promised_more() -> None:
    decision = jd(
        '{order: {paid: "100.00", status: completed}, seller: {promise: {breach: counterfeit, multiple: 10}, '
        'platform_rule_multiple: 6, settlement_due: "50.00"}, '
        'claim: {type: compensation, reason: counterfeit, amount: "1100.00"}, '
        "evidence: [{id: E1, by: brand_owner, kind: authentication_report, finding: counterfeit}]}",
        "jd-2025-07", "2025-11-01T10:00:00+08:00",
    )  # fmt: skip
    assert decision["compensation"] == "600.00"
    assert decision["shortfall"] == "650.00"
