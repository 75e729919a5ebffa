"""Accounts are linked by what few share; what many share links nobody, and the work stays linear."""

from __future__ import annotations

import time

from gongdao.screening.claimant_facts import Account
from gongdao.screening.linked import Group, groups_of, weight_of
from shop_folk import CLAIMANTS


def linked(*accounts: Account) -> tuple[Group, ...]:
    return groups_of(accounts, CLAIMANTS.sharings, CLAIMANTS.linked_from, CLAIMANTS.one_by_one)


def account(name: str, **things: str) -> Account:
    return Account(name, None, tuple(things.items()))


def test_a_way_to_pay_that_two_share_links_them():
    (group,) = linked(account("a", payment="P"), account("b", payment="P"), account("c", payment="Q"))

    assert group.members == ("a", "b")
    assert group.shared == {"payment": 2}


def test_weak_things_add_up():
    assert linked(account("a", address="A"), account("b", address="A")) == ()
    assert linked(account("a", address="A", device="D"), account("b", address="A", device="D"))[0].strength > 0.7


def test_a_chain_of_links_is_one_group():
    (group,) = linked(account("a", payment="P"), account("b", payment="P", phone="T"), account("c", phone="T"))

    assert group.members == ("a", "b", "c")


def test_a_dormitory_and_a_public_network_link_nobody():
    assert linked(*(account(f"s{at}", address="dorm", network="campus") for at in range(200))) == ()


def test_what_more_accounts_share_weighs_less():
    for sharing in CLAIMANTS.sharings.values():
        weights = [weight_of(sharing, number) for number in (2, 3, 10, 100, 10_000)]
        assert weights == sorted(weights, reverse=True)
        assert weights[-1] < 0.01


def test_the_groups_do_not_depend_on_the_order_of_the_accounts():
    accounts = [account(f"a{at}", payment=f"P{at // 3}", address=f"A{at // 4}") for at in range(40)]

    assert linked(*accounts) == linked(*reversed(accounts))


def test_one_thing_of_fifty_thousand_accounts_is_looked_at_in_no_time():
    accounts = [account(f"a{at}", device="farm", payment="P", network="wifi") for at in range(50_000)]
    start = time.perf_counter()
    linked(*accounts)

    assert time.perf_counter() - start < 5
