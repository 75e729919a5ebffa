"""Reading case files: what is read, and in which words what is wrong is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gongdao.case.file import Case, read_cases
from gongdao.case.messages import MESSAGES
from gongdao.kernel.errors import BadInput, Problem
from gongdao.kernel.messages import MESSAGES as KERNEL
from gongdao.kernel.text import Text, sentence

GOOD = """\
schema_version: 1
as_of: "2026-01-01"
cases:
- id: K01
  title: 杯子破损 / broken mug
  policy: {pack: tb-2025-08, decided_at: "2025-09-30T10:00:00+08:00"}
  rules: [TB-75]
  facts:
    order: {id: "1", paid: "45.00", free_shipping: true, status: signed, outbound_weight_kg: "0.9"}
    goods: {type: ceramics, name: 杯子, used: a little, total: 2}
    seller: {score: "4.79", deposit: "500", promise: {breach: counterfeit, multiple: 10}}
    claim: {type: return_refund, reason: surface_flaw, amount: "90.00", opened_at: "2025-09-20T18:00:00+08:00"}
    evidence:
    - {id: E1, by: buyer, kind: photo, shows: 碎片, at: "2025-09-20T18:00:00+08:00"}
    - {id: E2, by: seller, kind: text, says: 发货时完好}
    events:
    - {at: "2025-09-21T10:00:00+08:00", actor: seller, act: refuse_resend}
    - {at: "2025-09-22T02:00:00Z", actor: platform, act: pay, amount: "45.00"}
    jury: {size: 31, to_win: 16, votes: {buyer: 16, seller: 15}, void: [J1], void_candidates: [{juror: J2}]}
  expect: {winner: buyer, refund: "45.00", anything: [goes]}
  why: 未确认收货。
"""


def read_one(text: str = GOOD) -> Case:
    return read_cases(text, "k.yaml").cases[0]


def problems_of(text: str, **arguments) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as caught:
        read_cases(text, "k.yaml", **arguments)
    return caught.value.problems


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, f"{old!r} stands {GOOD.count(old)} times in the good file"
    return GOOD.replace(old, new)


def said(problem: Problem, lang: str) -> str:
    return sentence({**MESSAGES, **KERNEL}, problem.code, lang, problem.details)


def test_money_and_decimals_become_whole_numbers_of_their_smallest_unit():
    facts = read_one().facts

    assert facts["order"]["paid"] == 4500
    assert facts["order"]["outbound_weight_kg"] == 90
    assert facts["seller"]["score"] == 479
    assert facts["seller"]["deposit"] == 50000
    assert facts["claim"]["amount"] == 9000


def test_instants_know_their_offset_and_days_are_days():
    file = read_cases(GOOD, "k.yaml")

    assert file.as_of == date(2026, 1, 1)
    assert file.cases[0].policy.decided_at == datetime(2025, 9, 30, 2, tzinfo=UTC)
    assert file.cases[0].facts["events"][1]["at"] == datetime(2025, 9, 22, 2, tzinfo=UTC)


def test_what_nobody_stated_is_absent():
    facts = read_one(changed('paid: "45.00"', "paid: null").replace(', amount: "45.00"', "")).facts

    assert "paid" not in facts["order"]
    assert "signed_at" not in facts["order"]


def test_a_score_that_does_not_apply_is_absent():
    assert "score" not in read_one(changed('score: "4.79"', "score: n/a")).facts["seller"]


def test_rows_keep_the_order_of_the_file():
    assert [item["id"] for item in read_one().facts["evidence"]] == ["E1", "E2"]


def test_a_field_with_two_shapes_takes_either():
    promised = "promise: {breach: counterfeit, multiple: 10}"

    assert read_one().facts["seller"]["promise"] == {"breach": "counterfeit", "multiple": 10}
    assert read_one(changed(promised, "promise: none")).facts["seller"]["promise"] == "none"
    assert read_one(changed("used: a little", "used: true")).facts["goods"]["used"] is True
    assert read_one(changed("void: [J1]", "void: [{juror: J1}]")).facts["jury"]["void"] == [{"juror": "J1"}]


def test_the_expectation_is_kept_as_it_is_written():
    assert read_one().expect == {"winner": "buyer", "refund": "45.00", "anything": ["goes"]}


def test_amounts_follow_the_currency_of_the_order():
    yen = changed('paid: "45.00"', 'currency: JPY, paid: "4500"').replace('"90.00"', '"90"').replace('"45.00"', '"45"')

    assert read_one(yen).facts["order"]["paid"] == 4500
    assert [p.code for p in problems_of(yen.replace('amount: "90"', 'amount: "90.50"'))] == ["money-decimals"]


def test_a_file_may_be_one_case():
    single = """\
