"""The rules as pages: in force for everybody to read, packs, differences and checks for who makes them."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from grounds import Ground
from offices import House, everybody, house

PACK = "tb-2025-08"
OPEN = ("/rules", "/rules?q=运费&of=below", f"/policy/{PACK}", f"/policy/{PACK}/rules/TB-38.4", "/policy/tb-2015")
OURS = ("/policy", "/policy/diff", f"/policy/diff?old=tb-2024-08&new={PACK}", "/policy/checks/dy")


@pytest.fixture
def home(standing: Ground) -> House:
    return house()


def test_everybody_reads_which_rules_are_in_force_since_when_and_by_which_law(home):
    anybody = Client(headers={"host": "localhost"})

    page = anybody.get("/rules").content.decode()
    assert "淘宝争议处理规则 2025 年 8 月版" in page
    assert "自 2025-08-15 起施行" in page
    assert "《快递市场管理办法》第二十八条（EM-28）" in page
    found = anybody.get("/rules?q=TB-38.4").content.decode()
    assert (f"/policy/{PACK}/rules/TB-38.4" in found, "TB-65.1" in found) == (True, False)
    rule = re.sub(r"<[^>]+>", " ", anybody.get(f"/policy/{PACK}/rules/TB-38.4").content.decode())
    assert "卖家不能证明妥投的，支持买家退款" in rule
    assert "《快递市场管理办法》第二十八条" in rule
    english = anybody.get(f"/policy/{PACK}/rules/TB-38.4", headers={"accept-language": "en"}).content.decode()
    assert "It reads" in english


def said(page: bytes) -> str:
    """This function will give what a page says."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_an_edition_is_read_part_by_part_folded_and_searched(home):
    song = home.browser("song")
    rules, params, facts = (song.get(f"/policy/{PACK}?part={part}").content for part in ("rules", "params", "facts"))

    for page in (rules, params, facts):
        assert page.count(b'aria-current="page"') >= 1
        assert len(page) < 200_000
    assert rules.count(b"<details") > 20 > params.count(b"<details")
    assert "各种期限" in said(rules)
    assert "欺诈增加赔偿的倍数 p.treble 3 2014-03-15 起；以前：1994-01-01 1" in said(params)
    assert "由买家证明，证据占优即可" in said(facts)
    found = said(song.get(f"/policy/{PACK}?part=params&q=treble").content)
    assert ("p.treble" in found, "p.jury_size" in found) == (True, False)
    assert "没有找到" in said(song.get(f"/policy/{PACK}?part=facts&q=xyzzy").content)


def test_who_makes_rules_sees_editions_what_differs_and_what_the_checks_found(home):
    song = home.browser("song")
    assert f"现在按 {PACK} 裁决" in song.get("/policy").content.decode()
    differs = song.get(f"/policy/diff?old=tb-2024-08&new={PACK}").content.decode()
    assert f"tb-2024-08 变为 {PACK}：16 处不同" in differs
    same = song.get(f"/policy/diff?old={PACK}&new={PACK}").content.decode()
    assert "没有不同" in same
    checks = re.sub(r"<[^>]+>", "", song.get("/policy/checks/dy").content.decode())
    assert "检查没有发现问题" in checks
    assert "dy-2020" in checks


def test_rules_are_open_and_their_making_is_not(home):
    for who in everybody():
        if who == "stranger":
            continue
        browser = home.browser(who) if who else Client(headers={"host": "localhost"})
        for path in OPEN if who in ("", "fang", "wei") else OPEN[:1]:
            assert browser.get(path).status_code == 200, (who, path)
        for path in OURS if who in ("", "song", "wei") else OURS[:1]:
            assert browser.get(path).status_code == (200 if who == "song" else 404 if who else 302), (who, path)
    anybody = home.browser("fang")
    for path in ("/policy/none", f"/policy/{PACK}/rules/none", "/policy/none/rules/TB-1"):
        assert anybody.get(path).status_code == 404
    assert home.browser("song").get("/policy/checks/none").status_code == 404


def test_no_page_of_rules_asks_the_database_for_them(home):
    song = home.browser("song")
    for path in (*OPEN[:3], *OURS[:2]):
        song.get(path)
        with CaptureQueriesContext(connection) as found:
            song.get(path)
        assert len(found) <= 6, path
