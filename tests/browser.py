"""A browser for tests: Debian's Chromium, visits as somebody, and what must never be seen on any page."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect, sync_playwright

from sites import Site
from sources import ROOT

AXE = ROOT / "tests" / "vendor" / "axe.min.js"
HEIGHTS = {390: 844}
# A page that a test answers for is none of this computer's, and would not be let near a server on it.
FLAGS = ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"]
NORMS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Chromium says this of every answer above 399; the answers themselves are looked at instead.
OF_AN_ANSWER = "Failed to load resource"
TOKEN = "csrfmiddlewaretoken"
PATIENCE = 15_000  # milliseconds, on a computer that may be busy with other things


def watch(context: BrowserContext) -> list[str]:
    """This function will note what goes wrong on the pages of a visit: scripts, their policy, the server's answers."""
    seen: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and OF_AN_ANSWER not in message.text:
            seen.append(message.text)

    def answered(response: Response) -> None:
        part = response.request.resource_type != "document"
        if response.status >= 500 or (part and response.status >= 400):
            seen.append(f"{response.status} {response.url}")

    context.on("console", said)
    context.on("weberror", lambda error: seen.append(str(error.error)))
    context.on("response", answered)
    return seen


@contextmanager
def browser() -> Iterator[Browser]:
    """This function will start Chromium for as long as it is needed."""
    # Playwright keeps an event loop running in this thread, where Django would refuse to read its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # What Playwright itself needs is installed with the browser: so this comes first.
    program = _chromium()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield started
        finally:
            started.close()


@cache
def _chromium() -> str:
    ran = subprocess.run([ROOT / "scripts" / "browser"], stdout=subprocess.PIPE, check=True)
    return ran.stdout.decode().strip()


@contextmanager
def visiting(
    started: Browser,
    site: Site,
    as_: str = "",
    *,
    width: int = 1280,
    js: bool = True,
    lang: str = "zh",
    elder: bool = False,
) -> Iterator[Page]:
    """This function will open a page as a person of the demo (nobody: ''), and fail where anything went wrong on it."""
    context = started.new_context(
        base_url=site.url,
        viewport={"width": width, "height": HEIGHTS.get(width, 900)},
        java_script_enabled=js,
        has_touch=width < 600,
        timezone_id="Asia/Shanghai",
        locale="zh-CN" if lang == "zh" else "en-GB",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    wrong = watch(context)
    try:
        if as_:
            sign_in(context, as_)
        context.add_cookies([_cookie(site, "gongdao_language", lang)])
        if elder:
            context.add_cookies([_cookie(site, "gongdao_mode", "elder")])
        yield context.new_page()
    finally:
        context.close()
    assert wrong == []


def sign_in(context: BrowserContext, person: str) -> None:
    """This function will take the part of a person of the demo, as the button on its page does."""
    assert context.request.get("/demo").ok
    taken = context.request.post("/demo/take-part", form={"person": person, TOKEN: token(context)}, max_redirects=0)
    assert taken.status == 302


def token(context: BrowserContext) -> str:
    """This function will give what a form of this visitor must carry so that nobody else can send it."""
    return next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")


def violations(page: Page, *, contrast: bool = True) -> list[str]:
    """This function will give what axe finds wrong with the page as it stands, one line for each place.

    Most of its time goes to ``contrast``, which can be left out.
    """
    page.evaluate(_axe())
    rules = {} if contrast else {"color-contrast": {"enabled": False}}
    options = {"runOnly": NORMS, "resultTypes": ["violations"], "rules": rules}
    found: Any = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def too_wide(page: Page) -> int:
    """This function will give by how many pixels a page can be scrolled sideways."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


@cache
def _axe() -> str:
    return Path(AXE).read_text("utf-8")


def _cookie(site: Site, name: str, value: str) -> Any:
    return {"name": name, "value": value, "url": site.url}
