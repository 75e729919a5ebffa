"""Which rules and provisions a decision cites."""

from __future__ import annotations

from datetime import date

from builders import at, decide, pack_from
from gongdao.case.cites import MOST, cited_law, cited_rules, conventions, fired, in_force, reached
from gongdao.evidence.item import Reason, Weighed
from gongdao.policy.given import State

PACK = pack_from("""
facts:
  a: {type: bool, presumption: false}
  reason: {type: "enum(quality, none)", presumption: "none"}
  opened: {type: instant, optional: true}
  guessed: {type: bool, presumption: "kind == 'used'"}
  defect: {type: bool, arises: "timely && reason == 'quality'", prove: {by: buyer}}
provisions: {LAW-1: {articles: {2014-03-15: 一}}, LAW-2: {articles: {2014-03-15: 二}}}
terms:
  timely: {is: "has(window) && decided_at < window"}
decisions:
  kind: {answer: "enum(new, used)", rules: [{id: K-1.1, rank: default, then: new}, {id: K-2.1, when: a, then: used}]}
  plumbing:
    answer: bool
    cite: false
    rules: [{id: P-1.1, when: guessed, then: true}, {id: P-2.1, rank: default, then: false}]
  outcome:
    answer: enum(refund, dismiss)
    rules:
    - id: O-1.1
      when: "reason == 'quality' && timely && defect"
      then: refund
      law: [LAW-1, LAW-2]
      cites: [O-9, LAW-1]
    - {id: O-2.1, when: plumbing, then: dismiss, law: [LAW-2]}
    - {id: CV-15, rank: default, then: dismiss}
  lonely: {answer: bool, rules: [{id: L-1.1, then: true}]}
deadlines:
  window:
    hidden: true
    rules: [{id: W-1.1, when: has(opened), then: {starts: opened, length: 7 civil_day, roll: true}}]
  shown: {rules: [{id: W-2.1, when: has(opened), then: {starts: opened, length: 1 working_day}}]}
""")
OPENED = {"opened": at("2025-10-15")}


def rows(values: dict, **proofs: State) -> list[str]:
    return [rule.id for rule in fired(decide(PACK, values, **proofs))]


def test_the_rules_behind_the_terms_and_facts_of_a_rule_that_fired_are_cited():
    assert rows({"reason": "quality", **OPENED}, defect=State.PROVED) == ["O-1.1", "W-2.1", "W-1.1"]


def test_a_rule_that_did_not_fire_leads_nowhere():
    assert rows({}) == ["CV-15"]


def test_a_table_that_is_not_cited_is_still_passed_through():
    assert rows({"a": True}) == ["O-2.1", "K-2.1"]


def test_a_table_that_no_answer_asked_for_is_not_cited():
    assert "L-1.1" not in rows({"a": True})
    assert "lonely" not in reached(decide(PACK, {"a": True}))


def test_first_stands_what_chose_the_version_then_the_rows_and_last_the_conventions():
    rules = fired(decide(PACK, {"reason": "quality", **OPENED}, defect=State.PROVED))

    assert cited_rules(rules, ["TB-92"], ["CV-4", "CV-1"]) == [
        "TB-92",
        "O-1",
        "W-2",
        "W-1",
        "O-9",
        "LAW-1",
        "CV-4",
        "CV-1",
    ]


def test_a_rule_with_parts_is_cited_once_by_its_row():
    pack = pack_from("""
decisions:
  outcome: {answer: bool, rules: [{id: T-1.1, then: true}, {id: T-1.2, then: true}]}
""")

    assert cited_rules(fired(decide(pack)), [], []) == ["T-1"]


def test_at_most_twelve_are_cited():
    rules = ", ".join(f"{{id: T-{i}.1, then: true, law: [L-{i}]}}" for i in range(20))
    law = ", ".join(f"L-{i}: {{articles: {{2014-03-15: 一}}}}" for i in range(20))
    found = fired(
        decide(pack_from(f"provisions: {{{law}}}\ndecisions: {{outcome: {{answer: bool, rules: [{rules}]}}}}"))
    )

    assert cited_rules(found, ["V-1"], ["CV-1"]) == ["V-1", *(f"T-{i}" for i in range(MOST - 1))]
    assert cited_law(found) == [f"L-{i}" for i in range(MOST)]


def test_each_provision_is_cited_once():
    rules = fired(decide(PACK, {"a": True, "reason": "quality", **OPENED}, defect=State.PROVED))

    assert cited_law(rules) == ["LAW-1", "LAW-2"]


def test_law_that_came_later_than_the_decision_is_not_cited():
    pack = pack_from("""
provisions: {OLD-1: {articles: {2014-03-15: 一}}, NEW-1: {articles: {2021-01-01: 一, 2024-01-01: 二}}}
decisions: {outcome: {answer: bool, rules: [{id: NEW-1.1, then: true, law: [NEW-1, OLD-1]}, {id: T-1, then: true}]}}
""")
    found = fired(decide(pack))
    before, after = in_force(pack, date(2020, 12, 31)), in_force(pack, date(2021, 1, 1))

    assert cited_rules(found, [], [], before) == ["T-1"]
    assert cited_rules(found, [], [], after) == ["T-1", "NEW-1"]
    assert cited_law(found, before) == ["OLD-1"]
    assert cited_law(found, after) == ["NEW-1", "OLD-1"]


def test_the_conventions_that_were_applied_are_told():
    found = decide(PACK, {"reason": "quality", **OPENED})
    late = Weighed("E1", "buyer", "photo", {}, (), Reason.LATE)

    assert conventions(found, fired(found), [late]) == ["CV-4", "CV-1", "CV-12", "CV-15"]
    assert conventions(decide(PACK), [], []) == []
