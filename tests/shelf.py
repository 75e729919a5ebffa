"""The packs and case files of the checkout, read once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gongdao.case.file import Case, read_cases
from gongdao.policy.library import Library, pack_of
from gongdao.policy.pack import Pack
from gongdao.service.packs import find_packs, open_library

SHELF = find_packs()
VERSIONS = tuple(SHELF.versions)
EXAMPLES = tuple(path for family in SHELF.heads for path in SHELF.examples(family))


@cache
def library() -> Library:
    """This function will read all families."""
    return open_library(SHELF)


@cache
def pack(version: str) -> Pack:
    """This function will compose a version; once for all tests."""
    return pack_of(library(), version)


@cache
def cases_of(path: Path) -> tuple[Case, ...]:
    """This function will read the cases of a file."""
    return read_cases(path.read_text(encoding="utf-8"), path.name, library().versions).cases


def example_name(path: Path) -> str:
    """This function will name an example file by its family and its own name."""
    return f"{path.parent.parent.name}/{path.stem}"
