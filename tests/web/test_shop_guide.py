"""What a shop offers beforehand to everybody: published, applied at once, counted, and never below the law's floor."""

from __future__ import annotations

import pytest

from gongdao.case.stages.offers import AcceptOffer
from gongdao.kernel.errors import Refused
from gongdao.service.actions.act import act
from gongdao.service.actions.standing_offers import end, pause, publish, resume
from gongdao.service.installation import law, now
from gongdao.service.queries.standing_offers import Used, standing_of, used
from gongdao.service.queries.typical import floors, typical_order
from gongdao.service.record import store
from quarrels import asks


def path(fair, reason: str) -> str:
    return f"/shop/guide/{fair.shop.key}/{reason}"


def test_what_is_published_is_offered_at_once_and_counted(fair):
    browser = fair.browser(fair.seller)
    answer = browser.post(path(fair, "surface_flaw"), {"what": "part", "amount": "5"})
    stream = asks(fair, fair.order("signed", "O-1"), reason="surface_flaw")
    asks(fair, fair.order("signed", "O-2"), reason="surface_flaw")
    offer = standing_of(fair.shop)["surface_flaw"]
    made = store.load(law(), stream).offers[0]
    act(fair.buys(), stream, AcceptOffer, {"id": made.id})

    assert (answer.status_code, answer["Location"]) == (303, f"/shop/guide?shop={fair.shop.key}")
    assert (made.kind, made.amount, made.by) == ("refund", 500, "seller")
    assert used(fair.shop, now()) == {offer.pk: Used(made=2, taken=1)}
    page = browser.get("/shop/guide").content.decode()
    assert "提出 2 次，接受 1 次" in page
    assert "退 ¥5.00，货留给买家" in page


def test_an_offer_below_the_floor_is_refused_with_the_rule_and_the_law(fair):
    fair.order("signed", "O-1")
    floor = floors(fair.shop, typical_order(fair.shop, now()), now())["not_received"]["refund"]
    page = fair.browser(fair.seller).post(path(fair, "not_received"), {"what": "part", "amount": "5.00"})
    text = page.content.decode()

    assert page.status_code == 422
    assert floor.amount == 89000
    assert floor.law
    assert "¥5.00 低于法律底线 ¥890.00" in text
    assert floor.rules[0] in text
    assert "《快递市场管理办法》" in text
    assert 'value="5.00"' in text
    assert standing_of(fair.shop) == {}
    publish(fair.sells(), fair.shop.key, "not_received", "refund", 0)


def test_a_part_for_goods_that_the_buyer_keeps_has_no_floor_but_a_return_gives_it_all_back(fair):
    fair.order("signed", "O-1")
    least = floors(fair.shop, typical_order(fair.shop, now()), now())["quality_visible"]

    assert set(least) == {"return_refund"}
    assert publish(fair.sells(), fair.shop.key, "quality_visible", "refund", 500).active
    with pytest.raises(Refused, match="standing-offer-below-floor"):
        publish(fair.sells(), fair.shop.key, "quality_visible", "return_refund", 500)


def test_sent_twice_there_is_one_offer_and_a_new_one_ends_the_old(fair):
    first = publish(fair.sells(), fair.shop.key, "surface_flaw", "refund", 500)
    again = publish(fair.sells(), fair.shop.key, "surface_flaw", "refund", 500)
    other = publish(fair.sells(), fair.shop.key, "surface_flaw", "refund", 800)

    assert again.pk == first.pk
    assert standing_of(fair.shop)["surface_flaw"].pk == other.pk
    assert list(fair.shop.standing_offers.filter(ended_at=None)) == [other]


def test_a_paused_offer_is_not_made_until_it_is_resumed_and_an_ended_one_never(fair):
    offer = publish(fair.sells(), fair.shop.key, "surface_flaw", "refund", 500)

    def offers(number: str) -> int:
        stream = asks(fair, fair.order("signed", number), reason="surface_flaw")
        return len(store.load(law(), stream).offers)

    pause(fair.sells(), offer.pk)
    paused = offers("O-1")
    resume(fair.sells(), offer.pk)
    resumed = offers("O-2")
    fair.browser(fair.seller).post(path(fair, "surface_flaw"), {"do": "end", "offer": offer.pk})

    assert (paused, resumed, offers("O-3")) == (0, 1, 0)
    with pytest.raises(Refused, match="standing-offer-not-found"):
        end(fair.sells(), offer.pk)


@pytest.mark.parametrize(
    "given", [{}, {"what": "part"}, {"what": "part", "amount": "abc"}, {"what": "half", "amount": "5"}]
)
def test_what_is_left_out_or_no_amount_is_told_at_its_field(fair, given):
    page = fair.browser(fair.seller).post(path(fair, "surface_flaw"), given)

    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert 'class="err"' in page.content.decode()
    assert standing_of(fair.shop) == {}


def test_nobody_else_writes_for_a_shop(fair):
    stranger = fair.browser(fair.buyer)

    assert stranger.get("/shop/guide").status_code == 404
    assert stranger.post(path(fair, "surface_flaw"), {"what": "all"}).status_code == 404
    assert stranger.get(path(fair, "surface_flaw")).status_code == 404
    assert fair.browser(fair.seller).get("/shop/guide/s-none/surface_flaw").status_code == 404
    assert standing_of(fair.shop) == {}
