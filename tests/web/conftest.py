"""Browsers before a running installation: ``site`` is one of a test's own, ``visit`` opens pages of it as somebody."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page

from browser import browser, visiting
from gongdao.service import databases
from grounds import VENDORS, Ground
from sites import Seeded, Server, Site, running, seeded, server

if TYPE_CHECKING:
    from bazaar import Bazaar

# Django reads its settings before any module of a test asks for a table.
databases.setup()
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    with browser() as started:
        yield started


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Seeded]]:
    """A demo's data on a database of either vendor, made once in a run and copied by who needs them."""
    base = tmp_path_factory.getbasetemp()
    # Processes that run tests beside one another have folders beside one another.
    common = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    made: dict[str, Seeded] = {}
    with ExitStack() as kept:

        def of(vendor: str) -> Seeded:
            if vendor not in made:
                made[vendor] = kept.enter_context(seeded(vendor, common / f"seed-{vendor}"))
            return made[vendor]

        yield of


@pytest.fixture(scope="session")
def house() -> Iterator[Server]:
    """The process that all sites of this one come from."""
    with server() as started:
        yield started


@pytest.fixture
def fair(standing: Ground) -> Bazaar:
    """A bazaar on the database that the service stands on."""
    from bazaar import bazaar

    return bazaar()


@pytest.fixture
def stream(fair: Bazaar) -> str:
    """A case that its buyer opened."""
    from bazaar import CLAIM
    from gongdao.service.actions.open_request import open_request

    return open_request(fair.buys(), fair.order(), CLAIM, (), (), "k-1").stream


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A site stands on each database; for a test that is marked ``on`` one is enough in a short run."""
    if "vendor" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("on")
        one = marked.args if marked and not metafunc.config.getoption("--long") else VENDORS
        metafunc.parametrize("vendor", one)


@pytest.fixture
def site(seeds: Callable[[str], Seeded], house: Server, vendor: str) -> Iterator[Site]:
    """A running installation with the demo's people and disputes, of this test's own."""
    with running(seeds(vendor), house) as site:
        yield site


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visit]:
    """``visit("fang", width=390)``: a page as a person of the demo; at the end nothing may have gone wrong on any."""
    with ExitStack() as pages:

        def visit(as_: str = "", **options: object) -> Page:
            return pages.enter_context(partial(visiting, chromium, site)(as_, **options))

        yield visit
