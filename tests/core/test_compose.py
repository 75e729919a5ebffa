"""Composing one version of a family with everything it extends."""

from __future__ import annotations

import json

import pytest

from builders import at, codes_in, composed, decide, family_from, pack_from, winners
from gongdao.kernel.errors import BadInput
from gongdao.policy.library import pack_of, read_library
from gongdao.policy.pack import Decision

FLOOR = """
family: floor
facts:
  a: {type: bool, presumption: false}
  b: {type: bool, presumption: false}
  paid: {type: money, presumption: 0}
params:
  cap: {type: money, values: {2020-01-01: "10.00"}}
grades: {record: 90, party: 10}
standards: {preponderance: {margin: 0}}
decisions:
  outcome:
    answer: enum(refund, dismiss, repair)
    rules: [{id: F1, rank: law, when: a, then: refund}, {id: F2, rank: default, then: dismiss}]
"""
ABOVE = """
extends: floor
governs: {clock: decided_at}
versions: [{id: small, from: 2020-01-01, until: 2025-01-01}, {id: small-2, from: 2025-01-01}]
grades: {party: 40}
decisions:
  outcome:
    rules:
    - {id: S1, when: b, then: repair}
    - {id: S2, until: 2024-06-01, when: "!b", then: dismiss}
    - {id: S3, versions: [small-2], rank: special, when: b, then: refund}
    - {id: S4, from: 2025-03-01, when: "!b", then: dismiss}
"""


def rules_of(version: str, text: str = ABOVE) -> list[str]:
    pack, problems = composed(text, FLOOR, version=version)
    assert pack is not None, problems
    return [rule.id for rule in pack.decisions["outcome"].rules]


def test_the_rules_of_the_floor_and_of_the_family_stand_in_one_table():
    assert rules_of("small")[:3] == ["F1", "F2", "S1"]


def test_a_version_holds_only_the_rules_that_can_be_in_force_in_it():
    assert rules_of("small") == ["F1", "F2", "S1", "S2"]
    assert rules_of("small-2") == ["F1", "F2", "S1", "S3", "S4"]


def test_the_floor_wins_by_its_rank():
    found = decide(pack_from(ABOVE, FLOOR), {"a": True, "b": True})

    assert winners(found, "outcome") == ["F1"]


def test_a_grade_of_the_family_replaces_that_of_the_floor():
    assert pack_from(ABOVE, FLOOR).grades == {"record": 90, "party": 40}


def test_a_fact_may_be_defined_once_unless_it_says_that_it_redefines():
    again = "extends: floor\nfacts: {a: {type: bool, presumption: true"

    assert codes_in(f"{again}}}}}", FLOOR) == ["defined-twice"]
    assert decide(pack_from(f"{again}, redefines: true}}}}", FLOOR)).values["outcome"] == "refund"


def test_a_chain_of_families_is_composed_from_its_root():
    middle = "family: middle\nextends: floor\nfacts: {c: {type: bool, presumption: b}}\n"
    pack = pack_from("extends: middle\nterms: {t: {is: c}}", FLOOR, middle)

    assert pack.chain == ("floor", "middle", "small")
    assert pack.order.index("b") < pack.order.index("c") < pack.order.index("t")


@pytest.mark.parametrize(("text", "code"), [("extends: flor", "unknown-family"), ("extends: small", "extends-cycle")])
def test_what_a_family_extends_must_be_there_and_not_itself(text, code):
    assert code in codes_in(text, FLOOR)


def test_names_that_ask_for_one_another_in_a_circle_are_refused():
    assert codes_in("terms: {x: {is: y}, y: {is: 'z && true'}, z: {is: x}}") == ["cycle"]


def test_all_mistakes_of_a_pack_are_told_and_not_only_the_first():
    text = """
facts:
  a: {type: bol}
  b: {type: bool, presumtion: true}
  c: {type: bool, prove: {by: buyr}}
terms: {t: {is: "c && dd"}}
decisions:
  outcome:
    answer: enum(refund, dismiss)
    rules:
    - {id: R1, when: c, then: refnd}
    - {id: R2, rank: specal, when: "c ==", then: dismiss, law: [CPL-0]}
    - {id: R3, overrides: [R9], then: dismiss}
"""

    problems = composed(text)[1]

    told = {p.code.removesuffix("-far") for p in problems}
    assert told == {
        "bad-type", "unknown-key", "unknown-bearer", "unknown-name", "unexpected-end", "unknown-word",
        "unknown-override", "unknown-law",
    }  # fmt: skip
    assert all(p.place is not None and p.place.file == "small.yaml" for p in problems)


def test_with_any_mistake_there_is_no_pack():
    pack, problems = composed("terms: {t: {is: nobody}}")

    assert pack is None
    assert problems


