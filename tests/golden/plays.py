"""The stories kept as text: of which scenarios, and how to write them anew (``python tests/golden/plays.py``)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from gongdao.cli.page import Page
from gongdao.cli.play_story import story
from gongdao.service import databases
from gongdao.service.play.read import read_scenario
from gongdao.service.record.law import Law
from shelf import SHELF, library

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent / "play"
SCENARIOS = ("washbasin", "both_accept")


def files() -> dict[str, tuple[str, str]]:
    """The files of the kept stories: of which scenario, and in which language."""
    return {f"{name}.{lang}.txt": (name, lang) for name in SCENARIOS for lang in ("zh", "en")}


def tale(law: Law, name: str, lang: str) -> str:
    """The story of a scenario on a page of 80 columns without colours."""
    from gongdao.service.play.run import checked, play

    path = ROOT / "scenarios" / f"{name}.yaml"
    scenario = read_scenario(path.read_text(encoding="utf-8"), path.name, SHELF.heads, SHELF.versions)
    played = checked(law, play(law, scenario))
    return "\n".join(story(played, Page(80, lang), library())) + "\n"


def _written(name: str, lang: str) -> str:
    with TemporaryDirectory() as folder:
        alias = databases.connect(f"sqlite:///{folder}/play.sqlite3")
        databases.migrate(alias)
        text = tale(Law(library(), SHELF.calendars, alias), name, lang)
        databases.close(alias)
    return text


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, asked in files().items():
        (FOLDER / file).write_text(_written(*asked), encoding="utf-8")
