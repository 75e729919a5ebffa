"""From the scans that a marketplace tells of to the signal on the case page: rounds, waybills, signers, weights."""

from __future__ import annotations

from typing import Any

import pytest

from gongdao.service.installation import law
from gongdao.service.market.models import Shipment
from gongdao.service.record import store
from grounds import Ground
from machines import Market, ago, market as opened_market, request_on
from seen_by import page

ADDRESS = "浙江省杭州市西湖区文三路{}号"


@pytest.fixture
def market(standing: Ground) -> Market:
    return opened_market()


def order(market: Market, number: str, by: str = "U-1", **facts: Any) -> str:
    said = {"paid_at": ago(days=5), "shipped_at": ago(days=4), "receiver": "陈芳", "address": ADDRESS.format(number)}
    body = {
        "buyer": by, "shop": "S-1", "title": "Oranges", "status": "signed", "paid": 9900, "placed_at": ago(days=5),
        "facts": {
            "order": {**said, **facts.pop("order", {})}, "goods": {"type": "fresh_fruit", **facts.pop("goods", {})},
            **facts,
        },
    }  # fmt: skip
    assert market.ask("put", f"/orders/{number}", body).status_code in (200, 201)
    return number


def opened(market: Market, number: str, buyer: str = "U-1") -> str:
    answer = market.ask("post", "/cases", request_on(number, "not_received"), f"user:{buyer}")
    assert answer.status_code == 201, answer.content.decode()
    return str(answer.json()["case"])


