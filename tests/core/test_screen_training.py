"""The weights of shops and claimants move towards one's own labelled cases, little for few, and keep their sign."""

from __future__ import annotations

from datetime import datetime

import train_claimants
import train_shops
from fitted_weights import fitted, surprise
from gongdao.screening.claimants import ABUSE
from gongdao.screening.shops import RUN_AWAY, shop_model
from gongdao.service.models import model
from shop_folk import CLAIMANTS, NOW, SHOPS, bystanders

ROWS = [({"sign": 1.0}, at % 10 != 0) for at in range(300)] + [({}, at % 10 == 0) for at in range(300)]


def test_weights_move_towards_what_the_cases_show():
    bias, weights = fitted(ROWS, -5.0, {"sign": 1.0})

    assert surprise(ROWS, bias, weights) < 0.6 * surprise(ROWS, -5.0, {"sign": 1.0})


def test_no_weight_changes_its_sign():
    _, weights = fitted([({"calm": 1.0}, True)] * 500, -1.0, {"calm": -2.0})

    assert weights["calm"] == 0


def test_two_cases_hardly_move_a_weight():
    _, weights = fitted([({"sign": 1.0}, False)] * 2, -1.0, {"sign": 1.0})

    assert weights["sign"] > 0.2


def test_without_cases_nothing_moves():
    assert fitted([], -1.0, {"sign": 1.0}) == (-1.0, {"sign": 1.0})


def test_shops_of_ones_own_give_a_model_of_the_same_form(capsys):
    lines = [
        {
            "shop": {"name": f"店{at}", "orders": 100, "unshipped": 60 if at % 2 else 0},
            "labels": {RUN_AWAY: at % 2 == 1},
        }
        for at in range(40)
    ]
    before = dict(model("shops")["weights"])
    fresh = train_shops.trained(SHOPS, before, lines, NOW)

    assert shop_model({"names": {**model("shops")["names"]}, "weights": fresh}, SHOPS.names.characters)
    assert fresh[RUN_AWAY] != before[RUN_AWAY]
    assert fresh["limits"] == before["limits"]
    assert "8 held back" in capsys.readouterr().out


def test_checked_people_of_ones_own_give_a_model_of_the_same_form(capsys):
    accounts, orders = bystanders(people=20)
    data = {
        "accounts": [{"id": it.id} for it in accounts],
        "orders": [
            {"buyer": it.buyer, "shop": it.shop, "category": it.category, "at": told(it.at)}
            | ({"claim": {"at": told(it.claim.at)}} if it.claim else {})
            for it in orders
        ],
        "checked": {it.id: False for it in accounts},
    }
    fresh = train_claimants.trained(CLAIMANTS, dict(model("claimants")["weights"]), data, NOW)

    assert fresh["calibrated_on"].startswith("20 checked people")
    assert set(fresh[ABUSE]["weights"]) == set(CLAIMANTS.weights[ABUSE])
    assert "4 held back" in capsys.readouterr().out


def told(at: datetime) -> str:
    return at.isoformat()
