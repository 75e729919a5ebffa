"""One case under one pack: from its facts to the ruling, with what was cited and tried."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from builders import at, calendars, family_text
from gongdao.case.file import Case, Policy
from gongdao.case.ruling import choose, decide_case, decide_with
from gongdao.kernel.digest import canonical
from gongdao.kernel.errors import BadInput, Place, Refused
from gongdao.policy.library import Library, read_library

SMALL = """
governs: {clock: conduct_at, rule: JD-54}
versions: [{id: small, from: 2020-01-01, until: 2025-01-01}, {id: small-2, from: 2025-01-01}]
facts:
  conduct_at: {type: instant, from: order.conduct_at, presumption: decided_at}
  paid:     {type: money, from: order.paid}
  reason:   {type: "enum(quality_visible, not_received, none)", from: claim.reason, presumption: none}
  asked_at: {type: instant, from: claim.opened_at, optional: true}
  deposit:  {type: money, from: seller.deposit, presumption: 0}
  defect:   {type: bool, arises: "reason == 'quality_visible'", prove: {by: buyer}}
  fair:     {type: bool, alleged: "reason == 'not_received'", prove: {by: platform}}
provisions: {LAW-1: {articles: {2014-03-15: 第一条}}, LAW-2: {articles: {2014-03-15: 第二条}}}
params: {cap: {type: money, values: {2020-01-01: "30.00"}}}
weighing: [{kind: photo, by: buyer, fact: defect, grade: party}]
words: {hole: {fact: defect, grade: lab}}
decisions:
  outcome:
    answer: enum(refund, dismiss, staff_review)
    rules:
    - {id: R-1.1, when: ["reason == 'quality_visible'", defect], then: refund, law: [LAW-1], cites: [R-9]}
    - {id: R-2.1, when: ["reason == 'quality_visible'", "!defect"], then: dismiss}
    - {id: R-3.1, rank: law, when: ["reason == 'not_received'", fair], then: refund, law: [LAW-2]}
    - {id: CV-15, rank: default, then: staff_review}
  admissible: {answer: bool, rules: [{id: R-7.1, unless: "has(asked_at) && asked_at > decided_at", then: true}]}
  winner:
    answer: enum(buyer, seller, pending)
    cite: false
    rules:
    - {id: CV-17.1, when: "outcome == 'refund'", then: buyer}
    - {id: CV-17.2, when: "outcome == 'dismiss'", then: seller}
    - {id: CV-17.3, when: "outcome == 'staff_review'", then: pending}
  refund:
    answer: money
    cite: false
    rules: [{id: CV-10.1, when: "outcome == 'refund'", then: paid}, {id: CV-10.2, rank: default, then: 0}]
  compensation_items:
    answer: {item: "enum(test_fee)", amount: money, rule?: text}
    hit: collect
    rules: [{id: R-4.1, when: "outcome == 'refund'", then: {item: test_fee, amount: "min(p.cap, paid)"}}]
  compensation: {answer: money, cite: false, rules: [{id: CV-10.8, then: "compensation_items.sum(c, c.amount)"}]}
  payers:
    waterfall: {owe: {refund: refund, compensation: compensation}, to: buyer}
    rules:
    - {id: R-5.1, then: {from: escrow, upto: paid}}
    - {id: R-6.1, then: {from: seller_deposit, upto: deposit}}
  referrals:
    answer: {to: "enum(12315)", ready: bool, grounds?: text}
    hit: collect
    rules: [{id: R-8.1, when: "outcome == 'refund'", then: {to: "12315", ready: true, grounds: "'LAW-1, LAW-2'"}}]
  flags:
    answer: enum(X-2, X-1)
    hit: collect
    rules: [{id: X-2, when: "outcome == 'refund'", then: X-2}, {id: X-1, when: "outcome == 'refund'", then: X-1}]
  aside: {answer: bool, rules: [{id: R-66.1, then: true}]}
deadlines:
  refund_due: {rules: [{id: R-11.1, when: has(asked_at), then: {starts: asked_at, length: 7 working_day, effect: pay}}]}
  inner_due: {hidden: true, rules: [{id: R-12.1, when: has(asked_at), then: {starts: asked_at, length: 1 hour}}]}
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library({"small": {"family.yaml": family_text(SMALL)}})


PHOTO = {"id": "E1", "kind": "photo", "by": "buyer"}


def case(
    reason: str = "quality_visible", pack: str = "small", evidence: list[dict] | None = None, **facts: Any
) -> Case:
    order = {"paid": 10000, **facts.pop("order", {})}
    claim = {"reason": reason, "opened_at": at("2024-05-06T10:00")}
    given = {"order": order, "claim": claim, "evidence": [PHOTO] if evidence is None else evidence, **facts}
    policy = Policy(pack, at("2024-06-01"), "small" if pack == "auto" else None)
    return Case("one", "", policy, given, None, {}, Place("case.yaml"), {})


