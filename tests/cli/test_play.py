"""``gongdao play``: a story for people, a line for scripts, and an exit status that tells."""

from __future__ import annotations

import re
from pathlib import Path

from gongdao.kernel.text import width

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SILENT = SCENARIOS / "nobody_answers.yaml"


def test_a_scenario_that_comes_out_is_told_as_a_story(gongdao):
    ran = gongdao("play", SILENT)

    assert (ran.status, ran.err) == (0, "")
    assert "2025 年 9 月 22 日 星期一" in ran.lines
    assert "卖家没有答复，自动退款" in ran.out
    assert "P-48H.2" in ran.out
    assert [line for line in ran.lines if width(line) > 80] == []


def test_the_story_is_told_in_english_as_well(gongdao):
    ran = gongdao("play", SILENT, "--lang", "en")

    assert "The seller did not answer, so the refund is automatic" in " ".join(ran.out.split()).replace(
        "Time is up: the", "The"
    )
    assert not [line for line in ran.lines if "买家" in line]


def test_no_space_follows_a_chinese_mark(gongdao):
    ran = gongdao("play", SCENARIOS / "deposit_too_small.yaml")

    assert "记为欠付" in ran.out
    assert re.findall("[，。；：（“] .*", ran.out) == []


def test_several_scenarios_are_told_one_after_the_other(gongdao):
    ran = gongdao("play", "--quiet", SILENT, SCENARIOS / "both_accept.yaml")

    assert ran.status == 0
    assert ran.lines == ["nobody-answers  如期", "both-accept  如期"]


def test_what_comes_out_otherwise_is_told_with_its_line(gongdao, written):
    text = SILENT.read_text(encoding="utf-8").replace("stage: closed", "stage: review")
    file = written(text, "other.yaml")

    ran = gongdao("play", file)

    line = next(n for n, row in enumerate(text.splitlines(), 1) if "stage: review" in row)
    assert ran.status == 1
    assert ran.lines[-1].startswith(f"{file}:{line}:")
    assert "review" in ran.lines[-1]
    assert "closed" in ran.lines[-1]


def test_a_mistake_in_a_scenario_is_told_with_the_nearest_word(gongdao, written):
    text = SILENT.read_text(encoding="utf-8").replace("do: open_request", "do: open_requst")

    ran = gongdao("play", written(text, "wrong.yaml"))

    assert ran.status == 2
    assert "open_request" in ran.err


def test_a_scenario_may_be_left_in_a_database(gongdao, tmp_path):
    url = f"sqlite:///{tmp_path}/kept.sqlite3"

    assert gongdao("play", "--quiet", SILENT, "--database", url).status == 0
    again = gongdao("play", "--quiet", SILENT, "--database", url)

    assert again.status == 2
    assert "play:nobody-answers" in again.err
