"""Who may open which page about a case: one's own, another's, and one that is not there; who may not writes nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from addresses import addresses, filled
from gongdao.service.market.models import Shop
from gongdao.service.people.models import RoleRow, User
from grounds import Ground
from offices import House, house

NOWHERE = "shop:GD-1999-0001"
KNOWN = {"source": "shop", "external_id": "O-1", "step": "problem", "id_": "E1", "number": "1", "fact": "prima_facie"}
# To these the case of others is as if it were none; these two offices may know of it, and no more.
OUTSIDE, ELSEWHERE = ("", "stranger", "other", "he"), ("song", "wei")
ACTS = {"cases": ("make_offer", "agree_refund", "withdraw_request"), "desk": ("take_case", "give_ruling")}


@pytest.fixture
def home(standing: Ground) -> House:
    made = house()
    User.objects.create_user("stranger", name="路人")
    shop = Shop.objects.create(
        source="shop", external_id="S-8", name="别家", updated_at=made.fair.shop.updated_at, facts={}
    )
    RoleRow.objects.create(user=User.objects.create_user("other", name="别家掌柜"), role="seller", shop=shop.key)
    return made


def of_cases(stream: str) -> list[str]:
    """The address of every page about a case or its order."""
    about = [each for each in addresses() if ":stream>" in each or "external_id" in each]
    known = {**KNOWN, "stream": stream}
    paths = [
        filled(each, {**known, "command": command})
        for each in about
        for command in (ACTS.get(each.split("/")[1], ("none",)) if "command" in each else ("none",))
    ]
    return sorted(set(paths))


def rows(*tables: str) -> list[int]:
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT COUNT(*) FROM {table}")
            found.append(cursor.fetchone()[0])
    return found


def browser(home: House, who: str) -> Client:
    return home.browser(who) if who else Client(headers={"host": "localhost"})


def answers(visitor: Client, path: str) -> tuple[int, int]:
    return visitor.get(path).status_code, visitor.post(path, {"key": "k", "confirm": "1"}).status_code


def test_to_who_has_no_place_in_it_a_case_is_none_and_nothing_is_written(home):
    stream = home.ripe()
    before, wrong = rows("record_event", "people_access", "market_request"), []
    paths = of_cases(stream)
    assert len(paths) > 15
    for who in OUTSIDE:
        visitor = browser(home, who)
        for path in paths:
            there = answers(visitor, path)
            none = answers(visitor, path.replace(stream, NOWHERE).replace("/O-1", "/O-404"))
            if there != none or not {*there} <= ({404, 405} if who else {302, 303}):
                wrong.append((who, path, there, none))
    assert wrong == []
    assert rows("record_event", "people_access", "market_request") == before


def test_who_makes_rules_or_runs_the_service_sees_that_there_is_a_case_and_does_nothing_in_it(home):
    stream = home.ripe()
    before, wrong = rows("record_event", "market_request"), []
    for who in ELSEWHERE:
        visitor = browser(home, who)
        for path in of_cases(stream):
            seen = path in (f"/cases/{stream}", f"/cases/{stream}/live")
            if not {*answers(visitor, path)} <= ({200, 405} if seen else {403, 404, 405}):
                wrong.append((who, path))
    assert wrong == []
    assert rows("record_event", "market_request") == before


def test_who_has_a_place_opens_what_is_his_and_finds_nothing_where_there_is_no_case(home):
    stream = home.ripe()
    for who, path in (("fang", "/cases/{}"), ("zhou", "/cases/{}"), ("lin", "/desk/{}"), ("su", "/desk/{}")):
        visitor = browser(home, who)
        assert visitor.get(path.format(stream)).status_code == 200
        assert visitor.get(path.format(NOWHERE)).status_code == 404
