"""Finding in a case file the facts that a pack names."""

from __future__ import annotations

import pytest

from builders import NOW, at, calendars, pack_from
from gongdao.case.facts import bind
from gongdao.evidence.item import Reason
from gongdao.policy.given import State

EVENTS = [
    {"at": at("2025-10-01T10:00"), "actor": "buyer", "act": "appeal", "amount": 100, "n": 1},
    {"at": at("2025-10-02T10:00"), "actor": "seller", "act": "refuse_request"},
    {"at": at("2025-10-03T10:00"), "actor": "buyer", "act": "appeal", "amount": 250, "n": 2},
]
CASE = {
    "order": {"paid": 19900, "status": "n/a"},
    "seller": {"promise": {"multiple": 3}},
    "items": [{"sku": "A", "list": 100, "qty": 3}, {"sku": "B", "list": 50}],
    "events": EVENTS,
    "chat": [{"text": "亲，请　共 享屏幕"}, {"text": "加ＱＱ群"}],
}


def found(fact: str, case: dict | None = None, more: str = "", **header):
    pack = pack_from(f"facts:\n  it: {fact}\n{more}", **header)
    return bind(pack, CASE if case is None else case, NOW, calendars(), {}).given.values.get("it")


@pytest.mark.parametrize(
    ("pick", "value"),
    [
        ("pick: first, take: amount", 100),
        ("pick: last, take: amount", 250),
        ("pick: min, take: amount", 100),
        ("pick: max, take: amount", 250),
        ("pick: sum, take: amount", 350),
        ("pick: first, take: waybill", None),
    ],
)
def test_a_pick_takes_one_field_out_of_the_rows(pick, value):
    kind = "text" if "waybill" in pick else "money"

    assert found(f"{{type: {kind}, from: events, where: {{act: appeal}}, {pick}}}") == value


def test_a_count_of_nothing_is_zero():
    assert found("{type: int, from: events, where: {act: appeal}, pick: count}") == 2
    assert found("{type: int, from: events, where: {act: settle}, pick: count}") == 0
    assert found("{type: int, from: events, pick: count}", {}) == 0


def test_any_is_true_or_not_stated():
    assert found("{type: bool, from: events, where: {actor: seller}, pick: any}") is True
    assert found("{type: bool, from: events, where: {actor: carrier}, pick: any}") is None


def test_a_path_gives_the_value_that_stands_there():
    assert found("{type: money, from: order.paid}") == 19900
    assert found("{type: money, from: order.freight_actual}") is None
    assert found("{type: money, from: order.paid}", {}) is None


def test_what_the_file_says_is_not_applicable_is_not_stated():
    assert found('{type: "enum(shipped, signed)", from: order.status}') is None


def test_what_was_found_may_be_multiplied_by_another_number_of_the_file():
    fact = "{type: money, from: order.paid, times: seller.promise.multiple}"

    assert found(fact) == 59700
    assert found(fact, {"order": {"paid": 100}}) is None


def test_the_time_of_the_decision_is_a_fact():
    assert found("{type: instant, from: policy.decided_at}") == NOW


def test_order_lines_carry_quantity_times_price():
    lines = found("{type: lines, from: items}")

    assert [line["list_total"] for line in lines] == [300, 50]
    assert found("{type: lines, from: items}", {}) is None


def test_an_interval_runs_from_its_start_to_the_first_end_after_it():
    events = [
        {"at": at("2025-10-01"), "act": "pause"},
        {"at": at("2025-10-02"), "act": "resume"},
        {"at": at("2025-10-05"), "act": "resume"},
        {"at": at("2025-10-04"), "act": "pause"},
        {"at": at("2025-10-10"), "act": "pause"},
        {"act": "pause"},
        {"act": "resume"},
    ]
    fact = "{type: intervals, from: events, where: {act: pause}, ends: {act: resume}}"

    assert found(fact, {"events": events}) == [
        (at("2025-10-01"), at("2025-10-02")),
        (at("2025-10-04"), at("2025-10-05")),
        (at("2025-10-10"), NOW),
    ]


