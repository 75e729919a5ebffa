"""A sender of webhooks who is killed in the midst loses none: the next one sends it again, under its own id."""

from __future__ import annotations

import signal
from datetime import timedelta

from django.db import connections

from court_room import opened
from gongdao.service.actions import endpoints as changes
from gongdao.service.delivery.models import Delivery
from gongdao.service.installation import law
from gongdao.service.people.actor import Actor
from gongdao.service.record import store
from gongdao.service.work import courier, posting, sending
from receiver import receiving
from served import started

OPERATOR = Actor(None, "p-op", roles=frozenset({"operator"}))
CASES = 3
PATIENCE = 60


def test_a_courier_killed_while_a_receiver_thinks_has_it_sent_again_under_the_same_id(standing):
    with receiving(pause=PATIENCE) as slow:
        changes.create(OPERATOR, slow.url, source="shop")
        for number in range(CASES):
            for command in opened():
                store.submit(law(), f"shop:C-{number}", command, command.at)
        connections["default"].close()
        with started("courier", "--database", standing.url) as process:
            assert slow.arrived.wait(PATIENCE)
            process.send_signal(signal.SIGKILL)
            process.wait()
        slow.pause.set()

        assert Delivery.objects.exclude(state="pending").count() == 0
        later = max(Delivery.objects.exclude(next_try_at=None).values_list("next_try_at", flat=True)) + timedelta(
            days=1
        )
        while courier.deliver(law(), later, sending.sender(law(), later)).sent:
            pass
        while posting.post_due(later):
            pass

    assert Delivery.objects.filter(state="delivered").count() == CASES
    assert len(set(slow.ids)) == CASES < len(slow.ids)
