"""The operator's pages: roles, keys, webhooks, pauses, verifying and the log; each act is noted, and only his."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongdao.service.delivery.models import Delivery, Endpoint
from gongdao.service.installation import law, now
from gongdao.service.market.models import Shop
from gongdao.service.people.keys import verified
from gongdao.service.people.models import AccessRow, ApiKey, RoleRow, User
from gongdao.service.record import pauses
from gongdao.service.web.operator import DONE
from grounds import Ground
from offices import House, everybody, house

PAGES = ("", "/users", "/keys", "/webhooks", "/pauses", "/access")


@pytest.fixture
def home(standing: Ground) -> House:
    return house()


def send(browser: Client, page: str, do: str, **given: object):
    """This function will send a form of the operator."""
    return browser.post(f"/operator/{page}", {"key": secrets.token_hex(8), "do": do, **given})


def noted() -> list[str]:
    """This function will give what was noted, without who looked for whom."""
    return list(AccessRow.objects.order_by("id").values_list("what", flat=True))


def test_roles_are_granted_and_taken_and_the_last_operator_stays(home):
    wei, fang = home.browser("wei"), home.fair.buyer

    assert send(wei, "users", "grant", person="fang", role="juror").status_code == 303
    assert "已经有 juror" in send(wei, "users", "grant", person="fang", role="juror").content.decode()
    assert send(wei, "users", "grant", person=fang.person, role="seller", shop="S-1").status_code == 303
    assert send(wei, "users", "grant", person="fang", role="seller", shop="none").status_code == 422
    assert send(wei, "users", "grant", person="nobody", role="juror").status_code == 422
    assert send(wei, "users", "grant", person="fang", role="king").status_code == 422
    row = RoleRow.objects.get(user=fang, role="juror").pk
    assert send(wei, "users", "take", row=row).status_code == 303
    assert send(wei, "users", "take", row=row).status_code == 422
    last = send(wei, "users", "take", row=RoleRow.objects.get(role="operator").pk)
    assert (last.status_code, "最后一个运维账号" in last.content.decode()) == (422, True)
    assert send(wei, "users", "disable", person=home.who("wei").person).status_code == 422
    assert send(wei, "users", "disable", person=fang.person).status_code == 303
    assert not User.objects.get(pk=fang.pk).is_active
    assert noted() == [
        f"role-granted juror {fang.person}",
        f"role-granted seller {fang.person} {home.fair.shop.key}",
        f"role-taken juror {fang.person}",
        f"user-disabled {fang.person}",
    ]
    assert "方女士" in wei.get("/operator/users?q=方").content.decode()
    assert noted()[-1] == "users-searched"


def test_a_form_that_names_no_role_takes_none(home):
    held = RoleRow.objects.count()
    wei = home.browser("wei")

    assert {send(wei, "users", "take", row=row).status_code for row in ("", "x", "²", "-1")} == {422}
    assert RoleRow.objects.count() == held


def test_the_role_of_an_operator_who_was_disabled_can_be_taken(home):
    wei, lin = home.browser("wei"), home.who("lin")
    assert send(wei, "users", "grant", person="lin", role="operator").status_code == 303
    assert send(wei, "users", "disable", person=lin.person).status_code == 303

    assert send(wei, "users", "take", row=RoleRow.objects.get(user=lin.user, role="operator").pk).status_code == 303


def test_a_seller_gets_the_shop_of_the_marketplace_that_was_meant(home):
    wei, fang = home.browser("wei"), home.fair.buyer
    other = Shop.objects.create(source="other", external_id="S-1", name="别处的店", updated_at=now())

    refused = send(wei, "users", "grant", person="fang", role="seller", shop="S-1")
    assert (refused.status_code, "other/S-1、shop/S-1" in refused.content.decode()) == (422, True)
    assert send(wei, "users", "grant", person="fang", role="seller", shop="other/S-1").status_code == 303
    assert RoleRow.objects.get(user=fang, role="seller").shop == other.key


def test_a_key_is_shown_once_made_once_and_taken_back(home):
    wei, form = home.browser("wei"), {"key": "form-1", "do": "make", "name": "商城", "source": "shop"}

    made = wei.post("/operator/keys", {**form, "scopes": ["cases:read"]})
    token = re.search(r"gdk_[0-9a-f]{16}_[\w-]{43}", made.content.decode())
    assert token is not None
    assert verified(token[0], now()) is not None
    assert "no-store" in made["Cache-Control"]
    again = wei.post("/operator/keys", {**form, "scopes": ["cases:read"]})
    assert (again.status_code, ApiKey.objects.count()) == (303, 1)
    assert token[0] not in wei.get("/operator/keys").content.decode()
    refused = wei.post("/operator/keys", {**form, "key": "form-2", "scopes": ["all"]})
    assert (refused.status_code, "商城" in refused.content.decode()) == (422, True)
    for ends in ("2026-13-01", "soon", "0001-01-01", "9999-12-31T23:59-12:00"):
        wrong = send(wei, "keys", "make", name="商城", source="shop", scopes=["cases:read"], expires=ends)
        assert (wrong.status_code, "请填写日期和时间" in wrong.content.decode()) == (422, True)
    row = ApiKey.objects.get()
    assert send(wei, "keys", "revoke", id=row.id).status_code == 303
    assert verified(token[0], now()) is None
    assert noted() == [f"key-made {row.id} shop", f"key-revoked {row.id}"]


def test_a_pause_says_what_it_stops_and_is_begun_ended_and_registered(home):
    home.ripe()
    wei = home.browser("wei")
    page = re.sub(r"<[^>]+>", "", wei.get("/operator/pauses").content.decode())
    assert "1 个案件里正在走的 1 个期限会停下" in page

    assert send(wei, "pauses", "begin", ground="").status_code == 422
    assert send(wei, "pauses", "begin", ground="机房断电").status_code == 303
    assert "平台正在暂停" in wei.get("/operator/pauses").content.decode()
    assert send(wei, "pauses", "begin", ground="机房断电").status_code == 422
    assert send(wei, "pauses", "end").status_code == 303
    day = (now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    later = (now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert send(wei, "pauses", "add", since=day, until=later, ground="补记").status_code == 303
    assert send(wei, "pauses", "add", since="someday", until=later, ground="补记").status_code == 422
    assert send(wei, "pauses", "add", since="0001-01-01", until=later, ground="补记").status_code == 422
    assert send(wei, "pauses", "dance").status_code == 422
    assert [stop.ground for stop in pauses.register(law().using)] == ["机房断电", "补记"]
    assert noted()[-3:] == ["pause-begun 1", "pause-ended 1", "pause-registered 2"]


def test_webhooks_are_made_tried_replayed_and_get_new_secrets(home):
    wei = home.browser("wei")
    made = send(wei, "webhooks", "make", url="https://market.example/hooks", source="shop", name="商城")
    assert "whsec_" in made.content.decode()
    hook = Endpoint.objects.get()
    assert "whsec_" not in wei.get(f"/operator/webhooks/{hook.id}").content.decode()
    assert "whsec_" in send(wei, f"webhooks/{hook.id}", "rotate").content.decode()
    assert send(wei, f"webhooks/{hook.id}", "ping").status_code == 303
    sent = Delivery.objects.get()
    assert sent.id in wei.get(f"/operator/webhooks/{hook.id}").content.decode()
    assert "ping" in wei.get(f"/operator/deliveries/{sent.id}").content.decode()
    assert wei.post(f"/operator/deliveries/{sent.id}", {"key": "k"}).status_code == 303
    assert send(wei, f"webhooks/{hook.id}", "disable").status_code == 303
    assert send(wei, "webhooks", "make", url="http://insecure.example/").status_code == 422
    assert "whsec_" in send(wei, "webhooks", "inward", source="shop").content.decode()
    assert send(wei, f"webhooks/{hook.id}", "remove").status_code == 303
    assert not Endpoint.objects.exists()
    assert [what.split()[0] for what in noted()] == [
        "endpoint-made", "endpoint-secret-made", "endpoint-ping", "delivery-replayed", "endpoint-disable",
        "inward-secret-made", "endpoint-remove",
    ]  # fmt: skip


def test_everything_that_is_noted_has_words_in_the_log():
    said = "\n".join(file.read_text(encoding="utf-8") for file in Path("src/gongdao/service").rglob("*.py"))
    codes = set(re.findall(r'noted?\([\w.]+, (?:\w+, )?f?"([a-z]+-[a-z-]+)[ "]', said))

    assert len(codes) > 15
    assert codes | {f"endpoint-{do}" for do in ("enable", "disable", "ping", "remove", "replay")} <= DONE.keys()


def test_the_record_is_verified_from_the_page_and_a_fault_is_named(home):
    stream, wei = home.ripe(), home.browser("wei")
    assert wei.post("/operator", {"key": "k"}).status_code == 303
    assert "核对了最近变动的 1 个案件，全部相符" in wei.get("/operator").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_case SET owner = 'staff:nobody' WHERE stream = %s", [stream])
    page = wei.post("/operator", {"key": "k"}).content.decode()
    assert "发现 1 处不符" in page
    assert "staff:nobody" in page


def test_the_operators_pages_are_for_operators_and_cost_the_same_for_many(home):
    stream = home.ripe()
    User.objects.create_user("stranger", name="路人")
    for who in everybody():
        browser = home.browser(who) if who else Client(headers={"host": "localhost"})
        for page in PAGES:
            answer = browser.get(f"/operator{page}").status_code
            assert answer == (200 if who == "wei" else 404 if who else 302), (who, page)
            if who in ("fang", "su"):
                assert browser.post(f"/operator{page}", {"key": "k", "do": "begin", "ground": "x"}).status_code == 404
    assert not pauses.register(law().using)
    wei = home.browser("wei")
    wei.get("/operator/users?q=fang")
    for page in PAGES:
        wei.get(f"/operator{page}")
    few = [_queries(wei, page) for page in PAGES]
    for n in range(5):
        user = User.objects.create_user(f"u{n}", name=f"用户{n}")
        RoleRow.objects.create(user=user, role="juror")
        AccessRow.objects.create(at=now(), person=user.person, role="juror", what="case", stream=stream, via="session")
        wei.post(
            "/operator/keys", {"key": f"f{n}", "do": "make", "name": "k", "source": "shop", "scopes": ["cases:read"]}
        )
    assert [_queries(wei, page) for page in PAGES] == few


def _queries(browser: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert browser.get(f"/operator{page}").status_code == 200
    return len(found)
