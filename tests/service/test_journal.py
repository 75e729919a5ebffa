"""The journal: every posting once, every balance the sum of its entries, no account where it may not go."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

import pytest
from django.db import IntegrityError, connections, transaction

from court_room import SIGNED, START, UNSHIPPED, at, opened
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.opening import FactsTaken, OpenRequest, TakeFacts
from gongdao.case.stages.remedy import AnswerLeg, SendLeg
from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Account, Kind
from gongdao.ledger.posting import Key, transfer
from gongdao.service.record import journal, store
from gongdao.service.record.journal import Line
from gongdao.service.record.verify import Verified, verify

ONE, OTHER = "shop:C-1", "shop:C-2"
CASH = "buyer_payment:shop/X-1/cash"
ESCROW = Account(Kind.ESCROW, "X-1")
SELLER = Account(Kind.SELLER, "seller")


def given(law, stream, *commands):
    """The receipt of the last of some commands."""
    for command in commands:
        receipt = store.submit(law, stream, command, command.at)
    return receipt


def asking(id_: str, amount: int = 6000, order=UNSHIPPED):
    """The facts and the request of a case on one order."""
    *facts, request = opened(order)
    claim = tuple((key, amount if key == "amount" else value) for key, value in request.claim)
    return [*facts, replace(request, id=id_, claim=claim)]


def refunded(id_: str, amount: int = 6000, order=UNSHIPPED):
    return [*asking(id_, amount, order), AgreeRefund(at(1), "seller")]


def sent(leg: str, hours: float = 2) -> SendLeg:
    return SendLeg(at(hours), "platform", leg)


def answer(leg: str, amount: int, receipt: str = "r1", hours: float = 3) -> AnswerLeg:
    return AnswerLeg(at(hours), "marketplace", leg, receipt, amount, "")


def balances(law) -> dict[str, int]:
    with connections[law.using].cursor() as cursor:
        cursor.execute("SELECT account, balance FROM record_account WHERE balance <> 0")
        return dict(cursor.fetchall())


def entries(law, stream: str) -> list[tuple]:
    with connections[law.using].cursor() as cursor:
        cursor.execute("SELECT key, account, amount FROM record_entry WHERE stream = %s ORDER BY id", [stream])
        return cursor.fetchall()


def post(law, *lines: Line, stream: str = ONE) -> None:
    with transaction.atomic(using=law.using), connections[law.using].cursor() as cursor:
        journal.post(cursor, stream, lines)


def line(key: str, source: Account, target: Account, amount: int) -> Line:
    return Line(1, key, START, transfer(Key("", "R1", key), source, target, amount))


def test_an_order_is_paid_into_escrow_once_for_all_its_cases(law):
    given(law, ONE, *asking("C-1"))
    given(law, OTHER, *asking("C-2"))

    assert {name: amount for name, amount in balances(law).items() if "X-1" in name} == {
        CASH: -6000,
        "escrow:shop/X-1": 6000,
    }
    assert [key for key, _, _ in entries(law, OTHER) if key.endswith("/paid")] == []


def test_orders_of_two_sources_are_not_one(law):
    given(law, ONE, *asking("C-1"))
    given(law, "other:C-1", *asking("C-1"))

    assert (balances(law)["escrow:shop/X-1"], balances(law)["escrow:other/X-1"]) == (6000, 6000)


def test_a_payment_moves_through_the_journal(law):
    given(law, ONE, *refunded("C-1"))
    assert balances(law)[f"escrow:shop/X-1>{CASH}"] == 6000

    case = given(law, ONE, sent("L1"), answer("L1", 6000)).case

    assert case.stage == "closed"
    assert not {"escrow:shop/X-1", CASH, f"escrow:shop/X-1>{CASH}"} & balances(law).keys()
    hold, told = "shop:C-1/A1/1:hold", "shop:C-1/A1/1:answer:r1"
    assert [key for key, _, _ in entries(law, ONE)][-4:] == [hold, hold, told, told]


def test_two_cases_on_one_order_share_what_was_paid(law):
    given(law, ONE, *refunded("C-1", 4000))
    second = given(law, OTHER, *refunded("C-2", 4000))

    assert [leg.amount for leg in second.case.legs] == [2000]
    told = next(it.event for it in second.events if isinstance(it.event, FactsTaken))
    assert (told.path, dict(told.row)["escrow:X-1"]) == ("accounts", 2000)


def test_equal_partial_refunds_are_both_paid(law):
    given(law, ONE, *refunded("C-1", 3000), sent("L1"), answer("L1", 3000))
    given(law, OTHER, *refunded("C-2", 3000), sent("L1"), answer("L1", 3000))

    assert not {CASH, "escrow:shop/X-1"} & balances(law).keys()


def test_a_case_that_saw_the_balances_is_not_told_them_again(law):
    receipt = given(law, ONE, *refunded("C-1"))

    assert not [it for it in receipt.events if isinstance(it.event, FactsTaken)]


def test_a_doubled_answer_is_booked_once(law):
    given(law, ONE, *refunded("C-1"), sent("L1"), answer("L1", 6000))
    before = entries(law, ONE)

    receipt = store.submit(law, ONE, answer("L1", 6000), at(4))

    assert (receipt.events, entries(law, ONE)) == ((), before)


def test_what_the_marketplace_states_counts_what_is_under_way(law):
    given(law, ONE, *refunded("C-1"), sent("L1"), answer("L1", 0))
    assert balances(law)["seller_settlement:shop/seller"] == 94000

    stated = TakeFacts(at(5), "marketplace", "accounts", at(5), "seller", (("balance", 50000),))
    given(law, ONE, stated)

    assert balances(law)["seller_settlement:shop/seller"] == 44000
    given(law, ONE, replace(stated, at=at(6), row=(("balance", 1000),)))
    assert "seller_settlement:shop/seller" not in balances(law)


def test_the_money_of_a_completed_order_is_the_sellers(law):
    given(law, ONE, *asking("C-1", order=SIGNED))
    done = TakeFacts(at(2), "marketplace", "orders", at(2), "order", (("status", "completed"),))

    given(law, ONE, done, replace(done, at=at(3)))

    assert "escrow:shop/X-2" not in balances(law)


def told(hours: float, path: str, known: float | None = None, **row: object) -> TakeFacts:
    known_at = at(hours if known is None else known)
    return TakeFacts(at(hours), "marketplace", "orders", known_at, path, tuple(row.items()))


def test_what_is_paid_later_is_booked_as_it_comes(law):
    points = told(2, "payments", instrument="points", funder="points", amount=500)

    given(law, ONE, *asking("C-1"), told(1, "order", paid=7000), points, told(3, "order", paid=7500))
    given(law, OTHER, *asking("C-2"), told(4, "order", paid=9000))

    assert {name: amount for name, amount in balances(law).items() if "X-1" in name} == {
        CASH: -8500,
        "points:shop/X-1/points": -500,
        "escrow:shop/X-1": 9000,
    }
    assert list(verify(law, Verified())) == []


def test_what_was_paid_later_is_refunded_too(law):
    more = told(0.5, "order", paid=8000)

    case = given(law, ONE, *asking("C-1", 8000), more, AgreeRefund(at(1), "seller")).case

    assert [leg.amount for leg in case.legs] == [8000]


def test_an_order_is_never_paid_with_less(law):
    given(law, ONE, *asking("C-1"))
    given(law, OTHER, *asking("C-2"))
    given(law, ONE, told(1, "order", paid=8000))

    for stream, paid in ((ONE, 7999), (OTHER, 6001)):
        with pytest.raises(Refused) as no:
            given(law, stream, told(2, "order", paid=paid))
        assert (no.value.code, no.value.details) == ("paid-lowered", {"was": 8000, "now": paid})
    given(law, OTHER, told(3, "order", status="shipped"))
    assert balances(law)["escrow:shop/X-1"] == 8000


def test_an_older_statement_of_the_sellers_money_changes_nothing(law):
    given(law, ONE, *asking("C-1"), told(5, "seller", balance=70000, known=4))
    given(law, OTHER, *asking("C-2"))

    case = given(law, ONE, told(6, "seller", balance=1, known=3)).case
    given(law, OTHER, told(6, "seller", balance=2, known=3))

    assert balances(law)["seller_settlement:shop/seller"] == 70000
    assert case.facts["seller"]["balance"] == 70000
    given(law, OTHER, told(7, "seller", balance=3, known=5))
    assert balances(law)["seller_settlement:shop/seller"] == 3


def test_what_is_told_of_the_seller_beside_his_money_states_no_balance(law):
    given(law, ONE, *asking("C-1"), told(1, "seller", balance=70000))
    given(law, OTHER, *asking("C-2"), told(2, "seller", balance=50000))

    given(law, ONE, told(3, "seller", name="shop"))

    assert balances(law)["seller_settlement:shop/seller"] == 50000


def test_a_refund_that_found_no_room_is_paid_once_another_case_gave_back(law):
    given(law, ONE, *refunded("C-1", 4000))
    given(law, OTHER, *refunded("C-2", 4000))
    for leg in ("L1", "L2", "L3"):
        given(law, ONE, sent(leg), answer(leg, 0))

    legs = given(law, OTHER, told(4, "seller", score=480)).case.legs

    assert [(leg.source.kind, leg.amount) for leg in legs] == [("escrow", 2000), ("escrow", 2000)]
    assert list(verify(law, Verified())) == []


def test_every_posting_balances_and_every_account_is_the_sum_of_its_entries(law):
    given(law, ONE, *refunded("C-1"), sent("L1"), answer("L1", 1000))
    given(law, OTHER, *refunded("C-2"))

    with connections[law.using].cursor() as cursor:
        cursor.execute("SELECT key FROM record_entry GROUP BY key HAVING SUM(amount) <> 0")
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT a.account FROM record_account a LEFT JOIN record_entry e ON e.account = a.account"
            " GROUP BY a.account, a.balance HAVING a.balance <> COALESCE(SUM(e.amount), 0)"
        )
        assert cursor.fetchall() == []


def test_the_database_refuses_what_an_account_does_not_have(law):
    with pytest.raises(Refused) as no:
        post(law, line("x", ESCROW, SELLER, 1))

    assert (no.value.code, no.value.details) == ("account-limit", {"keys": ("x",)})
    assert balances(law) == {}


def test_the_database_refuses_to_give_back_more_than_was_given(law):
    with pytest.raises(Refused) as no:
        post(law, line("x", SELLER, Account(Kind.BUYER_PAYMENT, "X-1/cash"), 1))

    assert no.value.code == "account-limit"


def test_a_posting_is_made_once(law):
    post(law, line("x", SELLER, ESCROW, 5))

    with pytest.raises(IntegrityError):
        post(law, line("x", SELLER, ESCROW, 5))
    assert balances(law) == {"seller:shop/seller": -5, "escrow:shop/X-1": 5}


def test_a_request_may_come_without_the_marketplace_stating_balances(law):
    order, goods, _, request = asking("C-1")

    case = given(law, ONE, order, goods, request, AgreeRefund(at(1), "seller")).case

    assert isinstance(request, OpenRequest)
    assert [leg.amount for leg in case.legs] == [6000]


def test_who_waited_for_an_account_sees_what_was_begun_meanwhile(law):
    given(law, ONE, *asking("C-1"))
    accounts = [ESCROW, Account(Kind.BUYER_PAYMENT, "X-1/cash")]
    under_way = replace(ESCROW, bound_for=accounts[1])
    seen: list[dict[str, int]] = []

    def wait() -> None:
        with transaction.atomic(using=law.using), connections[law.using].cursor() as cursor:
            seen.append(journal.balances(cursor, "shop", accounts))
        connections[law.using].close()

    waiter = Thread(target=wait)
    with transaction.atomic(using=law.using), connections[law.using].cursor() as cursor:
        journal.balances(cursor, "shop", accounts)
        waiter.start()
        assert connections[law.using].vendor == "sqlite" or any(blocked(cursor) for _ in range(100_000))
        journal.post(cursor, ONE, [line("x", ESCROW, under_way, 4000)])
    waiter.join()

    assert seen == [{"escrow:X-1": 2000, "buyer_payment:X-1/cash": -6000, str(under_way): 4000}]


def blocked(cursor) -> bool:
    """Whether somebody waits for this very connection."""
    cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
    return cursor.fetchone() is not None
