"""``gongdao why``: a rule that applied, failed, gave way, was excepted, is open or not in force."""

from __future__ import annotations

import pytest

from cli_files import ARRIVAL


@pytest.fixture
def why(small):
    return lambda case, rule, *more: small("why", ARRIVAL, "--case", case, "--rule", rule, *more)


def test_a_rule_that_applied_shows_the_facts_that_made_it_true(why):
    ran = why("never-arrived", "MK-1.2")

    assert ran.status == 0
    assert "适用：条件都成立。" in ran.out
    assert "[成立]   申请原因 是 未收到货\n      申请原因=未收到货" in ran.out


def test_a_rule_that_applied_says_which_finding_would_undo_it(why):
    assert "- 只改变认定就够：“卖家证明已送达”成立" in why("never-arrived", "MK-1.2").out


def test_a_rule_that_did_not_apply_says_which_test_failed_and_what_it_takes(why):
    out = why("never-arrived", "MK-1.1").out

    assert "没有适用：有条件不成立。" in out
    assert "[不成立] 卖家证明已送达\n      卖家证明已送达=否，证据不足" in out
    assert out.rstrip().endswith("要使它适用，须：\n  - 卖家证明已送达\n  - 只改变认定就够：“卖家证明已送达”成立")


def test_a_defeated_rule_names_what_beat_it(why):
    assert "条件都成立，但让位于 MK-1.1（证明已送达的，打款给卖家）。" in why("arrived", "MK-1.2").out


def test_a_rule_out_of_force_names_its_window_and_its_clock(why):
    assert "这条规则自 2030-01-01 起有效，本案的裁决时间不在其中。" in why("changed-mind", "MK-2").out


def test_a_rule_whose_exception_is_met_says_so(why):
    out = why("changed-mind", "MK-3").out

    assert "没有适用：例外情形成立。" in out
    assert "[不成立] 没有例外：买家称已收到货" in out


def test_an_open_rule_says_what_it_rests_on(why):
    out = why("never-arrived", "MK-1.1", "--open", "--lang", "en").out

    assert "It cannot be told yet" in out
    assert "[open]     the seller proved arrival" in out


def test_a_row_stands_for_all_its_rules_the_one_that_applied_first(why):
    out = why("arrived", "MK-1").out

    assert [line.split()[0] for line in out.splitlines() if line.startswith("MK-")] == ["MK-1.1", "MK-1.2"]


def test_an_unknown_rule_is_told_with_the_nearest_one(why):
    ran = why("arrived", "MK-11")

    assert (ran.status, ran.out) == (2, "")
    assert "mini-2025 里没有规则 MK-11，是不是 MK-1" in ran.err
