"""The table of stages and commands and the form of the events change only on purpose."""

from __future__ import annotations

import pytest

from golden.case_table import FOLDER, files, shown_in
from sources import ROOT


@pytest.mark.parametrize("file", sorted(files()))
def test_the_kept_table_is_what_the_program_does(file):
    assert (FOLDER / file).read_text(encoding="utf-8") == files()[file]


def test_the_reference_page_shows_the_table_of_today():
    assert shown_in((ROOT / "docs" / "reference" / "case.md").read_text(encoding="utf-8"))
