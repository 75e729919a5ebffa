"""All the families at hand, and the packs composed out of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gongdao.kernel.errors import BadInput, Problem
from gongdao.policy.compose import compose, versions_of
from gongdao.policy.family import Family, read_family, spot
from gongdao.policy.faults import wrong_word
from gongdao.policy.pack import Pack, Version
from gongdao.policy.places import pinpoint


@dataclass(frozen=True, slots=True)
class Library:
    """The families by name; packs are composed, or opened where they are kept, when they are first asked for."""

    families: Mapping[str, Family]
    versions: Mapping[str, Version]
    packs: dict[str, Pack] = field(default_factory=dict)
    open: Callable[[Version], Pack] | None = None


def read_library(texts: Mapping[str, Mapping[str, str]]) -> Library:
    """Read all families: name -> file -> text.

    :raises BadInput: with every problem of every file.
    """
    families: dict[str, Family] = {}
    problems: list[Problem] = []
    for name, files in texts.items():
        family, found = read_family(files)
        problems += found
        if family is not None:
            families[family.id] = family
            if family.id != name:
                place = spot(family.header["family"], "family")
                problems.append(Problem("family-name", place, {"id": family.id, "folder": name}))
    if problems:
        raise BadInput(problems)
    return Library(families, versions_of(families))


def pack_of(library: Library, version: str) -> Pack:
    """Give a version: composed, opened where it is kept, or as it was given before.

    :raises BadInput: with every problem of the pack, or when there is no such version.
    """
    if version in library.packs:
        return library.packs[version]
    if version not in library.versions:
        raise BadInput([wrong_word("unknown-pack", version, library.versions, None)])
    known = library.versions[version]
    library.packs[version] = library.open(known) if library.open is not None else _composed(library, known)
    return library.packs[version]


def _composed(library: Library, version: Version) -> Pack:
    pack, problems = compose(library.families, version)
    if pack is None:
        raise BadInput(pinpoint(problems, library.families.values()))
    return pack
