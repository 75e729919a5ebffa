"""The facts of a pack are found where the case file has them, with a type that fits."""

from __future__ import annotations

import pytest

from builders import pack_from
from gongdao.case.bindings import check_bindings


def codes(fact: str) -> list[str]:
    problems = check_bindings(pack_from(f"facts: {{it: {fact}}}"))
    assert all(p.place is not None and p.place.path.startswith("facts.it") for p in problems)
    return [p.code.removesuffix("-far") for p in problems]


@pytest.mark.parametrize(
    "fact",
    [
        "{type: money, from: order.paid}",
        "{type: instant, from: policy.decided_at}",
        '{type: "set(charger_cable)", from: goods.accessories_missing}',
        "{type: text, from: order.receiver}",
        "{type: decimal(2), from: seller.score}",
        "{type: money, from: order.paid, times: seller.promise.multiple}",
        "{type: int, from: events, where: {act: appeal, actor: seller}, pick: count}",
        "{type: instant, from: events, where: {act: [settle, pay]}, pick: last, take: at}",
        "{type: bool, from: evidence, where: {waybill: present, late: [false, absent]}, pick: any}",
        "{type: bool, finding: findings_by_staff.defect_established, prove: {by: buyer}}",
        "{type: bool}",
        "{type: lines, from: items}",
    ],
)
def test_a_fact_may_be_taken_from_any_place_of_the_case_file(fact):
    assert codes(fact) == []


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("{type: money, from: order.payd}", "unknown-path"),
        ("{type: money, from: order}", "binding-type"),
        ("{type: bool, from: order.paid}", "binding-type"),
        ("{type: instant, from: order.status}", "binding-type"),
        ("{type: money, from: order.paid, times: seller.promise.multple}", "unknown-path"),
        ("{type: int, from: events, where: {akt: appeal}, pick: count}", "unknown-path"),
        ("{type: int, from: events, where: {act: apeal}, pick: count}", "binding-word"),
        ("{type: instant, from: events, where: {act: appeal}, pick: last, take: when}", "unknown-path"),
        ("{type: bool, finding: findings_by_staff.defekt, prove: {by: buyer}}", "unknown-path"),
    ],
)
def test_a_fact_that_cannot_be_found_is_told(fact, code):
    assert code in codes(fact)


def test_the_nearest_path_is_named():
    problem = check_bindings(pack_from("facts: {it: {type: money, from: order.payd}}"))[0]

    assert problem.details["nearest"] == "order.paid"
