"""Checks packs: that they compose, that their facts are where case files have them, and that their examples conform."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongdao.case.bindings import check_bindings
from gongdao.case.file import Case, read_cases
from gongdao.case.ruling import decide_with
from gongdao.case.score import Miss, score
from gongdao.kernel.errors import BadInput, Refused
from gongdao.policy.floors import broken_floors
from gongdao.policy.library import Library, pack_of
from gongdao.policy.pack import Invariant, Pack
from gongdao.policy.places import pinpoint
from gongdao.service.files import read_text, shown_path
from gongdao.service.packs import Shelf


@dataclass(frozen=True, slots=True)
class Ran:
    """An example that was decided: where it came out otherwise, which floors it broke, and the rules that fired.

    ``wrong``: it could not be read (then it has no ``id``) or not be decided.
    """

    file: str
    id: str
    misses: tuple[Miss, ...] = ()
    broken: tuple[Invariant, ...] = ()
    used: frozenset[str] = frozenset()
    wrong: BadInput | Refused | None = None

    @property
    def conforms(self) -> bool:
        """Whether it came out as it says and broke nothing."""
        return not (self.misses or self.broken or self.wrong)


def sound(library: Library, version: str) -> Pack:
    """Compose a pack, and check besides that its facts are where case files have them.

    :raises BadInput: with every problem.
    """
    pack = pack_of(library, version)
    if wrong := check_bindings(pack):
        raise BadInput(pinpoint(wrong, library.families.values()))
    return pack


def own_rules(packs: list[Pack], family: str) -> set[str]:
    """Give the ids of the rules that a family itself has in these packs."""
    return {rule.id for pack in packs for d in pack.decisions.values() for rule in d.rules if rule.family == family}


def examples(shelf: Shelf, library: Library, family: str) -> Iterator[Ran]:
    """Decide the examples of a family in turn."""
    for path in shelf.examples(family):
        yield from _file(shelf, library, path)


def _file(shelf: Shelf, library: Library, path: Path) -> Iterator[Ran]:
    file = shown_path(path)
    try:
        cases = read_cases(read_text(path), file, shelf.versions).cases
    except BadInput as error:
        yield Ran(file, "", wrong=error)
        return
    for case in cases:
        yield _ran(shelf, library, case, file)


def _ran(shelf: Shelf, library: Library, case: Case, file: str) -> Ran:
    try:
        decided = decide_with(library, case, shelf.calendars)
    except (BadInput, Refused) as error:
        return Ran(file, case.id, wrong=error)
    misses = tuple(score(case.expect or {}, decided.decision))
    broken = tuple(broken_floors(decided.evaluation, shelf.calendars))
    used = {rule.id for answer in decided.evaluation.answers.values() for rule in answer.winners}
    return Ran(file, case.id, misses, broken, frozenset() if misses or broken else frozenset(used))
