"""What stands in a text alone is also seen in it after others: so scripts are looked for only where something was."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import pairwise

from counts import count
from gongdao.service import screener
from talk_corpus import messages

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_a_text_in_which_nothing_is_seen_follows_no_script():
    texts = [it.text for it in messages(random.Random(11), count(short=200, long=4000))]
    asked = [(text, before, who) for before, text in pairwise(texts) for who in ("seller", "")]
    quiet = [(text, who) for text, before, who in asked if not seen(text, before, who)]
    assert len(quiet) > len(texts) // 4
    assert [text for text, who in quiet if screener.scripts_of(text, who)] == []


def seen(text: str, before: str, who: str) -> tuple:
    said = {"text": text, "who": who, "before": [{"who": "seller", "text": before}]}
    return screener.message(said, NOW)
