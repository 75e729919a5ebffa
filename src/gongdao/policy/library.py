"""All the families at hand, and the packs composed out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongdao.kernel.errors import BadInput, Place, Problem
from gongdao.kernel.text import nearest
from gongdao.policy.compose import compose, versions_of
from gongdao.policy.family import Family, read_family
from gongdao.policy.pack import Pack, Version


@dataclass(frozen=True, slots=True)
class Library:
    """The families by name; packs are composed when they are first asked for."""

    families: Mapping[str, Family]
    versions: Mapping[str, Version]
    packs: dict[str, Pack] = field(default_factory=dict)


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
                problems.append(Problem("family-name", Place(f"{name}/family.yaml"), {"id": family.id, "folder": name}))
    if problems:
        raise BadInput(problems)
    return Library(families, versions_of(families))


def pack_of(library: Library, version: str) -> Pack:
    """Compose a version, or give the one composed before.

    :raises BadInput: with every problem of the pack, or when there is no such version.
    """
    if version in library.packs:
        return library.packs[version]
    if version not in library.versions:
        words = tuple(library.versions)
        details = {"value": version, "allowed": ", ".join(words), "nearest": nearest(version, words) or ""}
        raise BadInput([Problem("unknown-pack", Place("policy.pack"), details)])
    pack, problems = compose(library.families, library.versions[version])
    if pack is None:
        raise BadInput(problems)
    library.packs[version] = pack
    return pack
