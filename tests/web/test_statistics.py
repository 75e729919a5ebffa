"""The public figures: anybody may read them, nobody is recognised in them, and they can be counted again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from gongdao.case.stages.negotiation import WithdrawRequest
from gongdao.service.actions.act import act
from gongdao.service.installation import now
from gongdao.service.queries.statistics import month, month_of
from gongdao.service.record.instants import stored
from quarrels import asks, unshipped


def closed(fair, number: int) -> None:
    """So many closed cases: one by its buyer, the others as its rows again."""
    stream = asks(fair, fair.order("signed", "O-1"))
    act(fair.buys(), stream, WithdrawRequest, {})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM record_case WHERE stream = %s", [stream])
        names, row = [each[0] for each in cursor.description], cursor.fetchone()
        marks = ", ".join(["%s"] * len(names))
        for n in range(1, number):
            again = [f"shop:X-{n}" if name == "stream" else value for name, value in zip(names, row, strict=True)]
            cursor.execute(f"INSERT INTO record_case ({', '.join(names)}) VALUES ({marks})", again)


def test_few_cases_are_counted_but_not_told_apart(fair):
    closed(fair, 3)
    unshipped(fair, "O-2")
    page = Client(headers={"host": "localhost"}).get("/statistics").content.decode()

    assert "3<small>" in page
    assert "结案不足 20 件，不公布细分" in page
    assert "双方自己谈成" not in page


def test_enough_cases_are_told_apart_and_can_be_downloaded(fair):
    closed(fair, 20)
    visitor = Client(headers={"host": "localhost", "accept-language": "en"})
    page = visitor.get("/statistics").content.decode()
    table = visitor.get("/statistics.csv")
    this = month_of("", now())

    assert "Settled by the parties" in page
    assert "0.0%" in page
    assert f"{this:%Y-%m},closed,20," in table.content.decode()
    assert "style=" not in page
    assert month(this, now()).closed == 20


@pytest.mark.parametrize("text", ["", "2026-13", "1999-01", "9999-12", "x", "\0"])
def test_a_month_that_has_not_begun_or_is_none_is_this_one(text):
    at = datetime(2026, 11, 20, tzinfo=UTC)

    assert month_of(text, at) == date(2026, 11, 1)
    assert month_of("2026-10", at) == date(2026, 10, 1)


def test_what_was_closed_in_another_month_does_not_count(fair):
    closed(fair, 1)
    long_ago = stored(now() - timedelta(days=70))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_case SET closed_at = %s", [long_ago])

    assert month(month_of("", now()), now()).closed == 0