schema_version: 1
id: K02
policy: {pack: cn-law, decided_at: "2026-05-20T10:00:00+08:00"}
facts: {complaint: {channel: 12315}}
"""
    file = read_cases(single, "k.yaml")

    assert [case.id for case in file.cases] == ["K02"]
    assert file.cases[0].facts["complaint"]["channel"] == "12315"
    assert file.cases[0].expect is None
    assert [p.code for p in problems_of(single.replace("schema_version: 1", "schema_version: 2"))] == [
        "case-unknown-version"
    ]


def test_the_words_of_a_case_prevail_over_those_of_its_file():
    own = "words: {碎片: {fact: broken, for: true, grade: party, zh: 有碎片}, 旧: [{fact: a, for: false}, {fact: b}]}\n"
    text = own + GOOD + "  words: {旧: {fact: c, grade: outlet, en: old}}\n"
    case = read_one(text)

    assert case.words == {"碎片": (("broken", True, "party"),), "旧": (("c", True, "outlet"),)}
    assert case.labels["碎片"] == Text("有碎片", "")
    assert read_one(own + GOOD).words["旧"] == (("a", False, ""), ("b", True, ""))


def test_the_packs_there_are_can_be_given():
    assert [p.code for p in problems_of(GOOD, packs=["tb-2015"])] == ["case-unknown-word"]
    assert read_cases(changed("pack: tb-2025-08", "pack: pinduoduo"), "k.yaml", packs=["pinduoduo"]).cases


FREE = "free_shipping: true"
PROMISE = "promise: {breach: counterfeit, multiple: 10}"
DECIDED = "2025-09-30T10:00:00+08:00"
PAY = 'act: pay, amount: "45.00"'
WEIGHT, KG = 'outbound_weight_kg: "0.9"', "facts.order.outbound_weight_kg"
GOODS = "goods: {type: ceramics, name: 杯子, used: a little, total: 2}"
VOID = "void_candidates: [{juror: J2}]"

WRONG = [
    (FREE, "free_shiping: true", "case-unknown-field-near", "facts.order.free_shiping", "free_shipping"),
    (FREE, "color: red", "case-unknown-field", "facts.order.color", "color"),
    (FREE, "goods_received: true", "case-misplaced-field", "facts.order.goods_received", "facts.claim."),
    ("status: signed", "status: sined", "case-unknown-word-near", "facts.order.status", "signed"),
    ("status: signed", "status: purple", "case-unknown-word", "facts.order.status", "awaiting_payment"),
    ("act: refuse_resend", "act: refuse_resned", "case-unknown-word-near", "facts.events[0].act", "refuse_resend"),
    ("pack: tb-2025-08", "pack: tb-2025-8", "case-unknown-word-near", "policy.pack", "tb-2025-08"),
    (PROMISE, "promise: non", "case-unknown-word-near", "facts.seller.promise", "none"),
    (PROMISE, "promise: [none]", "case-want-one-of", "facts.seller.promise", "breach"),
    ("used: a little", "used: 3", "case-want-text", "facts.goods.used", '"3"'),
    ('id: "1"', "id: 1", "case-want-text", "facts.order.id", '"1"'),
    ("shows: 碎片", "shows: ''", "case-empty-word", "facts.evidence[0].shows", "empty"),
    (FREE, "free_shipping: yes", "case-want-bool", "facts.order.free_shipping", "yes"),
    ("total: 2", 'total: "2"', "case-want-int", "facts.goods.total", "without quotes"),
    ("total: 2", "total: -2", "case-negative", "facts.goods.total", "-2"),
    ("total: 2", "total: 2000000000", "case-too-large", "facts.goods.total", "2000000000"),
    ('paid: "45.00"', "paid: 45.00", "money-number", "facts.order.paid", "45.00"),
    ('paid: "45.00"', 'paid: "-45.00"', "money-negative", "facts.order.paid", "-45.00"),
    ('paid: "45.00"', 'paid: "45.001"', "money-decimals", "facts.order.paid", "45.001"),
    ('paid: "45.00"', 'paid: "45,00"', "money-form", "facts.order.paid", "45,00"),
    (WEIGHT, 'outbound_weight_kg: "0.951"', "case-too-many-decimals", KG, "2"),
    (WEIGHT, 'outbound_weight_kg: "-0.9"', "case-negative", KG, "-0.9"),
    ('score: "4.79"', "score: high", "case-want-decimal", "facts.seller.score", "high"),
    (DECIDED, "2025-09-30T10:00:00", "case-no-offset", "policy.decided_at", "+08:00"),
    (DECIDED, "2025-02-30T10:00:00+08:00", "case-no-such-instant", "policy.decided_at", "2025-02-30"),
    (DECIDED, "2025-09-30", "case-want-instant", "policy.decided_at", "2025-09-30"),
    (DECIDED, "9025-09-30T10:00:00+08:00", "case-far-year", "policy.decided_at", "9025"),
    ('as_of: "2026-01-01"', 'as_of: "2026-02-30"', "case-no-such-date", "as_of", "2026-02-30"),
    ('as_of: "2026-01-01"', "as_of: today", "case-want-date", "as_of", "today"),
    ("schema_version: 1", "schema_version: 7", "case-unknown-version", "schema_version", "7"),
    ("  - {id: E1,", "  - {id: E2,", "case-duplicate-evidence", "facts.evidence[1].id", "line 14"),
    ("void: [J1]", "void: J1", "case-want-list", "facts.jury.void", "J1"),
    (VOID, "void_candidates: {juror: J2}", "case-want-list-of-it", "facts.jury.void_candidates", "dash"),
    (GOODS, "goods: 杯子", "case-want-mapping", "facts.goods", "type"),
    ("name: 杯子", "name: [杯子]", "case-want-value", "facts.goods.name", "single"),
    ("2025-09-22T02:00:00Z", "2025-09-21T01:59:00Z", "case-events-out-of-order", "facts.events[1].at", "order of time"),
    (PAY, 'act: pay, amount: "45.01"', "case-paid-back-too-much", "facts.events[1].amount", "45.01"),
    (PAY, 'act: settle, amount: "46.00"', "case-paid-back-too-much", "facts.events[1].amount", "46.00"),
    ('refund: "45.00"', 'refund: "45.01"', "case-refund-too-much", "expect.refund", "45.01"),
    ("winner: buyer", "winner: byuer", "case-unknown-word-near", "expect.winner", "buyer"),
    (DECIDED, "2025-09-19T10:00:00+08:00", "case-decided-before-opened", "policy.decided_at", "2025-09-19"),
    ("seller: 15}", "seller: 16}", "case-too-many-votes", "facts.jury.votes", "31"),
    ("to_win: 16", "to_win: 32", "case-cannot-win", "facts.jury.to_win", "32"),
    ("pack: tb-2025-08", "pack: auto", "case-auto-needs-platform", "policy.platform", "platform"),
    ("pack: tb-2025-08, ", "", "case-missing-field", "policy.pack", "pack"),
    ("- id: K01\n  title", "- title", "case-missing-field", "id", "id of the case"),
    (", act: refuse_resend", "", "case-missing-field", "facts.events[0].act", "what was done"),
    ("  rules: [TB-75]", "  rule: [TB-75]", "case-unknown-field-near", "rule", "rules"),
    ("as_of:", "as_off:", "case-unknown-field-near", "as_off", "as_of"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "path", "words"), WRONG, ids=[f"{w[2]} {w[1][:24]}" for w in WRONG])
def test_what_is_wrong_is_told_with_its_place_and_in_two_languages(old, new, code, path, words):
    (problem,) = problems_of(changed(old, new))

    assert problem.code == code
    assert problem.place is not None
    assert problem.place.path.removeprefix("cases[0].") == path
    assert problem.place.line > 0
    assert problem.place.column > 0
    assert words in said(problem, "en")
    assert said(problem, "zh")


FILES = [
    ("", "case-empty-file"),
    ("# nothing\n", "case-empty-file"),
    ("text", "case-no-cases"),
    ("- {id: A}", "case-no-cases"),
    ("{}", "case-no-cases"),
    ("case: [{id: A}]", "case-no-cases-near"),
    ("cases: []", "case-want-cases"),
    ("cases: {id: A}", "case-want-cases"),
    ("cases: [null]", "case-want-mapping"),
    ("cases: [A]", "case-want-mapping"),
    ("cases:\n\t- id: A", "yaml-tab"),
    ("cases: [{id: A}", "yaml-list-open"),
]


@pytest.mark.parametrize(("text", "code"), FILES)
def test_a_text_without_cases_is_refused(text, code):
    assert code in [problem.code for problem in problems_of(text)]


def test_a_case_id_stands_once():
    (problem,) = problems_of(GOOD + GOOD[GOOD.index("- id: K01") :])

    assert problem.code == "case-duplicate-id"
    assert problem.details["first_line"] == 4


def test_a_key_stands_once():
    assert [p.code for p in problems_of(changed("status: signed", "status: signed, status: signed"))] == [
        "yaml-duplicate-key"
    ]


def test_all_problems_are_told_at_once_in_the_order_of_the_text():
    text = GOOD
    for old, new in [("ceramics", "ceramic"), ('paid: "45.00"', "paid: 45.00"), ("act: pay", "act: payy")]:
        text = text.replace(old, new)

    problems = problems_of(text)

    assert [p.code for p in problems] == ["money-number", "case-unknown-word-near", "case-unknown-word-near"]
    assert [p.place.line for p in problems] == [9, 10, 18]


def test_payments_add_up():
    twice = changed(
        "act: refuse_resend}",
        'act: refuse_resend}\n    - {at: "2025-09-21T11:00:00+08:00", actor: seller, act: pay, amount: "0.01"}',
    )

    assert [p.code for p in problems_of(twice)] == ["case-paid-back-too-much"]


def test_an_agreement_and_its_performance_do_not_add_up():
    settled = changed(
        "act: refuse_resend}",
        'act: refuse_resend}\n    - {at: "2025-09-21T11:00:00+08:00", actor: both, act: settle, amount: "45.00"}',
    )

    assert read_one(settled)


def test_words_that_say_nothing_are_refused_without_hiding_the_cases():
    codes = [p.code for p in problems_of("words: {碎片: {grade: party}}\n" + changed("ceramics", "ceramic"))]

    assert codes == ["case-missing-field", "case-unknown-word-near"]
