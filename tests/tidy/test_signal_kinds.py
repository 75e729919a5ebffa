"""Every kind of signal that screening gives is named in both languages, and the pack says what it may trigger."""

from __future__ import annotations

import re
from pathlib import Path

from gongdao.screening.messages import KINDS
from shelf import pack

FOLDER = Path(__file__).resolve().parents[2] / "src/gongdao/screening"
AREAS = "message|link|parcel|shop|claimant|picture"
A_KIND = re.compile(rf'"((?:{AREAS})\.[a-z_]+)"')


def given() -> set[str]:
    """The kinds that stand in the code of screening."""
    files = (path for path in FOLDER.rglob("*.py") if not path.name.startswith("messages"))
    return {kind for path in files for kind in A_KIND.findall(path.read_text(encoding="utf-8"))}


def test_every_kind_that_is_given_has_its_name():
    assert given() - KINDS.keys() == set()


def test_of_every_kind_the_conventions_say_what_it_may_trigger():
    assert KINDS.keys() - pack("conventions").signals.keys() == set()


def test_nothing_is_said_of_a_kind_that_is_never_given():
    known = set(pack("conventions").signals)

    assert known - given() == set()
    assert KINDS.keys() - given() == set()
