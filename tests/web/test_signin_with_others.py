"""Signing in without a password of ours: by the organisation's own provider, and by a passkey of a device."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import Browser, Page, expect

from browser import watch
from gongdao.service.people.models import STAFF, RoleRow, User
from provider import came_by, provider, settings_of
from served import serving
from walks import code_of, device_of

PASSWORD, WORD = "a long enough word", "JBSWY3DPEHPK3PXP"
ON_SQLITE = pytest.mark.parametrize("standing", ["sqlite"], indirect=True)


@contextmanager
def visiting(started: Browser, base: str) -> Iterator[Page]:
    """A browser of somebody who speaks English; nothing may go wrong on any page."""
    # Passkeys belong to a name, and the address of a computer is none.
    context = started.new_context(base_url=base.replace("127.0.0.1", "localhost"), locale="en-GB")
    context.set_default_timeout(20_000)
    wrong = watch(context)
    yield context.new_page()
    context.close()
    assert wrong == []


@pytest.fixture
def lin(standing):
    """An adjudicator with a password and nothing more."""
    user = User.objects.create_user("lin", "lin@example.org", PASSWORD)
    RoleRow.objects.create(user=user, role=STAFF)
    return user


@ON_SQLITE
def test_whom_the_organisations_provider_knows_comes_in_by_it(standing, chromium, lin):
    TOTP.activate(lin, WORD)
    with provider() as address, serving(standing.url, **settings_of(address)) as base:
        with visiting(chromium, base) as page:
            came_by(page, "7")
            page.get_by_label("Code").fill(code_of(WORD))
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "/2fa/" not in url)
            page.goto("/desk")
            assert page.url.endswith("/desk")

            page.goto("/accounts/logout/")
            page.get_by_role("main").get_by_role("button", name="Sign out").click()
            assert page.goto("/desk").url.split("?")[0].endswith("/accounts/login/")
        with visiting(chromium, base) as page:
            came_by(page, "8")
            page.wait_for_url("**/")
            assert page.goto("/desk").status in (403, 404)
        with visiting(chromium, base) as page:
            came_by(page, "9")
            page.goto("/desk")

    assert lin.socialaccount_set.values_list("uid", flat=True).get() == "7"
    new = User.objects.get(email="new@example.org")
    assert (new.role_rows.count(), new.has_usable_password(), bool(new.person)) == (0, False, True)


def signs_in(page: Page) -> None:
    page.goto("/accounts/login/?next=/desk")
    page.get_by_label("Username or e-mail address").fill("lin")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def adds_a_key(page: Page) -> None:
    """Come to the page that adds a key, which asks for the password once more."""
    signs_in(page)
    page.wait_for_url("**/accounts/2fa/")
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/webauthn/add/")


@ON_SQLITE
def test_staff_sign_in_by_a_passkey_of_their_device(standing, chromium, lin):
    with serving(standing.url) as base, visiting(chromium, base) as page:
        device, held = device_of(page)
        adds_a_key(page)
        # A key that is to do without the password stays on the device and asks who holds it.
        page.locator("#id_passwordless").check()
        page.get_by_role("main").get_by_role("button").last.click()
        page.wait_for_url("**/recovery-codes/")
        [credential] = device.send("WebAuthn.getCredentials", {"authenticatorId": held})["credentials"]
        assert (credential["rpId"], credential["isResidentCredential"]) == ("localhost", True)
        assert page.goto("/desk").url.endswith("/desk")

        page.context.clear_cookies()
        page.goto("/accounts/login/?next=/desk")
        page.get_by_role("button", name="passkey").click()
        page.wait_for_url("**/desk")
        expect(page.get_by_role("heading", level=1)).to_be_visible()

    kinds = set(Authenticator.objects.filter(user=lin).values_list("type", flat=True))
    assert kinds == {Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES}


@ON_SQLITE
def test_a_key_that_is_a_second_factor_only_says_what_to_do_where_it_should_sign_in_alone(standing, chromium, lin):
    with serving(standing.url) as base, visiting(chromium, base) as page:
        device_of(page, transport="usb", hasResidentKey=False)
        adds_a_key(page)
        page.get_by_role("main").get_by_role("button").last.click()
        page.wait_for_url("**/recovery-codes/")

        page.context.clear_cookies()
        page.goto("/accounts/login/?next=/desk")
        page.get_by_role("button", name="passkey").click()
        expect(page.get_by_role("alert")).to_contain_text(
            "A key that was added without “Passwordless” is a second factor"
        )
        expect(page.get_by_role("alert")).to_be_focused()

        signs_in(page)
        page.get_by_role("button", name="security key").click()
        page.wait_for_url("**/desk")
