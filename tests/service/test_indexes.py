"""What is looked up in all cases at once is found by an index, however many events there are."""

from __future__ import annotations

import pytest
from django.db import connection

from gongdao.service.queries import signals, supervise
from grounds import Ground

ASKED = {
    "corrections": (supervise._CORRECTED, ["2026", 5], "record_event_of_type"),
    "recusals": (supervise._RECUSALS, [], "record_event_of_type"),
    "rulings of each": (supervise._RULED, ["2026"], "record_event_of_type"),
    "errors of each": (supervise._ERRED, ["2026"], "record_event_of_type"),
    "failed payments": (supervise._FAILED, [], "record_event_of_type"),
    "signals and held messages": (signals._SEEN, ["2026", "somebody"], "record_event_of_type"),
    "cases of an order": (
        "SELECT stream FROM record_case WHERE source = %s AND order_id IN (%s)",
        ["shop", "O-1"],
        "record_case_order",
    ),
}


@pytest.mark.parametrize("what", ASKED)
def test_a_list_is_found_by_its_index(standing: Ground, what: str):
    statement, values, index = ASKED[what]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")  # the tables are empty, and reading those whole is cheapest
        cursor.execute({"sqlite": "EXPLAIN QUERY PLAN "}.get(connection.vendor, "EXPLAIN ") + statement, values)
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())

    assert index in plan
