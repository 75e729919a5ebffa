"""``gongdao deadline`` answers for people and for machines, and explains a question it cannot answer."""

from __future__ import annotations

import json

import pytest

from gongdao.cli.deadline import add_parser
from gongdao.cli.parser import Parser
from gongdao.kernel.errors import BadInput
from gongdao.kernel.text import width
from gongdao.service.calendars import load_calendar


@pytest.fixture
def ask(capsys):
    """Run the command; its status, what it printed and what it complained."""
    parser = Parser("gongdao")
    add_parser(parser.add_subparsers(parser_class=Parser))

    def run(line: str) -> tuple[int, str, str]:
        args = parser.parse_args(["deadline", *line.split()])
        status = args.run(args)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_the_review_of_four_working_days_ends_at_midnight_of_the_fifth(ask):
    status, out, _ = ask("--unit working_day --from 2025-10-12T10:00:00+08:00 --n 4")
    assert status == 0
    assert out == (
        "4 个工作日，自 2025-10-12 10:00 周日 (+08:00) 起，按 Asia/Shanghai 计算\n\n"
        "  10月12日 周日                 起算日，不计入\n"
        "  10月13日至16日                计入，第 1-4 日\n\n"
        "到期  2025-10-17 00:00 周五 (+08:00)\n"
        "      在此之前办理即为按时，到点或之后即为逾期\n"
    )


def test_the_days_left_out_are_named_in_english(ask):
    _, out, _ = ask("--unit working_day --from 2025-09-30T10:00:00+08:00 --n 4 --lang en")
    assert out.splitlines()[2:8] == [
        "  30 Sep Tue                    the start day does not count",
        "  1-8 Oct                       National Day, Mid-Autumn Festival, skipped",
        "  9-10 Oct                      counted, days 1-2",
        "  11 Oct Sat                    a weekend that is worked, counted, day 3",
        "  12 Oct Sun                    weekend, skipped",
        "  13 Oct Mon                    counted, day 4",
    ]


def test_a_free_last_day_rolls_on_only_when_asked(ask):
    plain = json.loads(ask("--unit civil_day --from 2025-09-24T10:00:00+08:00 --n 7 --json")[1])
    rolled = json.loads(ask("--unit civil_day --from 2025-09-24T10:00:00+08:00 --n 7 --json --roll")[1])
    assert (plain["due"], plain["rolled"]) == ("2025-10-02T00:00:00+08:00", False)
    assert (rolled["due"], rolled["rolled"]) == ("2025-10-10T00:00:00+08:00", True)


def test_a_deadline_past_the_last_notice_says_that_it_is_provisional(ask):
    _, out, _ = ask("--unit working_day --from 2026-12-29T10:00:00+08:00 --n 8 --lang en")
    assert "provisional" in out


def test_pauses_stop_the_clock(ask):
    stops = "--pause 2026-08-04T00:00:00+08:00/2026-08-04T06:00:00+08:00 2026-08-04T10:00:00Z/2026-08-04T11:00:00Z"
    answer = json.loads(ask(f"--unit hour --from 2026-08-03T10:00:00+08:00 --n 48 --json {stops}")[1])
    assert answer["due"] == "2026-08-05T17:00:00+08:00"
    assert [step["kind"] for step in answer["steps"]] == ["open", "paused", "open", "paused", "open"]


def test_american_business_days_count_at_the_offset_of_the_start(ask):
    answer = json.loads(ask("--unit working_day --from 2026-07-01T10:00:00-07:00 --n 3 --calendar us --json")[1])
    assert answer["due"] == "2026-07-08T00:00:00-07:00"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("unit", ["working_day", "jd_service_hour", "hour", "month", "civil_day", "next_midnight_hour"])
def test_a_page_fits_eighty_columns(ask, unit, lang):
    _, out, _ = ask(f"--unit {unit} --from 2023-08-03T14:01:30+08:00 --n 500 --lang {lang}")
    assert max(width(line) for line in out.splitlines()) <= 80
    assert len(out.splitlines()) < 30


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--unit hour --from 2026-08-03T10:00 --n 1", "lacks its offset"),
        ("--unit hour --from yesterday --n 1", "is no instant"),
        ("--unit hour --from 2026-08-03T10:00Z --n -1", "cannot be negative"),
        ("--unit hour --from 2026-08-03T10:00Z --n 99999999999", "too long"),
        ("--unit hour --from 2026-08-03T10:00Z --n 1 --roll", "never rolls"),
        ("--unit hour --from 2026-08-03T10:00Z --n 1 --zone Mars/Base", "unknown time zone"),
        ("--unit hour --from 2026-08-03T10:00Z --n 1 --pause 2026-08-03T10:00Z", "write FROM/UNTIL"),
        ("--unit working_day --from 2026-08-03T10:00Z --n 1 --calendar uk", "there is cn, us"),
        ("--unit working_day --from 2026-08-03T10:00Z --n 99999", "counts from"),
    ],
)
def test_a_question_that_cannot_be_answered_is_explained(ask, line, words):
    status, out, err = ask(f"{line} --lang en")
    assert (status, out) == (2, "")
    assert words in err


@pytest.mark.parametrize(
    ("text", "code"), [("a: [", "yaml-content"), ("a: 1\na: 2", "yaml-duplicate-key"), ("a: 1", "calendar-key")]
)
def test_a_broken_calendar_is_bad_input(tmp_path, text, code):
    (tmp_path / "xx.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_calendar("xx", tmp_path)
    assert code in [problem.code for problem in caught.value.problems]