def ruled(library: Library, *how: Any, closed: bool = True, **facts: Any) -> dict[str, Any]:
    return decide_case(library, case(*how, **facts), calendars(), closed=closed)


def test_the_ruling_says_who_wins_what(library):
    found = ruled(library)

    assert (found["winner"], found["outcome"], found["admissible"]) == ("buyer", "refund", True)
    assert (found["refund"], found["compensation"], found["buyer_share"]) == ("100.00", "30.00", "1.00")
    assert found["compensation_items"] == [{"item": "test_fee", "amount": "30.00"}]


def test_the_money_is_paid_out_of_the_sources_and_the_rest_is_the_shortfall(library):
    found = ruled(library, seller={"deposit": 2000})

    assert [(row["from"], row["to"], row["amount"]) for row in found["payers"]] == [
        ("escrow", "buyer", "100.00"),
        ("seller_deposit", "buyer", "20.00"),
    ]
    assert found["shortfall"] == "10.00"


def test_the_cites_are_the_rules_that_fired_on_the_way_to_the_answers(library):
    found = ruled(library)

    assert found["cites"]["law"] == ["LAW-1"]
    assert set(found["cites"]["rules"]) >= {"R-1", "R-9", "R-7", "R-4", "R-5", "R-8", "R-11"}
    assert not {"R-66", "R-2", "R-6", "R-12"} & set(found["cites"]["rules"])


def test_each_cited_row_stands_in_the_trace_as_applied(library):
    found = ruled(library)

    assert set(found["cites"]["rules"]) <= set(found["trace"]["applied"])
    assert len(found["cites"]["rules"]) <= 12


def test_a_deadline_is_shown_with_its_computation_and_a_hidden_one_is_not(library):
    assert ruled(library)["deadlines"] == [
        {
            "name": "refund_due", "start": "2024-05-06T10:00:00+08:00", "n": 7, "unit": "working_day",
            "due": "2024-05-15T00:00:00+08:00", "rule": "R-11.1", "provisional": False, "cal": "CN", "roll": False,
            "effect": "pay",
        }
    ]  # fmt: skip


def test_flags_are_sorted_and_the_grounds_of_a_referral_are_a_list(library):
    found = ruled(library)

    assert found["flags"] == ["X-1", "X-2"]
    assert found["referrals"] == [{"to": "12315", "ready": True, "grounds": ["LAW-1", "LAW-2"]}]


def test_what_the_evidence_did_not_prove_goes_against_its_bearer(library):
    found = ruled(library, evidence=[])

    assert (found["winner"], found["refund"], found["buyer_share"]) == ("seller", "0.00", "0.00")


def test_each_item_of_evidence_is_shown_with_what_became_of_it(library):
    rows = ruled(library, evidence=[PHOTO, {"id": "E2", "kind": "video", "by": "buyer", "shows": "a_ghost"}])[
        "evidence"
    ]

    assert [(row["id"], row["weighed"], row["reason"], row["unmapped"]) for row in rows] == [
        ("E1", True, "kind", []),
        ("E2", False, "unmapped", ["a_ghost"]),
    ]


def test_what_only_a_person_can_find_needs_a_human(library):
    found = ruled(library, "not_received")

    assert found["outcome"] is None
    assert found["winner"] is None
    assert "outcome" in found["needs_human"]


def test_a_ruling_while_evidence_is_open_says_what_is_possible(library):
    found = ruled(library, evidence=[], closed=False)

    assert found["mode"] == "open"
    assert [row["outcome"] for row in found["possible"]] == ["dismiss", "refund"]
    assert found["needs"] == {"buyer": [{"defect": True}], "seller": [{"defect": False}]}
    assert found["if_closed_now"]["winner"] == "seller"
    assert found["needs_human"] == []


def test_the_ruling_is_pinned_to_the_pack_and_the_facts(library):
    pins = ruled(library)["pins"]

    assert (pins["pack"], pins["extends"]) == ("small", [])
    assert len(pins["digest"]) == len(pins["facts"]) == 64
    assert pins["facts"] != ruled(library, evidence=[])["pins"]["facts"]


def test_the_same_facts_in_another_order_give_the_same_bytes(library):
    one = case(seller={"deposit": 2000})
    turned = replace(one, facts=dict(reversed([(k, dict(reversed(v.items())) if isinstance(v, dict) else v)
                                               for k, v in one.facts.items()])))  # fmt: skip

    assert canonical(decide_case(library, one, calendars())) == canonical(decide_case(library, turned, calendars()))


