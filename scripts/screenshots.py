"""Takes a picture of every page of the demo, at two widths and in two languages."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from browser import browser, visiting
from every_page import PAGES, Seen
from grounds import release
from provider import provider, settings_of
from sites import Seeded, Server, Site, running, seeded, server
from walks import BY_PROVIDER, WALKS, Walk

WIDTHS, LANGUAGES = (390, 1280), ("zh", "en")


def main() -> int:
    """Take them; 1 where something went wrong on a page, which is told."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    part = sys.argv[2] if len(sys.argv) > 2 else ""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory() as made, seeded("sqlite", Path(made)) as data, browser() as started:
            wrong = sum(each(started, data, folder, part) for each in (looked_at, walked, walked_with_provider))
    finally:
        release()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return int(wrong > 0)


def looked_at(started: Browser, data: Seeded, folder: Path, part: str) -> int:
    """Take the pages that have an address in the demo; gives on how many something went wrong."""
    wanted = [seen for seen in PAGES if part in seen.name]
    with server() as house, running(data, house) as site:
        return sum(not taken(started, site, seen, folder) for seen in wanted)


def taken(started: Browser, site: Site, seen: Seen, folder: Path) -> bool:
    """Take the pictures of one page; false where something went wrong on it."""
    try:
        for width, lang in product(WIDTHS, LANGUAGES):
            with visiting(started, site, seen.as_, width=width, lang=lang) as page:
                page.goto(seen.found(page, site), wait_until="networkidle")
                page.screenshot(path=folder / f"{seen.name}-{width}-{lang}.png", full_page=True)
    except AssertionError as error:
        print(f"{seen.name}: {error}")
        return False
    return True


def walked(started: Browser, data: Seeded, folder: Path, part: str) -> int:
    """Take the pages that one comes to with something at hand; gives on how many ways something went wrong."""
    with server() as house:
        return sum(not went(started, data, house, walk, folder, part) for walk in WALKS)


def walked_with_provider(started: Browser, data: Seeded, folder: Path, part: str) -> int:
    """Take the page that one comes to by the organisation's own provider; 1 where something went wrong."""
    with provider() as address, server(**settings_of(address)) as house:
        return int(not went(started, data, house, BY_PROVIDER, folder, part))


def went(started: Browser, data: Seeded, house: Server, walk: Walk, folder: Path, part: str) -> bool:
    """Go a way in an installation of its own at each width in each language."""
    try:
        for width, lang in product(WIDTHS, LANGUAGES):
            with (
                running(data, house) as site,
                visiting(started, site.by_name(), walk.as_, width=width, lang=lang) as page,
            ):
                for name in walk.go(page, site):
                    if part in name:
                        page.screenshot(path=folder / f"{name}-{width}-{lang}.png", full_page=True)
    except AssertionError as error:
        print(f"{walk.go.__name__}: {error}")
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
