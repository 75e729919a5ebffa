"""Finds the policy packs and calendars on the disk and reads those that a command needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongdao.kernel.errors import BadInput, Problem
from gongdao.policy.family import Family, read_family, spot
from gongdao.policy.faults import wrong_word
from gongdao.policy.library import Library, read_library
from gongdao.policy.pack import Version
from gongdao.service.calendars import FOLDER, Calendars, packs_folder
from gongdao.service.files import read_text, shown_path

BESIDE = ("examples", "coverage.yaml")  # lie in a family's folder and are not part of its packs


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the families are, what each says of itself, and the calendars."""

    folders: Mapping[str, Path]
    heads: Mapping[str, Family]
    calendars: Calendars

    @property
    def versions(self) -> dict[str, Version]:
        """Every version of every family by its id."""
        return {version.id: version for head in self.heads.values() for version in head.versions}

    def examples(self, family: str) -> list[Path]:
        """The example files of a family."""
        return sorted((self.folders[family] / "examples").glob("*.yaml"))


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a family, and how it is shown to a person."""

    path: Path
    shown: str


def find_packs(own: str | None = None) -> Shelf:
    """Find every family, those of ``own`` instead of shipped ones of the same name; reads each ``family.yaml`` only.

    :raises BadInput: a family file is wrong, or there is no family in ``own``.
    """
    shipped = packs_folder()
    folders = dict(_families(shipped))
    if own is not None:
        found = dict(_families(Path(own)))
        if not found:
            raise BadInput([Problem("no-packs-here", None, {"folder": own})])
        folders |= found
    heads: dict[str, Family] = {}
    problems: list[Problem] = []
    for name, folder in folders.items():
        file = folder / "family.yaml"
        family, wrong = read_family({shown_path(file): read_text(file)})
        problems += wrong
        if family is not None:
            heads[name] = family
    problems += _homeless(heads)
    if problems:
        raise BadInput(problems)
    return Shelf(folders, heads, Calendars(shipped / FOLDER))


def _homeless(heads: Mapping[str, Family]) -> Iterator[Problem]:
    """A problem for each family that extends one that is nowhere."""
    for family in heads.values():
        if family.extends and family.extends not in heads:
            yield wrong_word("unknown-family", family.extends, heads, spot(family.header["extends"], "extends"))


def open_library(shelf: Shelf, wanted: Iterable[str] | None = None) -> Library:
    """Read the families that the wanted packs (or families) need with all they extend; all families without ``wanted``.

    :raises BadInput: with every problem of every file read.
    """
    names = list(shelf.heads) if wanted is None else with_floors(shelf, wanted)
    found = {name: pack_files(shelf.folders[name]).values() for name in names}
    return read_library({name: {file.shown: read_text(file.path) for file in files} for name, files in found.items()})


def with_floors(shelf: Shelf, wanted: Iterable[str]) -> list[str]:
    """Give the families of the wanted packs, and all that these extend."""
    versions = shelf.versions
    todo = [versions[name].family if name in versions else name for name in wanted]
    names: list[str] = []
    while todo:
        name = todo.pop()
        if name in shelf.heads and name not in names:
            names.append(name)
            todo.append(shelf.heads[name].extends)
    return sorted(names)


def pack_files(folder: Path) -> dict[str, PackFile]:
    """Give the files of a family that hold its sections, by their names inside its folder."""
    shown = Path(shown_path(folder))
    names = (file.relative_to(folder) for file in sorted(folder.rglob("*.yaml")))
    ours = (name for name in names if name.parts[0] not in BESIDE)
    return {name.as_posix(): PackFile(folder / name, str(shown / name)) for name in ours}


def _families(folder: Path) -> Iterator[tuple[str, Path]]:
    if (folder / "family.yaml").is_file():
        yield folder.resolve().name, folder
        return
    for file in sorted(folder.glob("*/family.yaml")):
        yield file.parent.name, file.parent
