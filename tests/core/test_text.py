"""Texts are measured, wrapped, compared and said in two languages."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from gongdao.kernel.text import NO_LINE_START, Text, nearest, normalise, pad, sentence, width, wrap

MESSAGES = {"closed": ("已于 {at} 截止，可选 {words}", "closed at {at}; {words}")}


def test_a_text_is_said_in_the_language_asked_or_else_in_the_other() -> None:
    assert Text("退款", "refund").say("zh") == "退款"
    assert Text("退款", "refund").say("en") == "refund"
    assert Text("退款", "").say("en") == "退款"


def test_a_sentence_is_made_from_its_code_and_details() -> None:
    details = {"at": "10:00", "words": [Text("甲", "a"), "b{x}"]}
    assert sentence(MESSAGES, "closed", "zh", details) == "已于 10:00 截止，可选 甲、b{x}"
    assert sentence(MESSAGES, "closed", "en", details) == "closed at 10:00; a, b{x}"


def test_a_code_without_a_sentence_is_shown_with_its_details() -> None:
    assert sentence(MESSAGES, "odd", "en", {"a": 1}) == "odd a=1"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3), ("退款", 4), ("e\u0301", 1), ("a\u200bb", 2), ("", 0), ("１", 2),
        ("\x1b[31m红\x1b[0m", 2), ("“x”", 3), ("😀", 2), ("한", 2),
    ],
)  # fmt: skip
def test_width_counts_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


def test_padding_lines_up_chinese_and_latin() -> None:
    assert pad("退款", 6) == "退款  "
    assert pad("退款", 6, right=True) == "  退款"
    assert pad("too long", 3) == "too long"


def test_lines_do_not_begin_with_a_closing_mark_nor_end_with_an_opening_one() -> None:
    assert wrap("支持退款，运费由卖家承担。", 8) == ["支持退", "款，运费", "由卖家承", "担。"]
    assert wrap("依据《规则》办理", 6) == ["依据", "《规", "则》办", "理"]


def test_latin_words_stay_whole_and_spaces_do_not_begin_a_line() -> None:
    assert wrap("rule TB-38 supports a refund", 12) == ["rule TB-38", "supports a", "refund"]
    assert wrap("依据 TB-38 支持退款", 10) == ["依据 TB-38", "支持退款"]


def test_the_indent_stands_before_every_line_but_the_first() -> None:
    assert wrap("aa bb cc", 4, indent="  ") == ["aa", "  bb", "  cc"]
    assert wrap("a\n\nb", 4, indent=" ") == ["a", " ", " b"]


@given(st.text(st.sampled_from("ab 甲乙，。《》“”1 \n")), st.integers(4, 20))
def test_wrapping_keeps_every_character_and_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns for line in lines)


@given(st.lists(st.sampled_from(["甲，", "乙", "丙。", "word "]), min_size=1))
def test_no_line_begins_with_a_closing_mark(parts: list[str]) -> None:
    assert not any(line[:1] in NO_LINE_START for line in wrap("".join(parts), 10) if line)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("refnud", "refund"), ("Refund", "refund"), ("refund-only", "refund_only"), ("not_recieved", "not_received"),
        ("退货", "退款"), ("仅退欵", "仅退款"), ("签收时间", "签收时刻"), ("xyz", None), ("", None),
        ("seler", "seller"), ("byuer", "buyer"), ("uninhabited", None), ("quality", "quality_visible"),
    ],
)  # fmt: skip
def test_the_nearest_word_is_the_one_probably_meant(word: str, meant: str | None) -> None:
    allowed = [
        "refund",
        "refund_only",
        "not_received",
        "退款",
        "仅退款",
        "签收时刻",
        "seller",
        "buyer",
        "quality_visible",
    ]
    assert nearest(word, allowed) == meant


def test_nothing_is_near_where_nothing_is_allowed() -> None:
    assert nearest("x", []) is None


@given(st.lists(st.text("abc退款货", min_size=1), min_size=1))
def test_an_allowed_word_is_nearest_to_itself(words: list[str]) -> None:
    assert all(nearest(word, words) == word for word in words)


def test_disguised_phrases_are_normalised_alike() -> None:
    plain = normalise("屏幕共享")
    assert normalise("屏 幕-共\u200b享！") == plain
    assert normalise("屏❤幕*共・享") == plain
    assert normalise("ＱＱ１２３") == normalise("qq 123") == "qq123"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
