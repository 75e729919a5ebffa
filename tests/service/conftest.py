"""Courts with a record: each test gets a fresh database of its own, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongdao.service import databases
from gongdao.service.record.law import Law
from grounds import VENDORS, Ground, fresh, opened_law

# The tables of people and deliveries can be imported only once Django is set up.
databases.setup()


@pytest.fixture(params=VENDORS)
def ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    """A fresh, migrated database; its ``url`` lets another process open it."""
    with fresh(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def law(ground: Ground) -> Iterator[Law]:
    """A court over the packs of the checkout with its record on a fresh database."""
    with opened_law(ground) as law:
        yield law
