"""Who really asks behind reverse proxies, and that nobody else can say so."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from gongdao.kernel.errors import BadInput
from gongdao.service import databases
from gongdao.service.proxies import browser, networks

databases.setup()
OURS = networks("127.0.0.1 ::1 10.0.0.0/8")


@pytest.mark.parametrize(
    ("near", "forwarded", "found"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.7, 10.1.2.3", "203.0.113.7"),
        ("127.0.0.1", "6.6.6.6, unknown", "127.0.0.1"),
        ("::1", "[2001:db8::7]", "2001:db8::7"),
        ("127.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
        ("", "203.0.113.7", "203.0.113.7"),
        ("", "", "127.0.0.1"),
    ],
)
def test_the_browser_is_the_last_that_is_no_proxy_of_ours(near, forwarded, found):
    assert browser(near, forwarded, OURS) == found


def test_what_is_no_address_of_a_proxy_is_told():
    with pytest.raises(BadInput) as wrong:
        networks("127.0.0.1 proxy.example 10.0.0.0/40")
    assert [each.details["value"] for each in wrong.value.problems] == ["proxy.example", "10.0.0.0/40"]


def test_only_a_proxy_of_ours_says_that_a_request_came_encrypted():
    from gongdao.service.forwarded import Forwarded

    seen = []

    def answer(request):
        seen.append((request.META["REMOTE_ADDR"], request.is_secure()))
        return HttpResponse()

    said = {"headers": {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}}
    with override_settings(GONGDAO_PROXIES=OURS, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        for near in ("127.0.0.1", "203.0.113.9"):
            Forwarded(answer)(RequestFactory().get("/", REMOTE_ADDR=near, **said))
    assert seen == [("203.0.113.7", True), ("203.0.113.9", False)]
