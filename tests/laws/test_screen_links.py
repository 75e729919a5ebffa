"""Whatever is pasted as a link, screening answers or refuses it, the same twice, and calls no stranger official."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, strategies as st

from counts import examples
from gongdao.kernel.errors import Refused
from gongdao.screening.links.address import plain_host, read_address
from gongdao.screening.links.brands import brand_of, read_brands
from gongdao.screening.links.finding import links_in
from gongdao.screening.links.screen import screen_link, screen_links
from gongdao.screening.messages import ADVICE, KINDS
from gongdao.screening.signal import Signal, told
from gongdao.service.models import model

BRANDS = read_brands(model("brands"), model("links"))
PIECES = st.sampled_from(
    [
        "http://", "https://", "//", "\\", "/", "@", ":", "?", "#", ".", "。", "%2e", "%", "xn--", "taobao", "tаobao",
        "com", "cn", "co", "jp", "淘宝", "\u200b", "\u202e", "0x7f", "127.0.0.1", "[::1]", "url=", "a", "-", "\x00",
        "\t", "\ud800", "🙂", "ａ", "１", "․",
    ]
)  # fmt: skip
LINKS = st.lists(PIECES | st.text(max_size=4), max_size=16).map("".join)
NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=30)


def screened(link: str) -> Signal | None:
    try:
        return screen_link(BRANDS, link)
    except Refused:
        return None


@examples(short=100, long=20000)
@given(LINKS)
def test_every_link_gets_a_signal_that_can_be_told_or_is_refused(link):
    signal = screened(link)

    if signal is not None:
        assert signal.kind in KINDS
        assert 0 < signal.score < 1
        assert set(signal.advice) <= ADVICE.keys()
        for reason in signal.reasons:
            for lang in ("zh", "en"):
                told(reason, lang).encode("utf-8")
        assert screened(link) == signal


@examples(short=50, long=5000)
@given(LINKS)
def test_only_a_host_on_the_list_is_called_official(link):
    signal = screened(link)

    if signal is not None and signal.kind == "link.official":
        host = str(signal.details["host"])
        assert any(host == domain or host.endswith(f".{domain}") for domain in BRANDS.official)


@examples(short=50, long=5000)
@given(st.sampled_from(sorted(BRANDS.official)), NAMES)
def test_an_official_domain_in_front_of_a_strangers_is_never_official(domain, name):
    signal = screened(f"https://{domain}.{name.strip('-') or 'x'}.icu/")

    assert signal is None or (signal.kind == "link.lookalike" and "id" in signal.details)


@examples(short=50, long=5000)
@given(st.text(max_size=200) | LINKS)
def test_links_found_in_a_text_stand_there_and_do_not_overlap(text):
    found = links_in(BRANDS, text)

    assert all(text[one.start : one.end] == one.link for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    screen_links(BRANDS, text)


@examples(short=50, long=5000)
@given(LINKS)
@example("taobao:")
def test_a_host_that_was_read_is_read_the_same_again(link):
    try:
        address = read_address(link)
    except Refused:
        return
    if address.labels:
        again = read_address(f"https://{plain_host(address.host)}/")
        assert (again.host, brand_of(BRANDS, again.labels)) == (address.host, brand_of(BRANDS, address.labels))
