"""Decisions as generated Python: closed cases, decided as the interpreter decides them."""

from __future__ import annotations

from typing import Any

import pytest

from builders import NOW, at, calendars, decide, pack_from
from gongdao.policy.compiled import CONFLICT, LAW_OF, Compiled, compiled
from gongdao.policy.given import State
from gongdao.policy.layers import layers

FACTS = """
facts:
  a: {type: bool, presumption: false}
  b: {type: bool, presumption: false}
  c: {type: bool, presumption: false}
  paid: {type: money}
  at: {type: instant, optional: true}
  x: {type: bool, arises: a, prove: {by: buyer}}
  y: {type: bool, alleged: b, presumption: c, prove: {by: buyer}}
  lines: {type: lines, from: items, optional: true}
"""


def both(text: str, values: dict[str, Any], wanted: str = "d", **proved: bool) -> tuple[Any, Any]:
    """The answer of the interpreter and of the generated code."""
    pack = pack_from(FACTS + text)
    slow = decide(pack, values, **{name: State.PROVED if v else State.REFUTED for name, v in proved.items()})
    fast = compiled(pack, calendars(), [wanted])({"decided_at": NOW, "paid": 5000, **values, **proved})
    answer = slow.answers.get(wanted)
    return (CONFLICT if answer and answer.conflict else slow.values[wanted]), fast[wanted]


def one(rules: str) -> str:
    return f"decisions: {{d: {{answer: 'enum(p, q, r)', rules: [{rules}]}}}}"


RANKED = one(
    "{id: R4, rank: default, then: r}, {id: R1, when: a, then: p}, {id: R2, when: b, then: q},"
    "{id: R3, rank: law, when: c, then: q, overrides: [R1]}"
)
SPLIT = one("{id: R1, when: a, then: p}, {id: R2, when: a && b, then: q, overrides: [R1]}, {id: R3, when: c, then: p}")


@pytest.mark.parametrize("text", [RANKED, SPLIT], ids=["ranked", "overridden"])
@pytest.mark.parametrize("bits", range(8))
def test_ranks_overrides_and_conflicts_come_out_the_same(text, bits):
    slow, fast = both(text, {"paid": 5000, "a": bool(bits & 1), "b": bool(bits & 2), "c": bool(bits & 4)})

    assert fast == slow


def test_two_rules_that_disagree_are_a_conflict():
    assert both(RANKED, {"a": True, "b": True})[1] == CONFLICT


@pytest.mark.parametrize(
    ("values", "proved", "expected"),
    [
        ({"a": True}, {"x": True}, "p"),
        ({"a": True}, {"x": False}, "q"),
        ({"a": True}, {}, "q"),
        ({}, {}, "r"),
        ({}, {"x": True}, "r"),
    ],
)
def test_a_provable_fact_is_true_when_proved_and_not_applicable_when_it_does_not_arise(values, proved, expected):
    text = one("{id: R1, when: a && x, then: p}, {id: R2, when: a && !x, then: q}, {id: R3, when: '!a', then: r}")

    assert both(text, values, **proved) == (expected, expected)


@pytest.mark.parametrize(
    ("values", "proved", "expected"),
    [({"c": True}, {}, "p"), ({"c": True, "b": True}, {}, "q"), ({"c": True}, {"y": False}, "q"), ({}, {}, "q")],
)
def test_what_nobody_alleges_takes_its_presumption(values, proved, expected):
    text = one("{id: R1, when: y, then: p}, {id: R2, when: '!y', then: q}")

    assert both(text, values, **proved) == (expected, expected)


ROWS = "decisions: {d: {answer: {item: 'enum(p, q)', amount: money}, hit: collect, highest_of: s, rules: ["
COLLECT = (
    ROWS + "{id: R1, when: a, then: {item: p, amount: paid}, stacks: s},"
    "{id: R2, when: b, then: {item: q, amount: 'percent(paid, 10)'}, stacks: s},"
    "{id: R3, when: c, then: {item: p, amount: 0}, overrides: [R2]}]}}"
)


@pytest.mark.parametrize("bits", range(8))
def test_rows_are_collected_and_stacked_the_same(bits):
    slow, fast = both(COLLECT, {"paid": 5000, "a": bool(bits & 1), "b": bool(bits & 2), "c": bool(bits & 4)})

    assert fast == slow


@pytest.mark.parametrize("hit", ["highest", "lowest"])
@pytest.mark.parametrize("bits", range(4))
def test_extremes_come_out_the_same(hit, bits):
    text = (
        f"decisions: {{d: {{answer: money, hit: {hit}, rules: ["
        "{id: R1, when: a, then: paid}, {id: R2, when: b, then: 0}]}}"
    )

    slow, fast = both(text, {"paid": 5000, "a": bool(bits & 1), "b": bool(bits & 2)})

    assert fast == slow


def test_a_waterfall_leaves_out_the_sources_that_are_overridden():
    text = (
        "decisions: {d: {waterfall: {owe: {refund: paid}, to: buyer}, rules: ["
        "{id: R1, then: {from: escrow}}, {id: R2, when: a, then: {from: platform, upto: paid}, overrides: [R1]}]}}"
    )

    slow, fast = both(text, {"paid": 5000, "a": True})

    assert [row["from"] for row in fast] == ["platform"]
    assert fast == slow


def test_a_source_without_its_condition_need_not_have_a_limit():
    text = (
        "decisions: {d: {waterfall: {owe: {refund: paid}, to: buyer}, rules: ["
        "{id: R1, when: has(lines), then: {from: escrow, upto: 'lines.sum(l, l.list)'}}]}}"
    )

    assert both(text, {"paid": 5000}) == ([], [])


