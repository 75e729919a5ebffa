"""A fact that may not apply is used only where it surely does, and the fault says which guard is missing."""

from __future__ import annotations

import pytest

from gongdao.policy.check import check
from gongdao.policy.parse import parse
from gongdao.policy.types import BOOL, MONEY, PARTY, Enum, Int, Lines, row_type

NAMES = {
    "signed": BOOL,
    "visible": BOOL,
    "durable": BOOL,
    "prima_facie": BOOL,
    "rebuttal": BOOL,
    "test": BOOL,
    "days": Int("day"),
    "refund_due": MONEY,
    "paid": MONEY,
    "bearer": PARTY,
    "reason": Enum(("a", "b", "c")),
    "not_received_claimed": BOOL,
    "delivered": BOOL,
    "lines": Lines(row_type({"amount?": MONEY})),
    "in_window": BOOL,
    "claimed_defect": BOOL,
}
TERMS = {
    "in_window": parse("has(days) && days <= 7"),
    "not_received_claimed": parse("reason == 'c'"),
    "claimed_defect": parse("visible && reason in ['a', 'b']"),
}
OPTIONAL = {
    "days": None,
    "refund_due": None,
    "bearer": None,
    "prima_facie": parse("visible"),
    "rebuttal": parse("prima_facie"),
    "test": parse("rebuttal && durable"),
    "delivered": parse("not_received_claimed"),
}

GUARDED = [
    "has(days) && days < 7",
    "has(days) && (signed || days < 7)",
    "signed && has(days) && days < 7",
    "!has(days) || days < 7",
    "!(!has(days) || days < 7)",
    "!(has(days) && days < 7)",
    "!(!has(days)) && days < 7",
    "(has(days) && signed) && days < 7",
    "!(signed || !has(days)) && days < 7",
    "(has(days) && signed || has(days) && durable) && days < 7",
    "has(days) && has(refund_due) && percent(refund_due, 10) > 0 && days > 1",
    "in_window && days > 3",
    "!in_window || days > 3",
    "coalesce(days, 0) > 7",
    "coalesce(refund_due, paid) > 0",
    "coalesce(refund_due, 0) > 0",
    "visible && prima_facie",
    "visible && !prima_facie",
    "has(prima_facie) && prima_facie",
    "!visible || prima_facie",
    "visible && prima_facie && rebuttal",
    "visible && prima_facie && rebuttal && durable && test",
    "has(test) && !test",
    "has(test) && visible && prima_facie && rebuttal && durable",
    "claimed_defect && prima_facie",
    "not_received_claimed && !delivered",
    "reason == 'c' && !delivered",
    "!(reason != 'c') && delivered",
    "has(delivered) && delivered",
    "has(bearer) && bearer == 'buyer'",
    "has(bearer) && bearer in ['buyer', 'none']",
    "lines.exists(l, has(l.amount) && l.amount > 0)",
    "lines.all(l, !has(l.amount) || l.amount > 0)",
    "lines.sum(l, coalesce(l.amount, 0)) > 0",
    "has(days) && lines.exists(l, days > 3)",
    "has(days) == true || signed",
]

UNGUARDED = {
    "days < 7": ("days", "has(days)"),
    "signed && days < 7": ("days", "has(days)"),
    "days < 7 && has(days)": ("days", "has(days)"),
    "has(days) || days < 7": ("days", "has(days)"),
    "!has(days) && days < 7": ("days", "has(days)"),
    "(has(days) || signed) && days < 7": ("days", "has(days)"),
    "(has(days) && signed || durable) && days < 7": ("days", "has(days)"),
    "has(refund_due) && days < 7": ("days", "has(days)"),
    "!in_window && days > 7": ("days", "has(days)"),
    "prima_facie": ("prima_facie", "visible"),
    "!visible && prima_facie": ("prima_facie", "visible"),
    "visible || prima_facie": ("prima_facie", "visible"),
    "visible && rebuttal": ("rebuttal", "prima_facie"),
    "has(rebuttal) && rebuttal && test": ("test", "rebuttal && durable"),
    "delivered": ("delivered", "not_received_claimed"),
    "reason == 'a' && delivered": ("delivered", "not_received_claimed"),
    "reason != 'a' && delivered": ("delivered", "not_received_claimed"),
    "bearer == 'buyer'": ("bearer", "has(bearer)"),
    "bearer in ['buyer', 'seller']": ("bearer", "has(bearer)"),
    "coalesce(paid, refund_due) > 0": ("refund_due", "has(refund_due)"),
    "lines.exists(l, l.amount > 0)": ("l.amount", "has(l.amount)"),
    "lines.exists(l, has(l.amount)) && lines.exists(l, l.amount > 0)": ("l.amount", "has(l.amount)"),
    "lines.exists(l, has(days)) && days > 3": ("days", "has(days)"),
}


