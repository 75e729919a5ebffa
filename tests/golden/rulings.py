"""The rulings kept as text: which there are, and how to write them anew (``python tests/golden/rulings.py``)."""

from __future__ import annotations

import re
from pathlib import Path

from gongdao.case.ruling import decide_with
from gongdao.cli.docket import open_docket
from gongdao.cli.page import Page
from gongdao.cli.story import story

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent / "decide"
CASES = (
    ("parcel-signed-by-a-stranger", True),
    ("phone-without-papers", True),
    ("phone-without-papers", False),
    ("bag-came-back-as-clothes", True),
    ("staff-erred-seller-appeals", True),
    ("call-about-a-refund", True),
)
# A digest changes with every word of a pack; what must not change is the ruling.
_DIGEST = re.compile(r"\b[0-9a-f]{12}\b")


def files() -> dict[str, tuple[str, str, bool]]:
    """The files of the kept rulings: of which example, in which language, and whether evidence has closed."""
    return {
        f"{name}{'' if closed else '.open'}.{lang}.txt": (name, lang, closed)
        for name, closed in CASES
        for lang in ("zh", "en")
    }


def ruling(name: str, lang: str, closed: bool) -> str:
    """The ruling of an example on a page of 80 columns without colours."""
    docket = open_docket(str(ROOT / "examples" / f"{name}.yaml"))
    decided = decide_with(docket.library, docket.cases[0], docket.calendars, closed=closed)
    family = docket.library.families[decided.evaluation.pack.version.family].label
    lines = story(docket.cases[0], decided, Page(80, lang), family)
    return _DIGEST.sub("0" * 12, "\n".join(lines)) + "\n"


if __name__ == "__main__":
    for file, asked in files().items():
        (FOLDER / file).write_text(ruling(*asked), encoding="utf-8")
