"""What no database can keep comes in nowhere: a NUL in an address, a question, a cookie or a form is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client

from addresses import addresses, filled
from gongdao.case.stages.review import TakeCase
from gongdao.service.actions.act import act
from grounds import Ground
from offices import House, house
from sources import ROOT

BAD = "a%00b"
KNOWN = {"source": "shop", "external_id": "O-1", "step": "problem", "tab": "evidence", "id_": "E1", "number": "1"}
KNOWN |= {"pack": "tb-2025-08", "rule": "TB-65.1", "command": "make_offer", "platform": "dy"}
REFUSED = {400, 403, 404, 405, 422}
PEOPLE = ("", "fang", "zhou", "lin", "su", "he", "song", "wei")
# A word in the code that reads one field of a form or a question.
READ = re.compile(r"""(?:GET|POST|given|query)(?:\.get(?:list)?\(|\[)"(\w+)["]""")


# SQLite would keep what PostgreSQL falls over: the pages refuse it before either is asked.
ON_POSTGRES = pytest.mark.parametrize("standing", ["postgres"], indirect=True)


@pytest.fixture
def home(standing: Ground) -> House:
    return house()


def names() -> list[str]:
    """Every name under which the pages look for something that was sent."""
    texts = [file.read_text() for file in (ROOT / "src/gongdao/service").rglob("*.py")]
    return sorted({name for text in texts for name in READ.findall(text)})


def events() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM record_event")
        return int(cursor.fetchone()[0])


def browser(home: House, who: str) -> Client:
    return home.browser(who) if who else Client(headers={"host": "localhost"})


def forms(page: str, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The forms of a page that are sent by POST: where to, and what they hold under every name."""
    for form in re.findall(r'<form [^>]*method="post".*?</form>', page, re.DOTALL):
        to = re.search(r'<form [^>]*action="([^"]*)"', form)
        held = dict.fromkeys(re.findall(r'<(?:select|textarea) [^>]*name="([^"]+)"', form), "")
        for tag in re.findall(r"<(?:input|button) [^>]*>", form):
            if (name := re.search(r' name="([^"]+)"', tag)) and 'type="file"' not in tag:
                value = re.search(r' value="([^"]*)"', tag)
                held[name[1]] = unescape(value[1]) if value else ""
        yield unescape(to[1]) if to and to[1] else path, held


def test_a_nul_is_refused_in_every_address_and_every_question(home):
    stream = home.ripe()
    before, known, wrong = events(), {**KNOWN, "stream": stream}, []
    asked = "&".join(f"{name}={BAD}" for name in names())
    for who in ("", "fang", "wei"):
        visitor = browser(home, who)
        for address in addresses():
            spoilt = filled(address, dict.fromkeys((*known, "token", "commitment", "key"), BAD))
            paths = [f"{filled(address, known)}?{asked}", *([spoilt] if "%00" in spoilt else [])]
            got = [(path, visitor.get(path).status_code) for path in paths]
            wrong += [(who, path[:60], status) for path, status in got if status not in {*REFUSED, 302}]
    assert wrong == []
    assert events() == before


@ON_POSTGRES
def test_a_nul_is_refused_in_every_field_of_every_form(home):
    stream = home.ripe()
    act(home.who("lin"), stream, TakeCase, {})
    home.unpaid("O-2")
    before, known, tried, wrong = events(), {**KNOWN, "stream": stream}, set(), []
    for who in PEOPLE:
        visitor = browser(home, who)
        for path in (filled(address, known) for address in addresses()):
            page = visitor.get(path)
            if page.status_code != 200 or page.streaming or "html" not in page["Content-Type"]:
                continue
            for to, held in forms(page.content.decode(), path):
                for name in [each for each in held if (to, each) not in tried]:
                    tried.add((to, name))
                    status = visitor.post(to, {**held, name: "a\0b"}).status_code
                    wrong += [(who, to, name, status)] if status not in REFUSED else []
    assert wrong == []
    assert len(tried) > 100
    assert events() == before


@ON_POSTGRES
def test_a_cookie_with_a_nul_is_none(home):
    for name, after in pairwise(("sessionid", "gongdao_page", "gongdao_language", "gongdao_mode", "messages", "")):
        visitor = Client(headers={"host": "localhost", "cookie": f'{name}="a\\000b"; {after or "x"}=1'})
        assert visitor.get("/orders").status_code in {200, 302}, name
