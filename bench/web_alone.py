"""The commands of the mixed load given to `submit` itself: the same cases, the same commands, and no HTTP."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

Spent = list[tuple[str, float]]  # of each command its kind and its milliseconds of CPU


def submitted(orders: Sequence[str], steps: Sequence[str]) -> Spent:
    """Lead the cases of some orders through such steps, each step in all of them before the next one in any.

    What a command is made of is read before the clock runs; `submit` alone is timed.
    """
    from gongdao.service.installation import law, now
    from gongdao.service.people.actor import MARKETPLACE, Actor
    from gongdao.service.queries.known_orders import order_known
    from gongdao.service.record import store

    actor = Actor(None, "", "bench", frozenset({MARKETPLACE}), via="key", source="shop")
    known = {name: order_known(actor, name) for name in orders}
    streams: dict[str, str] = {}
    spent: Spent = []
    gc.collect()
    for number, step in enumerate(steps):
        for name, order in known.items():
            at, key = now(), os.urandom(16).hex()
            stream, commands = _commands(step, streams.get(name, ""), order, number, at)
            begin = time.process_time()
            streams[name] = store.submit_all(law(), stream, commands, at, key).stream
            spent.append((step, (time.process_time() - begin) * 1000))
    return spent


def _commands(step: str, stream: str, order: Any, number: int, at: datetime) -> tuple[str, list[Any]]:
    """Give the case and the commands that a step gives it; opening one gives all that is known of its order too."""
    from gongdao.case.stages.evidence import SubmitEvidence
    from gongdao.case.stages.offers import AcceptOffer, MakeOffer
    from gongdao.case.stages.opening import TakeFacts
    from gongdao.service.actions.evidence import shown
    from gongdao.service.installation import law
    from gongdao.service.record import file_store

    buyer, seller = f"buyer:{order.buyer.person}", f"seller:{order.shop.key}"
    match step:
        case "open":
            return _opening(order, at)
        case "message":
            row = (("at", at), ("from", "buyer"), ("text", f"half of them are rotten {number}"))
            return stream, [TakeFacts(at, "marketplace", order.source, at, "chat", row)]
        case "offer":
            return stream, [MakeOffer(at, seller, f"o{number}", "refund", 5000 + number * 100, "")]
        case "evidence":
            digest = file_store.listed(law().using, stream, "buyer", (), at)
            return stream, [SubmitEvidence(at, buyer, f"E{number}", "text", digest, shown("text", "half are rotten"))]
        case _:  # the offer made just before
            return stream, [AcceptOffer(at, buyer, f"o{number - 1}")]


def _opening(order: Any, at: datetime) -> tuple[str, list[Any]]:
    from gongdao.service.actions.open_request import command_of, next_number
    from gongdao.service.queries.rehearsal import asking, told_of
    from gongdao.service.record.stream import stream_id

    number = next_number(at)
    claim = (("type", "refund_only"), ("reason", "fresh_rotten"), ("amount", 9900), ("goods_received", True))
    told = [command_of(event, at) for event in told_of(order, at)]
    return stream_id(order.source, number), [*told, asking(order, number, claim, (), (), at)]
