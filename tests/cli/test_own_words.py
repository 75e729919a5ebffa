"""The evidence words a case file brings along: what they prove is weighed, and what its pack does not know is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "case-file.md"
CASE = """\
id: cup
policy: {{pack: tb-2025-08, decided_at: "2025-09-30T10:00:00+08:00"}}
facts:
  order: {{paid: "45.00", status: signed, signed_at: "2025-09-20T10:00:00+08:00"}}
  claim: {{type: return_refund, reason: surface_mismatch_broken, opened_at: "2025-09-20T18:00:00+08:00"}}
  evidence: [{{id: E1, by: buyer, kind: photo, shows: 裂成两半}}]
words: {{裂成两半: {{fact: {fact}, grade: {grade}}}}}
"""


def item(ran):
    return json.loads(ran.out)["evidence"][0]


def test_a_word_of_the_file_is_weighed_for_the_fact_it_names(gongdao, written):
    ran = gongdao("decide", written(CASE.format(fact="mismatch_at_signing", grade="party")), "--json")

    assert (ran.status, ran.err) == (0, "")
    assert item(ran)["speaks"] == [{"fact": "mismatch_at_signing", "for": True, "grade": "party", "weight": 40}]


@pytest.mark.parametrize(
    ("fact", "grade", "lang", "said"),
    [
        ("mismatch_at_singing", "party", "zh", "没有事实 mismatch_at_singing"),
        ("mismatch_at_signin", "party", "zh", "没有事实 mismatch_at_signin，是不是 mismatch_at_signing？"),
        ("mismatch_at_signin", "party", "en", "did you mean mismatch_at_signing?"),
        ("mismatch_at_signing", "partie", "zh", "没有证据等级 partie，是不是 party？"),
        ("mismatch_at_signing", "gold", "en", "has no grade gold"),
    ],
)
def test_a_word_for_what_the_pack_does_not_know_is_told_and_not_weighed(gongdao, written, fact, grade, lang, said):
    ran = gongdao("decide", written(CASE.format(fact=fact, grade=grade)), "--json", "--lang", lang)

    assert ran.status == 0
    assert said in ran.err
    assert (item(ran)["weighed"], item(ran)["reason"], item(ran)["unmapped"]) == (False, "unmapped", ["裂成两半"])


def test_the_word_a_file_redefines_wrongly_does_not_fall_back_to_the_pack(gongdao, written):
    text = CASE.format(fact="ghost", grade="party").replace("裂成两半", "hole")

    assert item(gongdao("decide", written(text), "--json"))["weighed"] is False


def test_the_example_of_the_page_is_decided_as_it_expects_and_weighs_its_photo(gongdao, written):
    path = written(re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0])

    told = gongdao("decide", path, "--json")

    assert gongdao("conform", path).status == 0
    assert (told.err, item(told)["weighed"]) == ("", True)
