"""Every event, deadline and word of a dispute can be told in both languages."""

from __future__ import annotations

import re
import string

import pytest

from gongdao.case.decider import EVENTS
from gongdao.case.due import WAITS_FOR
from gongdao.case.stages.evidence import ASKS, REOPENS
from gongdao.case.stages.offers import EXTRAS, KINDS
from gongdao.case.stages.returning import RESULTS
from gongdao.kernel.text import Text
from gongdao.telling import offers, words as play_words
from gongdao.telling.events import OWN

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TABLES = {name: table for name, table in vars(play_words).items() if name.isupper() and isinstance(table, dict)}
TABLES |= {"OFFERS": offers.KINDS, "OFFERS_OF": offers.WITH_AMOUNT}


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def words(text: str) -> bool:
    return bool(re.search("[a-z]", re.sub(r"\{[^}]*\}", "", text)))


def test_every_event_can_be_told():
    known = {*play_words.SENTENCES, *OWN}

    assert [kind.__name__ for kind in EVENTS if kind.__name__ not in known] == []
    assert known - {kind.__name__ for kind in EVENTS} == set()


@pytest.mark.parametrize("table", ["SILENCE", "HAPPENED"])
def test_what_every_deadline_of_a_case_does_can_be_told(table):
    assert [effect for _, effect in WAITS_FOR if effect not in TABLES[table]] == []


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("OFFERS", KINDS),
        ("OFFERS_OF", KINDS),
        ("RESULTS", RESULTS),
        ("ASKED", ASKS),
        ("REOPENED", REOPENS),
        ("EXTRAS", EXTRAS),
    ],
)
def test_every_word_of_a_command_can_be_told(table, words):
    assert [word for word in words if word not in TABLES[table]] == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_both_languages_say_the_same_things(name):
    texts = {key: text for key, text in TABLES[name].items() if isinstance(text, Text)}

    assert [key for key, text in texts.items() if fields(text.zh) - {"gap"} != fields(text.en) - {"gap"}] == []
    assert [key for key, text in texts.items() if words(text.en) and not CHINESE.search(text.zh)] == []
    assert [key for key, text in texts.items() if not text.en] == []
