"""From what a marketplace tells of its buyers to what a person may look at: told to the person, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gongdao.case.signals import ContestSignal, DecideSignal, RaiseSignal
from gongdao.service.actions.act import act
from gongdao.service.actions.screen_later import next_night
from gongdao.service.installation import law, now
from gongdao.service.market.models import Account, Order
from gongdao.service.people.actor import actor_of
from gongdao.service.people.models import User
from gongdao.service.queries.fairness import report
from gongdao.service.record import store
from gongdao.service.work.nightly import Pace, screen
from grounds import Ground
from machines import SOURCE, Market, ago, market as opened_market, request_on
from seen_by import page

SHOPS = 4


@pytest.fixture
def market(standing: Ground) -> Market:
    made = opened_market()
    for n in range(2, SHOPS + 1):
        made.ask("put", f"/shops/S-{n}", {"name": f"Orchard {n}"})
    return made


def user(market: Market, name: str, **account: Any) -> str:
    answer = market.ask("put", f"/users/{name}", {"name": name, **({"account": account} if account else {})})
    assert answer.status_code in (200, 201), answer.content.decode()
    return name


def claimed(market: Market, who: str, number: str, shop: str = "S-1", note: str = "") -> str:
    """A case on a new order; gives its id."""
    order = {
        "buyer": who, "shop": shop, "title": "Oranges", "status": "signed", "paid": 9900, "placed_at": ago(days=3),
        "facts": {
            "order": {"paid_at": ago(days=3), "shipped_at": ago(days=2), "signed_at": ago(hours=3)},
            "goods": {"type": "fresh_fruit", "name": "oranges", "rotten": 5, "total": 10},
        },
    }  # fmt: skip
    assert market.ask("put", f"/orders/{number}", order).status_code == 201
    asked = request_on(number)
    asked["claim"] |= {"note": note} if note else {}
    answer = market.ask("post", "/cases", asked, f"user:{who}")
    assert answer.status_code == 201, answer.content.decode()
    return str(answer.json()["case"])


def swapped(case: str, n: int) -> None:
    """The scale says that a return was empty."""
    said = ("parcel.swapped_return", f"parcel:YT{n}", "buyer", 950, "parcels 1 -", ('{"code": "parcel-return-empty"}',))
    store.submit(law(), case, RaiseSignal(now(), "screener", *said), now())


def abuser(market: Market) -> list[str]:
    user(market, "U-9")
    cases = [claimed(market, "U-9", f"O-9{n}", f"S-{n}") for n in range(1, SHOPS + 1)]
    for n, case in enumerate(cases):
        swapped(case, n)
    return cases


def crowd(market: Market, people: int = 12) -> None:
    """Others who bought as much and claimed nothing: one is told of, and all of them have orders like his."""
    first, *others = [user(market, f"C-{n}") for n in range(people)]
    for shop in range(1, SHOPS + 1):
        order = {"buyer": first, "shop": f"S-{shop}", "title": "Oranges", "status": "completed", "paid": 9900}
        told = {**order, "placed_at": ago(days=30), "facts": {"goods": {"type": "fresh_fruit"}}}
        assert market.ask("put", f"/orders/{first}-{shop}", told).status_code == 201
    alike = tuple(Order.objects.filter(buyer__external_id=first).values())
    Order.objects.bulk_create(
        Order(**{**row, "id": None, "buyer_id": buyer.pk, "external_id": f"{buyer.external_id}-{row['shop_id']}"})
        for buyer in User.objects.filter(external_id__in=others)
        for row in alike
    )


def screened(at: Any = None) -> None:
    pace = Pace()
    while screen(pace, at or now()):
        pass


def signals(case: str) -> dict[str, str]:
    return {it.kind: it.state for it in store.load(law(), case).signals if it.about == "buyer"}


def test_empty_returns_at_four_shops_are_told_to_the_person_and_not_to_the_shops(market):
    """S21, S22: the label is visible to its bearer, with grounds, expiry and a way to contest it."""
    crowd(market)
    cases = abuser(market)
    screened()

    assert [signals(case) for case in cases] == [{"claimant.refund_abuse": "raised"}] * SHOPS
    mine, theirs = page(cases[0], "U-9"), page(cases[0], "U-2")
    assert "有 4 次退货（4 家店）" in mine
    assert "自动消失" in mine
    assert "不对，提出异议" in mine
    assert "4 家店" not in theirs
    assert "claimant" not in market.ask("get", f"/cases/{cases[0]}/events", None, "shop:S-1").content.decode()
    assert store.load(law(), cases[0]).stage == "negotiation"


def test_a_label_that_is_contested_and_taken_down_is_gone_everywhere_and_stays_so(market):
    crowd(market)
    cases = abuser(market)
    screened()
    mine = next(it.id for it in store.load(law(), cases[0]).signals if it.about == "buyer")
    person = actor_of(User.objects.get(source=SOURCE, external_id="U-9"))
    act(person, cases[0], ContestSignal, {"id": mine, "reason": "快递弄丢了"})
    review = DecideSignal(now(), "staff:7", mine, lifted=True, reason="the carrier lost them")
    store.submit(law(), cases[0], review, now())
    screened(next_night(now()))

    assert [signals(case) for case in cases] == [
        {"claimant.refund_abuse": "lifted"}, *[{"claimant.refund_abuse": "withdrawn"}] * (SHOPS - 1)
    ]  # fmt: skip
    later = claimed(market, "U-9", "O-95")
    screened(now() + timedelta(seconds=1))
    assert signals(later) == {}


def test_accounts_of_one_device_that_claim_together_are_looked_at_and_nobody_learns_who_the_others_are(market):
    """S21: a ring of linked accounts."""
    crowd(market)
    ring = [
        user(
            market, f"R-{n}", since=ago(days=6),
            things=[{"kind": "device", "value": "device 17"}, {"kind": "payment", "value": "6222 0000 1111 2222"}],
        )
        for n in range(4)
    ]  # fmt: skip
    words = "收到就是坏的，一半都烂了，图片上看得很清楚，请马上退款给我，不然我就投诉你们店"
    cases = [claimed(market, who, f"O-{who}-{n}", f"S-{n}", words) for who in ring for n in range(1, SHOPS + 1)]
    screened()

    assert "claimant.linked" in signals(cases[0])
    text = page(cases[0], ring[0])
    assert "与另外 3 个账号共用：手机或电脑、付款方式" in text
    assert not any(person.person in text for person in User.objects.filter(external_id__in=ring[1:]))
    assert "共用" not in page(cases[0], "U-2")
    assert "6222" not in str(list(Account.objects.values_list("things", flat=True)))


def test_a_family_that_shares_an_address_and_a_device_and_claims_as_others_do_is_left_alone(market):
    crowd(market)
    family = [user(market, f"F-{n}", things=[{"kind": "device", "value": "the tablet"}]) for n in range(3)]
    case = claimed(market, family[0], "O-F")
    screened()

    assert signals(case) == {}


def test_who_claims_often_and_is_found_right_is_never_labelled(market):
    crowd(market)
    user(market, "U-9")
    cases = [claimed(market, "U-9", f"O-9{n}", f"S-{1 + n % SHOPS}") for n in range(8)]
    screened()

    assert [signals(case) for case in cases] == [{}] * 8


def test_what_is_told_of_an_account_is_kept_as_digests_and_given_back_to_nobody(market):
    user(market, "U-9", things=[{"kind": "phone", "value": "138 0000 0000", "excused": True}], groups=["60+"])
    ((kind, digest, excused),) = Account.objects.get(user__external_id="U-9").things

    assert (kind, len(digest), excused) == ("phone", 32, True)
    assert "138" not in market.ask("get", "/users/U-9").content.decode()
    wrong = market.ask("put", "/users/U-9", {"name": "U-9", "account": {"things": [{"kind": "shoe", "value": "x"}]}})
    assert wrong.status_code == 422


def test_the_report_on_fairness_counts_those_who_were_labelled_wrongly_by_group(market):
    crowd(market)
    cases = abuser(market)
    user(market, "U-9", groups=["60+", "village"])
    user(market, "C-0", groups=["60+"])
    claimed(market, "C-0", "O-C0")
    screened()
    waits = report(law().using, SOURCE, now())
    assert ([it.group for it in waits.shares], waits.waiting, waits.upheld) == (["60+"], 1, 0)

    mine = next(it.id for it in store.load(law(), cases[0]).signals if it.about == "buyer")
    review = DecideSignal(now(), "staff:7", mine, lifted=True, reason="the carrier lost them")
    store.submit(law(), cases[0], review, now())
    screened(next_night(now()))

    said = {it.group: (it.labelled, it.honest) for it in report(law().using, SOURCE, now()).shares}
    assert said == {"60+": (1, 2), "village": (1, 1)}
