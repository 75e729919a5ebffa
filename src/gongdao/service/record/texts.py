"""Takes in the texts of a command: what no database can keep is refused, what is somebody's own is kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gongdao.case.decider import Command
from gongdao.case.personal import personal_texts, with_commitments, with_scripts, without_words
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.policy.library import Library, pack_of
from gongdao.policy.pack import Pack
from gongdao.service.record import blobs
from gongdao.service.record.law import Law


def check_texts(command: Command) -> None:
    """Look at every text of a command.

    :raises Refused: one holds NUL or half of a surrogate pair.
    """
    for name in command.__dataclass_fields__:
        for field, text in _texts(name, getattr(command, name)):
            if not storable(text):
                bad = next(char for char in text if not storable(char))
                said = f"U+{ord(bad):04X}"
                raise Refused("text-unstorable", command=type(command).__name__, field=field, character=said)


def committed(law: Law, stream: str, case: Case, command: Command, at: datetime) -> Command:
    """Keep the personal texts of a command beside the chain, and give the command with commitments in their place."""
    found = personal_texts(command)
    if isinstance(command, SubmitEvidence) and found:
        found = without_words(found, _weighs(law, case))
    if not found:
        return command
    told = with_scripts(command, lambda: _newest(law.library))
    return with_commitments(told, blobs.keep_texts(law.using, stream, found, at))


def _weighs(law: Law, case: Case) -> list[Pack]:
    """The packs that the evidence of a case is weighed by: its own, and the newest edition of its platform's rules."""
    family = law.library.families.get(case.platform)
    latest = [max(family.versions, key=lambda it: it.since).id] if family is not None and family.versions else []
    return [pack_of(law.library, known) for known in {*latest, case.pack} if known in law.library.versions]


def _newest(library: Library) -> list[Pack]:
    """The newest version of each family: a script that any of them knows is looked for."""
    newest = (max(family.versions, key=lambda version: version.since) for family in library.families.values())
    return [pack_of(library, version.id) for version in newest]


def _texts(field: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str):
                yield field, item[0]
                yield from _texts(f"{field}.{item[0]}", item[1])
            else:
                yield from _texts(field, item)


def storable(text: str) -> bool:
    """Whether a database can keep a text: it has no NUL and no half of a surrogate pair."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text))
