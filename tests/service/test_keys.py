"""Idempotency keys: a request sent again is answered again, a key used for something else is refused."""

from __future__ import annotations

import pytest

from court_room import HOLE, SIGNED, at, opened
from gongdao.case.stages.negotiation import RefuseRequest
from gongdao.case.stages.offers import MakeOffer
from gongdao.kernel.errors import Refused
from gongdao.service.record import store
from gongdao.service.record.stream import stream_id

CASE = stream_id("main", "C-1")
REFUSAL = RefuseRequest(at(1), "seller", "no hole")


@pytest.fixture
def open_case(law):
    for command in opened(SIGNED, HOLE):
        store.submit(law, CASE, command, command.at)
    return law


def code(law, command, key, stream=CASE):
    with pytest.raises(Refused) as no:
        store.submit(law, stream, command, command.at, key)
    return no.value.code


def test_a_request_sent_again_gets_the_same_receipt_and_does_nothing(open_case):
    first = store.submit(open_case, CASE, REFUSAL, at(1), key="r-1")
    store.submit(open_case, CASE, MakeOffer(at(2), "seller", "O1", "refund", 100, "seller"), at(2))

    again = store.submit(open_case, CASE, REFUSAL, at(3), key="r-1")

    assert again.repeated
    assert (again.seq, again.digest) == (first.seq, first.digest)
    assert again.events == ()
    assert again.case.seq == first.seq + 1


def test_a_key_may_not_be_used_for_another_request(open_case):
    store.submit(open_case, CASE, REFUSAL, at(1), key="r-1")

    assert code(open_case, RefuseRequest(at(1), "seller", "no hole at all"), "r-1") == "key-reused"
    assert code(open_case, opened()[0], "r-1", stream_id("main", "C-2")) == "key-reused"


def test_a_key_of_a_refused_request_is_free(open_case):
    assert code(open_case, RefuseRequest(at(1), "buyer", "not mine"), "r-1") == "not-yours"

    assert not store.submit(open_case, CASE, REFUSAL, at(1), key="r-1").repeated


def test_requests_without_a_key_are_each_their_own(open_case):
    offer = MakeOffer(at(2), "seller", "O1", "refund", 100, "seller")
    store.submit(open_case, CASE, offer, at(2))

    assert code(open_case, offer, "") == "offer-known"


@pytest.mark.parametrize("key", [" ", "a b", "键", "x" * 201, "a\n"])
def test_a_key_is_visible_ascii(open_case, key):
    assert code(open_case, REFUSAL, key) == "key-form"
