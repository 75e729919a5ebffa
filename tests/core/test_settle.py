"""Hit policies: how the rules of one table become one answer, and who defeats whom."""

from __future__ import annotations

import pytest

from builders import codes_in, decide, defeats, pack_from, winners
from gongdao.policy.given import State
from gongdao.policy.kleene import UNKNOWN, Maybe

FACTS = """
facts:
  a: {type: bool}
  b: {type: bool}
  c: {type: bool}
  amount: {type: money}
  x: {type: bool, prove: {by: buyer}}
  y: {type: bool, prove: {by: buyer}}
"""


def table(rules: str, head: str = "answer: 'enum(refund, dismiss, repair)'"):
    return pack_from(f"{FACTS}\ndecisions:\n  outcome:\n    {head}\n    rules:\n{rules}")


def on(pack, closed: bool = True, proofs=None, **values):
    stated = {"a": False, "b": False, "c": False, "amount": 5000} | values
    return decide(pack, stated, closed=closed, **(proofs or {}))


EXCEPTION = table("""
    - {id: R1, when: a, then: refund}
    - {id: R2, when: b, then: dismiss, overrides: [R1]}
    - {id: R3, when: c, then: repair, overrides: [R2]}
""")
RANKED = table("""
    - {id: R0, rank: default, then: dismiss}
    - {id: R1, rank: general, when: a, then: refund}
    - {id: R2, rank: special, when: b, then: dismiss}
    - {id: R3, rank: law, when: c, then: refund}
""")


def test_the_only_true_rule_answers():
    found = on(EXCEPTION, a=True)

    assert found.values["outcome"] == "refund"
    assert winners(found, "outcome") == ["R1"]


def test_without_a_true_rule_the_decision_does_not_apply():
    found = on(EXCEPTION)

    assert found.values["outcome"] is None
    assert not found.answers["outcome"].conflict


def test_an_exception_defeats_the_rule_it_overrides():
    found = on(EXCEPTION, a=True, b=True)

    assert found.values["outcome"] == "dismiss"
    assert defeats(found, "outcome") == [("R1", "R2")]


def test_an_exception_to_the_exception_defeats_the_first_rule_too():
    found = on(EXCEPTION, a=True, c=True)

    assert found.values["outcome"] == "repair"
    assert defeats(found, "outcome") == [("R1", "R3")]


def test_a_defeated_rule_is_not_revived_by_the_defeat_of_its_defeater():
    found = on(EXCEPTION, a=True, b=True, c=True)

    assert found.values["outcome"] == "repair"
    assert {rule for rule, _ in defeats(found, "outcome")} == {"R1", "R2"}


def test_the_better_rank_wins():
    assert on(RANKED, a=True).values["outcome"] == "refund"
    assert on(RANKED, a=True, b=True).values["outcome"] == "dismiss"
    assert on(RANKED, b=True, c=True).values["outcome"] == "refund"


def test_the_default_answers_where_nothing_else_does():
    assert winners(on(RANKED), "outcome") == ["R0"]


def test_a_rule_that_overrides_a_better_rank_beats_it():
    pack = table("""
    - {id: LAW, rank: law, when: a, then: refund}
    - {id: R9, rank: general, when: b, then: dismiss, overrides: [LAW]}
    """)

    found = on(pack, a=True, b=True)

    assert found.values["outcome"] == "dismiss"
    assert defeats(found, "outcome") == [("LAW", "R9")]


