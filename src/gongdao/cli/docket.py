"""A case file with the packs that its cases need, ready to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongdao.case.file import Case, read_cases
from gongdao.cli.parser import Parser
from gongdao.kernel.errors import BadInput, Problem
from gongdao.kernel.text import Text, nearest
from gongdao.policy.library import Library
from gongdao.service.calendars import Calendars
from gongdao.service.files import STDIN, read_text, shown_path
from gongdao.service.kept import open_packs
from gongdao.service.packs import Shelf, find_packs

HELP = {
    "file": Text("案件文件（YAML；- 为标准输入）", "a case file (YAML; - is the standard input)"),
    "case": Text("只处理这个案件", "only this case"),
    "packs": Text("另加一个放规则包的文件夹", "a folder of packs of your own besides"),
    "json": Text("输出 JSON（每案一行，规范形式）", "canonical JSON, a line per case"),
}


@dataclass(frozen=True, slots=True)
class Docket:
    """The cases asked for, and what is needed to decide them."""

    cases: tuple[Case, ...]
    library: Library
    calendars: Calendars


def add_packs(parser: Parser) -> None:
    """Add ``--packs``."""
    parser.add_argument("--packs", metavar="DIR", help=HELP["packs"].say(parser.lang))


def open_docket(file: str, case: str | None = None, own: str | None = None) -> Docket:
    """Read a case file and the families its cases need.

    :raises BadInput: the file, its cases or the packs are wrong, or there is no such case in the file.
    """
    return open_dockets([file], case, own)[0]


def open_dockets(files: Sequence[str], case: str | None = None, own: str | None = None) -> list[Docket]:
    """Read several case files; the packs are opened once for all of them.

    :raises BadInput: a file, its cases or the packs are wrong, or there is no such case in a file.
    """
    shelf = find_packs(own)
    library = open_packs(shelf)
    return [Docket(_cases(file, case, shelf), library, shelf.calendars) for file in files]


def _cases(file: str, case: str | None, shelf: Shelf) -> tuple[Case, ...]:
    name = file if file == STDIN else shown_path(Path(file))
    return chosen(read_cases(read_text(file), name, shelf.versions).cases, case)


def chosen(cases: Sequence[Case], own: str | None) -> tuple[Case, ...]:
    """The case of that id, or all of them.

    :raises BadInput: there is none.
    """
    if own is None:
        return tuple(cases)
    found = tuple(case for case in cases if case.id == own)
    if found:
        return found
    ids = [case.id for case in cases]
    close = nearest(own, ids)
    if close is None:
        raise BadInput([Problem("unknown-case", None, {"value": own, "allowed": ids})])
    raise BadInput([Problem("unknown-case-near", None, {"value": own, "allowed": ids, "nearest": close})])
