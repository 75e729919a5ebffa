"""Applying a pack to one dispute: provable facts in every state, presumptions, clocks, parameters, lines."""

from __future__ import annotations

import pytest

from builders import at, decide, pack_from, winners
from gongdao.policy.given import State
from gongdao.policy.kleene import OPEN, UNKNOWN

BURDENS = pack_from("""
facts:
  reason:    {type: "enum(not_received, quality)"}
  status:    {type: "enum(shipped, signed)", presumption: shipped}
  received:  {type: bool, presumption: "status == 'signed'"}
  durable:   {type: bool, presumption: false}
  delivered: {type: bool, arises: "reason == 'not_received'", prove: {by: seller}}
  defect:    {type: bool, arises: "reason == 'quality'", alleged: received, prove: {by: bearer, standard: clear}}
  fair:      {type: bool, prove: {by: platform}}
decisions:
  bearer:
    answer: party
    rules: [{id: B1, rank: default, then: buyer}, {id: B2, when: durable, then: seller}]
  outcome:
    answer: "enum(refund, dismiss, repair)"
    rules:
    - {id: D1, when: "reason == 'not_received' && delivered", then: dismiss}
    - {id: D2, when: "reason == 'not_received' && !delivered", then: refund}
    - {id: D3, when: "reason == 'quality' && defect", then: repair}
    - {id: D4, when: "reason == 'quality' && !defect", then: dismiss}
  apology:
    answer: bool
    rules: [{id: A1, when: fair, then: false}, {id: A2, when: "!fair", then: true}]
""")


def not_received(closed: bool = True, **proofs: State):
    return decide(BURDENS, {"reason": "not_received"}, closed=closed, **proofs)


def test_a_fact_that_does_not_arise_is_not_applicable():
    found = decide(BURDENS, {"reason": "quality"})

    assert found.states["delivered"] is State.NOT_APPLICABLE
    assert found.values["delivered"] is None


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (State.PROVED, "dismiss"),
        (State.ADMITTED, "dismiss"),
        (State.REFUTED, "refund"),
        (State.INSUFFICIENT, "refund"),
        (State.ALLEGED, "refund"),
    ],
)
def test_when_evidence_closes_what_is_not_proved_goes_against_its_bearer(state, outcome):
    found = not_received(delivered=state)

    assert found.values["outcome"] == outcome
    assert found.states["delivered"] is state


@pytest.mark.parametrize("state", [State.INSUFFICIENT, State.ALLEGED])
def test_while_evidence_is_open_what_is_not_proved_is_unknown(state):
    found = not_received(closed=False, delivered=state)

    assert found.values["delivered"] is OPEN
    assert found.values["outcome"] is UNKNOWN


@pytest.mark.parametrize("state", [State.PROVED, State.REFUTED, State.ADMITTED])
def test_what_is_settled_is_settled_while_evidence_is_open(state):
    assert not_received(closed=False, delivered=state).values["delivered"] is (state is not State.REFUTED)


def test_nobody_alleges_a_defect_in_what_was_not_received():
    found = decide(BURDENS, {"reason": "quality", "received": False}, closed=False)

    assert found.states["defect"] is State.NOT_ALLEGED
    assert found.values["defect"] is False
    assert found.values["outcome"] == "dismiss"


def test_evidence_alleges_what_the_condition_does_not():
    found = decide(BURDENS, {"reason": "quality", "received": False}, closed=False, defect=State.INSUFFICIENT)

    assert found.states["defect"] is State.INSUFFICIENT
    assert found.values["defect"] is OPEN


def test_what_the_platform_must_find_stays_unknown_when_evidence_closes():
    found = not_received(fair=State.ALLEGED)

    assert found.values["apology"] is UNKNOWN
    assert not found.answers["apology"].conflict


def test_what_the_platform_found_is_known():
    assert not_received(fair=State.PROVED).values["apology"] is False


def test_the_bearer_may_be_a_decision():
    assert winners(decide(BURDENS, {"reason": "quality", "durable": True}), "bearer") == ["B2"]
    assert BURDENS.order.index("bearer") < BURDENS.order.index("defect")


def test_a_fact_whose_bearer_turns_out_to_be_the_platform_stays_unknown():
    pack = pack_from("""
facts:
  x: {type: bool, prove: {by: bearer}}
decisions:
  bearer: {answer: party, rules: [{id: B1, then: platform}]}
""")

    assert decide(pack, x=State.ALLEGED).values["x"] is OPEN


def test_a_silent_file_takes_the_presumption():
    found = decide(BURDENS, {"reason": "quality", "status": "signed"})

    assert found.values["received"] is True
    assert found.states["received"] is State.PRESUMED


def test_a_stated_fact_prevails_over_its_presumption():
    found = decide(BURDENS, {"reason": "quality", "status": "signed", "received": False})

    assert found.values["received"] is False
    assert found.states["received"] is State.STATED


def test_a_fact_nobody_stated_is_unknown():
    found = decide(BURDENS)

    assert found.states["reason"] is State.UNSTATED
    assert found.values["outcome"] is UNKNOWN


def test_a_fact_may_be_settled_for_the_sake_of_argument():
    found = decide(BURDENS, {"reason": "not_received"}, assumed={"delivered": True}, delivered=State.ALLEGED)

    assert found.values["outcome"] == "dismiss"


def test_assuming_a_fact_that_does_not_arise_changes_nothing():
    found = decide(BURDENS, {"reason": "quality"}, assumed={"delivered": True})

    assert found.values["delivered"] is None


