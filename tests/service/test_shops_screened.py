"""From what a marketplace tells of its shops to the signal on the case page: screened every night and on change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gongdao.case.signals import DecideSignal
from gongdao.service.actions.screen_later import NIGHT, next_night
from gongdao.service.installation import law, now
from gongdao.service.market.models import Screening, Shop
from gongdao.service.record import store
from gongdao.service.work.nightly import Pace, screen
from grounds import Ground
from machines import Market, ago, market as opened_market
from seen_by import page

TODAY = datetime.now(UTC).date()
POSER: dict[str, Any] = {
    "category": "household", "trades": ["卫浴"], "authorisations": [],
    "licence": {"name": "福州某某百货商行", "scope": "日用百货销售", "state": "in_business"},
}  # fmt: skip
EMPTIED = {
    "listed": [{"day": str(TODAY - timedelta(days=n)), "number": 200 if n > 3 else 2} for n in range(40, -1, -1)],
    "withdrawals": [{"day": str(TODAY - timedelta(days=1)), "amount": 9_000_000}]
    + [{"day": str(TODAY - timedelta(days=9 + 7 * n)), "amount": 100_000} for n in range(6)],
}
FAME = "福建九牧整装卫浴企业店"


@pytest.fixture
def market(standing: Ground) -> Market:
    return opened_market()


def shop(market: Market, name: str = "Orchard", profile: Any = None, **facts: int) -> None:
    body = {"name": name, "facts": {"score": 475, "deposit": 1_000_000, "balance": 500_000, **facts}}
    answer = market.ask("put", "/shops/S-1", {**body, **({"profile": profile} if profile else {})})
    assert answer.status_code == 200, answer.content.decode()


def screened(at: datetime | None = None) -> None:
    pace = Pace()
    while screen(pace, at or now()):
        pass


def signals(case: str) -> dict[str, str]:
    return {it.kind: it.state for it in store.load(law(), case).signals if it.about == "shop"}


def chat(market: Market, order: str, sender: str, hours: float, text: str) -> None:
    line = {"external_id": f"{order}-{hours}-{sender}", "sender": sender, "text": text, "at": ago(hours=hours)}
    answer = market.ask("put", f"/orders/{order}/messages", {"messages": [line]})
    assert answer.status_code == 200, answer.content.decode()


def test_a_shop_that_poses_as_a_brand_is_told_of_on_its_open_case_once_its_facts_change(market):
    case = market.opened("O-1")
    screened()
    assert signals(case) == {}

    shop(market, FAME, POSER)
    screened()

    assert signals(case) == {"shop.false_brand": "raised"}
    for who in ("U-1", "U-2"):
        assert "平台没有登记“九牧”给这家店的授权" in page(case, who)
    assert "不对，提出异议" in page(case, "U-2")
    assert "不对，提出异议" not in page(case, "U-1")


def test_a_shop_that_empties_its_shelves_and_its_purse_may_run_away(market):
    shop(market, "Orchard", EMPTIED, deposit=1000, balance=100)
    case = market.opened("O-1")
    screened()

    text = page(case, "U-1", "en")
    assert "Its figures are those of" in text
    assert signals(case) == {"shop.may_run_away": "raised"}
    assert "now 2; they went at once" in text
    assert "90000" not in text.replace(",", "").replace(".", ""), "what a shop takes out is its own"
    assert "than in a usual week" in text
    assert "no evidence" in text
    assert (store.load(law(), case).stage, store.load(law(), case).rulings) == ("negotiation", ())


def test_once_the_reasons_are_gone_the_signal_is_withdrawn_and_may_come_again(market):
    shop(market, FAME, POSER)
    case = market.opened("O-1")
    screened()
    shop(market, "Orchard")
    screened()
    assert signals(case) == {"shop.false_brand": "withdrawn"}
    assert "九牧" not in page(case, "U-1")

    shop(market, FAME, POSER)
    screened()
    assert [it.state for it in store.load(law(), case).signals] == ["withdrawn", "raised"]


def test_what_a_person_took_down_is_said_in_no_other_case_of_the_shop_without_a_new_ground(market):
    shop(market, FAME, POSER)
    first, second = market.opened("O-1"), market.opened("O-2")
    screened()
    review = DecideSignal(now(), "staff:7", "G1", lifted=True, reason="the brand wrote to us")
    store.submit(law(), first, review, now())
    screened(next_night(now()))
    third = market.opened("O-3")
    screened(now() + timedelta(seconds=1))

    assert (signals(first), signals(second)) == ({"shop.false_brand": "lifted"}, {"shop.false_brand": "withdrawn"})
    assert signals(third) == {}

    shop(market, FAME, {**POSER, "licence": {**POSER["licence"], "state": "revoked"}})
    screened(now() + timedelta(seconds=2))
    assert {signals(case)["shop.false_brand"] for case in (first, second, third)} == {"raised"}


def test_a_signal_that_a_person_upheld_is_not_withdrawn(market):
    shop(market, FAME, POSER)
    case = market.opened("O-1")
    screened()
    review = DecideSignal(now(), "staff:7", "G1", lifted=False, reason="no authorisation was shown")
    store.submit(law(), case, review, now())
    shop(market, "Orchard")
    screened()

    assert signals(case) == {"shop.false_brand": "upheld"}


def test_who_answers_strangers_and_is_silent_to_who_complains_is_told_of(market):
    """S15: read and not answered; a second account that asks is answered at once."""
    case = market.opened("O-1")
    for day in range(3, 9):
        chat(market, "O-1", "buyer", 24 * day, "坏的什么时候给我退")
    market.ask("put", "/users/U-3", {"name": "Tang"})
    order = {"buyer": "U-3", "shop": "S-1", "title": "Oranges", "status": "completed", "paid": 9900}
    market.ask("put", "/orders/O-9", {**order, "placed_at": ago(days=20)})
    for day in range(3, 9):
        chat(market, "O-9", "buyer", 24 * day, "还有货吗")
        chat(market, "O-9", "seller", 24 * day - 0.1, "亲，有的")
    screened()
    assert signals(case) == {}, "before the request nobody complained"

    strangers = [{"account": f"A-{n}", "at": ago(days=n), "answered_at": ago(days=n, hours=-1)} for n in range(1, 12)]
    ignored = [{"account": "A-0", "at": ago(days=n), "complains": True, "read_at": ago(days=n)} for n in range(3, 12)]
    shop(market, "Orchard", {"messages": [*strangers, *ignored]})
    screened()

    assert signals(case) == {"shop.selective_silence": "raised"}
    assert "有投诉的人找了 9 次，9 次没有回" in page(case, "U-1")
    assert "A-0" not in str(Shop.objects.get(external_id="S-1").profile)


def test_every_night_all_shops_with_an_open_case_are_screened(market):
    shop(market, "Orchard", EMPTIED, deposit=1000, balance=100)
    case = market.opened("O-1")
    Screening.objects.exclude(subject=NIGHT).delete()
    screened()
    assert signals(case) == {}

    at = next_night(now())
    screened(at)

    assert Screening.objects.get().due_at == next_night(at)
    assert signals(case) == {"shop.may_run_away": "raised"}


def test_a_price_far_below_what_twelve_other_shops_ask_is_told_of(market):
    for n in range(2, 18):
        told = {
            "name": f"Orchard {n}",
            "profile": {"prices": [{"category": "phone", "price": 480_000 + 5_000 * n}] * 3},
        }
        market.ask("put", f"/shops/S-{n}", told)
    shop(market, "Orchard", {"prices": [{"category": "phone", "price": 50_000}] * 3})
    case = market.opened("O-1")
    screened()

    assert signals(case) == {"shop.price_outlier": "raised"}


@pytest.mark.parametrize(
    "profile",
    [{"opened": "yesterday"}, {"licence": {"state": "odd"}}, {"prices": [{"category": "x", "price": -1}]}, {"rank": 1}],
)
def test_a_profile_that_nobody_can_read_is_refused_and_nothing_is_kept(market, profile):
    answer = market.ask("put", "/shops/S-1", {"name": "Orchard", "profile": profile})

    assert answer.status_code == 422, answer.content.decode()
    assert Shop.objects.get(external_id="S-1").profile == {}
