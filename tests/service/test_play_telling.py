"""What a play does with a scenario that is wrong, comes out otherwise, or is played where it must not be."""

from __future__ import annotations

import pytest

from gongdao.cli.page import Page
from gongdao.cli.play_story import story
from gongdao.kernel.errors import BadInput, Refused
from gongdao.service.play.read import parse_length, read_scenario
from gongdao.service.play.run import play
from gongdao.service.record import store
from grounds import fresh, opened_law
from shelf import SHELF, library

HEAD = """\
id: cup
title: {zh: 杯子, en: The cup}
platform: taobao
order: {id: O-1, paid: "60.00", status: paid_unshipped, paid_at: 2025-09-22T07:00:00+08:00}
seller: {balance: "500.00", deposit: "1000.00"}
steps:
- at: 2025-09-22T10:00:00+08:00
  by: buyer
  do: open_request
  with:
    claim: {type: refund_only, reason: changed_mind_unshipped, amount: "60.00", goods_received: false}
"""


@pytest.fixture
def law(tmp_path):
    with fresh("sqlite", tmp_path) as ground, opened_law(ground) as made:
        yield made


def scenario(more: str = ""):
    return read_scenario(HEAD + more, "cup.yaml", SHELF.heads, SHELF.versions)


def problems(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(BadInput) as wrong:
        read_scenario(text, "cup.yaml", SHELF.heads, SHELF.versions)
    return [(each.code, each.place.line, each.place.path) for each in wrong.value.problems]


def differences(law, more: str) -> list[tuple[str, int, str]]:
    played = play(law, scenario(more))
    return [(each.code, each.place.line, str(each.details.get("found", ""))) for each in played.differences]


def refusal(law, told) -> str:
    with pytest.raises(Refused) as no:
        play(law, told)
    return no.value.code


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", [("play-no-scenario", 1, "")]),
        ("[]", [("play-no-scenario", 1, "")]),
        (HEAD.replace("platform: taobao", "platform: taobo"), [("case-unknown-word-near", 3, "platform")]),
        (HEAD.replace("platform: taobao", "platform: [taobao]"), [("case-want-value", 3, "platform")]),
        (HEAD.replace("title: {zh: 杯子, en: The cup}", "title: 杯子"), [("case-want-mapping", 2, "title")]),
        (HEAD.replace('paid: "60.00"', "paid: 60.00"), [("money-number", 4, "order.paid")]),
        (HEAD.replace("do: open_request", "do: open_requst"), [("case-unknown-word-near", 9, "steps[0].do")]),
        (HEAD.replace("  by: buyer\n", ""), [("play-who", 7, "steps[0]")]),
        (HEAD.replace("- at: 2025-09-22T10:00:00+08:00", "- after: 1h"), [("play-first-step-when", 7, "steps[0]")]),
        (HEAD + "- wait: soon\n", [("play-length", 12, "steps[1].wait")]),
        (HEAD + "- wait: 1h\n  after: 2h\n", [("play-two-times", 12, "steps[1]")]),
        (HEAD + "- at_once: [{by: buyer}]\n", [("play-want-act", 12, "steps[1].at_once[0]")]),
        (HEAD + "- {by: seller, do: make_offer}\n", [("play-with-missing", 12, "steps[1]")]),
        (
            HEAD + "- {by: seller, do: make_offer, with: {id: A, kind: refund, amout: '1.00'}}\n",
            [
                ("case-missing-field", 12, "steps[1].with.amount"),
                ("case-unknown-field-near", 12, "steps[1].with.amout"),
            ],
        ),
        (HEAD + "- expect: {ledger: {escrow: much}}\n", [("money-form", 12, "steps[1].expect.ledger.escrow")]),
        (HEAD + "- answers: [{answer: late, after: a while}]\n", [("play-length", 12, "steps[1].answers[0].after")]),
        (HEAD + "- answers: [{answer: part}]\n", [("play-answer-needs", 12, "steps[1].answers[0]")]),
        (HEAD + "- answers: [{answer: full}, {answer: late}]\n", [("play-answer-needs", 12, "steps[1].answers[1]")]),
        (HEAD.split("steps:", maxsplit=1)[0] + "steps: []\n", [("play-want-steps", 6, "steps")]),
    ],
)
def test_a_mistake_is_told_with_its_place(text, wrong):
    assert problems(text) == wrong


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("48h", 172800), ("1d12h", 129600), ("1d 2h 3m 4s", 93784), ("1s", 1), ("h", None), ("", None)],
)
def test_a_length_is_days_hours_minutes_and_seconds(text, seconds):
    length = parse_length(text)

    assert (length.total_seconds() if length is not None else None) == seconds


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("- expect: {stage: closed}\n", [("play-differs", 12, "negotiation")]),
        ("- expect: {turn: [buyer]}\n", [("play-differs", 12, "seller")]),
        ("- expect: {due: {seller: none}}\n", [("play-differs", 12, "2025-09-24T10:00:00+08:00")]),
        ("- expect: {due: {buyer: {name: auto_refund_at}}}\n", [("play-differs", 12, "none")]),
        ("- expect: {ledger: {escrow: '59.99'}}\n", [("play-differs", 12, "60.00")]),
        ("- expect: {ruling: {outcome: refund}}\n", [("play-differs", 12, "none")]),
        ("- expect: {notices: [{to: jury, about: RequestOpened}]}\n", [("play-differs", 12, "none")]),
        ("- {by: buyer, do: withdraw_request, refused: not-yours}\n", [("play-not-refused", 12, "")]),
        ("- {by: buyer, do: call_platform}\n", [("play-refused", 12, "")]),
        ("- {by: buyer, do: call_platform, refused: not-yours}\n", [("play-other-refusal", 12, "call-too-early")]),
        (
            "- {by: buyer, do: call_platform, refused: call-too-early, since: 2025-09-25T11:00:00+08:00}\n",
            [("play-other-since", 12, "2025-09-25T10:00:00+08:00")],
        ),
        ("- {at: 2025-09-21T10:00:00+08:00}\n", [("play-backwards", 12, "")]),
        (
            "- wait: 3d\n  expect: {ruling: {refund: '1.00'}, ledger: {escrow: '0.00'}}\n",
            [("play-differs", 13, "60.00")],
        ),
    ],
)
def test_what_comes_out_otherwise_is_told_with_its_line(law, more, wrong):
    assert differences(law, more) == wrong


