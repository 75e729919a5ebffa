"""The marketplace's statement beside the journal: every row of either side is accounted for."""

from __future__ import annotations

import pytest

from gongdao.ledger.reconcile import Finding, Moved, Verdict, compare, journal
from purses import CASH, ESCROW, LEGS, begun, carried_out, paid_order, row, sent, sources, told


def verdicts(here: list[int], there: list[int]) -> list[tuple[str, int | None, int | None]]:
    found = compare([Moved("k", amount) for amount in here], [Moved("k", amount) for amount in there])
    return [(finding.verdict.value, finding.here, finding.there) for finding in found]


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ([5], [5], [("matched", 5, 5)]),
        ([5], [], [("missing_there", 5, None)]),
        ([], [5], [("missing_here", None, 5)]),
        ([5], [6], [("different_amount", 5, 6)]),
        ([5], [5, 5], [("matched", 5, 5), ("doubled", None, 5)]),
        ([5], [6, 5], [("matched", 5, 5), ("doubled", None, 6)]),
        ([5], [6, 7], [("different_amount", 5, 6), ("doubled", None, 7)]),
        ([], [5, 5], [("missing_here", None, 5), ("doubled", None, 5)]),
    ],
)
def test_the_rows_of_one_key_are_told_apart(here, there, found):
    assert verdicts(here, there) == found


def test_rows_of_other_keys_do_not_match():
    assert compare([Moved("a", 5)], [Moved("b", 5)]) == [
        Finding(Verdict.MISSING_THERE, "a", 5, None),
        Finding(Verdict.MISSING_HERE, "b", None, 5),
    ]


def test_equal_refunds_under_two_keys_both_match():
    rows = [Moved("a", 5), Moved("b", 5)]

    assert {finding.verdict for finding in compare(rows, rows)} == {Verdict.MATCHED}


def test_the_journal_has_a_row_for_every_payment_that_arrived():
    settling, _ = carried_out(*begun(paid_order(*LEGS), [row("escrow", "refund", 5_000)], sources(ESCROW), LEGS))

    assert journal([settling]) == [Moved("C1/R1/1", 4_000), Moved("C1/R1/2", 500), Moved("C1/R1/3", 500)]


def test_a_doubled_payment_stands_out_against_the_journal():
    settling, book = begun(paid_order(CASH), [row("escrow", "compensation", 300)], sources(ESCROW))
    settling, book = told(sent(settling), book, 1, 300)
    settling, _ = told(settling, book, 1, 300, "second")
    found = compare(journal([settling]), [Moved("C1/R1/1", 300), Moved("C1/R1/1", 300)])

    assert [finding.verdict for finding in found] == [Verdict.MATCHED, Verdict.DOUBLED]


def test_a_refused_payment_is_not_in_the_journal():
    settling, book = begun(paid_order(CASH), [row("escrow", "compensation", 300)], sources(ESCROW))
    settling, _ = told(sent(settling), book, 1, 0)

    assert journal([settling]) == []
