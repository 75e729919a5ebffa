"""Every row of the rule book stands in the packs with a case that shows it, or is left out for a told reason."""

from __future__ import annotations

import pytest

from coverage_page import PAGE, page
from coverage_rows import Survey, survey

LEAST = 180


@pytest.fixture(scope="module")
def found() -> Survey:
    return survey()


def test_every_pack_and_every_example_can_be_read(found):
    assert found.broken == []


def test_every_row_is_shown_by_a_case_or_left_out_for_a_reason(found):
    assert [f"{row.id}: {lack}" for row, lack in found.open_rows()] == []


def test_a_reason_is_told_in_both_languages_and_for_a_row_that_exists(found):
    known = {row.id for row in found.rows}

    assert [name for name, why in found.reasons.items() if name not in known or not (why.zh and why.en)] == []


def test_no_reason_says_that_a_row_with_rules_is_left_out(found):
    assert [name for name in found.reasons if found.standings[name].rules] == []


def test_enough_rows_have_rules_of_their_own(found):
    assert sum(1 for row in found.rows if found.standings[row.id].rules) >= LEAST


def test_the_page_says_what_stands_in_the_packs(found):
    written = PAGE.read_text(encoding="utf-8")

    assert written == page(found), "run scripts/coverage_page.py"


def test_every_row_of_the_page_has_a_label_in_both_languages(found):
    assert [row.id for row in found.rows if not (row.label.zh and row.label.en)] == []
