"""What a condition may mean: types that fit, names that exist, and the words said when they do not."""

from __future__ import annotations

import pytest

from gongdao.kernel.text import sentence
from gongdao.policy.check import check
from gongdao.policy.condition_messages import MESSAGES
from gongdao.policy.faults import SyntaxProblem
from gongdao.policy.parse import parse
from gongdao.policy.types import (
    BANDS,
    BOOL,
    DATE,
    INSTANT,
    INTERVALS,
    MONEY,
    PARTY,
    TEXT,
    Decimal,
    Enum,
    Int,
    Lines,
    Row,
    Set,
    parse_type,
    row_type,
    spelling,
)

REASON = Enum(("no_reason", "not_received", "damaged"))
LINE = row_type({"price": MONEY, "count": Int(), "state": Enum(("sent", "kept")), "part?": MONEY})
NAMES = {
    "reason": REASON,
    "signed": BOOL,
    "paid": MONEY,
    "deposit": MONEY,
    "days": Int("day"),
    "hours": Int("hour"),
    "refusals": Int(),
    "opened_at": INSTANT,
    "signed_at": INSTANT,
    "bought_on": DATE,
    "score": Decimal(2),
    "weight": Decimal(3),
    "words": Set(("wet", "torn")),
    "bearer": PARTY,
    "loser": Enum(("buyer", "seller")),
    "seller_name": TEXT,
    "lines": Lines(LINE),
    "stops": INTERVALS,
    "payment": row_type({"item": REASON, "amount": MONEY}),
    "实付": MONEY,
}
PARAMS = {
    "most": MONEY,
    "window": Int("day"),
    "tries": Int(),
    "bands": BANDS,
    "since": DATE,
    "least_score": Decimal(2),
    "fresh": Set(("wet", "torn", "eaten")),
    "default_reason": REASON,
}

GIVES = {
    "true": BOOL,
    "reason == 'damaged'": BOOL,
    "'damaged' != reason": BOOL,
    "reason == p.default_reason": BOOL,
    "reason in ['damaged', 'no_reason', p.default_reason]": BOOL,
    "bearer == loser": BOOL,
    "seller_name == 'x' || seller_name == seller_name": BOOL,
    "'wet' in words": BOOL,
    "'eaten' in p.fresh": BOOL,
    "words.exists(w, w == 'wet')": BOOL,
    "signed == true && !signed": BOOL,
    "paid > 0": BOOL,
    "0 <= score": BOOL,
    "paid >= p.most": BOOL,
    "days < 7": BOOL,
    "days < p.window": BOOL,
    "refusals >= p.tries": BOOL,
    "size(lines) == refusals": BOOL,
    "opened_at < signed_at": BOOL,
    "bought_on >= p.since": BOOL,
    "score <= p.least_score": BOOL,
    "lines.all(l, l.price > 0 && l.state == 'sent')": BOOL,
    "lines.sum(l, l.price * 2)": MONEY,
    "lines.sum(l, l.count)": Int(),
    "lines.sum(l, coalesce(l.part, 0))": MONEY,
    "lines.exists(l, has(l.part) && l.part > p.most)": BOOL,
    "payment.item == reason && payment.amount > paid": BOOL,
    "7": Int(),
    "paid": MONEY,
    "-paid": MONEY,
    "paid - deposit + 0": MONEY,
    "days + 3": Int("day"),
    "3 + days": Int("day"),
    "2 * 3": Int(),
    "days * 2": Int("day"),
    "days * p.tries": Int("day"),
    "paid * p.tries": MONEY,
    "paid * (p.tries + 1)": MONEY,
    "-p.tries * paid": MONEY,
    "after(opened_at, days, 'civil_day')": INSTANT,
    "after(opened_at, hours, 'hour')": INSTANT,
    "after(opened_at, refusals, 'month')": INSTANT,
    "p.window * paid": MONEY,
    "p.most * days": MONEY,
    "score * 2": Decimal(2),
    "score - p.least_score": Decimal(2),
    "min(paid, deposit, p.most)": MONEY,
    "max(0, paid - deposit)": MONEY,
    "max(days, 3)": Int("day"),
    "min(opened_at, signed_at)": INSTANT,
    "clamp(percent(paid, 10), 0, p.most)": MONEY,
    "percent(paid, p.tries)": MONEY,
    "share(paid, deposit, p.most)": MONEY,
    "share(paid, 1, 3)": MONEY,
    "tier(paid, p.most, p.bands)": Int(),
    "times(paid, p.most)": Int(),
    "later(opened_at, signed_at)": INSTANT,
    "earlier(opened_at, after(signed_at, 48, 'hour'))": INSTANT,
    "after(opened_at, p.window, 'civil_day', 'roll')": INSTANT,
    "after(opened_at, hours, 'next_midnight_hour')": INSTANT,
    "coalesce(paid, 0)": MONEY,
    "coalesce(reason, 'damaged') == 'damaged'": BOOL,
    "coalesce(signed, false)": BOOL,
    "实付 > 0": BOOL,
}


