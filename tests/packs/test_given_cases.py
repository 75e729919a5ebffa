"""Case files named with ``--cases``: every case comes out as the file says, under any names of its evidence words."""

from __future__ import annotations

import pytest

from builders import calendars
from gongdao.case.ruling import decide_with
from shelf import cases_of, library
from verdicts import decided, misses_of, renamed, without_words

pytestmark = pytest.mark.cases


def test_every_case_comes_out_as_the_file_says(case_file):
    assert misses_of(case_file) == {}


def test_every_case_comes_out_the_same_whatever_its_evidence_words_are_called(case_file):
    for case, one in zip(cases_of(case_file), decided(case_file), strict=True):
        again = decide_with(library(), renamed(case, one.evaluation.pack, mapped=True), calendars())

        assert without_words(again.decision) == without_words(one.decision), case.id
