"""The courier carries out what the outbox holds: at least once outward under one name, exactly once inward."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connections

from court_room import at, opened, ruled
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.case.stages.remedy import AnswerLeg, RetryLeg
from gongdao.ledger.execution import State
from gongdao.service.record import store
from gongdao.service.work import courier
from gongdao.service.work.courier import Answer, Delivered

STREAM = "shop:C-1"
MINUTE = timedelta(minutes=1)
NOW = at(9)


@dataclass
class Marketplace:
    """A marketplace that pays each name once, whoever asks however often, and can be away."""

    paid: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    away: bool = False
    share: float = 1.0

    def send(self, parcel):
        if self.away:
            raise ConnectionError("nobody answers")
        if parcel.kind == "notice":
            self.told.append(parcel.key)
            return None
        name = parcel.body["payment"]
        self.asked.append(name)
        amount = self.paid.setdefault(name, int(parcel.body["amount"] * self.share))
        return Answer(f"receipt of {name}", amount)


def settled(law):
    """A request whose seller agreed to give the money back: one payment waits to be asked for."""
    for command in [*opened(), AgreeRefund(at(1), "seller")]:
        store.submit(law, STREAM, command, command.at)


def legs(law):
    return [(leg.id, leg.state) for leg in store.load(law, STREAM).legs]


def parcels(law, columns="kind, attempts, last_error, sent_at IS NOT NULL"):
    with connections[law.using].cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM record_outbox WHERE kind = 'money.execute' ORDER BY id")
        return cursor.fetchall()


def kinds(law):
    with connections[law.using].cursor() as cursor:
        cursor.execute("SELECT type FROM record_event WHERE stream = %s ORDER BY seq", [STREAM])
        return [kind for (kind,) in cursor.fetchall()]


def test_a_payment_is_recorded_as_sent_before_it_leaves_and_its_answer_after(law):
    settled(law)
    market = Marketplace()
    seen = []

    def send(parcel):
        if parcel.kind == "money.execute":
            seen.append(legs(law))
        return market.send(parcel)

    courier.deliver(law, NOW, send)

    assert seen == [[("L1", State.SENT)]]
    assert legs(law) == [("L1", State.CONFIRMED)]
    assert list(market.paid.values()) == [6000]
    assert store.load(law, STREAM).stage == "closed"


def test_an_answer_that_the_case_does_not_take_is_asked_for_again_and_not_for_ever(law, caplog):
    settled(law)
    now = NOW

    for _ in range(courier.MOST_TRIES):
        courier.deliver(law, now, lambda parcel: Answer(" ", 6000) if parcel.kind == "money.execute" else None)
        now += store.LONGEST_RETRY

    assert legs(law) == [("L1", State.FAILED)]
    assert [(kind, attempts, bool(sent)) for kind, attempts, _, sent in parcels(law)] == [
        ("money.execute", courier.MOST_TRIES, True)
    ]


def test_what_was_delivered_is_not_delivered_again(law):
    settled(law)
    market = Marketplace()

    first = courier.deliver(law, NOW, market.send)

    assert first.sent == len(market.told) + 1
    assert courier.deliver(law, NOW + 10000 * MINUTE, market.send) == Delivered(sent=len(market.told) - first.sent + 1)


def test_every_notice_carries_the_head_of_the_chain(law):
    settled(law)
    heads = []

    def send(parcel):
        heads.append(parcel.body["head"])
        return Answer("r", 6000) if parcel.kind == "money.execute" else None

    courier.deliver(law, NOW, send)

    with connections[law.using].cursor() as cursor:
        cursor.execute("SELECT seq, digest FROM record_event WHERE stream = %s", [STREAM])
        chain = dict(cursor.fetchall())
    assert heads
    assert all(chain[head["seq"]] == head["digest"] for head in heads)


def test_a_courier_killed_after_the_marketplace_paid_pays_nothing_twice(law):
    settled(law)
    market = Marketplace()

    def killed(parcel):
        market.send(parcel)
        raise KeyboardInterrupt

    while not market.asked:
        try:
            courier.deliver(law, NOW, killed, most=1)
        except KeyboardInterrupt:
            assert legs(law)[0][1] in (State.HELD, State.SENT)
    courier.deliver(law, NOW + courier.LEASE, market.send)

    assert len(market.asked) == 2
    assert len(set(market.asked)) == 1
    assert kinds(law).count("LegSent") == kinds(law).count("LegAnswered") == 1
    assert legs(law) == [("L1", State.CONFIRMED)]


def test_two_couriers_never_hold_the_same_parcel(law):
    settled(law)

    held = [courier.take(law, NOW, 2) for _ in range(4)]

    ids = [parcel.id for batch in held for parcel in batch]
    assert len(ids) == len(set(ids))
    assert courier.take(law, NOW + courier.LEASE, 100)


def test_a_marketplace_that_is_away_is_asked_again_later_and_less_and_less_often(law, caplog):
    settled(law)
    market = Marketplace(away=True)

    with caplog.at_level(logging.CRITICAL):
        assert courier.deliver(law, NOW, market.send).sent == 0
        assert courier.deliver(law, NOW, market.send) == Delivered()
        assert courier.deliver(law, NOW + MINUTE, market.send).failed
    market.away = False
    assert courier.deliver(law, NOW + 2 * MINUTE, market.send) == Delivered()
    courier.deliver(law, NOW + 3 * MINUTE, market.send)

    assert parcels(law)[0][:2] == ("money.execute", 3)
    assert legs(law) == [("L1", State.CONFIRMED)]


def test_a_payment_that_cannot_be_asked_for_is_seen_as_failed_and_may_be_tried_again(law, caplog):
    settled(law)
    market = Marketplace(away=True)
    now = NOW
    with caplog.at_level(logging.CRITICAL):
        for _ in range(courier.MOST_TRIES):
            courier.deliver(law, now, market.send)
            now += store.LONGEST_RETRY

    assert legs(law) == [("L1", State.FAILED)]
    market.away = False
    store.submit(law, STREAM, RetryLeg(now, "staff:7", "L1"), now)
    courier.deliver(law, now, market.send, most=100)

    assert legs(law) == [("L1", State.CONFIRMED)]
    assert list(market.paid.values()) == [6000]
    assert [row[-1] for row in parcels(law, "key, sent_at IS NOT NULL")] == [True, True]


def test_the_marketplace_knows_a_payment_by_the_name_it_has_in_the_journal(law):
    settled(law)
    [(body,)] = parcels(law, "body")

    courier.deliver(law, NOW, Marketplace().send)

    with connections[law.using].cursor() as cursor:
        cursor.execute("SELECT DISTINCT key FROM record_entry WHERE stream = %s AND leg LIKE '%%:answer:%%'", [STREAM])
        assert [key.partition(":answer:")[0] for (key,) in cursor.fetchall()] == [json.loads(body)["payment"]]


def test_an_answer_may_come_later_by_another_way(law):
    settled(law)

    courier.deliver(law, NOW, lambda parcel: None)

    assert legs(law) == [("L1", State.SENT)]
    store.submit(law, STREAM, AnswerLeg(NOW, "marketplace", "L1", "r1", 6000, ""), NOW)
    assert legs(law) == [("L1", State.CONFIRMED)]


def test_a_part_that_was_paid_sends_the_rest_from_the_next_source(law):
    settled(law)
    market = Marketplace(share=0.5)
    courier.deliver(law, NOW, market.send, most=100)
    market.share = 1.0

    for _ in range(3):
        courier.deliver(law, NOW, market.send, most=100)

    assert sum(market.paid.values()) == 6000
    assert store.load(law, STREAM).stage == "closed"


def test_money_that_waits_for_goods_is_not_asked_for(law):
    for command in ruled():
        store.submit(law, STREAM, command, command.at)
    market = Marketplace()

    delivered = courier.deliver(law, NOW, market.send, most=100)

    assert market.asked == []
    assert delivered.waiting == len(parcels(law)) > 0
    assert {json.loads(body)["leg"] for (body,) in parcels(law, "body")} == {leg for leg, _ in legs(law)}
    assert {error.split()[0] for (error,) in parcels(law, "last_error")} <= {"wrong-stage", "goods-not-back"}