@pytest.mark.parametrize("text", GIVES)
def test_a_sound_expression_has_its_type_and_no_fault(text):
    assert check(parse(text), NAMES, PARAMS, {}, None) == (GIVES[text], [])


FAULTS = {
    "reason == 'not_recieved'": ("unknown-word", 10, "did you mean not_received"),
    "reason in ['damaged', 'lost']": ("unknown-word-far", 22, "no_reason, not_received, damaged"),
    "reason == damaged": ("word-unquoted", 10, "'damaged'"),
    "damaged != reason": ("word-unquoted", 0, "needs quotes"),
    "resaon == 'damaged'": ("unknown-name", 0, "reason"),
    "zzzz": ("unknown-name-far", 0, "没有 zzzz"),
    "most > paid": ("parameter-without-p", 0, "write p.most"),
    "paid > p.mots": ("unknown-parameter", 7, "p.most"),
    "paid > p.zzzz": ("unknown-parameter-far", 7, "p.zzzz"),
    "lines.exists(l, l.pric > 0)": ("unknown-field", 18, "price"),
    "payment.xyz == 1": ("unknown-field-far", 8, "item, amount"),
    "procent(paid, 3) > 0": ("unknown-function", 0, "percent"),
    "sqrt(paid) > 0": ("unknown-function-far", 0, "coalesce"),
    "has(resaon)": ("unknown-name", 0, "reason"),
    "lines.all(l, has(l.prat))": ("unknown-field", 13, "part"),
    "has(paid.amount)": ("not-a-row", 0, "money"),
    "paid.amount > 0": ("not-a-row", 5, "no field amount"),
    "signed && paid": ("wrong-type", 10, "bool is needed"),
    "!reason": ("wrong-type", 1, "bool"),
    "paid == days": ("mixed-types", 5, "money and int(day)"),
    "days < hours": ("mixed-types", 5, "int(day) and int(hour)"),
    "days < refusals": ("mixed-types", 5, "int(day) and int do not"),
    "days < p.tries": ("mixed-types", 5, "int(day)"),
    "score < weight": ("mixed-types", 6, "decimal(2) and decimal(3)"),
    "opened_at < bought_on": ("mixed-types", 10, "instant and date"),
    "opened_at + days > signed_at": ("mixed-types", 10, "instant and int(day)"),
    "paid + days > 0": ("mixed-types", 5, "money and int(day)"),
    "seller_name == reason": ("mixed-types", 12, "text and enum"),
    "signed == 'yes'": ("mixed-types", 7, "bool and text"),
    "reason == bearer": ("no-common-word", 7, "no word in common"),
    "paid > 30": ("literal-amount", 7, "are parameters"),
    "30 < paid": ("literal-amount", 0, "写成参数"),
    "score >= 4": ("literal-amount", 9, "decimal(2)"),
    "max(paid, 5) > 0": ("literal-amount", 10, "are parameters"),
    "bought_on > '2020-01-01'": ("literal-date", 12, "dates and instants are parameters"),
    "opened_at == 'x'": ("literal-date", 13, "写成参数"),
    "reason < 'damaged'": ("not-ordered", 7, "no order"),
    "signed > false": ("not-ordered", 7, "bool"),
    "seller_name >= 'x'": ("not-ordered", 12, "text"),
    "words == words": ("not-comparable", 6, "set(wet, torn)"),
    "lines == lines": ("not-comparable", 6, "lines"),
    "p.bands == p.bands": ("not-comparable", 8, "bands"),
    "stops == stops": ("not-comparable", 6, "intervals"),
    "signed + signed": ("not-a-number", 7, "bool is no number"),
    "-reason": ("not-a-number", 0, "is no number"),
    "lines.sum(l, l.state)": ("not-a-number", 15, "sum means nothing"),
    "paid.sum(l, 1)": ("not-a-list", 5, "not a list"),
    "size(paid) > 1": ("not-a-list", 0, "not a list"),
    "'x' in paid": ("not-a-set", 7, "there must be words"),
    "'x' in words": ("unknown-word-far", 0, "wet, torn"),
    "bearer in words": ("no-common-word", 7, "in common"),
    "lines in [lines]": ("not-comparable", 6, "lines"),
    "zzzz * 2 > 0": ("unknown-name-far", 0, "zzzz"),
    "zzzz.exists(l, l.x > 0)": ("unknown-name-far", 0, "zzzz"),
    "zzzz in ['a', 'b']": ("unknown-name-far", 0, "zzzz"),
    "reason in ['damaged', 'damaged']": ("option-twice", 22, "twice"),
    "paid * deposit > 0": ("product-of-facts", 5, "must be a number or a parameter"),
    "paid * p.most > 0": ("bad-product", 5, "cannot be multiplied"),
    "score * p.least_score > 0": ("bad-product", 6, "decimal(2)"),
    "hours * p.window > 0": ("bad-product", 6, "int(hour) and int(day)"),
    "signed * 2": ("bad-product", 7, "bool"),
    "lines.all(l, lines.all(m, true))": ("nested-macro", 19, "inside another"),
    "lines.all(paid, paid.price > 0)": ("shadowed-name", 6, "is a name already"),
    "percent(paid)": ("argument-count", 0, "percent(x, n)"),
    "min(paid)": ("argument-count", 0, "min(a, b, …)"),
    "clamp(paid, 0)": ("argument-count", 0, "clamp(x, lo, hi)"),
    "after(opened_at, 3)": ("argument-count", 0, "after(start, n, 'unit', 'roll')"),
    "min(signed, paid)": ("argument-ordered", 4, "values that have an order, not bool"),
    "times(opened_at, paid)": ("argument-number", 6, "numbers, not instant"),
    "percent(paid, score)": ("argument-count-type", 14, "whole number here, not decimal(2)"),
    "percent(days, 3)": ("wrong-type", 8, "money is needed"),
    "tier(paid, deposit, 3)": ("wrong-type", 20, "bands is needed"),
    "later(opened_at, bought_on)": ("wrong-type", 17, "instant is needed"),
    "share(paid, days, deposit)": ("mixed-types", 18, "int(day) and money"),
    "min(paid, days)": ("mixed-types", 10, "money and int(day)"),
    "after(opened_at, 3, 'hours')": ("unknown-word", 20, "hour"),
    "after(opened_at, 3, 'hour', 'rolls')": ("unknown-word", 28, "roll"),
    "after(opened_at, 3, reason)": ("argument-word", 20, "jd_service_hour"),
    "after(opened_at, days, 'hour')": ("unit-mismatch", 17, "int(day) cannot be counted in hour"),
    "after(opened_at, hours, 'working_day')": ("unit-mismatch", 17, "working_day"),
    "split(paid, 1)": ("split-outside-each", 0, "each: lines"),
    "coalesce(paid + deposit, 0)": ("argument-name", 14, "paid + deposit"),
    "coalesce(paid, days)": ("mixed-types", 15, "money and int(day)"),
    "coalesce(reason, 'lost')": ("unknown-word-far", 17, "damaged"),
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_senseless_expression_has_one_fault_with_its_place_and_the_right_words(text):
    code, at, words = FAULTS[text]

    _, faults = check(parse(text), NAMES, PARAMS, {}, None)

    said = [sentence(MESSAGES, fault.code, lang, fault.details) for fault in faults for lang in ("zh", "en")]
    assert [(fault.code, fault.at) for fault in faults] == [(code, at)]
    assert any(words in one for one in said), said


def test_all_faults_of_a_condition_are_told_at_once():
    text = "resaon == 'damaged' && paid > 30 || days < hours"

    assert [fault.code for fault in check(parse(text), NAMES, PARAMS, {}, BOOL)[1]] == [
        "unknown-name",
        "literal-amount",
        "mixed-types",
    ]


ANSWERS = [
    ("'seller'", PARTY, None),
    ("loser", PARTY, None),
    ("bearer", Enum(("buyer", "seller")), "wrong-type"),
    ("'nobody'", PARTY, "unknown-word-far"),
    ("'sellr'", PARTY, "unknown-word"),
    ("0", MONEY, None),
    ("30", MONEY, "literal-amount"),
    ("paid", MONEY, None),
    ("days", Int("day"), None),
    ("7", Int("day"), None),
    ("days", Int(), None),
    ("hours", Int("day"), "wrong-type"),
    ("refusals", Int("day"), "wrong-type"),
    ("opened_at", INSTANT, None),
    ("bought_on", INSTANT, "wrong-type"),
    ("true", BOOL, None),
    ("reason", BOOL, "wrong-type"),
    ("paid > 0", MONEY, "wrong-type"),
]


@pytest.mark.parametrize(("text", "expected", "code"), ANSWERS)
def test_an_answer_must_be_of_the_type_of_its_decision(text, expected, code):
    _, faults = check(parse(text), NAMES, PARAMS, {}, expected)

    assert [fault.code for fault in faults] == ([code] if code else [])


def test_a_line_may_be_split_and_has_fields_in_a_decision_made_for_each_line():
    expr = parse("split(paid, line.price) + line.price")

    assert check(expr, NAMES, PARAMS, {}, MONEY, {"line": LINE}) == (MONEY, [])
    assert [fault.code for fault in check(expr, NAMES, PARAMS, {}, MONEY)[1]] == ["split-outside-each", "unknown-name"]


TYPES = {
    "bool": BOOL,
    "int": Int(),
    "int(day)": Int("day"),
    "money": MONEY,
    "decimal(2)": Decimal(2),
    "enum(a, b)": Enum(("a", "b")),
    " enum( a,b ) ": Enum(("a", "b")),
    "enum(七天无理由, 未收到货)": Enum(("七天无理由", "未收到货")),
    "set(a, b)": Set(("a", "b")),
    "date": DATE,
    "instant": INSTANT,
    "text": TEXT,
    "intervals": INTERVALS,
    "bands": BANDS,
    "party": PARTY,
    "lines": Lines(Row(())),
}


@pytest.mark.parametrize("text", TYPES)
def test_a_type_is_read_and_written_back(text):
    assert parse_type(text) == TYPES[text]
    assert parse_type(spelling(TYPES[text])) == TYPES[text]


BAD_TYPES = {
    "monney": ("bad-type", 0, "money"),
    "boolean": ("bad-type", 0, "did you mean bool"),
    "Enum(a)": ("bad-type", 0, "enum"),
    "enum": ("bad-type", 0, "enum"),
    "float": ("bad-type-far", 0, "decimal(n)"),
    "money(2)": ("bad-type", 0, "money"),
    "": ("bad-type-far", 0, "decimal(n)"),
    "enum(a": ("bad-type", 0, "enum(a, b)"),
    "enum(a b)": ("bad-type-word", 5, "a b"),
    "enum()": ("bad-type-word", 5, "not one word"),
    "enum(a, a)": ("type-word-twice", 5, "a stands twice"),
    "decimal(x)": ("bad-places", 8, "0 to 9"),
    "decimal(12)": ("bad-places", 8, "12"),
    "int(day, hour)": ("bad-type-word", 4, "day, hour"),
}


@pytest.mark.parametrize("text", BAD_TYPES)
def test_a_wrong_type_is_refused_with_the_right_words(text):
    code, at, words = BAD_TYPES[text]

    with pytest.raises(SyntaxProblem) as refused:
        parse_type(text)

    said = [sentence(MESSAGES, refused.value.code, lang, refused.value.details) for lang in ("zh", "en")]
    assert (refused.value.code, refused.value.at) == (code, at)
    assert any(words in one for one in said), said


def test_a_row_says_which_fields_may_be_left_out():
    assert spelling(LINE) == "{price: money, count: int, state: enum(sent, kept), part?: money}"
    assert LINE.field("part") == MONEY
    assert LINE.field("parts") is None
