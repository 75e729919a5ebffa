"""Eight at once on one case, and on one order's money: everyone is answered, and the case is as if they had queued."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from court_room import START, UNSHIPPED, at, opened
from gongdao.case.decider import Command
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.negotiation import AgreeRefund, CallPlatform, RefuseRequest, WithdrawRequest
from gongdao.kernel.errors import Refused
from gongdao.service.record import store
from gongdao.service.record.law import Law
from gongdao.service.record.store import Receipt
from gongdao.service.record.stream import stream_id
from inquest import faults, line, money_faults, query

EIGHT = 8
ROUNDS = 5
SOON = START + timedelta(hours=2)


def at_once(law: Law, works: Sequence[Callable[[], Receipt]]) -> list[Receipt | str]:
    """What several people are answered who do their work at the same instant, each on a connection of his own."""
    gate, answers = Barrier(len(works)), ["never answered"] * len(works)

    def work(number: int) -> None:
        gate.wait()
        try:
            answers[number] = works[number]()
        except Refused as no:
            answers[number] = no.code
        finally:
            connections[law.using].close()

    threads = [Thread(target=work, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def sender(law: Law, stream: str, command: Command, key: str = "", now: datetime = SOON) -> Callable[[], Receipt]:
    """Somebody who sends a command when told to."""
    return lambda: store.submit(law, stream, command, now, key)


def begun(law: Law, case_id: str = "C-1") -> str:
    """The stream of a case in which the buyer asked for her money back."""
    stream = stream_id("test", case_id)
    for command in opened():
        store.submit(law, stream, command, START)
    return stream


def receipts(answers: Sequence[Receipt | str]) -> list[Receipt]:
    return [answer for answer in answers if isinstance(answer, Receipt)]


@pytest.fixture
def stream(law: Law) -> str:
    return begun(law)


def test_eight_people_at_once_write_one_after_the_other(law, stream):
    before = line(law, stream).end.seq
    pieces = [SubmitEvidence(at(2), ("buyer", "seller")[n % 2], f"E{n}", "photo", f"{n:064}", ()) for n in range(EIGHT)]

    answers = at_once(law, [sender(law, stream, piece) for piece in pieces])

    told = line(law, stream)
    written = sorted(receipt.seq for receipt in receipts(answers))
    assert len(written) == EIGHT, answers
    assert len(set(written)) == EIGHT
    assert written[-1] == told.end.seq >= before + EIGHT
    assert {row["id"] for row in told.end.facts["evidence"]} == {piece.id for piece in pieces}
    assert faults(law, stream) == []


def test_a_request_that_arrives_eight_times_at_once_is_done_once_and_answered_eight_times(law):
    for number in range(ROUNDS):
        stream = begun(law, f"C-{number}")
        command = RefuseRequest(at(2), "seller", "no hole")

        answers = at_once(law, [sender(law, stream, command, f"key-{number}") for _ in range(EIGHT)])

        assert len(receipts(answers)) == EIGHT, answers
        assert len({(receipt.seq, receipt.digest) for receipt in receipts(answers)}) == 1
        assert sum(not receipt.repeated for receipt in receipts(answers)) == 1
        assert [row["type"] for row in line(law, stream).rows].count("RequestRefused") == 1


def test_of_eight_requests_with_one_key_one_is_done_and_the_others_are_told_so(law):
    streams = [begun(law, f"C-{number}") for number in range(EIGHT)]
    refusal = RefuseRequest(at(2), "seller", "no hole")

    answers = at_once(law, [sender(law, stream, refusal, "one-key") for stream in streams])

    assert len(receipts(answers)) == 1, answers
    assert answers.count("key-reused") == EIGHT - 1


def test_of_eight_who_end_a_case_at_once_one_does(law, stream):
    ends = [AgreeRefund(at(2), "seller"), WithdrawRequest(at(2), "buyer")] * (EIGHT // 2)

    answers = at_once(law, [sender(law, stream, end) for end in ends])

    assert len(receipts(answers)) == 1, answers
    assert faults(law, stream) == []


def test_eight_who_begin_the_same_case_at_once_begin_one(law):
    stream = stream_id("test", "C-9")
    order, goods, seller, request = opened()
    for command in (order, goods, seller):
        store.submit(law, stream, command, START)

    answers = at_once(law, [sender(law, stream, request, now=START) for _ in range(EIGHT)])

    assert len(receipts(answers)) == 1, answers
    assert faults(law, stream) == []


def test_eight_refunds_of_one_order_at_once_give_back_no_more_than_was_paid(law):
    streams = [begun(law, f"C-{number}") for number in range(EIGHT)]

    answers = at_once(law, [sender(law, stream, AgreeRefund(at(2), "seller")) for stream in streams])

    assert receipts(answers), answers
    assert money_faults(law) == []
    back = query(law, "SELECT COALESCE(SUM(balance), 0) FROM record_account WHERE account LIKE %s", "escrow:X-1>%")
    assert back[0][0] <= dict(UNSHIPPED)["paid"]
    assert [fault for stream in streams for fault in faults(law, stream)] == []


def test_eight_clerks_at_once_write_what_fell_due_once(law):
    streams = [begun(law, f"C-{number}") for number in range(EIGHT)]
    late = START + timedelta(days=30)

    fired = at_once(law, [lambda: store.settle_due(law, late, 3)] * EIGHT)

    while store.settle_due(law, late).fired:
        pass
    assert all(not isinstance(it, str) for it in fired), fired
    for stream in streams:
        passed = [row["body"] for row in line(law, stream).rows if row["type"] == "DeadlinePassed"]
        assert passed
        assert len(passed) == len(set(passed))
        assert faults(law, stream) == []


def test_a_party_and_a_clerk_at_the_last_instant_agree_who_was_first(law, stream):
    call = CallPlatform(at(2), "buyer")
    late = START + timedelta(days=30)

    answers = at_once(law, [lambda: store.settle_due(law, late), sender(law, stream, call, now=late)] * 4)

    assert "never answered" not in answers
    assert faults(law, stream) == []
