"""Who pays: debts met in their order from sources in theirs, and what no source meets."""

from __future__ import annotations

from hypothesis import given, strategies as st

from builders import decide, defeats, pack_from, winners
from counts import examples
from gongdao.policy.kleene import UNKNOWN
from gongdao.policy.pack import Source
from gongdao.policy.waterfall import pour

ESCROW = Source("escrow", None)
DEPOSIT = Source("seller_deposit", None, ("compensation",))


def rows(*found: tuple[str, str, int]) -> list[dict]:
    return [{"from": source, "to": "buyer", "for": debt, "amount": amount} for source, debt, amount in found]


def test_a_source_with_enough_meets_the_debt():
    assert pour([("refund", 500)], [(ESCROW, 800)], "buyer") == (rows(("escrow", "refund", 500)), 0)


def test_a_source_keeps_what_is_left_for_the_next_debt():
    found = pour([("refund", 500), ("compensation", 200)], [(ESCROW, 600), (DEPOSIT, 900)], "buyer")

    assert found == (
        rows(("escrow", "refund", 500), ("escrow", "compensation", 100), ("seller_deposit", "compensation", 100)),
        0,
    )


def test_a_source_pays_only_the_debts_it_is_for():
    assert pour([("refund", 500)], [(DEPOSIT, 900)], "buyer") == ([], 500)


def test_what_no_source_meets_is_the_shortfall():
    assert pour([("refund", 500)], [(ESCROW, 120)], "buyer") == (rows(("escrow", "refund", 120)), 380)


def test_a_source_without_a_limit_meets_whatever_is_left():
    found = pour([("refund", 500), ("compensation", 10**9)], [(ESCROW, None)], "buyer")

    assert found == (rows(("escrow", "refund", 500), ("escrow", "compensation", 10**9)), 0)


def test_an_empty_source_and_a_debt_of_nothing_leave_no_row():
    assert pour([("refund", 0), ("compensation", 5)], [(ESCROW, 0)], "buyer") == ([], 5)


def test_an_overdrawn_source_pays_nothing():
    assert pour([("refund", 5)], [(ESCROW, -100)], "buyer") == ([], 5)


AMOUNTS = st.integers(0, 10**7)
DEBTS = st.lists(st.tuples(st.sampled_from(["refund", "freight", "compensation"]), AMOUNTS), unique_by=lambda d: d[0])
ACCOUNTS = ("escrow", "seller_settlement", "seller_deposit", "platform_advance")
SOURCES = st.lists(
    st.tuples(
        st.builds(
            Source,
            st.sampled_from(ACCOUNTS),
            st.none(),
            st.lists(st.sampled_from(["refund", "freight", "compensation"]), unique=True).map(tuple),
        ),
        st.one_of(st.none(), AMOUNTS),
    ),
    unique_by=lambda s: s[0].account,
)


@examples(short=200, long=5000)
@given(DEBTS, SOURCES)
def test_nothing_is_lost_and_no_source_is_overdrawn(debts, sources):
    found, short = pour(debts, sources, "buyer")

    assert sum(row["amount"] for row in found) + short == sum(amount for _, amount in debts)
    assert all(row["amount"] > 0 for row in found)
    for source, limit in sources:
        paid = sum(row["amount"] for row in found if row["from"] == source.account)
        assert limit is None or paid <= limit
        served = {row["for"] for row in found if row["from"] == source.account}
        assert not source.debts or served <= set(source.debts)


@examples(short=100, long=2000)
@given(DEBTS, SOURCES)
def test_a_later_source_pays_only_when_the_earlier_ones_are_empty(debts, sources):
    found, _ = pour(debts, sources, "buyer")
    limits = {source.account: limit for source, limit in sources}
    order = [source.account for source, _ in sources]

    for row in found:
        for source, _ in sources[: order.index(row["from"])]:
            if source.debts and row["for"] not in source.debts:
                continue
            assert sum(r["amount"] for r in found if r["from"] == source.account) == limits[source.account]


PACK = pack_from("""
facts:
  owed:   {type: money}
  held:   {type: money}
  closed: {type: bool}
  proved: {type: bool, prove: {by: buyer}}
decisions:
  payers:
    waterfall: {owe: {refund: owed, compensation: "percent(owed, 50)"}, to: buyer}
    rules:
    - {id: P1, unless: closed, then: {from: escrow, upto: held}}
    - {id: P2, then: {from: seller_deposit, upto: held, for: [compensation]}}
    - {id: P3, when: closed, then: {from: platform_advance}, overrides: [P2]}
  doubtful:
    waterfall: {owe: {refund: owed}, to: buyer}
    rules: [{id: P4, when: proved, then: {from: escrow}}]
  recoveries:
    waterfall: {owe: {advance: "payers.sum(r, r.amount)"}, to: platform}
    rules: [{id: P5, then: {from: seller_settlement}}]
""")


def test_a_waterfall_of_a_pack_cites_the_sources_that_paid():
    found = decide(PACK, {"owed": 1000, "held": 1200, "closed": False})

    assert [(r["from"], r["for"], r["amount"]) for r in found.values["payers"]] == [
        ("escrow", "refund", 1000),
        ("escrow", "compensation", 200),
        ("seller_deposit", "compensation", 300),
    ]
    assert winners(found, "payers") == ["P1", "P2"]
    assert found.shortfalls["payers"] == 0


def test_a_source_that_is_overridden_does_not_pay():
    found = decide(PACK, {"owed": 1000, "held": 1200, "closed": True})

    assert {r["from"] for r in found.values["payers"]} == {"platform_advance"}
    assert defeats(found, "payers") == [("P2", "P3")]


def test_of_two_rules_for_one_source_only_that_is_cited_whose_debt_was_met():
    pack = pack_from("""
facts: {owed: {type: money}, late: {type: money}}
decisions:
  payers:
    waterfall: {owe: {refund: owed, compensation: late}, to: buyer}
    rules:
    - {id: P1, then: {from: escrow, for: [refund]}}
    - {id: P2, then: {from: escrow, for: [compensation]}}
""")

    assert winners(decide(pack, {"owed": 1000, "late": 0}), "payers") == ["P1"]


def test_a_second_waterfall_recovers_what_the_first_paid():
    found = decide(PACK, {"owed": 1000, "held": 0, "closed": True})

    assert found.values["recoveries"] == [
        {"from": "seller_settlement", "to": "platform", "for": "advance", "amount": 1500}
    ]


def test_who_pays_stays_open_while_a_source_or_an_amount_is():
    assert decide(PACK, {"owed": 1000, "held": 0, "closed": True}, closed=False).values["doubtful"] is UNKNOWN
    assert decide(PACK, {"held": 0, "closed": False}).values["payers"] is UNKNOWN
