"""A server killed while it does what it was asked under a key: sent again, it is done once and answered the same."""

from __future__ import annotations

from django.db import connection, connections

from counts import count
from crashes import forked, killed_before, was_killed
from machines import Market, request_on

STEP = count(short=6, long=1)
MOST = 400


def killed(statement: int, ask) -> bool:
    """This function will ask in a process of its own, which is killed before a statement or before it can answer.

    Gives whether the statement was ever come to.
    """

    def doomed() -> None:
        with killed_before("default", statement):
            ask()

    connections["default"].close()
    return was_killed(forked(doomed))


def answers(ask) -> tuple[int, bytes]:
    """This function will send a request again until it gets through, and once more."""
    first, again = ask(), ask()
    assert (first.status_code, first.content) == (again.status_code, again.content)
    return first.status_code, first.content


def rows(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_a_command_whose_server_was_killed_is_done_once(market: Market):
    case = market.opened("O-1")
    made = 0
    for statement in range(1, MOST, STEP):
        body = {"kind": "refund", "amount": 9000 + statement}

        def ask(body=body, statement=statement):
            return market.ask("post", f"/cases/{case}/offers", body, "shop:S-1", Idempotency_Key=f"offer-{statement}")

        stopped = killed(statement, ask)
        status, _ = answers(ask)
        made += 1
        assert status == 201
        assert rows("SELECT COUNT(*) FROM record_event WHERE type = 'OfferMade'") == made
        if not stopped:
            break
    assert made > 2


def test_a_request_whose_server_was_killed_opens_one_case(market: Market):
    opened = 0
    for number, statement in enumerate(range(5, MOST, STEP * 4)):
        order = market.order(f"O-{number}")

        def ask(order=order):
            return market.ask("post", "/cases", request_on(order), "user:U-1", Idempotency_Key=f"open-{order}")

        stopped = killed(statement, ask)
        status, content = answers(ask)
        opened += 1
        assert status == 201, content
        assert rows("SELECT COUNT(*) FROM record_event WHERE type = 'RequestOpened'") == opened
        if not stopped:
            break
    assert opened > 2