PHRASES = """
phrases:
  S1: {any: [共享屏幕]}
  S2: {all: [[QQ, 微信], [群]]}
  S3: {all: [[请], [QQ]]}
"""


def test_a_script_is_met_when_every_group_has_a_phrase_in_one_message():
    assert found('{type: "set(S1, S2, S3)", from: chat}', more=PHRASES) == ["S1", "S2"]


PROOFS = """
facts:
  requested: {type: instant, from: order.conduct_at, optional: true}
  claimed: {type: bool, from: claim.goods_received, presumption: true}
  defect: {type: bool, finding: findings_by_staff.defect_established, prove: {by: buyer, standard: clear}}
  source: {type: bool, prove: {by: seller}}
  delivered: {type: bool, prove: {by: seller}}
deadlines:
  evidence_due: {rules: [{id: D1, when: has(requested), then: {starts: requested, length: 72 hour}}]}
weighing:
- {kind: photo, by: buyer, fact: defect, grade: party}
- {kind: lab_report, fact: defect, grade: lab}
- {kind: text, when: claimed, fact: source, grade: party}
words:
  factory_fault: {fact: defect, grade: lab}
  fine: {fact: defect, for: false, grade: record}
  i_did_it: {fact: defect, grade: admission}
"""
PACK = pack_from(PROOFS, late_after="evidence_due")


def proofs(*evidence: dict, words=None, **facts):
    return bind(PACK, {"evidence": list(evidence), **facts}, NOW, calendars(), words or {}).given.proofs


def item(kind: str = "photo", by: str = "buyer", **more) -> dict:
    return {"id": f"E-{kind}", "kind": kind, "by": by, **more}


def test_without_evidence_nothing_is_said_of_a_provable_fact():
    assert proofs() == {}


def test_the_weights_of_the_evidence_meet_the_standard_or_do_not():
    assert proofs(item("lab_report"))["defect"].state is State.PROVED
    assert proofs(item("photo"))["defect"].state is State.INSUFFICIENT


def test_more_against_than_for_refutes():
    found = proofs(item("photo", shows="fine", by="seller"), item("lab_report"))["defect"]

    assert (found.state, found.pro, found.con) == (State.REFUTED, 85, 90)
    assert found.evidence == ("E-photo", "E-lab_report")


def test_what_the_other_party_said_against_itself_is_admitted():
    assert proofs(item("text", by="seller", says="i_did_it"))["defect"].state is State.ADMITTED


def test_a_finding_settles_the_fact_whatever_the_evidence():
    found = proofs(item("lab_report"), findings_by_staff={"defect_established": False})["defect"]

    assert found.state is State.REFUTED


def test_the_words_of_the_case_file_prevail_over_those_of_the_pack():
    words = {"fine": (("defect", True, "lab"),), "own": (("source", True, "record"),)}

    found = proofs(item(shows="fine"), item("video", shows="own", by="seller"), words=words)

    assert found["defect"].state is State.PROVED
    assert found["source"].state is State.PROVED


def test_an_entry_counts_only_where_its_condition_holds():
    assert "source" in proofs(item("text", by="seller"))
    assert "source" not in proofs(item("text", by="seller"), claim={"goods_received": False})


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2025-10-12T09:59:59", State.PROVED),
        ("2025-10-12T10:00:00", State.INSUFFICIENT),
        (None, State.PROVED),
    ],
)
def test_evidence_is_in_time_if_it_came_before_the_deadline(when, state):
    lab = item("lab_report", **({"at": at(when)} if when else {}))

    assert proofs(lab, order={"conduct_at": at("2025-10-09T10:00")})["defect"].state is state


def test_without_a_deadline_only_what_is_marked_late_is_late():
    assert proofs(item("lab_report", at=at("2030-01-01")))["defect"].state is State.PROVED
    assert proofs(item("lab_report", late=True))["defect"].state is State.INSUFFICIENT


def test_the_reader_is_warned_of_each_item_nobody_said_the_meaning_of():
    case = {"evidence": [item(shows="a_ghost"), item("lab_report")]}

    weighed = bind(PACK, case, NOW, calendars(), {}).evidence

    assert [one.id for one in weighed if one.reason is Reason.UNMAPPED] == ["E-photo"]
