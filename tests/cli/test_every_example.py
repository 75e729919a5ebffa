"""The rulings of every example of every pack, in both languages, open and closed, fit their pages."""

from __future__ import annotations

import re

import pytest

from gongdao.case.ruling import decide_with
from gongdao.cli.docket import open_docket
from gongdao.cli.page import Page
from gongdao.cli.story import story
from gongdao.kernel.text import width
from shelf import SHELF, library
from sources import ROOT

EXAMPLES = sorted((ROOT / "packs").glob("*/examples/*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_the_rulings_of_a_file_fit_their_pages(path):
    docket = open_docket(str(path))
    for number, case in enumerate(docket.cases):
        decided = decide_with(library(), case, SHELF.calendars, closed=number % 4 != 3)
        family = library().families[decided.evaluation.pack.version.family].label
        for page in (Page(80, "zh"), Page(60, "en")):
            lines = story(case, decided, page, family)
            assert [line for line in lines if width(line) > page.columns or line != line.rstrip()] == []
            assert [line for line in lines if re.search(r"\bNone\b|\{\w+\}", line)] == []
