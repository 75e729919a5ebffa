"""Code stays small: the tail is capped, not the mean."""

from __future__ import annotations

from statistics import median, quantiles

import pytest

from sources import CODE, name, outline, python_files

# Today's maxima; each may only fall. The house's own limits are 60 and 500.
LONGEST_FUNCTION = 60
LONGEST_FILE = 350


def lengths_of_functions(*folders: str) -> dict[str, int]:
    return {
        f"{name(path)}:{each.line} {each.name}": each.length
        for path in python_files(*folders)
        for each in outline(path).functions
    }


def lengths_of_files(*folders: str) -> dict[str, int]:
    return {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(*folders)}


@pytest.mark.parametrize(
    ("lengths", "limit"),
    [(lengths_of_functions, LONGEST_FUNCTION), (lengths_of_files, LONGEST_FILE)],
    ids=["functions", "files"],
)
def test_nothing_grows_past_the_longest_of_today(lengths, limit):
    assert {place: length for place, length in lengths(*CODE).items() if length > limit} == {}


@pytest.mark.parametrize(
    ("lengths", "middle", "tail"),
    [(lengths_of_functions, 8, 30), (lengths_of_files, 150, 350)],
    ids=["functions", "files"],
)
def test_the_middle_and_the_tail_stay_small(lengths, middle, tail):
    sizes = sorted(lengths("src").values())

    assert median(sizes) <= middle
    assert quantiles(sizes, n=10)[-1] <= tail


def test_the_written_maxima_keep_to_the_house_limits():
    assert LONGEST_FUNCTION <= 60
    assert LONGEST_FILE <= 500
