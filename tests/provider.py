"""An organisation's own provider of sign-ins, which speaks OpenID Connect, for as long as a test needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Page

from served import free_port

KNOWN_TO_IT = (
    {"sub": "7", "email": "lin@example.org", "email_verified": True, "name": "Lin"},
    {"sub": "8", "email": "new@example.org", "email_verified": True, "name": "New"},
    {"sub": "9", "email": "lin@example.org", "email_verified": False, "name": "Feigned"},
)


@contextmanager
def provider() -> Iterator[str]:
    """A provider of OpenID Connect, which speaks HTTP and signs its tokens; gives its address."""
    port = free_port()
    users = [part for user in KNOWN_TO_IT for part in ("--user-claims", json.dumps(user))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *users]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert any("running on" in line for line in process.stderr)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def settings_of(address: str) -> Mapping[str, str]:
    """This function will give what an installation is told of the provider at an address."""
    return {
        "GONGDAO_OIDC_URL": address, "GONGDAO_OIDC_CLIENT": "court", "GONGDAO_OIDC_SECRET": "s",
        "GONGDAO_OIDC_NAME": "Example Corp",
    }  # fmt: skip


def came_by(page: Page, sub: str) -> None:
    """Sign in by the provider as one of those it knows."""
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Example Corp").or_(page.get_by_role("button", name="Example Corp")).click()
    page.get_by_role("button", name=sub, exact=True).click()
