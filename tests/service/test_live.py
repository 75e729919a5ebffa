"""Live updates: whoever may see a case hears at once that it changed; nobody else learns that there is one."""

from __future__ import annotations

import httpx
import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from court_room import at, opened
from gongdao.case.stages.negotiation import AgreeRefund
from gongdao.service.installation import law
from gongdao.service.people import links
from gongdao.service.people.models import User
from gongdao.service.record import store
from people_of import person
from served import PATIENCE, SECRET, answers, free_port, serving, started

STREAM = "shop:C-1"


def session(name):
    client = Client()
    client.force_login(User.objects.get(username=name), backend=settings.AUTHENTICATION_BACKENDS[1])
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def shown_elsewhere(name):
    """The cookie of a page that the marketplace shows inside its own."""
    with override_settings(GONGDAO_EMBED_ORIGINS=["https://shop.example"]):
        token = links.make(User.objects.get(username=name), STREAM, "https://shop.example", timezone.now())
    return {links.COOKIE: links.exchange(token, timezone.now())[1]}


@pytest.mark.parametrize("standing", ["sqlite"], indirect=True)
@override_settings(SECRET_KEY=SECRET)
def test_a_server_that_is_stopped_lets_its_browsers_go_and_ends_at_once(standing):
    person("zhang", person="buyer")
    for command in opened():
        store.submit(law(), STREAM, command, command.at)
    buyer, port = session("zhang"), free_port()

    with started("serve", "--live", "--port", str(port), "--database", standing.url) as process:
        base = f"http://127.0.0.1:{port}"
        answers(f"{base}/live/", process)
        with httpx.Client(cookies=buyer) as client, client.stream("GET", f"{base}/live/cases/{STREAM}") as answer:
            lines = answer.iter_lines()
            assert next(lines) == ": "
            process.terminate()
            assert list(lines) == [""]
        said, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert "refused to gracefully stop" not in said


@override_settings(SECRET_KEY=SECRET)
def test_a_change_is_told_at_once_to_who_may_see_the_case_and_to_nobody_else(standing):
    person("zhang", person="buyer")
    person("wang")
    for command in opened():
        store.submit(law(), STREAM, command, command.at)
    buyer, stranger, embedded = session("zhang"), session("wang"), shown_elsewhere("zhang")

    with serving(standing.url, "--live", ready="/live/") as base:
        address = f"{base}/live/cases/{STREAM}"
        with httpx.Client(cookies=buyer) as client, client.stream("GET", address, timeout=20) as answer:
            assert answer.headers["content-type"] == "text/event-stream"
            lines = answer.iter_lines()
            assert next(lines) == ": "
            store.submit(law(), STREAM, AgreeRefund(at(1), "seller"), at(1))
            assert "event: changed" in lines
        with httpx.Client(cookies=embedded) as client, client.stream("GET", address, timeout=20) as answer:
            assert next(answer.iter_lines()) == ": "
        elsewhere = f"{base}/live/cases/shop:C-9"
        others = (
            (address, stranger),
            (address, {}),
            (elsewhere, buyer),
            (elsewhere, embedded),
            (f"{base}/live/", buyer),
        )
        assert [httpx.get(url, cookies=cookies).status_code for url, cookies in others] == [404] * 5
