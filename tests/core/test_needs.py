"""What is still possible, what each side would have to prove, and what happens if evidence closes now."""

from __future__ import annotations

from builders import calendars, decide, pack_from
from gongdao.policy.given import State
from gongdao.policy.needs import endings, facts_in_issue, prospects

PACK = pack_from("""
facts:
  reason:        {type: "enum(not_received, quality)"}
  delivered:     {type: bool, arises: "reason == 'not_received'", prove: {by: seller}}
  false_signoff: {type: bool, arises: "reason == 'not_received' && delivered", prove: {by: buyer}}
  defect:        {type: bool, arises: "reason == 'quality'", prove: {by: buyer}}
  polite:        {type: bool, prove: {by: buyer}}
  fair:          {type: bool, prove: {by: platform}}
decisions:
  outcome:
    answer: enum(refund, dismiss, staff_review)
    rules:
    - {id: G3, when: "reason == 'not_received' && !delivered", then: refund}
    - {id: E4, rank: special, when: "reason == 'not_received' && delivered && false_signoff", then: refund}
    - {id: E5, when: "reason == 'not_received' && delivered", then: dismiss}
    - {id: Q1, when: "reason == 'quality' && defect", then: refund}
    - {id: Q2, when: "reason == 'quality' && !defect && fair", then: dismiss}
    - {id: Q3, rank: default, then: staff_review}
  winner:
    answer: enum(buyer, seller, pending)
    rules:
    - {id: W1, when: "outcome == 'refund'", then: buyer}
    - {id: W2, when: "outcome == 'dismiss'", then: seller}
    - {id: W3, when: "outcome == 'staff_review'", then: pending}
  manners: {answer: bool, rules: [{id: M1, when: polite, then: true}]}
""")


def of(reason: str | None, **proofs: State):
    stated = {"reason": reason} if reason else {}
    return prospects(decide(PACK, stated, closed=False, **proofs), calendars())


def test_only_open_facts_that_bear_on_the_outcome_are_in_issue():
    found = decide(PACK, {"reason": "not_received"}, closed=False)

    assert facts_in_issue(found) == ["delivered", "fair", "false_signoff"]


def test_every_outcome_that_may_come_is_named_with_the_rules_that_would_give_it():
    assert of("not_received")["possible"] == [
        {"outcome": "dismiss", "winner": "seller", "rules": ["E5"]},
        {"outcome": "refund", "winner": "buyer", "rules": ["E4", "G3"]},
    ]


def test_each_side_is_told_the_smallest_sets_of_facts_that_win():
    assert of("not_received")["needs"] == {
        "buyer": [{"delivered": False}, {"false_signoff": True}],
        "seller": [{"delivered": True, "false_signoff": False}],
    }


def test_if_evidence_closed_now_the_bearer_of_the_burden_would_lose():
    assert of("not_received")["if_closed_now"] == {"outcome": "refund", "winner": "buyer", "rules": ["G3"]}


def test_what_is_proved_already_need_not_be_proved_again():
    found = of("not_received", delivered=State.PROVED)

    assert found["needs"] == {"buyer": [{"false_signoff": True}], "seller": [{"false_signoff": False}]}
    assert found["if_closed_now"]["winner"] == "seller"


def test_who_wins_in_every_case_needs_to_prove_nothing():
    found = of("not_received", delivered=State.REFUTED)

    assert found["needs"] == {"buyer": [{}], "seller": []}
    assert [row["outcome"] for row in found["possible"]] == ["refund"]


def test_what_nobody_stated_leaves_every_rule_possible_and_nothing_to_be_won():
    found = of(None)

    assert found["possible"] == [
        {"outcome": "dismiss", "winner": None, "rules": ["E5", "Q2"]},
        {"outcome": "refund", "winner": None, "rules": ["G3", "E4", "Q1"]},
        {"outcome": "staff_review", "winner": None, "rules": ["Q3"]},
    ]
    assert found["needs"] == {"buyer": [], "seller": []}
    assert found["if_closed_now"] == {"outcome": None, "winner": None, "rules": []}


def test_of_a_closed_case_only_what_was_decided_is_possible():
    found = prospects(decide(PACK, {"reason": "not_received"}), calendars())

    assert found == {
        "possible": [{"outcome": "refund", "winner": "buyer", "rules": ["G3"]}],
        "needs": {},
        "if_closed_now": None,
    }


def test_a_closed_case_that_nobody_could_decide_has_no_outcome():
    assert prospects(decide(PACK), calendars())["possible"] == []


def test_a_pack_without_an_outcome_promises_nothing():
    pack = pack_from("decisions: {manners: {answer: bool, rules: [{id: M1, then: true}]}}")

    assert prospects(decide(pack, closed=False), calendars()) == {"possible": [], "needs": {}, "if_closed_now": None}


def test_of_more_facts_than_can_be_tried_the_rest_stays_open():
    facts = "".join(f"  f{n}: {{type: bool, prove: {{by: buyer}}}}\n" for n in range(9))
    pack = pack_from(f"""
facts:
{facts}
decisions:
  outcome:
    answer: enum(refund, dismiss)
    rules:
    - {{id: R1, when: "f0 && !f8", then: refund}}
    - {{id: R2, when: "f0 && f8", then: dismiss}}
    - {{id: R3, when: "!f0 && (f1 || f2 || f3 || f4 || f5 || f6 || f7 || !f1)", then: dismiss}}
  winner:
    answer: enum(buyer, seller)
    rules:
    - {{id: W1, when: "has(outcome) && outcome == 'refund'", then: buyer}}
    - {{id: W2, when: "has(outcome) && outcome == 'dismiss'", then: seller}}
""")

    found = prospects(decide(pack, closed=False), calendars())

    assert found["needs"]["buyer"] == []
    assert {row["outcome"] for row in found["possible"]} == {"refund", "dismiss"}


def test_every_ending_has_the_smallest_ways_that_bring_it_about_and_one_holds_if_evidence_closes_now():
    ends, now = endings(decide(PACK, {"reason": "not_received"}, closed=False), calendars())

    found = {end.outcome: (end.winner, end.rules, [dict(way) for way in end.ways]) for end in ends}
    assert found == {
        "dismiss": ("seller", ("E5",), [{"delivered": True, "false_signoff": False}]),
        "refund": ("buyer", found["refund"][1], [{"delivered": False}, {"false_signoff": True}]),
    }
    assert now is not None
    assert (now.outcome, now.winner, now.refund) == ("refund", "buyer", None)


def test_where_nothing_is_in_issue_there_is_one_ending_that_needs_no_proof():
    ends, now = endings(decide(PACK, {"reason": "quality"}, closed=False, defect=State.PROVED), calendars())

    assert [(end.outcome, [dict(way) for way in end.ways]) for end in ends] == [("refund", [{}])]
    assert now is not None
    assert now.outcome == "refund"
