"""Whatever is pasted, screening answers, quotes only what stands there, and says the same twice."""

from __future__ import annotations

from hypothesis import given, strategies as st

from counts import examples
from gongdao.screening.pasted import read_conversation
from gongdao.screening.talk import Turn, screen_conversation, screen_message, talk_model
from gongdao.screening.text import heard, plain, plain_with_places
from gongdao.service.models import model

MODEL = talk_model(model("talk"))
WORDS = st.sampled_from(
    [
        "加微信",
        "验证码",
        "告诉我",
        "备用金",
        "共享屏幕",
        "多转的",
        "还回来",
        "不要",
        "、",
        "，",
        "。",
        "\n",
        " ",
        "weixin",
        "扌",
        "彐",
        "石马",
    ]
)
ANYTHING = st.text(max_size=60) | st.lists(WORDS | st.text(max_size=3), max_size=25).map("".join)


@examples(short=80, long=3000)
@given(ANYTHING)
def test_a_plain_text_leads_back_to_where_it_stood(text):
    bare, where = plain_with_places(MODEL.characters, text)

    assert bare == plain(MODEL.characters, text)
    assert len(where) == len(bare) + 1
    assert list(where) == sorted(where)
    assert where[-1] == len(text)


@examples(short=80, long=3000)
@given(ANYTHING)
def test_a_heard_text_leads_back_to_the_plain_one(text):
    bare = plain(MODEL.characters, text)
    by_ear = heard(MODEL.characters, bare)

    assert len(by_ear.at or range(len(bare) + 1)) == len(by_ear.text) + 1


@examples(short=80, long=3000)
@given(ANYTHING)
def test_a_signal_quotes_only_what_stands_there(text):
    signal = screen_message(MODEL, text)

    assert signal == screen_message(MODEL, text)
    if signal is not None:
        assert 0 < signal.score < 1
        assert all(
            text[span.start : span.end].strip() and 0 <= span.start < span.end <= len(text)
            for reason in signal.reasons
            for span in reason.spans
        )


@examples(short=40, long=1000)
@given(st.lists(st.builds(Turn, st.sampled_from(["a", "b", ""]), ANYTHING), max_size=6))
def test_a_conversation_is_always_answered(turns):
    signal = screen_conversation(MODEL, turns)

    spans = [span for reason in (signal.reasons if signal else ()) for span in reason.spans]
    assert all(turns[span.turn].text[span.start : span.end] for span in spans)


@examples(short=80, long=3000)
@given(ANYTHING)
def test_a_pasted_text_loses_no_words(text):
    turns = read_conversation(text)

    assert sum(len(turn.text) for turn in turns) <= len(text)
    assert turns[0].who or len(turns) == 1 or turns[0].text
