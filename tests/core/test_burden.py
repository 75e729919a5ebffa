"""Whether a burden was met: weights for and against under a standard of proof, and what the other side admits."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from counts import examples
from gongdao.evidence.burden import admitted, balance, met
from gongdao.evidence.item import Reason, Speech, Weighed

STANDARDS = {
    "preponderance": {"margin": 0},
    "clear": {"pro": 50, "margin": 30},
    "accredited": {"pro": 80, "margin": 0},
    "doubtless": {"pro": 50, "margin": 0, "con": 20},
}


def item(own: str, *speeches: tuple[str, bool, int], by: str = "buyer", grade: str = "party") -> Weighed:
    spoken = tuple(Speech(fact, speaks, grade, weight) for fact, speaks, weight in speeches)
    return Weighed(own, by, "photo", {}, spoken, Reason.WORD)


@pytest.mark.parametrize(
    ("pro", "con", "standard", "proved"),
    [
        (40, 0, "preponderance", True),
        (40, 40, "preponderance", False),
        (41, 40, "preponderance", True),
        (0, 0, "preponderance", False),
        (50, 19, "clear", True),
        (50, 20, "clear", False),
        (49, 0, "clear", False),
        (80, 79, "accredited", True),
        (79, 0, "accredited", False),
        (90, 20, "doubtless", True),
        (90, 21, "doubtless", False),
    ],
)
def test_a_standard_asks_for_weight_for_margin_and_for_little_against(pro, con, standard, proved):
    assert met(pro, con, STANDARDS[standard]) is proved


def test_the_best_item_of_each_side_counts_and_all_are_named():
    items = [
        item("E1", ("defect", True, 40)),
        item("E2", ("defect", True, 85), ("source", False, 10)),
        item("E3", ("defect", False, 60), by="seller"),
        item("E4", ("source", True, 90)),
    ]

    assert balance("defect", items) == (85, 60, ("E1", "E2", "E3"))


def test_what_nobody_spoke_of_has_no_weight():
    assert balance("defect", [item("E4", ("source", True, 90))]) == (0, 0, ())


def test_the_other_party_can_admit_what_the_bearer_must_prove():
    said = [item("E1", ("defect", True, 100), by="seller", grade="admission")]

    assert admitted("defect", said, "buyer")
    assert not admitted("defect", said, "seller")
    assert not admitted("source", said, "buyer")


def test_a_statement_against_is_no_admission():
    assert not admitted("defect", [item("E1", ("defect", False, 100), by="seller", grade="admission")], "buyer")


WEIGHTS = st.integers(0, 100)


@examples(short=200, long=3000)
@given(st.lists(st.tuples(st.booleans(), WEIGHTS)), WEIGHTS, st.sampled_from(sorted(STANDARDS)))
def test_one_more_item_in_favour_never_undoes_a_proof(speeches, weight, standard):
    before = [item(f"E{i}", ("x", speaks, w)) for i, (speaks, w) in enumerate(speeches)]
    after = [*before, item("N", ("x", True, weight))]

    pro, con, _ = balance("x", before)
    more, same, _ = balance("x", after)

    assert (more >= pro, same) == (True, con)
    assert met(more, same, STANDARDS[standard]) or not met(pro, con, STANDARDS[standard])


@examples(short=200, long=3000)
@given(WEIGHTS, WEIGHTS)
def test_a_fact_and_its_opposite_are_never_both_proved(pro, con):
    assert not (met(pro, con, STANDARDS["preponderance"]) and met(con, pro, STANDARDS["preponderance"]))


@examples(short=200, long=3000)
@given(WEIGHTS, WEIGHTS)
def test_what_is_clear_preponderates(pro, con):
    assert met(pro, con, STANDARDS["preponderance"]) or not met(pro, con, STANDARDS["clear"])