def test_every_rule_tried_stands_in_the_trace_with_the_facts_that_made_it_so(library):
    tables = {table["decision"]: table for table in ruled(library)["trace"]["decisions"]}

    tried = {row["rule"]: row for row in tables["outcome"]["tried"]}
    assert tried["R-1.1"]["value"] is True
    assert tried["R-2.1"]["tests"] == [{"expr": "!defect", "value": False, "facts": {"defect": True}}]
    assert tables["outcome"]["defeated"] == [{"rule": "CV-15", "by": "R-1.1"}]


def test_the_trace_says_who_bore_the_burden_and_how_it_was_met(library):
    facts = {row["fact"]: row for row in ruled(library)["trace"]["facts"]}

    assert facts["defect"] == {
        "fact": "defect", "value": True, "state": "proved", "by": "buyer", "standard": "preponderance",
        "pro": 40, "con": 0, "evidence": ["E1"],
    }  # fmt: skip
    assert facts["conduct_at"]["state"] == "presumed"


def test_a_ruling_is_plain_json(library):
    found = ruled(library, closed=False)

    assert json.loads(canonical(found)) == found


@pytest.mark.parametrize(
    ("conduct", "version"), [("2024-12-31T23:59", "small"), ("2025-01-01T00:00", "small-2"), (None, "small")]
)
def test_auto_takes_the_version_in_force_at_the_clock_of_the_family(library, conduct, version):
    order = {"conduct_at": at(conduct)} if conduct else {}

    pack, chosen = choose(library, case(pack="auto", order=order))

    assert (pack.id, chosen) == (version, True)


def test_the_day_of_the_version_is_that_of_the_zone_which_the_family_takes_over():
    floor = {"family": "floor", "zone": "America/New_York", "facts": {"decided_at": {"type": "instant"}}}
    own = {"family": "shop", "extends": "floor", "versions": [
        {"id": "old", "from": "2020-01-01", "until": "2025-01-01"}, {"id": "new", "from": "2025-01-01"},
    ]}  # fmt: skip
    texts = {"floor": json.loads(family_text(json.dumps(floor))), "shop": json.loads(family_text(json.dumps(own)))}
    del texts["shop"]["zone"]
    library = read_library({name: {"family.yaml": json.dumps(text)} for name, text in texts.items()})
    decided_at = datetime.fromisoformat("2024-12-31T23:30:00-05:00")

    pack, _ = choose(library, replace(case(), policy=Policy("auto", decided_at, "shop")))

    assert (pack.id, pack.zone) == ("old", "America/New_York")


def test_law_is_cited_that_is_in_force_on_the_day_where_the_pack_counts_days():
    text = SMALL.replace("LAW-1: {articles: {2014-03-15: 第一条}}", "LAW-1: {articles: {2024-06-01: 第一条}}")
    library = read_library({"small": {"family.yaml": family_text(text)}})

    def cited(decided_at: str) -> list[str]:
        policy = Policy("small", datetime.fromisoformat(decided_at))
        return decide_case(library, replace(case(), policy=policy), calendars())["cites"]["law"]

    assert cited("2024-05-31T17:00:00+00:00") == cited("2024-06-01T01:00:00+08:00") == ["LAW-1"]
    assert cited("2024-05-31T15:00:00+00:00") == []


def test_the_rule_that_chose_the_version_is_cited_only_if_it_was_asked(library):
    assert ruled(library, pack="auto")["cites"]["rules"][0] == "JD-54"
    assert "JD-54" not in ruled(library)["cites"]["rules"]
    assert "JD-54" in ruled(library, pack="auto")["trace"]["applied"]


def test_conduct_before_every_version_is_refused(library):
    with pytest.raises(Refused):
        choose(library, case(pack="auto", order={"conduct_at": at("2019-12-31")}))


def test_a_platform_that_nobody_knows_is_told(library):
    unknown = case(pack="auto")

    with pytest.raises(BadInput):
        choose(library, replace(unknown, policy=replace(unknown.policy, platform="smal")))


def test_whoever_tells_the_ruling_gets_what_it_was_made_of(library):
    found = decide_with(library, case(), calendars())

    assert found.decision == ruled(library)
    assert found.evaluation.pack.id == "small"
    assert found.currency == "CNY"


def test_a_result_below_a_floor_of_the_law_says_which():
    floor = 'invariants: [{id: F-1, when: "reason == \'quality_visible\'", always: "refund > 0", law: [LAW-1]}]\n'
    library = read_library({"small": {"family.yaml": family_text(SMALL + floor)}})

    kept, broken = ruled(library), ruled(library, evidence=[])

    assert kept["broken_floors"] == []
    assert [(row["invariant"], row["law"]) for row in broken["broken_floors"]] == [("F-1", ["LAW-1"])]
