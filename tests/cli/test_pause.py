"""``gongdao pause``: registers, lists and refuses the pauses of the platform."""

from __future__ import annotations

import pytest

from court_room import opened
from gongdao.service.record import pauses, store
from grounds import fresh, opened_law


@pytest.fixture
def law(tmp_path):
    """A court whose record is a file."""
    with fresh("sqlite", tmp_path) as ground, opened_law(ground) as law:
        yield law, ground.url


@pytest.fixture
def pause(gongdao, law):
    """``pause("list")`` on that record."""
    return lambda *words: gongdao("pause", *words, "--database", law[1])


def test_an_outage_is_registered_with_both_its_ends(pause, law):
    ran = pause("--from", "2025-10-12T10:00:00+08:00", "--until", "2025-10-12T11:30:00+08:00", "--ground", "机房断电")

    assert ran.status == 0
    assert ran.lines[0].startswith("第 1 次暂停已登记：")
    assert [stop.ground for stop in pauses.register(law[0].using)] == ["机房断电"]


def test_a_pause_begins_now_and_ends(pause, law):
    begun = pause("begin", "--ground", "数据库迁移")
    during = pause("list")
    over = pause("end")

    assert [ran.status for ran in (begun, during, over)] == [0, 0, 0]
    assert "尚未结束" in during.out
    assert "数据库迁移" in during.out
    assert all(stop.until for stop in pauses.register(law[0].using))
    assert "尚未结束" not in pause("list").out


def test_how_many_cases_are_computed_again_is_told(pause, law):
    for command in opened():
        store.submit(law[0], "shop:C-1", command, command.at)

    assert "1 件未结案件的期限" in pause("begin", "--ground", "数据库迁移").out


def test_an_empty_register_says_so(pause):
    assert pause("list").out == "没有登记过暂停\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "同时写明 --from 和 --until"),
        (["--from", "2025-10-12T10:00:00+08:00"], "同时写明 --from 和 --until"),
        (["begin"], "要写明暂停的事由"),
        (["begin", "--ground", "x", "--from", "2999-01-01T00:00:00+08:00"], "暂停不能从将来开始"),
        (["end"], "现在没有进行中的暂停"),
        (["begin", "--ground", "x", "--from", "yesterday"], "“yesterday” 不是时间"),
        (
            ["--ground", "x", "--from", "2025-10-12T10:00:00+08:00", "--until", "2025-10-12T10:00:00+08:00"],
            "应晚于开始",
        ),
        (["--ground", "x", "--from", "0001-01-01T00:00:00+14:00", "--until", "9999-12-31T00:00:00Z"], "不是时间"),
        (["--ground", "x", "--from", "2025-10-12T00:00:00Z", "--until", "2205-10-12T00:00:00Z"], "请核对年份"),
        (["begin", "--ground", "a\x01b"], "不能有控制字符"),
        (["begin", "--ground", "x", "--by", "小王"], "应写成角色"),
        (["begin", "--ground", "x", "--by", "buyer:1"], "buyer:1 不能登记平台暂停"),
        (["end", "--ground", "x"], "只可以写 --until"),
        (["end", "--from", "2025-10-12T00:00:00Z"], "只可以写 --until"),
        (["halt"], "不能是 halt"),
    ],
)
def test_what_cannot_be_registered_is_told(pause, words, said):
    ran = pause(*words)

    assert ran.status == 2
    assert said in ran.err
    assert pause("list").out == "没有登记过暂停\n"


def test_an_open_pause_does_not_end_before_now(pause):
    pause("begin", "--ground", "数据库迁移")

    ran = pause("end", "--until", "2025-10-12T10:00:00+08:00")

    assert ran.status == 2
    assert "只能现在或以后结束" in ran.err


def test_the_register_is_listed_in_english(gongdao, law):
    gongdao("pause", "begin", "--ground", "the database moves", "--database", law[1])

    ran = gongdao("pause", "list", "--database", law[1], "--lang", "en")

    assert ran.out.startswith("pause 1  ")
    assert ran.out.endswith(" - not over yet  the database moves\n")