CLOCKS = """
governs: {clock: acted_at}
versions: [{id: small, from: 2024-01-01, until: 2025-01-01}]
facts:
  acted_at:   {type: instant, optional: true}
  filed_at:   {type: instant, optional: true}
  zeta_at:    {type: instant, presumption: acted_at, optional: true}
params:
  cap: {type: money, values: {2023-01-01: "10.00", 2024-07-01: "20.00", 2025-03-01: "30.00"}}
  fee: {type: money, clock: filed_at, values: {2024-01-01: "1.00", 2025-03-01: "2.00"}}
  late: {type: money, clock: zeta_at, values: {2024-01-01: "1.00", 2024-07-01: "2.00"}}
decisions:
  alpha: {answer: money, rules: [{id: L1, then: p.late}]}
  amount: {answer: money, rules: [{id: C1, then: p.cap}]}
  filing: {answer: money, rules: [{id: F1, then: p.fee}]}
  old:
    answer: "enum(before, after)"
    rules:
    - {id: O1, until: 2024-07-01, then: before}
    - {id: O2, from: 2024-07-01, then: after}
  filed:
    answer: "enum(before, after)"
    rules:
    - {id: G1, clock: filed_at, until: 2025-03-01, then: before}
    - {id: G2, clock: filed_at, from: 2025-03-01, then: after}
  aardvark:
    answer: "enum(before, after)"
    rules:
    - {id: H1, clock: zeta_at, until: 2024-07-01, then: before}
    - {id: H2, clock: zeta_at, from: 2024-07-01, then: after}
"""
CLOCKED = pack_from(CLOCKS)


def acted(on: str, **values: object):
    return decide(CLOCKED, {"acted_at": at(on), **values})


@pytest.mark.parametrize(
    ("on", "amount"),
    [("2024-06-30T23:59:59", 1000), ("2024-07-01T00:00:00", 2000), ("2024-06-30T16:00:00+00:00", 2000)],
)
def test_a_parameter_changes_at_the_midnight_of_its_zone(on, amount):
    assert acted(on).values["amount"] == amount


def test_the_clock_of_the_family_stays_inside_the_window_of_the_version():
    assert acted("2025-06-01").values["amount"] == 2000
    assert acted("2019-06-01").values["amount"] == 1000


def test_another_clock_is_not_kept_inside_the_window():
    assert acted("2024-06-01", filed_at=at("2025-06-01")).values["filing"] == 200


def test_before_its_first_date_the_first_value_stands():
    assert acted("2024-06-01", filed_at=at("2020-06-01")).values["filing"] == 100


def test_a_clock_that_does_not_apply_is_the_time_of_the_decision():
    assert acted("2024-06-01").values["filing"] == 200


def test_a_rule_is_in_force_from_its_first_day_and_not_on_its_last():
    assert winners(acted("2024-06-30T23:59:59"), "old") == ["O1"]
    assert winners(acted("2024-07-01"), "old") == ["O2"]


def test_a_rule_out_of_force_is_tried_and_marked_so():
    tried = {t.rule.id: t.in_force for t in acted("2024-07-01").answers["old"].tried}

    assert tried == {"O1": False, "O2": True}


def test_a_rule_may_have_a_clock_of_its_own():
    assert acted("2024-06-01", filed_at=at("2025-02-28")).values["filed"] == "before"
    assert acted("2024-06-01", filed_at=at("2025-03-01")).values["filed"] == "after"


def test_a_clock_is_read_before_anything_that_runs_by_it():
    found = acted("2024-08-01")

    assert found.values["alpha"] == 200
    assert found.values["aardvark"] == "after"


def test_only_what_is_asked_is_decided():
    from builders import NOW, calendars
    from gongdao.policy.evaluate import evaluate
    from gongdao.policy.given import Given

    found = evaluate(CLOCKED, Given(NOW, {"acted_at": at("2024-08-01")}), calendars(), only=["aardvark"])

    assert found.values["aardvark"] == "after"
    assert "amount" not in found.values


LINES = pack_from("""
facts:
  paid:  {type: money}
  lines: {type: lines, from: items, optional: true}
  gone:  {type: bool, presumption: false}
decisions:
  part_paid: {answer: money, each: lines, rules: [{id: E1, then: "split(paid, line.list_total)"}]}
  back:
    answer: money
    each: lines
    rules:
    - {id: E2, rank: default, then: 0}
    - {id: E3, when: "line.state == 'unshipped'", then: line.part_paid}
  several:
    answer: "enum(yes, no)"
    each: lines
    rules:
    - {id: E4, when: "line.qty > 1", then: yes}
    - {id: E5, when: "line.state == 'signed'", then: no}
  refund: {answer: money, rules: [{id: R1, when: has(lines), then: "lines.sum(l, l.back)"}]}
""")


def line(total: int, state: str = "signed", qty: int = 1) -> dict:
    return {"sku": "A", "list": total, "qty": qty, "list_total": total, "state": state}


def test_a_table_for_each_line_answers_once_per_line_and_its_answer_is_a_field():
    found = decide(LINES, {"paid": 10000, "lines": [line(1, "unshipped"), line(1), line(1, "unshipped")]})

    assert found.values["part_paid"] == [3333, 3333, 3334]
    assert found.values["refund"] == 6667
    assert winners(found, "back") == ["E3", "E2"]


def test_without_lines_nothing_is_said_of_them():
    found = decide(LINES, {"paid": 10000})

    assert found.values["part_paid"] is None
    assert found.values["refund"] is None


def test_a_conflict_in_one_line_is_a_conflict():
    found = decide(LINES, {"paid": 10000, "lines": [line(1), line(1, qty=2)]})

    assert found.answers["several"].conflict
    assert found.values["several"] == ["no", UNKNOWN]
    assert sorted(winners(found, "several")) == ["E4", "E5"]
