"""The rulings of the examples read as they were last approved of; ``tests/golden/rulings.py`` rewrites them."""

from __future__ import annotations

import pytest

from golden.rulings import FOLDER, files, ruling
from gongdao.kernel.text import width


@pytest.mark.parametrize(("file", "asked"), files().items(), ids=list(files()))
def test_a_ruling_reads_as_it_was_approved_of_and_fits_the_page(file, asked):
    text = ruling(*asked)

    assert text == (FOLDER / file).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if width(line) > 80 or line != line.rstrip()] == []


def test_no_kept_ruling_is_left_over():
    assert sorted(path.name for path in FOLDER.glob("*.txt")) == sorted(files())
