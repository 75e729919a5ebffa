"""Evidence words are facts given to the engine: only what they are mapped to counts, never how they are spelled."""

from __future__ import annotations

import pytest

from builders import calendars
from gongdao.case.ruling import decide_with
from shelf import EXAMPLES, VERSIONS, cases_of, example_name, library, pack
from verdicts import decided, renamed, without_words, words_in

KNOWN = (
    "battery_defect_factory", "capacity_0_cannot_charge", "copper", "counterfeit", "qualified",
    "sole_material_not_as_described", "买家_放驿站就行", "买家使用不当", "卖家_没货了发不了",
    "卖家_破了没关系_先确认收货给您返5元再补发", "已签收_本人", "本人已签收", "肯定放了",
    "颜色不喜欢_觉得显胖_所以是质量问题", "brick", "broken_cup_in_box", "broken_cup_no_box",
    "3_of_10_rotten_with_waybill", "buyer_ticked_activated_not_returnable",
    "colour_matches_page", "delivered_no_signature", "does_not_spin", "glue_overflow", "hole", "hole_5cm_with_tag",
    "loose_thread", "missing_batch_code", "pickup_code_used", "pocket_missing_vs_page", "sleeve_torn_off",
    "washed_worn_marks", "本店支持七天无理由_含定制", "特价不退不换",
)  # fmt: skip
LARGE = [version for version in VERSIONS if version.startswith(("tb-", "jd-"))]
WITH_WORDS = [path for path in EXAMPLES if any(words_in(case) for case in cases_of(path))]


@pytest.mark.parametrize("version", LARGE)
def test_every_word_in_use_is_mapped(version):
    assert [word for word in KNOWN if word not in pack(version).words] == []


@pytest.mark.parametrize("path", WITH_WORDS, ids=example_name)
def test_a_case_comes_out_the_same_whatever_its_evidence_words_are_called(path):
    for case, one in zip(cases_of(path), decided(path), strict=True):
        again = decide_with(library(), renamed(case, one.evaluation.pack, mapped=True), calendars())

        assert without_words(again.decision) == without_words(one.decision), case.id


@pytest.mark.parametrize("path", WITH_WORDS, ids=example_name)
def test_a_case_is_decided_and_warned_of_where_nobody_said_what_its_words_mean(path):
    for case, one in zip(cases_of(path), decided(path), strict=True):
        strange = renamed(case, one.evaluation.pack, mapped=False)
        again = decide_with(library(), strange, calendars()).decision
        warned = {word for row in again["evidence"] for word in row["unmapped"]}

        assert warned == words_in(strange), case.id
        assert again["outcome"] is not None or again["needs_human"], case.id