def test_a_rule_of_lower_rank_with_the_same_answer_concurs_and_is_not_defeated():
    found = on(RANKED, a=True, c=True)

    assert winners(found, "outcome") == ["R3", "R1"]
    assert [rule for rule, _ in defeats(found, "outcome")] == ["R0"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_default_that_happens_to_agree_does_not_concur_wherever_it_stands(order):
    rules = ["    - {id: R0, rank: default, then: refund}", "    - {id: R1, when: a, then: refund}"]

    assert winners(on(table("\n".join(rules[i] for i in order)), a=True), "outcome") == ["R1"]


def test_an_overridden_rule_with_the_same_answer_does_not_concur():
    pack = table("""
    - {id: R1, when: a, then: refund}
    - {id: R2, when: b, then: refund, overrides: [R1]}
    """)

    found = on(pack, a=True, b=True)

    assert winners(found, "outcome") == ["R2"]
    assert defeats(found, "outcome") == [("R1", "R2")]


CLASH = """
    - {id: R1, when: a, then: refund}
    - {id: R2, when: b, then: dismiss}
    - {id: R3, rank: default, then: repair}
"""


@pytest.mark.parametrize("lines", [CLASH, "\n".join(reversed(CLASH.strip("\n").split("\n")))])
def test_two_undefeated_rules_with_different_answers_are_a_conflict_and_never_the_first(lines):
    answer = on(table(lines), a=True, b=True).answers["outcome"]

    assert answer.conflict
    assert answer.value is UNKNOWN
    assert sorted(rule.id for rule in answer.winners) == ["R1", "R2"]


def test_two_undefeated_rules_with_the_same_answer_both_win():
    pack = table("""
    - {id: R1, when: a, then: refund}
    - {id: R2, when: b, then: refund}
    """)

    assert winners(on(pack, a=True, b=True), "outcome") == ["R1", "R2"]


PROVED = table("""
    - {id: R0, rank: default, then: dismiss}
    - {id: R1, when: x, then: refund}
    - {id: R2, when: "x && y", then: repair, overrides: [R1]}
""")


def test_while_evidence_is_open_every_answer_that_may_still_come_is_named():
    answer = on(PROVED, closed=False).answers["outcome"]

    assert answer.value == Maybe(frozenset({"refund", "repair", "dismiss"}))
    assert dict(answer.possible) == {"dismiss": ("R0",), "refund": ("R1",), "repair": ("R2",)}


def test_a_fact_that_is_settled_narrows_what_is_possible():
    proved = on(PROVED, closed=False, proofs={"x": State.PROVED})
    refuted = on(PROVED, closed=False, proofs={"x": State.REFUTED})

    assert proved.values["outcome"] == Maybe(frozenset({"refund", "repair"}))
    assert refuted.values["outcome"] == "dismiss"


def test_one_answer_left_is_decided_early_though_facts_are_open():
    pack = table("""
    - {id: R1, when: x, then: refund}
    - {id: R2, rank: default, then: refund}
    """)

    assert on(pack, closed=False).values["outcome"] == "refund"


def test_without_a_sure_rule_it_stays_unknown_whether_there_is_an_answer():
    assert on(table("    - {id: R1, when: x, then: refund}"), closed=False).values["outcome"] is UNKNOWN


def test_an_open_answer_is_not_yet_a_conflict():
    pack = pack_from(
        FACTS + "decisions:\n"
        "  bearer: {answer: party, rules: [{id: B1, rank: default, then: buyer}, {id: B2, when: x, then: seller}]}\n"
        "  payer: {answer: party, rules: [{id: P1, when: a, then: bearer}, {id: P2, when: b, then: seller}]}\n"
    )

    answer = on(pack, closed=False, a=True, b=True).answers["payer"]

    assert answer.value is UNKNOWN
    assert not answer.conflict
    assert on(pack, a=True, b=True).answers["payer"].conflict


ROWS = "answer: {item: 'enum(late, empty)', amount: money}\n    hit: collect"


def test_every_true_rule_of_a_collecting_table_adds_its_row():
    pack = table(
        """
    - {id: R1, when: a, then: {item: late, amount: amount}}
    - {id: R2, when: b, then: {item: empty, amount: 'percent(amount, 10)'}}
    """,
        ROWS,
    )

    assert on(pack, a=True, b=True).values["outcome"] == [
        {"item": "late", "amount": 5000},
        {"item": "empty", "amount": 500},
    ]
    assert on(pack).values["outcome"] == []


def test_in_a_collecting_table_only_an_override_defeats():
    pack = table(
        """
    - {id: R1, rank: default, when: a, then: {item: late, amount: amount}}
    - {id: R2, rank: law, when: b, then: {item: empty, amount: amount}}
    - {id: R3, rank: default, when: c, then: {item: empty, amount: 0}, overrides: [R2]}
    """,
        ROWS,
    )

    assert winners(on(pack, a=True, b=True), "outcome") == ["R1", "R2"]
    found = on(pack, a=True, b=True, c=True)
    assert winners(found, "outcome") == ["R1", "R3"]
    assert defeats(found, "outcome") == [("R2", "R3")]


def test_an_unknown_rule_keeps_a_collecting_table_open():
    pack = table("    - {id: R1, when: x, then: {item: late, amount: amount}}", ROWS)

    assert on(pack, closed=False).values["outcome"] is UNKNOWN
    assert on(pack).values["outcome"] == []


STACKS = """
    - {id: R1, when: a, then: {item: late, amount: amount}, stacks: shipping}
    - {id: R2, when: b, then: {item: empty, amount: 'percent(amount, 30)'}, stacks: shipping}
    - {id: R3, when: c, then: {item: late, amount: amount}}
"""


def test_of_a_stack_only_the_highest_amount_is_kept():
    pack = table(STACKS, ROWS + "\n    highest_of: shipping")

    assert winners(on(pack, a=True, b=True, c=True), "outcome") == ["R1", "R3"]
    assert winners(on(pack, b=True), "outcome") == ["R2"]


def test_a_stack_with_an_open_amount_stays_open():
    pack = table(STACKS, ROWS + "\n    highest_of: shipping")

    assert decide(pack, {"a": True, "b": True, "c": False}, closed=False).values["outcome"] is UNKNOWN


EXTREMES = """
    - {id: R1, when: a, then: amount}
    - {id: R2, when: b, then: 'percent(amount, 10)'}
    - {id: R3, when: c, then: 'percent(amount, 100)'}
"""


def test_the_highest_amount_answers_and_all_rules_that_reach_it_are_cited():
    pack = table(EXTREMES, "answer: money\n    hit: highest")

    found = on(pack, a=True, b=True, c=True)

    assert found.values["outcome"] == 5000
    assert winners(found, "outcome") == ["R1", "R3"]


def test_the_lowest_amount_answers():
    pack = table(EXTREMES, "answer: money\n    hit: lowest")

    assert on(pack, a=True, b=True).values["outcome"] == 500
    assert on(pack).values["outcome"] is None


def test_a_rule_overridden_in_a_table_of_extremes_does_not_count_and_is_named_as_defeated():
    pack = table(EXTREMES + "    - {id: R4, when: a, then: 0, overrides: [R1]}", "answer: money\n    hit: highest")

    found = on(pack, a=True, b=True)

    assert found.values["outcome"] == 500
    assert defeats(found, "outcome") == [("R1", "R4")]


def test_an_unknown_rule_keeps_an_extreme_open():
    pack = table(EXTREMES + "    - {id: R4, when: x, then: 0}", "answer: money\n    hit: highest")

    assert on(pack, closed=False, a=True).values["outcome"] is UNKNOWN
    assert on(pack, a=True).values["outcome"] == 5000


def test_a_circle_of_defeat_through_ranks_is_refused():
    rules = """
    - {id: R1, rank: law, when: a, then: refund}
    - {id: R2, rank: special, when: b, then: dismiss}
    - {id: R3, rank: general, when: c, then: repair, overrides: [R1]}
    """

    head = "decisions:\n  outcome:\n    answer: 'enum(refund, dismiss, repair)'\n    rules:"

    assert codes_in(f"{FACTS}\n{head}{rules}") == ["defeat-circle"]
