"""Bad input of any kind is screened or refused with a sentence, in time that bench/screen_bad_input.py measures."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import pytest

from bad_inputs import INPUTS, NOW
from counts import count
from gongdao.kernel.errors import BadInput, Problem, Refused
from gongdao.kernel.messages import MESSAGES as MONEY
from gongdao.screening.messages import MESSAGES
from gongdao.service import screener

SENTENCES = {*MESSAGES, *MONEY, "screen-not-json", "claimant-unknown"}
# bench/screen_bad_input.py holds every input to 5 on a quiet machine; beside other tests it must only be no hang.
SECONDS = 20
EVERY = count(short=9, long=1)


@pytest.fixture(scope="module", autouse=True)
def _models() -> None:
    screener.ready()


def problems_of(run: Callable[[], Any]) -> Sequence[Problem | Refused]:
    try:
        run()
    except BadInput as wrong:
        return wrong.problems
    except Refused as refused:
        return (refused,)
    return ()


@pytest.mark.parametrize("what", INPUTS)
def test_bad_input_is_screened_or_refused_in_time(what):
    slow: dict[str, float] = {}
    unsaid: set[str] = set()
    for name, run in islice(INPUTS[what](), 0, count(short=60 if what != "picture" else 6, long=10_000), EVERY):
        started = time.process_time()
        unsaid |= {it.code for it in problems_of(run)} - SENTENCES
        if (spent := time.process_time() - started) > SECONDS:
            slow[name] = spent

    assert (slow, unsaid) == ({}, set())


def test_what_was_said_before_a_message_is_read_as_far_back_as_a_conversation():
    bait = "您好，客服，加微信退备用金。" * 2000
    before = [{"who": "客服", "text": bait}] * 1000
    started = time.process_time()
    found = screener.message({"text": "请加微信", "who": "客服", "before": before}, NOW)

    assert time.process_time() - started < 2
    assert {span.turn for signal in found for reason in signal.reasons for span in reason.spans} <= {999, 1000}
