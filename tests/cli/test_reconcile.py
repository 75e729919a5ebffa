"""``gongdao reconcile``: the marketplace's statement beside the journal, row by row; hostile files are refused."""

from __future__ import annotations

import json

import pytest

from court_room import at, opened
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.remedy import AnswerLeg, SendLeg
from gongdao.ledger.statement import MOST_CHARACTERS
from gongdao.service.record import journal, store
from grounds import fresh, opened_law

KEY = "shop:C-1/A1/1"
HEADING = "key,amount,currency\n"


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """A record with one payment of 60.00 that was answered twice: in part, then by the next source."""
    with fresh("sqlite", tmp_path_factory.mktemp("record")) as ground, opened_law(ground) as law:
        told = [
            *opened(),
            AgreeRefund(at(1), "seller"),
            SendLeg(at(2), "platform", "L1"),
            AnswerLeg(at(3), "marketplace", "L1", "r1", 2000, "part"),
            SendLeg(at(4), "platform", "L2"),
            AnswerLeg(at(5), "marketplace", "L2", "r2", 4000, ""),
        ]
        for command in told:
            store.submit(law, "shop:C-1", command, command.at)
        yield law, ground.url


@pytest.fixture
def reconciled(gongdao, record, tmp_path):
    """``reconciled(text)`` compares a statement with that record."""

    def run(text: str | bytes, *words: str, name: str = "statement.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return gongdao("reconcile", path, "--database", record[1], *words)

    return run


def rows(*amounts: tuple[str, str]) -> str:
    return HEADING + "".join(f"{key},{amount},CNY\n" for key, amount in amounts)


BOTH = ((KEY, "20.00"), ("shop:C-1/A1/2", "40.00"))


def test_the_journal_tells_each_answer(record):
    told = [(it.key, it.amount, it.currency) for it in journal.moved(record[0].using)]

    assert told == [(KEY, 2000, "CNY"), ("shop:C-1/A1/2", 4000, "CNY")]


def test_a_statement_that_agrees_is_said_to(reconciled):
    ran = reconciled(rows(*BOTH))

    assert (ran.status, ran.lines) == (0, ["2 笔相符", "对账单与账本相符。"])


def test_json_is_read_as_well(reconciled):
    listed = [{"currency": "CNY", "amount": amount, "key": key, "note": "x"} for key, amount in BOTH]

    assert reconciled(json.dumps(listed), name="statement.json").status == 0


def test_each_difference_is_told_with_both_amounts(reconciled):
    ran = reconciled(rows((KEY, "19.99"), ("shop:C-9/R1/1", "5.00"), (KEY, "20.00")))

    assert ran.status == 1
    assert ran.lines[:2] == ["1 笔相符", "3 处不符："]
    assert "可能付了两次" in ran.lines[2]
    assert "账本有 ¥40.00，对账单没有" in ran.lines[3]
    assert "对账单有 ¥5.00，账本没有这笔付款" in ran.lines[4]


def test_a_difference_is_told_in_english_with_its_place(reconciled):
    ran = reconciled(rows((KEY, "21.00"), BOTH[1]), "--lang", "en")

    assert ran.status == 1
    assert "the journal has ¥20.00, the statement has ¥21.00; they are ¥1.00 apart" in ran.out
    assert ":2:1)" in ran.out


def test_another_currency_is_a_difference(reconciled):
    ran = reconciled(HEADING + f"{KEY},20.00,USD\n{BOTH[1][0]},40.00,CNY\n")

    assert ran.status == 1
    assert "账本为 ¥20.00，对账单为 US$20.00，币种不同" in ran.out


def test_only_a_time_or_a_source_is_compared(reconciled):
    assert reconciled(rows(BOTH[1]), "--from", at(4).isoformat()).status == 0
    assert reconciled(rows(BOTH[0]), "--until", at(4).isoformat()).status == 0
    assert reconciled(rows(*BOTH), "--source", "shop").status == 0


def test_a_time_that_ends_before_it_begins_is_refused(reconciled):
    ran = reconciled(rows(*BOTH), "--from", at(4).isoformat(), "--until", at(3).isoformat())

    assert (ran.status, ran.out) == (2, "")
    assert "应晚于 --from" in ran.err


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "账本里没有来源 other 的案件；有：shop"), ("en", "no cases of the source other; it has shop")],
)
def test_a_source_that_the_journal_does_not_know_is_told_with_those_it_knows(reconciled, lang, said):
    ran = reconciled(rows(*BOTH), "--source", "other", "--lang", lang)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有 key 列"),
        ("keys,amount,currency\n", "是不是写成了 keys"),
        ("key,key,amount,currency\n", "key 列出现了两次"),
        (HEADING + "k,1.00\n", "这一行有 2 个值，表头有 3 列"),
        (HEADING + "k,1.00,CNY\nk,-1.00,CNY\n", "statement.csv:3"),
        (HEADING + "k,1.001,CNY\n", "CNY"),
        (HEADING + "k,nan,CNY\n", "nan"),
        (HEADING + "k,1e9,CNY\n", "1e9"),
        (HEADING + "k,1.00,RMB\n", "RMB"),
        (HEADING + ",1.00,CNY\n", "这一行没有 key"),
        (HEADING + "k" * 500 + ",1.00,CNY\n", "不超过 400 个可见字符"),
        (HEADING + "k\x1b[2J,1.00,CNY\n", "可见字符"),
        (HEADING + 'k,"1.00,CNY\n', "读不成 CSV"),
        (HEADING + "k\0,1.00,CNY\n", "空字符"),
        ('[{"key": "k", "amount": 1.5, "currency": "CNY"', "从这里起不是 JSON"),
        ("[" * 100_000, "JSON 嵌套太深"),
        ('{"key": "k"}', "应是一个列表"),
        ("[1]", "每一项应有"),
        ('[{"key": ["k"], "amount": "1.00", "currency": "CNY"}]', "[0]"),
        ('[{"key": "k", "amount": {}, "currency": "CNY"}]', "[0]"),
        ('[{"key": "k", "amount": NaN, "currency": "CNY"}]', "NaN"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_with_the_place(reconciled, text, said):
    ran = reconciled(text)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_an_amount_of_json_keeps_its_digits(reconciled):
    text = f'[{{"key": "{KEY}", "amount": 20.00, "currency": "CNY"}}, ["x"]]'

    assert "[1]" in reconciled(text).err


def test_bytes_that_are_no_text_are_refused(reconciled):
    assert reconciled(HEADING.encode() + b"\xff\xfe,1.00,CNY\n").status == 2


def test_a_file_without_end_is_not_read_to_its_end(gongdao, record, tmp_path):
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.truncate(20 * MOST_CHARACTERS)

    ran = gongdao("reconcile", path, "--database", record[1])

    assert ran.status == 2
    assert "对账单超过 100000000 个字符" in ran.err
