"""``gongdao conform``: a line for each case, what differs, a total and an exit status."""

from __future__ import annotations

from cli_files import ARRIVAL

WRONG = """
policy: {pack: mini-2025, decided_at: "2025-03-10T10:00:00+08:00"}
id: one
title: 一件 / one
facts:
  order: {id: M-9, paid: "60.00", status: shipped}
  claim: {type: refund_only, reason: not_received, amount: "60.00"}
expect: {winner: seller, refund: "10.00"}
"""


def test_cases_that_come_out_as_expected_are_told_on_a_line_each(small):
    ran = small("conform", ARRIVAL)

    assert ran.status == 0
    assert ran.lines == [
        "符合    never-arrived 没有收到 / never arrived",
        "符合    arrived 已经送到 / it arrived",
        "符合    changed-mind 不喜欢 / changed mind",
        "3 / 3 案符合",
    ]


def test_a_case_that_comes_out_otherwise_says_what_differs_and_fails(small, written):
    ran = small("conform", written(WRONG))

    assert ran.status == 1
    assert ran.lines == [
        "不符    one 一件 / one",
        '      winner：应为 "seller"，得到 "buyer"',
        '      refund：应为 "10.00"，得到 "60.00"',
        "0 / 1 案符合",
    ]


def test_a_case_without_an_expectation_is_counted_apart(small, written):
    ran = small("conform", written(WRONG.replace('expect: {winner: seller, refund: "10.00"}', "")), "--lang", "en")

    assert ran.status == 0
    assert ran.lines[-1] == "0 of 0 cases conform; 1 state no expectation"


def test_several_files_are_scored_together(small, written):
    ran = small("conform", ARRIVAL, written(WRONG))

    assert (ran.status, ran.lines[-1]) == (1, "3 / 4 案符合")


def test_a_file_that_cannot_be_read_does_not_hide_the_others(small, tmp_path):
    ran = small("conform", tmp_path / "none.yaml", ARRIVAL)

    assert (ran.status, ran.lines[-1]) == (2, "3 / 3 案符合")
    assert "没有文件" in ran.err


def test_a_pack_that_is_wrong_is_told_once_however_many_cases_need_it(gongdao, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    text = "family: mine\nextends: conventions\nzh: 我\nen: mine\nversions: [{id: mine-1, from: 2020-01-01}]\n"
    (folder / "family.yaml").write_text(text + "terms: {x: {is: pad, zh: 甲, en: a}}\n", encoding="utf-8")
    cases = ARRIVAL.read_text(encoding="utf-8").replace("mini-2025", "mine-1")
    (tmp_path / "cases.yaml").write_text(cases, encoding="utf-8")

    ran = gongdao("conform", tmp_path / "cases.yaml", "--packs", tmp_path)

    assert ran.status == 2
    assert ran.err.count("没有 pad 这个名称，是不是 paid？") == 1
    assert "family.yaml:6:17  terms.x.is: " in ran.err
