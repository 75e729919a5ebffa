"""Courts that stand in this process, with a marketplace that has a key."""

from __future__ import annotations

import pytest

from gongdao.service import databases
from grounds import Ground

databases.setup()


@pytest.fixture
def market(standing: Ground):
    """A marketplace that told of a buyer, and of a seller with a shop."""
    import machines

    return machines.market()
