"""Weighing: for which facts an item of evidence counts, with what weight, and the reason it is given."""

from __future__ import annotations

import pytest

from gongdao.evidence.item import Reason
from gongdao.evidence.weigh import matches, weigh

GRADES = {"record": 90, "lab": 85, "party": 40, "outlet": 0}
ENTRIES = [
    ((("kind", ("photo",)), ("by", ("buyer",))), "prima_facie", True, "party"),
    ((("kind", ("lab_report",)), ("issuer", ("accredited",))), "test", True, "lab"),
    ((("kind", ("certificate",)), ("official_seal", (True,))), "source", True, "record"),
    ((("kind", ("courier_outlet_note",)),), "delivered", True, "outlet"),
    ((("kind", ("courier_hq_record",)),), "delivered", True, "record"),
]
WORDS = {
    "hole": (("prima_facie", True, "party"),),
    "qualified": (("test", False, ""), ("prima_facie", False, "lab")),
    "signed_by_her": (("delivered", True, ""),),
}


def weighed(late: bool = False, **item: object):
    return weigh([item], ENTRIES, WORDS, GRADES, lambda _: late)[0]


def speaks(one) -> list[tuple[str, bool, int]]:
    return [(s.fact, s.speaks, s.weight) for s in one.speeches]


def test_an_item_counts_for_what_its_kind_speaks_for():
    one = weighed(kind="photo", by="buyer")

    assert (one.reason, speaks(one)) == (Reason.KIND, [("prima_facie", True, 40)])
    assert one.counted


def test_an_item_that_speaks_for_nothing_is_kept():
    one = weighed(kind="photo", by="seller")

    assert (one.reason, speaks(one), one.counted) == (Reason.NO_FACT, [], False)


def test_a_word_counts_for_what_it_says_with_the_grade_of_the_kind():
    one = weighed(kind="lab_report", issuer="accredited", finding="qualified")

    assert one.reason is Reason.WORD
    assert speaks(one) == [("test", False, 85), ("prima_facie", False, 85)]


def test_a_word_with_a_grade_of_its_own_keeps_it():
    one = weighed(kind="courier_hq_record", shows="hole")

    assert speaks(one) == [("prima_facie", True, 40)]


def test_a_word_nobody_mapped_is_not_weighed_and_named():
    one = weighed(kind="photo", by="buyer", shows="a_ghost")

    assert (one.reason, one.unmapped, one.counted) == (Reason.UNMAPPED, ("a_ghost",), False)


def test_of_two_words_the_mapped_one_counts():
    one = weighed(kind="photo", by="buyer", shows="hole", says="a_ghost")

    assert (one.reason, one.unmapped, one.counted) == (Reason.WORD, ("a_ghost",), True)


def test_judged_valid_credits_the_facts_of_the_kind_and_of_the_word():
    one = weighed(kind="courier_hq_record", shows="hole", judged="valid")

    assert one.reason is Reason.JUDGED_VALID
    assert speaks(one) == [("prima_facie", True, 40), ("delivered", True, 90)]


def test_judged_valid_does_not_turn_a_word_round():
    one = weighed(kind="lab_report", issuer="accredited", finding="qualified", judged="valid")

    assert ("test", False, 85) in speaks(one)
    assert all(fact != "test" or not for_it for fact, for_it, _ in speaks(one))


@pytest.mark.parametrize("judgment", ["no_proof", "insufficient", "does_not_show_state_at_signing"])
def test_any_other_judgment_takes_all_weight_away(judgment):
    one = weighed(kind="courier_hq_record", shows="signed_by_her", judged=judgment)

    assert (one.reason, speaks(one)[0], one.counted) == (Reason.JUDGED_AGAINST, ("delivered", True, 0), False)


def test_a_judgment_prevails_over_a_word_nobody_mapped():
    one = weighed(kind="photo", by="buyer", shows="a_ghost", judged="valid")

    assert (one.reason, speaks(one)) == (Reason.JUDGED_VALID, [("prima_facie", True, 40)])


def test_prima_facie_accepted_settles_the_fact_of_that_name():
    one = weighed(kind="video", by="buyer", prima_facie="accepted")

    assert (one.reason, speaks(one)) == (Reason.PRIMA_FACIE_ACCEPTED, [("prima_facie", True, 40)])


def test_prima_facie_rejected_takes_the_weight_away():
    one = weighed(kind="photo", by="buyer", shows="hole", prima_facie="rejected")

    assert (one.reason, one.counted) == (Reason.PRIMA_FACIE_REJECTED, False)


def test_late_evidence_is_kept_and_not_weighed():
    one = weighed(late=True, kind="courier_hq_record", judged="valid")

    assert (one.reason, speaks(one), one.counted) == (Reason.LATE, [("delivered", True, 0)], False)


def test_an_item_that_says_nothing_was_handed_in_counts_for_nothing():
    assert weighed(kind="none", by="seller").reason is Reason.NOTHING


def test_the_word_of_an_outlet_alone_has_no_weight():
    one = weighed(kind="courier_outlet_note", by="seller")

    assert (one.reason, one.counted) == (Reason.OUTLET_ALONE, False)


def test_the_mere_word_of_a_party_has_no_weight_and_is_not_called_a_note_of_an_outlet():
    words = {"he_broke_it": (("prima_facie", False, "word_alone"),)}
    item = {"kind": "text", "by": "seller", "says": "he_broke_it"}

    (one,) = weigh([item], ENTRIES, words, {"word_alone": 0}, lambda _: False)

    assert (one.reason, one.counted) == (Reason.WORD_ALONE, False)


def test_an_item_without_an_id_is_known_by_its_place():
    items = weigh([{"kind": "none"}, {"kind": "none", "id": "E9"}, {"kind": "none"}], [], {}, {}, lambda _: False)

    assert [one.id for one in items] == ["#1", "E9", "#3"]


@pytest.mark.parametrize(
    ("row", "where", "found"),
    [
        ({"kind": "photo"}, (("kind", ("photo", "video")),), True),
        ({"kind": "photo"}, (("kind", ("video",)),), False),
        ({}, (("kind", ("video",)),), False),
        ({"waybill": "SF1"}, (("waybill", ("present",)),), True),
        ({}, (("waybill", ("present",)),), False),
        ({}, (("waybill", ("absent",)),), True),
        ({"waybill": "SF1"}, (("waybill", ("absent",)),), False),
        ({}, (("seal", (False,)),), True),
        ({"seal": True}, (("seal", (False,)),), False),
        ({"cases": ["a", "b"]}, (("cases", ("b",)),), True),
        ({"cases": ["a"]}, (("cases", ("present",)),), True),
        ({"cases": []}, (("cases", ("present",)),), False),
        ({"cases": []}, (("cases", ("absent",)),), True),
        ({"kind": "photo", "by": "seller"}, (("kind", ("photo",)), ("by", ("buyer",))), False),
        ({}, (), True),
    ],
)
def test_a_row_matches_when_every_field_holds_one_of_its_words(row, where, found):
    assert matches(row, where) is found