def parcel(market: Market, number: str, waybill: str, *scans: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = market.ask("put", f"/orders/{number}/shipments/{waybill}", {"carrier": "顺丰", "scans": scans, **more})
    assert answer.status_code in (200, 201), answer.content.decode()
    return dict(answer.json())


def scan(kind: str, hours: float, place: str = "浙江省杭州市", **more: Any) -> dict[str, Any]:
    return {"at": ago(hours=hours), "scan": kind, "place": place, **more}


def kinds(case: str) -> set[str]:
    return {it.kind for it in store.load(law(), case).signals}


def test_parcels_that_one_courier_signs_off_in_seconds_are_told_of_on_the_cases_of_all(market):
    """S30: each parcel alone looks well; the round does not."""
    for n in range(2, 8):
        market.ask("put", f"/users/U-{n}0", {"name": f"Buyer {n}"})
    people = {"O-1": "U-1", **{f"O-{n}": f"U-{n}0" for n in range(2, 8)}}
    for number, buyer in people.items():
        order(market, number, buyer)
    cases = [opened(market, number, people[number]) for number in ("O-1", "O-2")]
    for n, number in enumerate(people):
        signed = {"at": ago(hours=5, seconds=-2 * n), "scan": "signed", "place": "浙江省杭州市", "courier": "K-17"}
        parcel(market, number, f"SF100000000{n}", scan("picked_up", 92, "广东省广州市"), {**signed, "signer": "本人"})

    assert [kinds(case) for case in cases] == [{"parcel.batch_sign_off"}] * 2
    assert "K-17" not in "".join(store.load(law(), cases[0]).signals[0].reasons)
    assert "成批签收" in page(cases[0], "U-1")


def test_many_parcels_for_one_door_are_no_batch(market):
    for n in range(1, 6):
        order(market, f"O-{n}", order={"address": ADDRESS.format("O-1")})
    case = opened(market, "O-1")
    for n in range(1, 6):
        at = {"at": ago(hours=5, seconds=-2 * n), "scan": "signed", "place": "浙江省杭州市", "courier": "K-17"}
        parcel(market, f"O-{n}", f"SF100000000{n}", scan("picked_up", 92, "广东省广州市"), {**at, "signer": "本人"})

    assert Shipment.objects.filter(hand="K-17").count() == 5
    assert "parcel.batch_sign_off" not in kinds(case)


def test_a_waybill_of_another_buyers_order_is_told_of_and_whose_it_is_is_not(market):
    """S11: the seller shows a waybill, and it is somebody else's."""
    market.ask("put", "/users/U-3", {"name": "Tang"})
    order(market, "O-77", "U-3")
    order(market, "O-1")
    case = opened(market, "O-1")
    scans = [scan("picked_up", 92, "广东省广州市"), scan("signed", 20, "浙江省杭州市", signer="本人")]
    parcel(market, "O-77", "SF1234567890", *scans)
    parcel(market, "O-1", "SF1234567890", *scans)

    found = {it.kind: it for it in store.load(law(), case).signals}
    assert found["parcel.reused_waybill"].whom == "seller"
    assert "O-77" not in "".join(found["parcel.reused_waybill"].reasons)
    assert "别的订单也在用" in page(case, "U-1")


def test_one_parcel_for_two_orders_of_one_buyer_is_nothing_odd(market):
    order(market, "O-1"), order(market, "O-2", order={"address": ADDRESS.format("O-1")})
    case = opened(market, "O-1")
    for number in ("O-1", "O-2"):
        parcel(market, number, "SF1234567890", scan("picked_up", 92, "广东省广州市"), scan("signed", 20, signer="本人"))

    assert kinds(case) == set()


def test_a_waybill_that_no_carrier_ever_scanned_is_told_of(market):
    """S11: the seller clicked “shipped” and made up a number."""
    case = opened(market, order(market, "O-1"))
    parcel(market, "O-1", "SF1000000001")

    assert kinds(case) == {"parcel.no_pick_up"}


def test_who_signed_is_not_who_it_was_sent_to(market):
    """S47."""
    order(market, "O-1")
    case = opened(market, "O-1")
    parcel(market, "O-1", "SF1234567890", scan("picked_up", 92, "广东省广州市"), scan("signed", 20, signer="王建国"))

    assert kinds(case) == {"parcel.other_signer"}
    assert "王建国" not in "".join(store.load(law(), case).signals[0].reasons)


def test_what_the_buyer_said_to_lockers_and_agents_is_heard(market):
    order(market, "O-1", buyer={"consent_to_agent": "none"})
    order(market, "O-2", buyer={"consent_to_agent": "given"})
    cases = [opened(market, number) for number in ("O-1", "O-2")]
    for n in (1, 2):
        left = scan("signed", 20, signer="丰巢柜", agent="丰巢柜")
        parcel(market, f"O-{n}", f"SF123456789{n}", scan("picked_up", 92, "广东省广州市"), left)

    assert ["parcel.without_consent" in kinds(case) for case in cases] == [True, False]
    assert "您说过不放代收点或快递柜" in page(cases[0], "U-1")


@pytest.mark.parametrize(("grams", "odd"), [(60, True), (470, False)])
def test_a_parcel_is_weighed_against_the_goods(market, grams, odd):
    order(market, "O-1", goods={"weight_kg": 500})
    case = opened(market, "O-1")
    parcel(
        market,
        "O-1",
        "SF1234567890",
        scan("picked_up", 92, "广东省广州市", weight_kg=grams),
        scan("signed", 20, signer="本人"),
    )

    assert ("parcel.weight" in kinds(case)) is odd


def test_measures_told_in_hundredths_are_read_as_such(market):
    """200 metres from the door are no 20 kilometres."""
    order(market, "O-1", order={"outbound_weight_kg": 510})
    case = opened(market, "O-1")
    near = scan("signed", 20, signer="本人", gps_km_from_address=20, weight_kg=505)
    parcel(market, "O-1", "SF1234567890", scan("picked_up", 92, "广东省广州市", weight_kg=505), near)

    assert kinds(case) == set()


def test_a_return_that_weighs_nothing_is_told_of_and_is_no_delivery(market):
    """S21, S43: sent out 5 kg, 200 g came back."""
    order(market, "O-1", order={"outbound_weight_kg": 500, "return_to": "广东省广州市天河区"})
    case = opened(market, "O-1")
    back = [scan("picked_up", 30, "浙江省杭州市", weight_kg=20), scan("signed", 2, "广东省广州市", signer="仓库")]
    answer = parcel(market, "O-1", "SF1234567899", *back, returned=True)

    found = {it.kind: it.whom for it in store.load(law(), case).signals}
    assert found == {"parcel.swapped_return": "buyer"}
    assert "logistics" not in store.load(law(), case).facts
    assert answer["cases"] == [{"case": case, "taken": 0, "refused": ""}]
