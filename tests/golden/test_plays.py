"""The stories of scenarios read as they were last approved of; ``tests/golden/plays.py`` rewrites them."""

from __future__ import annotations

import pytest

from golden.plays import FOLDER, files, tale
from gongdao.kernel.text import width


@pytest.mark.parametrize(("file", "asked"), files().items(), ids=list(files()))
def test_a_story_reads_as_it_was_approved_of_and_fits_the_page(law, file, asked):
    text = tale(law, *asked)

    assert text == (FOLDER / file).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if width(line) > 80 or line != line.rstrip()] == []


def test_no_kept_story_is_left_over():
    assert sorted(path.name for path in FOLDER.glob("*.txt")) == sorted(files())
