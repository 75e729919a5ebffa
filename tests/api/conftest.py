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


@pytest.fixture
def settings_of():
    """Other settings of the service for as long as a test needs them; the quotas begin anew."""
    from django.test import override_settings

    from gongdao.service.api import limits

    opened = []

    def enter(**settings: object) -> None:
        limits.forget()
        opened.append(override_settings(**settings))
        opened[-1].enable()

    yield enter
    for each in reversed(opened):
        each.disable()
    limits.forget()
