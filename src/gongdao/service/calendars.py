"""Reads calendars from the disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from gongdao.kernel.almanac import read_calendar
from gongdao.kernel.calendar import Calendar
from gongdao.kernel.errors import BadInput, Refused
from gongdao.kernel.source import read

FOLDER = "calendars"


class Calendars(Mapping[str, Calendar]):
    """The calendars by name, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: dict[str, Calendar] = {}

    def __getitem__(self, name: str) -> Calendar:
        if name not in self.read:
            if not name or not (self.folder / f"{name}.yaml").is_file():
                raise KeyError(name)
            self.read[name] = load_calendar(name, self.folder)
        return self.read[name]

    def __iter__(self) -> Iterator[str]:
        return (path.stem for path in sorted(self.folder.glob("*.yaml")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def packs_folder() -> Path:
    """The packs that came with the program: inside the package, or beside the checkout."""
    here = Path(__file__).resolve()
    shipped = here.parents[1] / "packs"
    return shipped if shipped.is_dir() else here.parents[3] / "packs"


def load_calendar(name: str, folder: Path | None = None) -> Calendar:
    """The calendar of that name, by default of those that came with the program.

    :raises Refused: there is none; :raises BadInput: its file is wrong.
    """
    folder = folder or packs_folder() / FOLDER
    names = sorted(path.stem for path in folder.glob("*.yaml"))
    if name not in names:
        raise Refused("calendar-unknown", name=name, names=names)
    node, problems = read((folder / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")
    if node is None or problems:
        raise BadInput(problems)
    calendar, problems = read_calendar(node)
    if calendar is None:
        raise BadInput(problems)
    return calendar
