"""The reference of scenario files says what the reader does: the schema and every scenario agree with it.

``python tests/service/test_play_reference.py`` writes the generated pages anew.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gongdao.kernel.errors import BadInput
from gongdao.kernel.source import plain, read
from gongdao.service.play.act_list import act_list
from gongdao.service.play.read import read_scenario
from gongdao.service.play.schema import json_schema

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    ROOT / "docs/reference/scenario.schema.json": lambda: (
        json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    ),
    ROOT / "docs/reference/scenario-acts.md": act_list,
}
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
HEAD = 'id: s\ntitle: {zh: 一, en: one}\nplatform: taobao\norder: {id: X, paid: "1.00"}\nsteps:\n'
FIRST = '- at: "2025-09-22T10:00:00+08:00"\n  '
REFUSED_BY_BOTH = [
    "id: s\ntitle: {zh: 一, en: one}\nplatform: taobao",
    HEAD + FIRST + "by: buyer\n  do: open_requests",
    HEAD + FIRST + "by: buyer\n  do: open_request\n  with: {claim: {typ: refund_only}}",
    HEAD + FIRST + "do: withdraw_request",
    HEAD + FIRST + "expect: {stage: asleep}",
    HEAD + FIRST + "expect: {due: {seller: soon}}",
    HEAD + FIRST + "by: seller\n  do: make_offer\n  with: {id: O, kind: refund, amount: 1.50}",
    HEAD + FIRST + "by: seller\n  do: make_offer",
    HEAD + FIRST + "after: 2 weeks",
    HEAD + FIRST + "answers: [{answer: maybe}]",
    HEAD + FIRST + "facts: {orders: {paid: '1.00'}}",
    HEAD + FIRST + "at_once: [{by: buyer}]",
]


def readable(text: str) -> bool:
    try:
        read_scenario(text, "s.yaml")
    except BadInput:
        return False
    return True


def valid(text: str) -> bool:
    node, _ = read(text, "s.yaml")
    assert node is not None
    return Draft202012Validator(json_schema()).is_valid(json.loads(json.dumps(plain(node), default=float)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_generated_pages_are_those_of_today(page):
    assert page.read_text(encoding="utf-8") == PAGES[page]()


def test_the_schema_is_a_json_schema():
    Draft202012Validator.check_schema(json_schema())


def test_the_example_of_the_reference_is_read():
    page = (ROOT / "docs/reference/scenario.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)

    assert readable(text)
    assert valid(text)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_is_read_and_valid(path):
    text = path.read_text(encoding="utf-8")

    assert read_scenario(text, path.name).steps
    assert valid(text)


@pytest.mark.parametrize("text", REFUSED_BY_BOTH)
def test_what_the_schema_refuses_the_reader_refuses(text):
    assert not readable(text)
    assert not valid(text)


if __name__ == "__main__":
    for page, made in PAGES.items():
        page.write_text(made(), encoding="utf-8")
