"""A record for the stories that are kept as text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongdao.service.record.law import Law
from grounds import fresh, opened_law


@pytest.fixture
def law(tmp_path) -> Iterator[Law]:
    """A court over the packs of the checkout with its record in a new SQLite file."""
    with fresh("sqlite", tmp_path) as ground, opened_law(ground) as made:
        yield made