def test_a_payment_goes_as_the_marketplace_answers_it(law):
    more = """\
- answers: [{answer: late, after: 1d}]
- wait: 2d
  expect: {stage: remedy, ledger: {escrow: "0.00", on_the_way: "60.00"}}
- wait: 1d
expect: {stage: closed, ledger: {on_the_way: "0.00", buyer_payment: "0.00"}}
"""

    assert differences(law, more) == []


def test_a_marketplace_that_waits_pays_when_it_is_told_to(law):
    more = """\
- {marketplace: waits, wait: 3d, expect: {stage: remedy, ledger: {on_the_way: "60.00"}}}
- {after: 1h, answers: [{answer: twice}], expect: {stage: closed, ledger: {on_the_way: "0.00"}}}
"""

    assert differences(law, more) == []


def test_the_time_that_the_platform_was_down_counts_for_nobody(law):
    more = """\
- pause: {from: 2025-09-23T10:00:00+08:00, until: 2025-09-23T15:00:00+08:00, ground: outage}
  expect: {due: {seller: 2025-09-24T15:00:00+08:00}}
- wait: 2d
  expect: {ruling: {outcome: refund, at: 2025-09-24T15:00:00+08:00}}
"""

    assert differences(law, more) == []


def test_a_pause_may_begin_in_one_step_and_end_in_another(law):
    more = """\
- {after: 1d, pause: {ground: outage}, expect: {due: {seller: none}}}
- {wait: 3d, expect: {ruling: none}}
- {pause: {until: 2025-09-26T10:00:00+08:00}, expect: {due: {seller: 2025-09-27T10:00:00+08:00}}}
"""

    assert differences(law, more) == []


def test_facts_that_come_later_are_taken_in(law):
    more = """\
- after: 1h
  facts: {logistics: [{at: 2025-09-22T10:30:00+08:00, scan: picked_up}]}
  expect: {events: [FactsTaken]}
"""

    assert differences(law, more) == []


def test_a_scenario_is_played_once_in_a_database(law):
    play(law, scenario())

    assert refusal(law, scenario()) == "play-played-before"


def test_the_clock_of_a_play_is_kept_from_real_cases(law):
    told = scenario()
    command = told.steps[0].acts[0]
    at = told.steps[0].at
    store.submit(law, "shop:7", command.command(at, "marketplace", "orders", at, **command.fields), at)

    assert refusal(law, told) == "play-among-cases"


def test_a_play_that_stops_all_clocks_wants_a_database_of_its_own(law):
    play(law, scenario())
    other = HEAD.replace("id: cup", "id: other") + "- pause: {ground: outage}\n"

    assert refusal(law, read_scenario(other, "other.yaml")) == "play-pauses-others"


def test_a_play_wants_a_record_without_pauses(law):
    pause = "- pause: {from: 2025-09-23T10:00:00+08:00, until: 2025-09-23T15:00:00+08:00, ground: outage}\n"
    play(law, scenario(pause))
    other = read_scenario(HEAD.replace("id: cup", "id: other"), "other.yaml")

    assert refusal(law, other) == "play-after-pauses"


def teller_day(at) -> str:
    return f"{at:%A}, {at.day} {at:%B} {at.year}"


def test_what_happened_is_told_under_its_own_day_also_where_it_was_written_later(law):
    more = """\
- {after: 1h, by: seller, do: refuse_request, with: {reason: packed}}
- {after: 4d, by: buyer, do: call_platform}
- {wait: 30d}
"""
    played = play(law, scenario(more), clerk=False)
    lines = story(played, Page(80, "en"), library())

    days = [line for line in lines if line.endswith(" 2025")]
    written = list(dict.fromkeys(teller_day(recorded.event.at) for recorded in played.told[-1].events))
    assert len(written) > 1
    assert [day for day in days if day in written] == written
