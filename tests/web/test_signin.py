"""Signing in: passwords are not guessed, offices need a second factor, and what was typed outlives a session."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from gongdao.service.people.models import STAFF, RoleRow, User
from gongdao.service.proxies import networks
from walks import code_of

PASSWORD = "a long enough word"


@pytest.fixture(autouse=True)
def quick_hashes():
    """Who signs in with others' help (`test_signin_with_others`) has the slow hashes of the service."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def lin(standing):
    """An adjudicator with a password and nothing more."""
    user = User.objects.create_user("lin", "lin@example.org", PASSWORD)
    RoleRow.objects.create(user=user, role=STAFF)
    return user


@pytest.fixture
def fang(standing):
    """A buyer."""
    return User.objects.create_user("fang", "fang@example.org", PASSWORD)


def opened(**options) -> Client:
    return Client(SERVER_NAME="localhost", **options)


def sign_in(browser: Client, name: str, password: str = PASSWORD, to: str = "/"):
    return browser.post("/accounts/login/", {"login": name, "password": password, "next": to})


def test_an_office_is_open_only_with_a_second_factor(lin):
    browser = opened()
    assert sign_in(browser, "lin").status_code == 302

    assert browser.get("/desk").headers["Location"] == "/accounts/2fa/"

    TOTP.activate(lin, "JBSWY3DPEHPK3PXP")
    assert browser.get("/desk").status_code == 200


def test_who_somebody_is_and_whether_he_is_strong_is_read_once_for_a_page(lin):
    TOTP.activate(lin, "JBSWY3DPEHPK3PXP")
    browser = opened()
    browser.force_login(lin, "django.contrib.auth.backends.ModelBackend")

    with CaptureQueriesContext(connection) as asked:
        assert b'href="/desk"' in browser.get("/how").content

    reads = [it["sql"].replace('"', "") for it in asked.captured_queries]
    assert [sum(f"FROM {table}" in sql for sql in reads) for table in ("people_role", "mfa_authenticator")] == [1, 1]


def test_a_second_factor_is_asked_for_after_the_password(lin):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(lin, secret)
    browser = opened()

    assert sign_in(browser, "lin", to="/desk").headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in browser.session

    assert browser.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).headers["Location"] == "/desk"


def test_an_authenticator_is_set_up_on_a_page_without_scripts_or_data_addresses(lin):
    browser = opened()
    sign_in(browser, "lin")
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert "恢复代码" not in browser.get("/accounts/2fa/").content.decode()

    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    assert "<svg" in page
    assert "data:" not in page
    secret = re.search(r'id="authenticator_secret" value="(\w+)"', page)[1]

    browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=lin, type=Authenticator.Type.TOTP).count() == 1
    page = browser.get("/accounts/2fa/").content.decode()
    assert "已绑定" in page
    assert "还有 10 个没有用过" in page


def test_after_five_wrong_passwords_nobody_gets_in_for_a_while(fang):
    browser = opened()
    answers = [sign_in(browser, "fang", "a wrong word").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]

    locked = sign_in(browser, "fang")
    assert locked.status_code == 429
    assert "15 分钟" in locked.content.decode()
    assert "_auth_user_id" not in browser.session


def test_behind_a_proxy_of_ours_the_browser_is_locked_and_nobody_else(fang):
    def tried(browser: str, password: str, near: str = "10.0.0.2") -> int:
        said = {"login": "fang", "password": password}
        headers = {"X-Forwarded-For": browser}
        return opened().post("/accounts/login/", said, headers=headers, REMOTE_ADDR=near).status_code

    with override_settings(GONGDAO_PROXIES=networks("10.0.0.0/24 127.0.0.1"), AXES_FAILURE_LIMIT=2):
        # What a browser writes there itself stands to the left of what the proxies add.
        answers = [tried(f"6.6.6.{number}, 203.0.113.7, 10.0.0.9", "wrong") for number in range(2)]
        assert answers == [200, 429]
        assert tried("203.0.113.7", PASSWORD) == 429
        assert tried("203.0.113.8", PASSWORD) == 302
        # Who is no proxy of ours names whom he likes: he is locked himself.
        answers = [tried(f"6.6.6.{number}", "wrong", near="203.0.113.9") for number in range(2)]
        assert answers == [200, 429]


def test_nobody_makes_an_account_where_the_marketplace_opens_them(standing):
    browser = opened()
    told = {"username": "new", "email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert "不能自行注册" in browser.post("/accounts/signup/", told).content.decode()
    assert not User.objects.filter(username="new").exists()


def test_what_was_typed_outlives_the_session(fang):
    browser = opened()
    typed = {"reason": "两个口袋都没有，和页面不一样", "key": "k-1", "amount": "20.00"}

    sent = browser.post("/cases/shop:GD-2026-0001/do/refuse_offer", typed)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/accounts/login/?next=/accounts/kept")

    assert sign_in(browser, "fang", to="/accounts/kept").headers["Location"] == "/accounts/kept"
    page = browser.get("/accounts/kept").content.decode()
    assert "两个口袋都没有，和页面不一样</textarea>" in page
    assert '<input type="hidden" name="key" value="k-1">' in page
    assert 'action="/cases/shop:GD-2026-0001/do/refuse_offer"' in page

    assert browser.get("/accounts/kept").status_code == 302


def test_a_forged_form_is_not_kept(fang):
    browser = opened(enforce_csrf_checks=True)

    assert browser.post("/cases/shop:GD-2026-0001/do/refuse_offer", {"reason": "x"}).status_code == 403
    assert "kept_form" not in browser.session


def test_nobody_takes_a_part_outside_a_demo(fang):
    browser = opened()

    for path in ("/demo", "/demo/take-part", "/demo/forward"):
        assert browser.post(path, {"person": "fang"}).status_code == 404
        assert browser.get(path).status_code == 404
    assert "_auth_user_id" not in browser.session
