"""The clocks that Gongdao sets where the platform's own rules set none, each with what its end does."""

from __future__ import annotations

from dataclasses import replace

from court_room import COURT, HOLE, SIGNED, START, UNSHIPPED, WANTS_MONEY, at, given, heard, named, opened, returning
from gongdao.case.decider import catch_up, fold
from gongdao.case.due import DEFAULT, due, next_due, turn
from gongdao.case.overlays import SuspendCase
from gongdao.case.stages.evidence import AskEvidence
from gongdao.case.stages.jury import OpenJury
from gongdao.case.stages.negotiation import AgreeRefund, AgreeReturn, CallPlatform, RefuseRequest
from gongdao.case.stages.offers import AcceptOffer, MakeOffer
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.case.stages.performance import ShipGoods
from gongdao.case.stages.returning import InspectReturn, ShipReturn
from gongdao.case.state import Case, changed
from shelf import VERSIONS, pack

BARE = "conventions"
RESEND = MakeOffer(at(1), "seller", "O1", "resend", 0, "seller", "", (), 0)


def on(platform: str, *commands, order=SIGNED, claim=HOLE) -> Case:
    """A dispute on a platform; `conventions` has no rules of its own."""
    *facts, request = opened(order, claim)
    return given(*facts, replace(request, platform=platform), *commands)


def rules_until_rest(case: Case, most: int = 12) -> list[str]:
    """The rules by which silence carries a case on, until it is closed or told of again and again."""
    found: list[str] = []
    while case.stage != "closed" and len(found) < most:
        clock = next_due(case, COURT)
        assert clock is not None
        found.append(clock.rule)
        case = fold(case, catch_up(case, COURT, clock.at))
    return found


def resent(*commands):
    return given(*opened(SIGNED, HOLE), RESEND, AcceptOffer(at(2), "buyer", "O1"), *commands)


def test_nobody_goes_on_with_a_negotiation_and_the_request_closes():
    case = on(BARE, RefuseRequest(at(1), "seller", "no"))

    assert turn(case, COURT) == ("buyer",)
    assert rules_until_rest(case) == ["GD-1"]


def test_a_negotiation_taken_up_again_long_after_the_last_word_begins_anew():
    case = changed(on(BARE, RefuseRequest(at(1), "seller", "no")), entered=at(700), last_at=at(700))

    assert next_due(case, COURT).start == at(700)


def test_a_silent_seller_may_be_brought_before_the_platform():
    case = on(BARE)

    assert {party: clock.rule for party, clock in due(case, COURT).items()} == {"seller": "GD-15", "buyer": "GD-1"}
    assert due(on("jd"), COURT)["seller"].rule == "JD-3.9"


def test_a_return_that_is_not_sent_closes_the_request():
    assert rules_until_rest(on(BARE, AgreeReturn(at(1), "seller", "0" * 64, True))) == ["GD-2"]


def test_a_return_that_was_ruled_and_is_not_sent_frees_the_money():
    case = on("jd", RefuseRequest(at(1), "seller", "no"), CallPlatform(at(25), "buyer"))

    closed = fold(case, catch_up(case, COURT, at(500)))

    assert (closed.stage, [leg.state for leg in closed.legs]) == ("closed", ["released"])


def test_a_return_that_nobody_answers_is_taken_up_by_the_platform():
    shipped = on(BARE, AgreeReturn(at(1), "seller", "0" * 64, True), ShipReturn(at(2), "buyer", "SF1", "SF"))

    assert turn(shipped, COURT) == ("seller",)
    assert rules_until_rest(shipped, 2) == ["GD-3", "GD-5"]


def test_silence_about_goods_sent_back_under_a_ruling_pays_what_was_ruled():
    request = OpenRequest(at(0), "buyer", "C-1", "jd", "auto", HOLE)
    ruled = given(*opened(SIGNED)[:3], request, CallPlatform(at(40), "seller"))
    ruled = fold(ruled, catch_up(ruled, COURT, at(150)))
    shipped = given(ShipReturn(at(151), "buyer", "SF1", "SF"), case=ruled)

    assert (ruled.stage, len(ruled.rulings), next_due(shipped, COURT).rule) == ("returning", 1, "GD-31")
    after = fold(shipped, catch_up(shipped, COURT, next_due(shipped, COURT).at))
    assert (after.stage, len(after.rulings)) == ("remedy", 1)


def test_a_disputed_return_is_taken_up_by_the_platform():
    back = [ShipReturn(at(2), "buyer", "SF1", "SF"), InspectReturn(at(60), "seller", "different", "clothes")]

    assert rules_until_rest(given(*returning(), *back), 1) == ["GD-4"]


def test_evidence_and_review_go_on_without_rules_of_the_platform():
    case = on(BARE, RefuseRequest(at(1), "seller", "no"), CallPlatform(at(2), "buyer"))

    assert rules_until_rest(case, 5) == ["GD-5", "GD-7", "GD-8", "GD-8", "GD-8"]
    overdue = fold(case, catch_up(case, COURT, at(400)))
    assert (overdue.stage, turn(overdue, COURT)) == ("review", ("supervisor",))


def test_a_test_that_was_asked_for_has_longer():
    case = given(*heard(), AskEvidence(at(80), "staff:7", "buyer_test", "a laboratory", "", ""))

    assert (next_due(case, COURT).rule, next_due(case, COURT).at) == ("GD-14", at(80 + 16 * 24 - 18))


def test_a_jury_without_a_majority_gives_way_to_staff():
    chosen = TakeFacts(START, "marketplace", "x", START, "buyer", (("chose_jury", True),))
    case = on(BARE, RefuseRequest(at(1), "seller", "no"), CallPlatform(at(2), "buyer"), chosen)

    assert rules_until_rest(given(OpenJury(at(8), "platform", 5, 3, "0" * 64), case=case), 2) == ["GD-6", "GD-7"]


def test_a_payment_that_nobody_makes_is_told_of_again_and_again():
    case = on(BARE, AgreeRefund(at(1), "seller"), order=UNSHIPPED, claim=WANTS_MONEY)

    assert turn(case, COURT) == ("platform",)
    assert rules_until_rest(case, 3) == ["GD-9", "GD-10", "GD-10"]


def test_goods_agreed_on_and_not_sent_bring_the_platform_in():
    case = resent()

    assert turn(case, COURT) == ("seller",)
    assert rules_until_rest(case, 1) == ["GD-11"]
    assert fold(case, catch_up(case, COURT, at(200))).stage == "evidence"


def test_goods_sent_and_not_complained_of_count_as_received():
    case = resent(ShipGoods(at(3), "seller", "SF2", "SF"))

    assert turn(case, COURT) == ("buyer",)
    assert rules_until_rest(case) == ["GD-12"]


def test_a_suspension_is_over_when_its_term_is():
    agreed = [SuspendCase(at(2), who, "agreement", "", 10) for who in ("buyer", "seller")]
    case = on(BARE, *agreed)

    assert (next_due(case, COURT).rule, next_due(case, COURT).at) == ("GD-13", at(2 + 11 * 24 - 12))
    assert named(catch_up(case, COURT, at(300))) == ["DeadlinePassed"]


def test_every_default_clock_is_shown_here():
    tables = [table for version in VERSIONS for table in pack(version).decisions.values() if table.deadline]
    rows = {rule.row for table in tables for rule in table.rules if rule.rank == DEFAULT}

    # GD-29, the hours an offer stands, is shown with the offers.
    assert rows - {"GD-29"} == {"GD-31", *(f"GD-{n}" for n in range(1, 16))}
