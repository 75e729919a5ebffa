"""The tables beside the events say what the fold says, after every command."""

from __future__ import annotations

import json

import pytest
from django.db import connections

from court_room import at, opened, ruled
from gongdao.case.due import due, turn, wake
from gongdao.case.stages.opening import OpenRequest
from gongdao.kernel.digest import digest
from gongdao.service.record import projections, store
from gongdao.service.record.instants import stored
from gongdao.service.record.projections import CASE_COLUMNS
from gongdao.service.record.stream import Head, stream_id

CASE = stream_id("main", "C-1")


def rows(law, statement, *values):
    with connections[law.using].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def shown(law):
    """What the row of the case, and its deadlines, say."""
    row = rows(law, f"SELECT {', '.join(CASE_COLUMNS)} FROM record_case WHERE stream = %s", CASE)[0]
    deadlines = rows(law, "SELECT * FROM record_deadline WHERE stream = %s ORDER BY party", CASE)
    return dict(zip(CASE_COLUMNS, row, strict=True)), deadlines


def test_after_every_command_the_tables_say_what_the_fold_says(law):
    for command in ruled():
        receipt = store.submit(law, CASE, command, command.at)
        row, deadlines = shown(law)
        head = Head(receipt.seq, receipt.digest, stored(receipt.events[-1].recorded_at))
        expected = projections.view(CASE, store.load(law, CASE), store.court(law), head, 0)
        assert tuple(row.values()) == expected.case
        assert tuple(deadlines) == expected.deadlines


def test_a_list_of_cases_can_be_made_from_the_rows_alone(law):
    *before, request = opened()
    request = OpenRequest(request.at, "buyer:p-17", request.id, request.platform, request.pack, request.claim)
    for command in (*before, request):
        receipt = store.submit(law, CASE, command, command.at)
    row, deadlines = shown(law)
    case, court = receipt.case, store.court(law)

    assert (row["stage"], row["reason"], row["claimed"]) == ("negotiation", "changed_mind_unshipped", 6000)
    assert (row["order_id"], row["buyer"], row["seller"], row["owner"]) == ("X-1", "p-17", "seller", "")
    assert row["turn"].split() == list(turn(case, court))
    assert row["wake"] == stored(wake(case, court))
    assert (row["opened_at"], row["closed_at"]) == (stored(at(0)), None)
    assert {party: instant for _, party, _, instant, *_ in deadlines} == {
        party: stored(clock.at) for party, clock in due(case, court).items()
    }


def test_everybody_finds_his_cases(law):
    for command in ruled():
        store.submit(law, CASE, command, command.at)

    assert set(rows(law, "SELECT person, role FROM record_party WHERE stream = %s", CASE)) == {
        ("buyer", "buyer"), ("seller", "seller"), ("staff:7", "owner"),
    }  # fmt: skip


def test_a_ruling_keeps_the_facts_it_was_given_on(law):
    for command in ruled():
        receipt = store.submit(law, CASE, command, command.at)
    number, winner, facts_digest, facts = rows(law, "SELECT number, winner, facts_digest, facts FROM record_ruling")[0]
    given = next(r.event for r in receipt.events if type(r.event).__name__ == "RulingGiven")

    assert (number, winner) == (1, "buyer")
    assert facts_digest == given.facts_digest
    assert "ruling" not in [row["act"] for row in json.loads(facts)["events"]]
    assert digest(json.loads(facts)) == facts_digest or json.loads(facts)["evidence"][0]["judged"] == "valid"


@pytest.mark.parametrize("about", ["RequestOpened", "RequestRefused", "PlatformCalled", "RulingGiven"])
def test_a_notice_carries_the_end_of_the_chain_and_whose_turn_it_is(law, about):
    heads = {}
    for command in ruled():
        receipt = store.submit(law, CASE, command, command.at)
        heads[receipt.seq] = receipt.digest
    told = [
        json.loads(body) for (body,) in rows(law, "SELECT body FROM record_outbox WHERE kind = 'notice' ORDER BY id")
    ]
    found = [notice for notice in told if notice["about"] == about]

    assert found
    for notice in found:
        assert notice["head"]["digest"] == heads[notice["head"]["seq"]]
        assert notice["event"]["type"] == about
        assert bool(notice["due"]) == bool(notice["effect"])
