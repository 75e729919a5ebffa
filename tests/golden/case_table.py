"""Who may do what in which stage, and the kept form of every event (``python tests/golden/case_table.py``)."""

from __future__ import annotations

import json
from pathlib import Path

from gongdao.case.codec import schema
from gongdao.case.decider import COMMANDS, WHERE
from gongdao.case.state import STAGES
from gongdao.case.words import COMMANDS as WORDS, STAGES as STAGE_WORDS

FOLDER = Path(__file__).resolve().parent / "case"


def table(lang: str) -> str:
    """The table as a page: a row per command, a column per stage, and who may."""
    head = ["", *(STAGE_WORDS[stage].say(lang) for stage in STAGES)]
    rows = [[WORDS[kind.__name__].say(lang), *(_who(kind, stage) for stage in STAGES)] for kind in COMMANDS]
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _who(kind: type, stage: str) -> str:
    roles, stages = WHERE[kind]
    return " ".join(roles) if stage in stages else ""


def files() -> dict[str, str]:
    """The kept files by name."""
    return {
        "stages.zh.md": table("zh"),
        "stages.en.md": table("en"),
        "events.json": json.dumps(schema(), indent=1, ensure_ascii=False) + "\n",
    }


def shown_in(page: str) -> bool:
    """Whether a page of the documentation shows the tables as they are."""
    return all(table(lang) in page for lang in ("zh", "en"))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, text in files().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
