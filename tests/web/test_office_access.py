"""Whose work a page is not finds no page there: every page of every office, read from the table of addresses."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from addresses import addresses, filled
from grounds import Ground
from offices import House, house

# Who works there. Rules and checks are read by more people than those who make them: see the tests of these pages.
OFFICES = {"/desk": ("lin", "qiao", "su"), "/operator": ("wei",), "/jury": ("he",), "/shop": ("zhou",)}
PEOPLE = ("", "fang", "zhou", "lin", "su", "he", "song", "wei")


@pytest.fixture
def home(standing: Ground) -> House:
    return house()


def rows() -> dict[str, int]:
    """This function will count the rows of every table, but for sessions: what nobody sent is kept there for later."""
    tables = (model for model in apps.get_models() if model is not Session)
    return {model._meta.db_table: model._default_manager.count() for model in tables}


def test_whose_work_it_is_not_finds_no_page_and_writes_nothing(home: House):
    wrong, asked = [], 0
    for who in PEOPLE:
        visitor = home.browser(who) if who else Client(headers={"host": "localhost"})
        before = rows()
        for address in addresses():
            mine = next((people for area, people in OFFICES.items() if f"{address}/".startswith(f"{area}/")), PEOPLE)
            if who in mine:
                continue
            path, asked = filled(address, {}), asked + 1
            got = {visitor.get(path).status_code, visitor.post(path, {"key": "k", "confirm": "1"}).status_code}
            if not got <= ({404, 405, 403} if who else {302, 303, 405}):
                wrong.append((who, path, got))
        assert rows() == before, who
    assert wrong == []
    assert asked > 150
