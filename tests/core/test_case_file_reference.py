"""The reference of the case file says what the reader does: schema, field list and examples agree with it.

``python tests/core/test_case_file_reference.py`` writes the generated pages anew.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gongdao.case.field_list import field_list
from gongdao.case.fields import FIELDS
from gongdao.case.file import read_cases
from gongdao.case.json_schema import json_schema
from gongdao.case.kinds import BOOL, TEXT, Field
from gongdao.case.schema import SCHEMA, item_fields, kind_of, kind_of_item, lists, paths
from gongdao.kernel.errors import BadInput
from gongdao.kernel.source import plain, read

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    ROOT / "docs/reference/case-file.schema.json": lambda: (
        json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    ),
    ROOT / "docs/reference/case-file-fields.md": field_list,
}
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
VALIDATOR = Draft202012Validator(json_schema())

HEAD = 'id: K\npolicy: {pack: cn-law, decided_at: "2026-05-20T10:00:00+08:00"}\n'
REFUSED_BY_BOTH = [
    HEAD + "facts: {claim: {lines: {A: '1.00'}}}",
    HEAD + "facts: {order: {payed: '1.00'}}",
    HEAD + "facts: {order: {status: lost}}",
    HEAD + "facts: {order: {paid: 1.50}}",
    HEAD + "facts: {order: {paid: '-1.50'}}",
    HEAD + "facts: {order: {paid_at: '2025-09-30T10:00:00'}}",
    HEAD + "facts: {order: {free_shipping: yes}}",
    HEAD + "facts: {goods: {total: '3'}}",
    HEAD + "facts: {goods: {used: 3}}",
    HEAD + "facts: {seller: {promise: some}}",
    HEAD + "facts: {evidence: {id: E1}}",
    HEAD + "facts: {events: [{actor: buyer}]}",
    HEAD + "facts: {jury: {void: [3]}}",
    HEAD + "facts: {}\nwords: {w: {grade: party}}",
    HEAD + "facts: {}\nexpect: {winner: nobody}",
    HEAD + "facts: {}\nexpect: {payers: [{amount: 1.50}]}",
    "id: K\nfacts: {}",
    "cases: []",
    "cases: {}",
    "text",
]
TAKEN_BY_BOTH = [
    HEAD + "facts: {}",
    HEAD + "schema_version: 1\nfacts: {order: {paid: null, goods_price: 45}, events: []}",
    HEAD + "facts: {complaint: {channel: 12315}, seller: {promise: none, score: n/a}}",
    HEAD + "facts: {jury: {void: [J1, {juror: J2}]}, logistics: [{gps_km_from_address: 3.5, agent: true}]}",
    HEAD + "facts: {}\nwords: {w: {fact: f}, v: [{fact: f, for: false, grade: party}]}",
    HEAD + "facts: {}\nexpect: {winner: buyer, state: {any: thing}, payers: [{amount: '1.00', why: so}]}",
]


def readable(text: str) -> bool:
    try:
        read_cases(text, "k.yaml")
    except BadInput:
        return False
    return True


def valid(text: str) -> bool:
    node, _ = read(text, "k.yaml")
    assert node is not None
    return VALIDATOR.is_valid(json.loads(json.dumps(plain(node), default=float)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_generated_pages_are_those_of_today(page):
    assert page.read_text(encoding="utf-8") == PAGES[page]()


def test_the_schema_is_a_json_schema():
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("text", TAKEN_BY_BOTH)
def test_what_the_reader_takes_the_schema_takes(text):
    assert readable(text)
    assert valid(text)


@pytest.mark.parametrize("text", REFUSED_BY_BOTH)
def test_what_the_schema_refuses_the_reader_refuses(text):
    assert not readable(text)
    assert not valid(text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_read_and_valid(path):
    text = path.read_text(encoding="utf-8")

    assert read_cases(text, path.name).cases
    assert valid(text)


def test_the_example_in_the_reference_is_read():
    page = (ROOT / "docs/reference/case-file.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)

    assert read_cases(text, "case-file.md").cases[0].words
    assert valid(text)


def test_there_are_examples_to_begin_with():
    assert len(EXAMPLES) >= 8


def test_every_field_has_a_name_in_both_languages_and_stands_once():
    assert [field.path for field in FIELDS if not field.zh or not field.en] == []
    assert len({field.path for field in FIELDS}) == len(FIELDS)


def test_facts_can_be_asked_for_by_path():
    assert kind_of("order.paid").name == "money"
    assert kind_of("seller.promise.multiple").name == "int"
    assert kind_of("policy.decided_at").name == "instant"
    assert kind_of("claim.items").many
    assert kind_of("order.payed") is None
    assert kind_of_item("events", "act").words[0] == "agree_return"
    assert kind_of_item("events", "weather") is None
    assert "order.paid" in paths()
    assert "claim.items" in paths()
    assert not any("[]" in path for path in paths())
    assert "events" in lists()
    assert "act" in item_fields("events")


def test_a_schema_can_learn_fields_and_words():
    wider = SCHEMA.extended([Field("facts.findings_by_staff.forged", BOOL, "伪造", "forged")]).knowing(
        "expect.deadlines[].name", ["chargeback_due"]
    )
    text = HEAD + "facts: {findings_by_staff: {forged: true}}\nexpect: {deadlines: [{name: chargeback_due}]}"

    assert read_cases(text, "k.yaml", schema=wider).cases[0].facts["findings_by_staff"] == {"forged": True}
    assert not readable(text)
    assert kind_of("findings_by_staff.forged", wider) == BOOL
    assert kind_of("order.id") == TEXT


if __name__ == "__main__":
    for page, made in PAGES.items():
        page.write_text(made(), encoding="utf-8")
