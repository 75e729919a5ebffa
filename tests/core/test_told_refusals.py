"""What may not be done in a stage, and offers, as people are told of them; and endings that are out of reach."""

from __future__ import annotations

import pytest

from court_room import COURT, HOLE, SIGNED, START, UNSHIPPED, at, given, opened, refusal, ruled
from gongdao.case.burden import steps
from gongdao.case.decider import Command
from gongdao.case.messages import MESSAGES
from gongdao.case.outlook import outlooks
from gongdao.case.rounds import Appeal
from gongdao.case.stages.negotiation import AgreeReturn
from gongdao.case.stages.offers import MakeOffer
from gongdao.case.state import Case, Offer
from gongdao.case.words import STAGES
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import show_money
from gongdao.telling.offers import named, said
from gongdao.telling.refusals import why
from gongdao.telling.teller import Teller


def money(minor: int) -> str:
    return show_money(minor, "CNY")


def told(lang: str, stage: str, *allowed: str) -> str:
    teller = Teller(lang, "CNY", {}, {}, COURT.library, COURT, Case(), START, START.tzinfo)
    return why(teller, Case(), Refused("wrong-stage", stage=stage, allowed=allowed), MESSAGES)


def test_a_step_that_comes_later_names_when_and_one_that_is_over_says_so():
    assert told("zh", "negotiation", "ruled", "returning", "closed") == "裁决以后才可以"
    assert told("en", "negotiation", "evidence", "review") == "only while evidence is gathered"
    assert told("zh", "review", "negotiation", "remedy") == "这一步已经过了"
    assert told("en", "closed", "negotiation") == "the case is closed"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2025-09-22T10:00:00+08:00", "9 月 22 日"), ("20250922", "20250922"), ("2025-09-22", "2025-09-22")],
)
def test_an_instant_is_told_as_a_day_and_the_digits_of_a_waybill_as_they_are(value, shown):
    teller = Teller("zh", "CNY", {}, {}, COURT.library, COURT, Case(), START, START.tzinfo)
    messages = {"known": ("已有 {waybill}。", "there is {waybill}.")}

    assert shown in why(teller, Case(), Refused("known", waybill=value), messages)


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_may_refuse_a_step_of_every_other(stage):
    for other in STAGES:
        assert told("zh", stage, other)
        assert told("en", other, stage)


def test_an_offer_is_called_by_what_it_says():
    back = Offer("o-1", "seller", "return_refund", 5000, "seller", extras=(("coupon", 500),))
    free = Offer("o-2", "seller", "exchange", 0, "")

    assert said(back, "zh", money) == "退货，再退 ¥50.00，退货运费卖家出，优惠券 ¥5.00"
    assert said(back, "en", money) == "goods back, then ¥50.00, return freight on the seller, a coupon ¥5.00"
    assert (said(free, "zh", money), said(free, "en", money)) == ("换一件", "an exchange")
    assert named(Case(offers=(back, free)), "o-2", "zh", money) == "“换一件”"


def test_what_was_not_sent_cannot_go_back():
    case = given(*opened(UNSHIPPED))

    assert refusal(case, AgreeReturn(at(1), "seller", "-", freight_mentioned=True)) == "nothing-to-return"
    assert refusal(case, MakeOffer(at(1), "seller", "o-1", "return_refund", 100, "seller")) == "nothing-to-return"


LONG_AGO = tuple((key, at(-300) if key.endswith("_at") else value) for key, value in SIGNED)


def shut(*commands: Command) -> list[tuple[str, str, str]]:
    """What is out of reach in the only head of a case: outcome, ground, and the rule that says why."""
    (outlook,) = outlooks(given(*commands), COURT)
    return [(each.outcome, each.ground, each.rule.id if each.rule else "") for each in outlook.shut]


def test_the_return_without_a_reason_is_out_of_reach_once_its_days_are_over():
    assert shut(*opened(LONG_AGO, HOLE)) == [("", "no_reason", "SD-10.1")]
    assert shut(*opened(SIGNED, HOLE)) == []


def test_a_refund_that_leaves_the_goods_is_out_of_reach_where_the_rules_give_a_return():
    wish = (("type", "refund_only"), *HOLE[1:])

    assert [outcome for outcome, _, _ in shut(*opened(SIGNED, wish))] == ["refund"]


def test_who_appeals_is_asked_for_proof():
    asked = {}
    for who in ("buyer", "seller"):
        case = given(Appeal(at(80), who, "new", "a test"), case=given(*ruled()))
        asked[who] = {step.fact for step in steps(case, COURT) if step.bearer == "seller"}

    assert "appeal_proof" in asked["seller"]
    assert "appeal_proof" not in asked["buyer"]
