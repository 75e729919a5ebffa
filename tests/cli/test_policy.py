"""``gongdao policy``: the packs in a list, in words, checked by their examples, and compared."""

from __future__ import annotations

import shutil

import pytest

from cli_files import MARKET
from gongdao.kernel.text import width


def test_the_list_names_each_family_with_its_editions_windows_and_trust(small):
    ran = small("policy", "list")

    assert ran.status == 0
    assert "小集市规则（mini），在 conventions 之上" in ran.lines
    assert "  mini-2024  2024-01-01 至 2025-01-01，来自文章，未见原文（B），4 条规则" in ran.out


def test_a_rule_is_shown_in_words_with_its_law(small):
    ran = small("policy", "show", "mini-2025", "MK-1.2")

    assert ran.lines == [
        "MK-1.2  买家没有收到货的，退款。",
        "  如果  申请原因 是 未收到货",
        "  则    处理结果 = 退款",
        "  位阶  一般规定",
        "  依据  《消费者权益保护法》第二十四条（CPL-24）",
        "  来源  已核对原文（T, S1）",
    ]


def test_a_row_a_table_a_fact_a_parameter_and_a_provision_can_be_shown(small):
    shown = {
        "MK-1": "MK-1.1  证明已送达的，打款给卖家。",
        "compensation_items": "compensation_items  赔付项",
        "arrived_shown": "  举证      由卖家证明，须明确有力",
        "p.late_fee": "  取值  2025-01-01 起 ¥8.00",
        "CPL-24": "  内容  商品不符合质量要求的，可以退货。",
        "evidence_due": "  则    申请时间 起 3 个工作日；届时举证结束",
    }

    assert [what for what, line in shown.items() if line not in small("policy", "show", "mini-2025", what).lines] == []


def test_a_whole_pack_is_shown_by_its_tables_and_parameters(small):
    lines = small("policy", "show", "mini-2025", "--lang", "en").lines

    assert lines[0] == "mini-2025  rules of the small market edition of 2025"
    assert "in force  from 2025-01-01" in lines
    assert any(line.startswith("  p.late_fee") and "¥8.00" in line for line in lines)
    assert max(map(width, lines)) <= 80


def test_all_rules_of_a_pack_can_be_shown_inside_the_page(small):
    ran = small("policy", "show", "mini-2025", "rules")

    assert ran.status == 0
    assert {"MK-1.1", "MK-2", "MK-5", "CV-15"} <= {line.split()[0] for line in ran.lines if line}
    assert max(map(width, ran.lines)) <= 80


def test_what_a_pack_does_not_have_is_told_with_the_nearest_name(small):
    ran = small("policy", "show", "mini-2025", "arived_shown")

    assert ran.status == 2
    assert "mini-2025 里没有 arived_shown，是不是 arrived_shown？" in ran.err


def test_an_unknown_pack_is_told_with_the_nearest_one(small):
    ran = small("policy", "show", "mini-2026")

    assert ran.status == 2
    assert "没有规则包 mini-2026，是不是 mini-202" in ran.err


def test_a_check_runs_the_examples_and_counts_the_rules_they_use(small):
    ran = small("policy", "check", "mini")

    assert ran.status == 0
    assert "  例子：3 / 3 个符合" in ran.lines
    assert "  例子用到了本族 6 条规则中的 4 条" in ran.lines
    assert ran.lines[-1] == "全部通过。"


def test_a_check_can_list_the_rules_that_no_example_uses(small):
    assert "  没有例子用到：MK-2、MK-3" in small("policy", "check", "mini", "--idle").lines


@pytest.fixture
def broken(tmp_path, gongdao):
    """The small market with one change, checked."""
    shutil.copytree(MARKET / "mini", tmp_path / "mini")

    def check(old: str, new: str, file: str = "family.yaml"):
        path = tmp_path / "mini" / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return gongdao("policy", "check", "mini", "--packs", tmp_path)

    return check


def test_a_check_fails_where_an_example_comes_out_otherwise(broken):
    ran = broken('compensation: "8.00"', 'compensation: "9.00"', "examples/arrival.yaml")

    assert ran.status == 1
    assert '      compensation：应为 "9.00"，得到 "8.00"' in ran.lines
    assert ran.lines[-1] == "有 1 处问题。"


def test_a_check_tells_every_error_of_a_pack_with_its_place(broken):
    ran = broken("then: p.late_fee", "then: p.late_fee")  # no change: sound
    assert ran.status == 0

    ran = broken("amount: p.late_fee", "amount: p.late_fees")

    assert ran.status == 1
    assert "没有参数 p.late_fees，是不是 p.late_fee？" in ran.err
    assert "  mini-2025：有错误" in ran.lines


def test_a_check_tells_a_fact_that_no_written_can_state(broken):
    ran = broken("{type: bool, arises:", "{type: bool, from: claim.good_received, arises:")

    assert ran.status == 1
    assert "案件文件里没有 claim.good_received（事实 arrived_shown），是不是 claim.goods_received？" in ran.err


def test_a_check_tells_an_example_that_falls_through_a_floor(broken):
    floor = "- {id: MK-FLOOR, when: has(winner), always: \"has(winner) && winner == 'buyer'\", zh: 保护买家, en: kept}"
    floor = f"invariants:\n{floor}\n"
    ran = broken("deadlines:\n", floor + "deadlines:\n")

    assert ran.status == 1
    assert "arrival.yaml arrived：不满足 MK-FLOOR（保护买家）" in ran.out.replace("\n  ", "")


def test_two_editions_are_compared_rule_by_rule(small):
    ran = small("policy", "diff", "mini-2024", "mini-2025")

    assert ran.status == 0
    assert "  + MK-4  退款的，另付延迟补偿。" in ran.lines
    assert ran.lines[-1] == "新增 2，删去 0，改变 1。"


def test_a_number_that_came_with_an_edition_is_compared_with_what_it_was(small):
    lines = small("policy", "diff", "mini-2024", "mini-2025").lines

    assert "    取值  原：2024-01-01 起 ¥5.00" in lines
    assert "    取值  新：2025-01-01 起 ¥8.00" in lines


def test_a_pack_does_not_differ_from_itself(small):
    assert small("policy", "diff", "mini-2025", "mini-2025").lines[-1] == "没有不同。"


def test_what_was_changed_is_shown_as_it_was_and_as_it_is(tmp_path, gongdao):
    for name, answer in (("one", "refund"), ("two", "dismiss")):
        (tmp_path / name).mkdir()
        text = f"family: {name}\nextends: conventions\nzh: 甲\nen: A\nversions: [{{id: {name}-1, from: 2020-01-01}}]\n"
        rule = f"{{id: X-1, when: goods_received, then: {answer}, zh: 乙。, en: B.}}"
        (tmp_path / name / "family.yaml").write_text(
            f"{text}decisions: {{outcome: {{rules: [{rule}]}}}}\n", encoding="utf-8"
        )

    ran = gongdao("policy", "diff", "one-1", "two-1", "--packs", tmp_path)

    assert ran.lines[2:6] == [
        "规则与期限",
        "  ~ X-1  乙。",
        "    则  原：处理结果 = 退款",
        "    则  新：处理结果 = 不支持买家请求",
    ]
