"""Browsers before a running installation: ``site`` is one of a test's own, ``visit`` opens pages of it as somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import pytest
from playwright.sync_api import Browser, Page

from browser import browser, visiting
from gongdao.service import databases
from grounds import VENDORS
from sites import Seeded, Site, running, seeded

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
    """A demo's data on a database of either vendor, made once and copied by who needs them."""
    made: dict[str, Seeded] = {}
    with ExitStack() as kept:

        def of(vendor: str) -> Seeded:
            if vendor not in made:
                made[vendor] = kept.enter_context(seeded(vendor, tmp_path_factory.mktemp(f"seed-{vendor}")))
            return made[vendor]

        yield of


@pytest.fixture
def vendor(request: pytest.FixtureRequest) -> str:
    """Which database the site of a test stands on; a test that is marked ``on`` says it."""
    marked = request.node.get_closest_marker("on")
    return marked.args[0] if marked else VENDORS[0]


@pytest.fixture
def site(seeds: Callable[[str], Seeded], vendor: str) -> Iterator[Site]:
    """A running installation with the demo's people and disputes, of this test's own."""
    with running(seeds(vendor)) as site:
        yield site


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visit]:
    """``visit("fang", width=390)``: a page as a person of the demo; at the end nothing may have gone wrong on any."""
    with ExitStack() as pages:

        def visit(as_: str = "", **options: object) -> Page:
            return pages.enter_context(partial(visiting, chromium, site)(as_, **options))

        yield visit