def faults(text, known=()):
    return check(parse(text), NAMES, {}, OPTIONAL, BOOL, terms=TERMS, known=tuple(map(parse, known)))[1]


@pytest.mark.parametrize("text", GUARDED)
def test_a_fact_behind_its_guard_may_be_used(text):
    assert faults(text) == []


@pytest.mark.parametrize("text", UNGUARDED)
def test_a_fact_before_or_without_its_guard_is_a_fault_that_names_the_guard(text):
    found = [(fault.code, fault.details["value"], fault.details["guard"]) for fault in faults(text)]

    assert found == [("unguarded", *UNGUARDED[text])]


@pytest.mark.parametrize("known", [["has(days)"], ["signed", "in_window"], ["!(signed || !has(days))"]])
def test_what_a_rule_asks_first_guards_what_it_answers(known):
    assert faults("days < 7", known) == []
    assert faults("days < 7", ["signed"])


def test_terms_and_facts_that_lead_back_to_themselves_do_not_hang_the_checker():
    terms = {"x": parse("y || signed"), "y": parse("x && signed")}
    optional = {"days": parse("x"), "test": parse("has(test)")}
    names = {**NAMES, "x": BOOL, "y": BOOL}

    for text in ("x && days < 7", "!y || days < 7", "has(test) && test", "signed && days > 1"):
        found = check(parse(text), names, {}, optional, BOOL, terms=terms)[1]
        assert {fault.code for fault in found} <= {"unguarded"}


def test_an_equal_word_guards_what_arises_for_several_or_for_all_others():
    optional = {"days": parse("reason in ['a', 'b']"), "paid": parse("reason != 'a'")}

    def found(text):
        return [fault.details["value"] for fault in check(parse(text), NAMES, {}, optional, BOOL)[1]]

    assert found("reason == 'a' && days > 1") == []
    assert found("reason == 'c' && days > 1") == ["days"]
    assert found("reason == 'b' && paid > 0") == []
    assert found("reason in ['b', 'c'] && paid > 0") == []
    assert found("reason in ['a', 'c'] && paid > 0") == ["paid"]


def test_a_guard_that_is_a_negation_is_met_by_what_excludes_it():
    optional = {
        "days": parse("!(signed && visible)"),
        "paid": parse("!(signed || visible)"),
        "test": parse("!in_window"),
    }

    def found(text):
        return [fault.details["value"] for fault in check(parse(text), NAMES, {}, optional, BOOL, terms=TERMS)[1]]

    assert found("!signed && days > 1") == []
    assert found("signed && days > 1") == ["days"]
    assert found("!signed && !visible && paid > 0") == []
    assert found("!signed && paid > 0") == ["paid"]
    assert found("!in_window && test") == []
    assert found("in_window && test") == ["test"]


def test_a_guard_of_several_words_is_met_by_a_word_outside_and_by_a_list_that_leaves_them_out():
    optional = {"days": parse("!(reason in ['a', 'b'])"), "paid": parse("!(reason == 'a' || signed)")}

    def found(text):
        return [fault.details["value"] for fault in check(parse(text), NAMES, {}, optional, BOOL)[1]]

    assert found("reason == 'c' && days > 1") == []
    assert found("reason != 'a' && reason != 'b' && days > 1") == []
    assert found("reason != 'a' && days > 1") == ["days"]
    assert found("reason == 'b' && !signed && paid > 0") == []
    assert found("has(reason) && paid > 0") == ["paid"]


def test_a_guard_negated_twice_is_the_guard():
    optional = {"days": parse("!(!signed)"), "paid": parse("signed || !(!visible)")}

    for text in ("signed && days > 1", "visible && paid > 0"):
        assert check(parse(text), NAMES, {}, optional, BOOL)[1] == []