def digest(text: str, **header: object) -> str:
    return pack_from(text, FLOOR, **header).digest


def test_the_digest_is_of_what_a_pack_says_and_not_of_how_it_is_written():
    reordered = json.dumps(dict(reversed(list({
        "extends": "floor", "facts": {"x": {"type": "bool", "zh": "一", "en": "x"}, "y": {"type": "bool"}},
    }.items()))))  # fmt: skip
    written = "extends: floor\nfacts:\n  y: {type: bool}\n  x: {en: x, zh: 一, type: bool}"

    assert digest(reordered) == digest(written)


@pytest.mark.parametrize(
    "other",
    [
        ABOVE.replace("then: repair", "then: refund"),
        ABOVE.replace("id: S1", "id: S9"),
        ABOVE.replace("{party: 40}", "{party: 41}"),
        ABOVE + "terms: {t: {is: a}}",
    ],
)
def test_any_change_of_a_pack_changes_its_digest(other):
    assert digest(ABOVE) != digest(other)


def test_the_digest_holds_what_the_floor_says_of_the_same_list():
    text, floor = "extends: floor\ninvariants: [{id: I2, always: b}]", FLOOR + "invariants: [{id: I1, always: %s}]"

    assert pack_from(text, floor % "a").digest != pack_from(text, floor % "b").digest


def test_the_digest_tells_in_which_family_a_table_stands():
    table = "decisions: {d: {answer: bool, rules: [{id: R1, then: true}]}}\n"
    floor, above = "family: floor\nfacts: {decided_at: {type: instant}}\n", "extends: floor\n"

    assert pack_from(above, floor + table).digest != pack_from(above + table, floor).digest


def test_the_order_of_the_debts_of_a_waterfall_is_part_of_the_digest():
    table = "waterfall: {owe: {%s}, to: buyer}, rules: [{id: W, then: {from: escrow}}]"
    text = f"extends: floor\ndecisions: {{pay: {{{table}}}}}"

    assert digest(text % "refund: paid, costs: paid") != digest(text % "costs: paid, refund: paid")


def test_two_versions_of_a_family_have_two_digests():
    other, _ = composed(ABOVE, FLOOR, version="small-2")

    assert other is not None
    assert digest(ABOVE) != other.digest


def test_a_table_with_a_rule_that_always_applies_always_answers():
    def total(rules: str, head: str = "answer: bool") -> Decision:
        return pack_from(f"facts: {{a: {{type: bool}}}}\ndecisions: {{d: {{{head}, rules: [{rules}]}}}}").decisions["d"]

    assert total("{id: R1, then: true}").total
    assert not total("{id: R1, when: a, then: true}").total
    assert not total("{id: R1, unless: a, then: true}").total
    assert not total("{id: R1, from: 2024-01-01, then: true}").total
    assert total("", "answer: int, hit: highest").total is False
    assert total("", "answer: 'enum(x, y)', hit: collect").total


def test_a_library_gives_the_same_pack_each_time_and_names_the_nearest_of_an_unknown_one():
    text = json.dumps(
        {
            "family": "f", "zh": "族", "en": "family", "versions": [{"id": "f-2020", "from": "2020-01-01"}],
            "facts": {"decided_at": {"type": "instant", "zh": "时", "en": "time"}},
        }
    )  # fmt: skip
    library = read_library({"f": {"family.yaml": text}})

    assert pack_of(library, "f-2020") is pack_of(library, "f-2020")
    with pytest.raises(BadInput) as refused:
        pack_of(library, "f-2021")
    assert refused.value.problems[0].code == "unknown-pack"
    assert refused.value.problems[0].details["nearest"] == "f-2020"


def test_a_library_tells_the_mistakes_of_all_its_families():
    with pytest.raises(BadInput) as refused:
        read_library({"one": {"family.yaml": "zh: 一"}, "two": {"family.yaml": "facts: ["}})

    assert {p.place.file for p in refused.value.problems if p.place} == {"family.yaml"}
    assert len(refused.value.problems) >= 2


def test_a_family_keeps_where_each_version_begins_and_ends():
    family, problems = family_from(ABOVE)

    assert problems == []
    assert [(v.id, str(v.since), str(v.until)) for v in family.versions] == [
        ("small", "2020-01-01", "2025-01-01"),
        ("small-2", "2025-01-01", "None"),
    ]


def test_the_version_in_the_facts_decides_which_rules_are_tried():
    old, _ = composed(ABOVE, FLOOR, version="small")
    assert old is not None

    assert winners(decide(old, {"b": True}, on=at("2024-01-01")), "outcome") == ["S1"]
    assert winners(decide(pack_from(ABOVE, FLOOR), {}, on=at("2024-01-01")), "outcome") == ["S2"]
