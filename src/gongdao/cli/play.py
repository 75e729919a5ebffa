"""``gongdao play``: plays disputes told in scenario files through the record, and tells them as stories."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from gongdao.cli.complaints import problem_lines
from gongdao.cli.docket import add_packs
from gongdao.cli.page import page_of
from gongdao.cli.parser import Parser, add_lang
from gongdao.kernel.text import Text
from gongdao.policy.library import Library
from gongdao.service.files import STDIN, read_text, shown_path
from gongdao.service.kept import open_packs
from gongdao.service.packs import Shelf, find_packs

if TYPE_CHECKING:
    from gongdao.service.play.played import Played
    from gongdao.service.play.scenario import Scenario
    from gongdao.service.record.law import Law

SET_OFF = ["", "=" * 60, ""]
WORDS = {
    "help": Text(
        "按场景文件演一场争议，从申请到付款，讲成故事", "play a dispute from a scenario file and tell its story"
    ),
    "file": Text("场景文件（YAML；- 为标准输入）", "a scenario file (YAML; - is the standard input)"),
    "database": Text(
        "把案件留在这个数据库里（缺省用临时的 SQLite）", "keep the cases in this database (else a temporary SQLite)"
    ),
    "quiet": Text("只说每个场景成不成", "say only whether each scenario came out as it says"),
    "came-out": Text("{id}  如期", "{id}  as told"),
    "did-not": Text("{id}  不同：{n} 处", "{id}  otherwise in {n} places"),
}


def add_parser(menu: argparse._SubParsersAction[Parser]) -> None:
    """Add the command to the command line."""
    parser = menu.add_parser("play")
    lang = parser.lang
    parser.description = WORDS["help"].say(lang)
    parser.add_argument("files", metavar="FILE", nargs="+", help=WORDS["file"].say(lang))
    parser.add_argument("--database", metavar="URL", help=WORDS["database"].say(lang))
    parser.add_argument("--quiet", action="store_true", help=WORDS["quiet"].say(lang))
    add_packs(parser)
    add_lang(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Play the scenarios and tell them; 0, or 1 where one came out otherwise than its file says."""
    shelf = find_packs(args.packs)
    scenarios = [_scenario(file, shelf) for file in args.files]
    library = open_packs(shelf)
    with TemporaryDirectory() as folder:
        statuses = [_play(each, n, Stage(shelf, library, args, Path(folder))) for n, each in enumerate(scenarios)]
    return max(statuses)


@dataclass(frozen=True, slots=True)
class Stage:
    """What scenarios are played on: the packs, what was asked for, and a folder for databases that are thrown away."""

    shelf: Shelf
    library: Library
    args: argparse.Namespace
    folder: Path


def _scenario(file: str, shelf: Shelf) -> Scenario:
    from gongdao.service.play.read import read_scenario

    name = file if file == STDIN else shown_path(Path(file))
    return read_scenario(read_text(file), name, shelf.heads, shelf.versions)


def _play(scenario: Scenario, number: int, stage: Stage) -> int:
    with _record(stage) as law:
        # Not before the database is known: its tables can be named once Django is set up.
        from gongdao.service.play.run import checked, play

        played = checked(law, play(law, scenario))
        lines = _told(played, stage)
    if number and not stage.args.quiet:
        print("\n".join(SET_OFF))
    print("\n".join(lines), flush=True)
    return 1 if played.differences else 0


@contextmanager
def _record(stage: Stage) -> Iterator[Law]:
    """The record to play in: the one that was named, else a new one that is thrown away."""
    from gongdao.service import databases
    from gongdao.service.database_trouble import told
    from gongdao.service.record.law import Law

    url = stage.args.database or f"sqlite:///{_fresh(stage.folder)}"
    with told(url):
        alias = databases.connect(url)
        try:
            if stage.args.database:
                databases.migrate(alias)
            yield Law(stage.library, stage.shelf.calendars, alias)
        finally:
            databases.close(alias)


def _fresh(folder: Path) -> Path:
    """A new database with its tables, copied from one that is made once."""
    from gongdao.service import databases

    first = folder / "first.sqlite3"
    if not first.exists():
        alias = databases.connect(f"sqlite:///{first}")
        databases.migrate(alias)
        databases.close(alias)
    made = folder / f"{len(list(folder.iterdir()))}.sqlite3"
    shutil.copy(first, made)
    return made


def _told(played: Played, stage: Stage) -> list[str]:
    from gongdao.cli.play_story import story

    lang = stage.args.lang
    wrong = list(problem_lines(played.differences, lang))
    if stage.args.quiet:
        key = "did-not" if wrong else "came-out"
        return [WORDS[key].say(lang).format(id=played.scenario.id, n=len(wrong)), *wrong]
    return [*story(played, page_of(lang), stage.library), *([""] if wrong else []), *wrong]
