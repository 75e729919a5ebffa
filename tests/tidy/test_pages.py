"""What is written beside the code stays true: links, changelog fragments, locked packages."""

from __future__ import annotations

import re
import tomllib
from xml.etree import ElementTree as ET

import pytest

from sources import ROOT, name

PAGES = [path for path in sorted(ROOT.rglob("*.md")) if not {".venv", ".cache", "node_modules"} & set(path.parts)]
FRAGMENTS = sorted((ROOT / "changelog.d").glob("*.md"))
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_of_a_page_leads_somewhere(page):
    targets = [(inline or picture).split("#")[0] for inline, picture in LINK.findall(page.read_text(encoding="utf-8"))]
    inside = [target for target in targets if target and not re.match(r"[a-z]+:", target)]

    assert [target for target in inside if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_a_readme_shows_the_two_commands_and_a_picture(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")

    assert {"./run", "./test"} <= set(re.findall(r"^\./\w+", text, flags=re.MULTILINE))
    assert "docs/pictures/" in text


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_a_readme_leads_to_every_tutorial_and_how_to_and_names_tests_that_are_there(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    pages = {name(path) for folder in ("tutorial", "how-to") for path in (ROOT / "docs" / folder).glob("*.md")}

    assert pages <= {inline for inline, _ in LINK.findall(text)}
    assert [path for path in re.findall(r"`(tests/[^`*]+)`", text) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("picture", sorted((ROOT / "docs").rglob("*.svg")), ids=name)
def test_a_picture_can_be_drawn_and_says_what_it_shows(picture):
    root = ET.fromstring(picture.read_text(encoding="utf-8"))

    assert root.find("{http://www.w3.org/2000/svg}title") is not None


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=name)
def test_a_changelog_fragment_says_what_kind_of_change_it_is(fragment):
    text = fragment.read_text(encoding="utf-8")

    assert re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed|law)\.md", fragment.name)
    assert text.strip()
    if fragment.name.endswith(".law.md"):
        assert re.search(r"\d{4}-\d{2}-\d{2}", text), "from which day?"
        assert re.search(r"\b[A-Z]{2,}-\d+", text), "which rules?"


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_a_lock_pins_every_package_by_hash_and_names_no_place(lock):
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert all(re.match(r"[a-z0-9-]+==\S+ ", entry) and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


@pytest.mark.parametrize(("lock", "groups"), [("run", []), ("dev", ["dev"]), ("bench", ["dev", "bench"])])
def test_a_lock_holds_every_package_that_is_asked_for(lock, groups):
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = asked["project"]["dependencies"] + [it for group in groups for it in asked["dependency-groups"][group]]
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / f"{lock}.lock").read_text(), flags=re.MULTILINE)

    assert {re.split(r"[<>=~[]", it)[0].lower() for it in names} <= set(locked)


def test_the_bigger_locks_hold_the_smaller_ones_unchanged():
    # A package that the smaller one needs on some Pythons only, the bigger one may need on all.
    run, dev, bench = (
        set(re.sub(r" ; .* \\", " \\\\", (ROOT / "requirements" / f"{lock}.lock").read_text()).splitlines())
        for lock in ("run", "dev", "bench")
    )

    assert run <= dev <= bench
