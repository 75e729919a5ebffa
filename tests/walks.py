"""Pages one comes to with something at hand that no demo has lying there: ways over them, by browser alone."""

from __future__ import annotations

import hmac
import re
import time
from base64 import b32decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page

from provider import came_by
from sites import Site

PASSWORD, ADDRESS = "a long enough word", "lin@shop.example"
SESSION = "gongdao"  # the cookie, where there is no HTTPS


@dataclass(frozen=True, slots=True)
class Walk:
    """A way over some pages: who goes it, their addresses, and ``go``, which gives the name of each while it shows."""

    as_: str
    over: frozenset[str]
    go: Callable[[Page, Site], Iterator[str]]


def code_of(secret: str) -> str:
    """This function will give the six digits that an authenticator shows now (RFC 6238)."""
    digest = hmac.digest(b32decode(secret), (int(time.time()) // 30).to_bytes(8), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 10**6:06}"


def device_of(page: Page, **more: object) -> tuple[CDPSession, str]:
    """A key in the visitor's hand; gives how the browser is spoken to, and the name it has there."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True, **more}  # fmt: skip
    return device, device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def over_passwords_and_codes(page: Page, _: Site) -> Iterator[str]:
    """Set a password, bind an authenticator, and sign in with both."""
    _set_password(page)
    page.goto("/accounts/password/change/")
    yield "password-change"
    page.goto("/accounts/reauthenticate/")
    yield "password-again"
    _open(page, "/accounts/2fa/totp/activate/")
    secret = str(page.locator("#authenticator_secret").get_attribute("value"))
    _fill(page, id_code=code_of(secret))
    page.wait_for_url("**/recovery-codes/")
    yield "recovery-codes"
    page.goto("/accounts/2fa/totp/deactivate/")
    yield "authenticator-off"
    page.goto("/accounts/2fa/reauthenticate/")
    yield "code-again"
    page.context.clear_cookies(name=SESSION)
    page.goto("/accounts/login/")
    _fill(page, id_login="lin", id_password=PASSWORD)
    page.wait_for_url("**/2fa/authenticate/**")
    yield "code"


def over_passkeys(page: Page, _: Site) -> Iterator[str]:
    """Add a passkey, look after it, and show it again."""
    _set_password(page)
    device_of(page)
    _open(page, "/accounts/2fa/webauthn/add/")
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url("**/recovery-codes/")
    page.goto("/accounts/2fa/webauthn/")
    keys = [str(link.get_attribute("href")) for link in page.get_by_role("main").get_by_role("link").all()]
    yield "passkey"
    page.goto(next(filter(re.compile(".*/edit/").fullmatch, keys)))
    yield "passkey-name"
    page.goto(next(filter(re.compile(".*/remove/").fullmatch, keys)))
    yield "passkey-off"
    page.goto("/accounts/2fa/webauthn/reauthenticate/")
    yield "passkey-again"


def over_letters(page: Page, site: Site) -> Iterator[str]:
    """Follow the links of letters: one that an address is confirmed by, one that a password is forgotten with."""
    page.goto("/accounts/email/")
    _fill(page, id_email=ADDRESS)
    page.get_by_role("status").wait_for()
    page.goto(_link(site, "/accounts/confirm-email/"))
    yield "mail-confirm"
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/confirm-email/" not in url)
    page.context.clear_cookies(name=SESSION)
    page.goto("/accounts/password/reset/")
    _fill(page, id_email=ADDRESS)
    page.wait_for_url("**/reset/done/")
    page.goto(_link(site, "/accounts/password/reset/key/"))
    yield "password-new"


def over_signing_up(page: Page, _: Site) -> Iterator[str]:
    """Come by the organisation's provider with an address that somebody else has."""
    came_by(page, "9")
    page.wait_for_url("**/3rdparty/signup/")
    yield "others-sign-up"


def over_webhooks(page: Page, _: Site) -> Iterator[str]:
    """Make an endpoint and send it a message."""
    page.goto("/operator/webhooks")
    page.locator("#w-url").fill("https://market.example/hooks")
    page.keyboard.press("Enter")
    page.locator("table a[href*='/operator/webhooks/']").click()
    page.locator("button[value=ping]").click()
    page.locator("a[href*='/operator/deliveries/']").wait_for()
    yield "webhook"
    page.locator("a[href*='/operator/deliveries/']").click()
    page.wait_for_url("**/deliveries/**")
    yield "delivery"


def _set_password(page: Page) -> None:
    page.goto("/accounts/password/set/")
    _fill(page, id_password1=PASSWORD, id_password2=PASSWORD)
    page.wait_for_url(lambda url: "/password/set/" not in url)


def _link(site: Site, path: str) -> str:
    """The address of a page in a letter that came."""
    told = "".join(letter.read_text("utf-8") for letter in site.mail.iterdir())
    return re.findall(rf"{path}\S+", told.replace("=\n", ""))[-1]


def _open(page: Page, path: str) -> None:
    """This function will go to a page that may ask for the password once more."""
    page.goto(path)
    if "/reauthenticate/" in page.url:
        _fill(page, id_password=PASSWORD)
        page.wait_for_url(f"**{path}")


def _fill(page: Page, **fields: str) -> None:
    """This function will fill in a form by the ids of its fields and send it with the Enter key."""
    for name, value in fields.items():
        page.locator(f"#{name}").fill(value)
    page.keyboard.press("Enter")


WALKS = (
    Walk("lin", frozenset({
        "/accounts/password/change/", "/accounts/reauthenticate/", "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/totp/deactivate/", "/accounts/2fa/reauthenticate/", "/accounts/2fa/authenticate/",
    }), over_passwords_and_codes),
    Walk("lin", frozenset({
        "/accounts/2fa/webauthn/keys/<int:pk>/edit/", "/accounts/2fa/webauthn/keys/<int:pk>/remove/",
        "/accounts/2fa/webauthn/reauthenticate/",
    }), over_passkeys),
    Walk("lin", frozenset(), over_letters),
    Walk("ops", frozenset({"/operator/webhooks/<str:endpoint>", "/operator/deliveries/<str:delivery>"}), over_webhooks),
)  # fmt: skip
# Where the organisation has a provider of its own, as `provider` starts one.
BY_PROVIDER = Walk("", frozenset({"/accounts/3rdparty/signup/"}), over_signing_up)