LINES = [
    {"sku": "A", "list": 1, "qty": 1, "list_total": 1, "state": "signed"},
    {"sku": "B", "list": 2, "qty": 1, "list_total": 2, "state": "unshipped"},
]
EACH = """
decisions:
  part: {answer: money, each: lines, rules: [{id: R1, then: "split(paid, line.list_total)"}]}
  back:
    answer: money
    each: lines
    rules: [{id: R2, rank: default, then: 0}, {id: R3, when: "line.state == 'unshipped'", then: line.part}]
  best: {answer: money, each: lines, hit: highest, rules: [{id: R5, then: 0}, {id: R6, then: line.part}]}
  d: {answer: money, rules: [{id: R4, when: has(lines), then: "lines.sum(l, l.back)"}]}
"""


@pytest.mark.parametrize("wanted", ["part", "back", "best", "d"])
@pytest.mark.parametrize("lines", [LINES, LINES[:1], None])
def test_tables_for_each_line_come_out_the_same(wanted, lines):
    slow, fast = both(EACH, {"paid": 1000, **({"lines": lines} if lines else {})}, wanted)

    assert fast == slow


DATED = """
governs: {clock: acted_at}
facts:
  acted_at: {type: instant, presumption: "coalesce(at, decided_at)"}
  at: {type: instant, optional: true}
params: {cap: {type: money, values: {2024-01-01: "1.00", 2024-07-01: "2.00"}}}
decisions:
  d: {answer: money, rules: [{id: R1, until: 2025-01-01, then: p.cap}, {id: R2, from: 2025-01-01, then: 0}]}
deadlines:
  due: {rules: [{id: D1, when: has(at), then: {starts: at, length: 2 working_day}}]}
"""


def dated(**facts: object) -> Any:
    return compiled(pack_from(DATED), calendars(), ["d", "due"])({"decided_at": NOW, **facts})


@pytest.mark.parametrize(
    ("when", "amount"), [("2024-06-30T23:59", 100), ("2024-07-01T00:00", 200), ("2025-01-01T00:00", 0)]
)
def test_rules_and_parameters_are_those_of_the_day_of_their_clock(when, amount):
    assert dated(acted_at=at(when))["d"] == amount
    assert dated(at=at(when))["d"] == amount
    assert dated(decided_at=at(when))["d"] == amount


def test_one_evaluator_serves_cases_of_different_days():
    work = compiled(pack_from(DATED), calendars(), ["d"])
    days = ["2024-06-30T23:59", "2025-01-01T00:00", "2024-07-01T00:00", "2024-06-30T23:59"]

    assert [work({"decided_at": at(day)})["d"] for day in days] == [100, 0, 200, 100]


def test_a_deadline_is_counted():
    assert dated(at=at("2025-09-30T10:00"))["due"] == at("2025-10-11T00:00")
    assert dated()["due"] is None


def test_an_offset_makes_a_day_where_days_are_those_of_the_start():
    text = "decisions: {d: {answer: bool, rules: [{id: A, until: 2025-01-01, then: true}]}}"
    work = compiled(pack_from(text, zone="start"), calendars(), ["d"])

    assert work({"decided_at": at("2025-01-01T00:30:00+08:00")})["d"] is None
    assert work({"decided_at": at("2024-12-31T16:30:00+00:00")})["d"] is True


def test_layers_put_first_what_beats_all_that_follows():
    decision = pack_from(FACTS + RANKED).decisions["d"]

    found = [[rule.id for _, rule in layer] for layer in layers(decision, list(enumerate(decision.rules)))]

    assert found == [["R3"], ["R1", "R2"], ["R4"]]


@pytest.mark.parametrize(("met", "law"), [("a", False), ("b", True), ("ab", True), ("ac", False)])
def test_a_law_is_behind_an_answer_where_a_rule_of_law_that_is_met_gives_the_same(met, law):
    text = one(
        "{id: R1, when: a, then: p}, {id: R2, rank: default, when: b, then: p, law: [L-1]},"
        "{id: R3, rank: default, when: c, then: q, law: [L-2]}"
    )
    provisions = "provisions: {L-1: {articles: {2014-03-15: 一}}, L-2: {articles: {2014-03-15: 二}}}\n"
    work = compiled(pack_from(FACTS + provisions + text), calendars(), ["d"], ["d"])

    told = work({"decided_at": NOW, "paid": 1, "a": "a" in met, "b": "b" in met, "c": "c" in met})

    assert told == {"d": "p", LAW_OF + "d": law}


def test_only_what_is_asked_need_be_given():
    text = (
        "decisions: {d: {answer: bool, rules: [{id: R1, then: true}]},"
        " e: {answer: money, rules: [{id: R2, then: paid}]}}"
    )
    work: Compiled = compiled(pack_from(FACTS + text), calendars(), ["d"])

    assert work({"decided_at": NOW}) == {"d": True}


def test_in_a_stack_a_row_without_an_amount_comes_last():
    text = """
decisions:
  d:
    answer: {item: "enum(p, q)", "amount?": money}
    hit: collect
    highest_of: s
    rules:
    - {id: R1, stacks: s, then: {item: p}}
    - {id: R2, stacks: s, then: {item: q, amount: paid}}
"""
    slow, fast = both(text, {"paid": 5000})

    assert fast == slow == [{"item": "q", "amount": 5000}]
