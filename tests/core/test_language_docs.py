"""The page about conditions tells of every function and every spelling there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongdao.kernel.units import UNITS
from gongdao.policy.condition_messages import MESSAGES
from gongdao.policy.faults import FAR
from gongdao.policy.functions import FUNCTIONS
from gongdao.policy.parse import MACROS, parse
from gongdao.policy.signatures import SIGNATURES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/conditions.md").read_text(encoding="utf-8")
CHINESE, ENGLISH = PAGE.split("## English")
LANGUAGE = ("calls", "check", "faults", "joins", "lexer", "parse", "types", "world")


@pytest.mark.parametrize("name", sorted(SIGNATURES))
def test_a_function_is_on_the_page_in_both_languages(name):
    signature = SIGNATURES[name]

    assert f"| `{signature.usage()}` | {signature.zh} |" in CHINESE
    assert f"| `{signature.usage()}` | {signature.en} |" in ENGLISH


@pytest.mark.parametrize("word", [*UNITS, *(f"lines.{macro}(l, …)" for macro in MACROS)])
def test_a_unit_or_macro_is_on_the_page_in_both_languages(word):
    assert f"`{word}`" in CHINESE
    assert f"`{word}`" in ENGLISH


def test_every_function_on_the_page_has_code_or_is_the_engines_or_the_calendars():
    assert set(FUNCTIONS) | {"coalesce", "after"} == set(SIGNATURES)


def test_the_examples_of_guards_on_the_page_can_be_read():
    examples = re.findall(r"`(!?(?:has|coalesce|visible)[^`…]*[^`…)])`", PAGE)

    assert len(examples) >= 6
    assert all(parse(example) for example in examples)


def test_every_sentence_about_conditions_belongs_to_a_code_that_is_made():
    folder = ROOT / "src/gongdao/policy"
    sources = "".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in LANGUAGE)

    assert [one for one in MESSAGES if f'"{one}"' not in sources] == []
    assert [code for code, far in FAR.items() if (code in MESSAGES) != (far in MESSAGES)] == []
