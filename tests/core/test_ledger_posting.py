"""Postings balance, happen once and never take an account where it may not go."""

from __future__ import annotations

import pytest

from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Account, Kind, account_of
from gongdao.ledger.posting import Book, Entry, Key, Posting, available, post, replay, room, transfer
from purses import ADVANCE, BUYER, CASH, DEPOSIT, ESCROW, LEGS, PARTIES, PLATFORM, paid_order


def key(leg: str = "1") -> Key:
    return Key("C1", "R1", leg)


def refusal(book: Book, posting: Posting) -> tuple[str, dict]:
    with pytest.raises(Refused) as refused:
        post(book, posting)
    return refused.value.code, refused.value.details


def test_an_order_that_was_paid_lies_in_escrow():
    book = paid_order(*LEGS)

    assert book.balance(ESCROW) == 10_000
    assert [book.balance(leg.account) for leg in LEGS] == [-8_000, -1_000, -1_000]
    assert sum(book.balances.values()) == 0


def test_a_transfer_moves_money_from_one_account_to_another():
    book = post(paid_order(CASH), transfer(key(), ESCROW, BUYER, 300))

    assert (book.balance(ESCROW), book.balance(BUYER)) == (7_700, 300)


def test_the_book_before_a_posting_stays_as_it_was():
    before = paid_order(CASH)
    post(before, transfer(key(), ESCROW, BUYER, 300))

    assert before.balance(ESCROW) == 8_000


def test_entries_that_do_not_sum_to_nothing_are_refused():
    posting = Posting(key(), (Entry(ESCROW, -300), Entry(BUYER, 299)))

    assert refusal(paid_order(CASH), posting) == ("posting-unbalanced", {"key": "C1/R1/1", "off": -1})


def test_the_same_posting_again_changes_nothing():
    posting = transfer(key(), ESCROW, BUYER, 300)
    book = post(paid_order(CASH), posting)

    assert post(book, posting) is book


def test_a_key_does_not_stand_for_a_second_posting():
    book = post(paid_order(CASH), transfer(key(), ESCROW, BUYER, 300))

    assert refusal(book, transfer(key(), ESCROW, BUYER, 200))[0] == "posting-key-reused"


def test_equal_postings_under_two_keys_are_two_postings():
    book = paid_order(CASH)
    for leg in ("1", "2"):
        book = post(book, transfer(key(leg), ESCROW, BUYER, 300))

    assert book.balance(BUYER) == 600


@pytest.mark.parametrize("kind", [Kind.ESCROW, Kind.SELLER_SETTLEMENT, Kind.SELLER_DEPOSIT, Kind.AFFILIATE_DEPOSIT])
def test_money_that_somebody_holds_is_not_spent_below_nothing(kind):
    pot = Account(kind, "x")
    book = post(Book(), transfer(key("in"), PLATFORM, pot, 100))

    assert refusal(book, transfer(key(), pot, BUYER, 101)) == ("overdrawn", {"account": f"{kind}:x", "by": 1})


def test_a_payment_is_not_given_back_beyond_what_was_paid():
    book = post(paid_order(CASH, deposit=500), transfer(key(), ESCROW, CASH.account, 8_000))

    assert refusal(book, transfer(key("2"), DEPOSIT, CASH.account, 1)) == (
        "given-back-too-much",
        {"account": "buyer_payment:O1/card", "by": 1},
    )


def test_what_is_on_its_way_counts_as_given_back():
    book = paid_order(CASH, deposit=500)
    book = post(book, transfer(key(), ESCROW, Account(Kind.ESCROW, "O1", CASH.account), 8_000))

    assert room(book, CASH.account) == 0
    assert refusal(book, transfer(key("2"), DEPOSIT, CASH.account, 1))[0] == "given-back-too-much"


def test_an_advance_that_may_still_come_back_leaves_nothing_to_recover():
    book = post(paid_order(CASH), transfer(key(), ADVANCE, Account(ADVANCE.kind, ADVANCE.owner, BUYER), 200))

    assert room(book, ADVANCE) == 0


def test_an_account_outside_the_ledger_has_no_end():
    assert (available(Book(), PLATFORM), room(Book(), BUYER)) == (None, None)


def test_the_same_postings_make_the_same_book():
    book = post(paid_order(*LEGS), transfer(key(), ESCROW, BUYER, 300))

    assert replay(book.postings.values()) == book


def test_a_word_that_names_no_account_is_refused():
    with pytest.raises(Refused) as refused:
        account_of("purse", PARTIES)

    assert (refused.value.code, refused.value.details) == ("account-unknown", {"account": "purse"})


def test_an_account_says_where_its_money_is_bound_for():
    assert str(Account(Kind.ESCROW, "O1", BUYER)) == "escrow:O1>buyer:lin"
