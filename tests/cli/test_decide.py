"""``gongdao decide``: the same bytes for machines, a page for people, and an exit status that tells."""

from __future__ import annotations

import json

import pytest

from cli_files import ARRIVAL
from gongdao.kernel.digest import canonical
from gongdao.kernel.text import width


def test_a_decision_for_machines_is_one_canonical_line_for_each_case(small):
    ran = small("decide", ARRIVAL, "--json")

    decisions = [json.loads(line) for line in ran.lines]
    assert ran.status == 0
    assert [it["id"] for it in decisions] == ["never-arrived", "arrived", "changed-mind"]
    assert [canonical(it).decode() for it in decisions] == ran.lines


def test_the_same_case_gives_the_same_bytes_twice(small):
    assert small("decide", ARRIVAL, "--json").out == small("decide", ARRIVAL, "--json").out


def test_the_json_does_not_depend_on_the_language(small):
    assert small("decide", ARRIVAL, "--json").out == small("decide", ARRIVAL, "--json", "--lang", "en").out


def test_a_decision_carries_the_keys_of_expect_and_a_trace(small):
    decision = json.loads(small("decide", ARRIVAL, "--case", "never-arrived", "--json").out)

    assert {"winner", "remedy", "refund", "compensation", "payers", "deadlines", "cites", "trace"} <= decision.keys()
    assert decision["compensation_items"] == [{"item": "late_shipping", "amount": "8.00"}]


def test_one_case_of_a_file_can_be_asked_for(small):
    ran = small("decide", ARRIVAL, "--case", "arrived")

    assert ran.lines[:2] == ["裁决  arrived", "已经送到"]
    assert "never-arrived" not in ran.out


def test_a_case_that_is_not_in_the_file_is_told_with_the_nearest_one(small):
    ran = small("decide", ARRIVAL, "--case", "arived")

    assert (ran.status, ran.out) == (2, "")
    assert "没有案件 arived，是不是 arrived？" in ran.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_never_wider_than_eighty_columns_nor_ends_in_spaces(small, lang):
    lines = small("decide", ARRIVAL, "--lang", lang).lines

    assert max(map(width, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []


SAID = {
    "zh": (
        "支持买家：退款。", "买家应得 ¥68.00", "证据不足", "MK-1.2  买家没有收到货的，退款。",
        "《消费者权益保护法》第二十四条",
    ),
    "en": (
        "For the buyer: refund.", "The buyer is due ¥68.00 in all", "does not suffice",
        "MK-1.2  What never arrived is refunded.", "Consumer Protection Law, art. 24",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "said"), SAID.items())
def test_the_ruling_says_who_wins_what_was_proved_by_which_rule_and_law(small, lang, said):
    out = small("decide", ARRIVAL, "--case", "never-arrived", "--lang", lang).out

    assert [words for words in said if words not in out] == []


def test_the_ruling_says_how_a_deadline_was_counted_and_that_it_is_past(small):
    out = small("decide", ARRIVAL, "--case", "never-arrived").out

    assert "举证截止：2025-03-07 00:00（裁决时已过）\n    2025-03-03 09:00 起 3 个工作日；届时举证结束（MK-5）" in out


def test_the_ruling_names_the_numbers_that_nobody_has_checked(small):
    out = small("decide", ARRIVAL, "--case", "never-arrived").out

    assert "凭记忆，未核对（M）：MK-4、p.late_fee" in out.replace("\n    ", "")


def test_a_rule_that_gave_way_is_named_with_the_rule_it_gave_way_to(small):
    assert "MK-1.2 让位于 MK-1.1（处理结果）。" in small("decide", ARRIVAL, "--case", "arrived").out


def test_an_open_case_tells_what_is_possible_and_what_each_side_must_prove(small):
    out = small("decide", ARRIVAL, "--case", "never-arrived", "--open").out

    assert "现在还不能得出结果。" in out
    assert "- 打款给卖家（支持卖家；MK-1.1）" in out
    assert "- 卖家胜出：“卖家证明已送达”成立。" in out
    assert "如果举证现在结束\n  退款（支持买家；MK-1.2）。" in out


def test_an_open_case_is_told_to_machines_as_well(small):
    decision = json.loads(small("decide", ARRIVAL, "--case", "never-arrived", "--open", "--json").out)

    assert decision["mode"] == "open"
    assert decision["needs"] == {"buyer": [{"arrived_shown": False}], "seller": [{"arrived_shown": True}]}
    assert decision["if_closed_now"]["outcome"] == "refund"


def test_a_page_without_a_terminal_has_no_colours(small):
    assert "\x1b" not in small("decide", ARRIVAL).out


def test_an_order_without_a_number_still_says_what_was_paid(gongdao, written):
    policy = '{pack: tb-2025-08, decided_at: "2025-10-20T10:00:00+08:00"}'
    path = written(f'id: one\npolicy: {policy}\nfacts: {{order: {{paid: "88.00"}}}}\n')

    assert "订单      实付 ¥88.00" in gongdao("decide", path).lines


def test_an_item_that_only_speaks_of_what_does_not_arise_here_is_said_to_be_off_the_point(gongdao, written):
    text = """\
id: one
policy: {pack: tb-2025-08, decided_at: "2025-10-20T10:00:00+08:00"}
facts:
  order: {paid: "88.00", status: signed, signed_at: "2025-10-01T10:00:00+08:00"}
  claim: {type: refund_only, reason: not_received, opened_at: "2025-10-10T10:00:00+08:00"}
  evidence: [{id: E1, by: buyer, kind: photo, shows: hole}]
"""
    page = gongdao("decide", written(text)).out

    assert "未计入：本案不需要证明“证据看得出问题（初步凭证）”。" in page
    assert "采信：按其内容计入" not in page


def test_the_party_of_a_next_step_is_named_once(gongdao, written):
    text = """\
id: one
policy: {pack: tb-2025-08, decided_at: "2025-10-20T10:00:00+08:00"}
facts:
  order: {paid: "88.00", status: signed, signed_at: "2025-10-15T10:00:00+08:00"}
  goods: {seven_day: supported, intact: true}
  claim: {type: return_refund, reason: no_reason, opened_at: "2025-10-16T10:00:00+08:00"}
"""
    page = gongdao("decide", written(text)).out

    assert "  - 买家应在系统规定的退货时间内寄回商品" in page
    assert page.index("买家应在系统规定") < page.index("不服的一方可以")


def test_an_event_of_which_nobody_said_when_is_told_without_a_time(gongdao, written):
    policy = "{pack: tb-2025-08, decided_at: 2025-10-16T16:00:00+08:00}"
    facts = '{order: {paid: "88.00"}, events: [{actor: buyer, act: ship_return}]}'

    ran = gongdao("decide", written(f"id: one\npolicy: {policy}\nfacts: {facts}\n"))

    assert (ran.status, ran.err) == (0, "")
    assert "买家寄出退货" in ran.out
