"""Takes a picture of every page of the demo, at two widths and in two languages."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from browser import browser, visiting
from every_page import PAGES, Seen
from grounds import release
from sites import Site, running, seeded, server

WIDTHS, LANGUAGES = (390, 1280), ("zh", "en")


def main() -> int:
    """Take them; 1 where something went wrong on a page, which is told."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    wanted = [seen for seen in PAGES if len(sys.argv) < 3 or sys.argv[2] in seen.name]
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    try:
        with (
            TemporaryDirectory() as made,
            seeded("sqlite", Path(made)) as data,
            server() as house,
            running(data, house) as site,
            browser() as started,
        ):
            wrong = sum(not taken(started, site, seen, folder) for seen in wanted)
    finally:
        release()
    print(f"{len(wanted) * len(WIDTHS) * len(LANGUAGES)} pictures in {folder}")
    return int(wrong > 0)


def taken(started: Browser, site: Site, seen: Seen, folder: Path) -> bool:
    """Take the pictures of one page; false where something went wrong on it."""
    try:
        for width in WIDTHS:
            for lang in LANGUAGES:
                with visiting(started, site, seen.as_, width=width, lang=lang) as page:
                    page.goto(seen.found(page, site), wait_until="networkidle")
                    page.screenshot(path=folder / f"{seen.name}-{width}-{lang}.png", full_page=True)
    except AssertionError as error:
        print(f"{seen.name}: {error}")
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
