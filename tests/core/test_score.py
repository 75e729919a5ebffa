"""Scoring a decision against what a case file expects."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from gongdao.case.score import SCORED, Miss, score

EXPECT = {
    "admissible": True,
    "winner": "buyer",
    "remedy": "return_refund",
    "refund": "200.00",
    "compensation": "600.00",
    "compensation_items": [
        {"item": "statutory_triple", "rule": "CPL-55", "amount": "580.00"},
        {"item": "return_freight", "amount": "20.00"},
    ],
    "deductions": [],
    "freight": {"outbound": "seller", "return": "seller"},
    "risk": {"return_loss": "buyer"},
    "payers": [
        {"from": "escrow", "to": "buyer", "amount": "200.00"},
        {"from": "seller_deposit", "to": "buyer", "amount": "600.00", "for": "compensation"},
    ],
    "shortfall": "0.00",
    "heads": [{"head": "goods", "winner": "buyer"}],
    "deadlines": [{"name": "review_due", "n": 4, "unit": "working_day", "due": "2025-10-17T00:00:00+08:00"}],
    "referrals": [
        {"to": "12315", "kind": "complaint", "ready": True},
        {"to": "12315", "ready": False},
        {"to": "court"},
    ],
    "flags": ["SC-1", "SC-4"],
    "cites": {"rules": ["TB-65"], "law": ["CPL-55"]},
    "buyer_share": "1.00",
    "state": "whatever",
}


def decided(**other) -> dict:
    """A decision that meets EXPECT, but for what is given here."""
    same = {
        **EXPECT,
        "compensation_items": EXPECT["compensation_items"][::-1],
        "flags": ["SC-4", "SC-1"],
        "referrals": [
            {"to": "court", "ready": False, "by": "buyer"},
            {"to": "12315", "ready": False},
            {"to": "12315", "ready": True},
        ],
        "deadlines": [{"name": "review_due", "due": "2025-10-16T16:00:00+00:00"}],
        "cites": {"rules": ["TB-67", "TB-65"], "law": ["CPL-55", "CPL-24"]},
        "state": "another",
        "buyer_share": "0.00",
    }
    return {**same, **other}


def without(key: str) -> dict:
    return {name: value for name, value in decided().items() if name != key}


def test_a_decision_that_says_the_same_has_no_misses():
    assert score(EXPECT, EXPECT) == []
    assert score(EXPECT, decided()) == []


OTHERWISE = [
    ("admissible", False, "admissible"),
    ("admissible", "true", "admissible"),
    ("admissible", 1, "admissible"),
    ("winner", "seller", "winner"),
    ("remedy", None, "remedy"),
    ("refund", "200.01", "refund"),
    ("refund", None, "refund"),
    ("refund", "a lot", "refund"),
    ("compensation", "0.00", "compensation"),
    ("shortfall", "0.01", "shortfall"),
    ("freight", {"outbound": "seller", "return": "buyer"}, "freight.return"),
    ("freight", None, "freight.outbound"),
    ("risk", {"return_loss": "seller"}, "risk.return_loss"),
    ("heads", [], "heads"),
    ("deductions", [{"item": "gift", "amount": "5.00"}], "deductions"),
    ("compensation_items", EXPECT["compensation_items"][:1], "compensation_items"),
    ("compensation_items", [*EXPECT["compensation_items"], {"item": "test_fee", "amount": "1"}], "compensation_items"),
    ("compensation_items", EXPECT["compensation_items"][:1] * 2, "compensation_items"),
    ("payers", [{"from": "escrow", "to": "buyer", "amount": "800.00"}], "payers"),
    ("deadlines", [{"name": "review_due", "due": "2025-10-17T00:00:01+08:00"}], "deadlines"),
    ("deadlines", [{"name": "review_due", "due": "soon"}], "deadlines"),
    ("deadlines", [{"name": "review_due"}], "deadlines"),
    ("referrals", [{"to": "12315", "ready": True}, {"to": "12315", "ready": True}, {"to": "court"}], "referrals"),
    ("flags", ["SC-1"], "flags"),
    ("flags", ["SC-1", "SC-4", "SC-4"], "flags"),
    ("cites", {"rules": [], "law": ["CPL-55"]}, "cites.rules"),
    ("cites", {"rules": ["TB-65"]}, "cites.law"),
]


@pytest.mark.parametrize(("key", "value", "missed"), OTHERWISE)
def test_a_scored_key_that_came_out_otherwise_is_a_miss(key, value, missed):
    assert missed in [miss.key for miss in score(EXPECT, decided(**{key: value}))]
    assert all(miss.key.split(".")[0] == key for miss in score(EXPECT, decided(**{key: value})))


@pytest.mark.parametrize("key", ["deductions", "shortfall"])
def test_what_the_decision_leaves_out_is_nothing(key):
    assert score(EXPECT, without(key)) == []


@pytest.mark.parametrize("key", [key for key in EXPECT if key in SCORED and key not in ("deductions", "shortfall")])
def test_what_the_case_expects_must_be_decided(key):
    assert score(EXPECT, without(key))


def test_amounts_are_compared_as_amounts():
    assert score({"refund": "200"}, {"refund": "200.00"}) == []
    assert score({"freight": {"return_buyer": "10.0"}}, {"freight": {"return_buyer": "10.00"}}) == []


def test_what_the_case_does_not_state_is_not_scored():
    assert score({"winner": "buyer"}, decided(refund="1.00", payers=[])) == []
    assert score({"freight": {"return": "seller"}}, {"freight": {"return": "seller", "outbound": "buyer"}}) == []
    assert score({"buyer_share": "1.00", "state": "closed", "why": "so"}, {}) == []


def test_rows_that_state_less_leave_the_fuller_rows_to_those_that_need_them():
    expected = {"referrals": [{"to": "12315"}, {"to": "12315", "ready": True}]}

    assert score(expected, {"referrals": [{"to": "12315", "ready": True}, {"to": "12315", "ready": False}]}) == []
    assert score(expected, {"referrals": [{"to": "12315", "ready": False}, {"to": "12315", "ready": False}]})


def test_a_miss_shows_only_what_is_scored():
    (miss,) = score({"heads": [{"head": "goods", "winner": "buyer", "note": "n"}]}, {"heads": []})

    assert miss == Miss("heads", [{"head": "goods", "winner": "buyer"}], [])


PARTIES = st.sampled_from(["buyer", "seller", "platform"])
AMOUNTS = st.integers(0, 3).map(lambda n: f"{n}.00")
LEGS = st.lists(st.fixed_dictionaries({"from": PARTIES, "to": PARTIES, "amount": AMOUNTS}), max_size=5)


@given(LEGS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(legs, chance):
    shuffled = chance.sample(legs, len(legs))

    assert score({"payers": legs}, {"payers": shuffled}) == []


@given(LEGS, LEGS)
def test_full_rows_agree_exactly_when_they_are_the_same_rows_as_often(legs, others):
    same = sorted(map(str, map(sorted, map(dict.items, legs)))) == sorted(
        map(str, map(sorted, map(dict.items, others)))
    )

    assert (score({"payers": legs}, {"payers": others}) == []) == same
