"""Who claims is compared with others of the same goods and shops; claiming often alone marks nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims_made import NOW as MADE_NOW, heavy_honest, made
from gongdao.kernel.errors import BadInput
from gongdao.screening.claimant_facts import Account, Order, read_people
from gongdao.screening.claimants import (
    ABUSE,
    LINKED,
    Population,
    abuse_score,
    counted_of,
    marks_by_name,
    population_of,
    screen_claimant,
    screen_claimants,
)
from gongdao.screening.fairness import fairness
from gongdao.screening.messages import REASONS
from shop_folk import CLAIMANTS, NOW, bought, bystanders, codes, said

LABEL_AT = 0.9
SEEN = population_of(CLAIMANTS, *bystanders(), NOW)


def among_others(orders: list[Order], accounts: list[Account] | None = None) -> Population:
    others, theirs = bystanders()
    return population_of(CLAIMANTS, [*others, *(accounts or [])], [*theirs, *orders], NOW)


def abuse(orders: list[Order], accounts: list[Account] | None = None, who: str = "x"):
    return {it.kind: it for it in screen_claimant(CLAIMANTS, who, among_others(orders, accounts))}.get(ABUSE)


def claims(number: int, of: int, who: str = "x", **claim: object) -> list[Order]:
    orders = [
        bought(who, f"shop{at % 12}", 20 + 5 * at, claimed=at < number, **({} if at >= number else claim))
        for at in range(of)
    ]
    return orders


def test_an_ordinary_person_has_no_signal():
    assert [who for who, _ in screen_claimants(CLAIMANTS, SEEN)] == []


def test_empty_returns_to_several_shops_beside_many_claims_are_for_a_person_to_look_at():
    signal = abuse(claims(11, 14, returned="empty", shown=True))

    assert signal
    assert signal.score >= LABEL_AT
    assert signal.advice == ("let-a-person-look",)
    assert {"claimant-more-claims", "claimant-empty-shown"} <= codes(signal)
    assert "申请退款 11 单" in said(signal)


def test_claiming_often_alone_never_reaches_a_label():
    signal = abuse(claims(40, 40, kept=True, text="the same words"))

    assert signal is None or signal.score < LABEL_AT


def test_what_was_proved_just_does_not_count():
    orders = claims(11, 14, returned="empty", shown=True)
    contested = [replace(it, claim=it.claim and replace(it.claim, proved=True)) for it in orders]

    assert abuse(orders)
    assert abuse(contested) is None


def test_what_is_older_than_a_year_is_forgotten():
    old = [replace(it, at=it.at - timedelta(days=400)) for it in claims(11, 14, returned="empty", shown=True)]

    assert abuse(old) is None


def test_the_signal_says_from_when_to_when_it_counted():
    signal = abuse(claims(11, 14, returned="empty", shown=True))

    assert signal
    assert signal.details == {"since": (NOW - timedelta(days=365)).date(), "until": NOW.date()}


def test_one_shop_that_speaks_ill_of_a_buyer_is_one_voice():
    orders = [bought("x", "shop1", 20 + at, returned="empty") for at in range(6)]

    assert "empty-said" not in marks_by_name(CLAIMANTS, "x", among_others(orders))
    assert abuse_score(CLAIMANTS, "x", among_others(orders)) < 0.5


def test_who_bought_junk_is_compared_with_others_who_bought_it():
    junk = [bought(f"j{at % 40}", "junk", 30 + at, claimed=at % 2 == 0) for at in range(120)]
    unlucky = [bought("x", "junk", 20 + at, claimed=at < 6) for at in range(10)]
    elsewhere = [bought("x", f"shop{at}", 20 + at, claimed=at < 6) for at in range(10)]

    assert counted_of("x", among_others([*junk, *unlucky])).usual > 3
    assert counted_of("x", among_others([*junk, *elsewhere])).usual < 1.5
    assert abuse_score(CLAIMANTS, "x", among_others([*junk, *unlucky])) < abuse_score(
        CLAIMANTS, "x", among_others([*junk, *elsewhere])
    )


def test_nobody_is_his_own_norm():
    alone = [bought("x", "only his shop", 20 + at, claimed=True) for at in range(12)]

    assert counted_of("x", among_others(alone)).usual < 2


def ring(size: int = 5) -> tuple[list[Account], list[Order]]:
    accounts = [
        Account(f"r{at}", NOW - timedelta(days=60), (("device", "D"), ("payment", "P"), ("address", f"A{at}")))
        for at in range(size)
    ]
    orders = [
        bought(f"r{at}", f"shop{number}", 15 + 2 * number, kept=True, text="the same")
        for at in range(size)
        for number in range(6)
    ]
    return accounts, orders


def test_accounts_of_one_hand_that_claim_together_are_seen_together():
    accounts, orders = ring()
    found = {it.kind: it for it in screen_claimant(CLAIMANTS, "r1", among_others(orders, accounts))}

    assert found[LINKED].score >= LABEL_AT
    assert {"claimant-linked", "claimant-group-claims", "claimant-together"} <= codes(found[LINKED])
    assert found[ABUSE].score >= LABEL_AT


def test_nobody_is_told_who_the_other_accounts_are():
    accounts, orders = ring()
    signals = screen_claimant(CLAIMANTS, "r1", among_others(orders, accounts))

    assert [word for word in ("r0", "r2", "r3", "r4") for signal in signals if word in said(signal)] == []


def test_nobody_is_told_to_share_what_only_his_own_account_has_twice():
    accounts, orders = ring()
    lone = ("network", "home")
    accounts[0] = replace(accounts[0], things=(*accounts[0].things, lone, lone))
    accounts[1:3] = [replace(it, things=(*it.things, ("network", "other"))) for it in accounts[1:3]]
    population = among_others(orders, accounts)

    assert population.users[lone] == 1


def test_a_family_that_claims_as_others_do_is_nobodys_business():
    accounts, orders = ring()
    honest = [replace(it, claim=it.claim if number % 12 == 0 else None) for number, it in enumerate(orders)]

    assert screen_claimant(CLAIMANTS, "r0", among_others(honest, accounts)) == ()


def test_a_thing_that_was_shown_to_be_harmless_links_nobody():
    accounts, orders = ring()
    excused = [replace(it, excused=frozenset(("D", "P"))) for it in accounts]

    assert LINKED not in {it.kind for it in screen_claimant(CLAIMANTS, "r1", among_others(orders, excused))}


def test_a_class_that_complains_together_about_junk_is_not_a_ring():
    accounts = [Account(f"s{at}", None, (("address", "dorm"), ("network", "campus"))) for at in range(30)]
    orders = [bought(f"s{at}", "junk", 20, kept=True, text="the class writes as one") for at in range(30)]

    assert [who for who, _ in screen_claimants(CLAIMANTS, among_others(orders, accounts))] == []


def test_words_taken_for_extortion_once_are_not_held_against_a_person():
    orders = [bought("x", f"shop{at}", 20 + at, extorts=at == 0) for at in range(3)]

    assert abuse(orders) is None


def test_extortion_of_several_shops_names_its_script():
    signal = abuse(claims(10, 12, extorts=True))

    assert signal
    assert "SC-8" in signal.scripts
    assert "12315" in said(signal)


def test_every_reason_has_its_sentence_and_its_fields():
    accounts, orders = ring()
    signals = [it for who in ("r0", "x") for it in screen_claimant(CLAIMANTS, who, among_others(orders, accounts))]

    assert {reason.code for it in signals for reason in it.reasons} <= set(REASONS)
    assert all(reason.fields for it in signals for reason in it.reasons)


def test_somebody_nobody_knows_has_no_signal():
    assert screen_claimant(CLAIMANTS, "stranger", SEEN) == ()


def test_honest_people_who_claim_much_are_hardly_ever_labelled_and_abusers_come_first():
    there = made(42, 3000)
    population = population_of(CLAIMANTS, there.accounts, there.orders, MADE_NOW)
    scores = {who: abuse_score(CLAIMANTS, who, population) for who in there.truth}
    first = sorted(scores, key=lambda who: -scores[who])[: len(scores) // 100]
    heavy = list(heavy_honest(there))

    assert sum(who in there.abusers for who in first) >= 0.9 * len(first)
    assert len(heavy) > 200
    assert [who for who in heavy if scores[who] >= LABEL_AT] == []


def test_fairness_names_the_group_about_which_screening_errs_more():
    judged = [("young", at < 1) for at in range(500)] + [("old", at < 30) for at in range(500)]

    old, young = fairness(judged)

    assert (old.group, old.honest, old.labelled, old.apart) == ("old", 500, 30, True)
    assert not young.apart
    assert young.low < 1 / 500 < young.high


def test_accounts_and_orders_are_read_from_json():
    accounts, orders = read_people(
        {
            "accounts": [{"id": "a", "things": [{"kind": "device", "digest": "d"}], "excused": ["d"]}],
            "orders": [
                {"buyer": "a", "shop": "s", "category": "c", "at": "2026-01-01T00:00:00+08:00",
                 "claim": {"at": "2026-01-05T00:00:00+08:00", "returned": "empty", "shown": True}},
            ],
        }
    )  # fmt: skip

    assert accounts == (Account("a", None, (("device", "d"),), frozenset({"d"})),)
    assert orders[0].claim
    assert orders[0].claim.shown


def test_every_wrong_field_of_a_person_is_named_with_its_place():
    with pytest.raises(BadInput) as wrong:
        read_people({"accounts": [{"things": [{"kind": "shoe", "digest": 3}]}], "orders": [{"claim": []}]})

    assert {(problem.code, problem.place.path) for problem in wrong.value.problems} == {
        ("given-missing", "accounts[0].id"),
        ("given-word", "accounts[0].things[0].kind"),
        ("given-form", "accounts[0].things[0].digest"),
        ("given-missing", "orders[0].buyer"),
        ("given-missing", "orders[0].shop"),
        ("given-missing", "orders[0].category"),
        ("given-missing", "orders[0].at"),
        ("given-form", "orders[0].claim"),
        ("given-missing", "orders[0].claim.at"),
    }
