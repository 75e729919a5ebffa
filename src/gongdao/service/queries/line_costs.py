"""What each line of an order cost: its share of what was paid, as the pack counts it."""

from __future__ import annotations

from datetime import datetime

from gongdao.case.court import asked
from gongdao.case.heads import costs
from gongdao.service.installation import law
from gongdao.service.market.models import Order
from gongdao.service.queries.rehearsal import asking, ground, opened, told_of
from gongdao.service.record import store


def line_costs(order: Order, at: datetime) -> dict[str, int]:
    """Give the most that may be asked for each line, in minor units; none for an order without lines."""
    if not order.facts.get("items"):
        return {}
    court = store.court(law())
    case = ground(told_of(order, at), at)
    bare = opened(case, asking(order, "rehearsal", (("type", "refund_only"), ("reason", "none")), (), (), at), court)
    return costs(bare, asked(court, bare, at, "part_paid"))
