"""The closer look at a picture at the desk: what its file says, its error levels, other cases, another picture."""

from __future__ import annotations

import html
import io
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance

from evidence_files import CLAIM, handed_in, kept_in
from gongdao.service.actions.open_request import open_request
from gongdao.service.actions.screen_pictures import screen_due
from gongdao.service.installation import law, now
from gongdao.service.people.models import AccessRow
from gongdao.service.queries.known_pictures import Known
from gongdao.service.record import erasure
from grounds import Ground
from offices import House, house
from painted import jpeg
from picture_files import XMP, camera_file, painted


@pytest.fixture
def home(standing: Ground, tmp_path: Path) -> Iterator[House]:
    with kept_in(tmp_path / "files"):
        yield house()


def disputed(home: House, number: str) -> str:
    """This function will open a dispute of the house's buyer."""
    order = home.fair.order(number=number)
    return open_request(home.fair.buys(), order, CLAIM, (), (), secrets.token_hex(4)).stream


def look(home: House, address: str) -> tuple[int, str]:
    """This function will give the status of a page of the adjudicator and what it says."""
    answer = home.browser("lin").get(address)
    page = re.sub(r"<svg.*?</svg>", "", answer.content.decode(), flags=re.DOTALL)
    return answer.status_code, html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def pixels(content: bytes) -> Image.Image:
    """This function will open a picture that a page gave."""
    return Image.open(io.BytesIO(content))


def test_a_pictures_file_its_levels_and_another_picture_are_laid_before_who_decides(home):
    stream, goods = disputed(home, "O-7"), painted(21)
    darker = ImageEnhance.Brightness(goods).enhance(0.7)
    handed_in(home.fair.sells(), stream, jpeg(goods), kind="page_snapshot", text="商品页面")
    edited = camera_file(
        darker, xmp=XMP.format('xmp:CreatorTool="Snapseed 2.0"', ""), Make="HUAWEI", GPSLatitude=(31.0, 14.0, 3.0)
    )
    handed_in(home.fair.buys(), stream, edited)
    browser, where = home.browser("lin"), f"/desk/{stream}/pictures/E2-1"

    assert f'href="{where}"' in browser.get(f"/desk/{stream}").content.decode()
    status, said = look(home, where)
    assert status == 200
    for words in ("不是结论", "HUAWEI", "Snapseed", "什么都证明不了", "不显示"):
        assert words in said
    assert "14.0" not in said
    status, said = look(home, f"{where}?with=E1-1")
    assert ("能叠上" in said, "更暗" in said, "左：E1-1" in said) == (True, True, True)
    levels, beside = (browser.get(f"{where}/{name}") for name in ("levels.png", "beside.png?with=E1-1"))
    assert (levels["Content-Type"], pixels(levels.content).format) == ("image/png", "PNG")
    assert pixels(beside.content).width > 2 * pixels(beside.content).height
    assert AccessRow.objects.filter(stream=stream, what="file", role="staff").count() == 4


def test_the_other_case_is_shown_to_who_decides_and_to_no_party(home):
    one, other = disputed(home, "O-7"), disputed(home, "O-8")
    for stream in (one, other):
        handed_in(home.fair.buys(), stream, jpeg(painted(22)))
        assert "还在查" in look(home, f"/desk/{stream}/pictures/E1-1")[1]
    known = Known()
    while screen_due(known, now()):
        pass

    number, where = one.partition(":")[2], f"/desk/{other}/pictures/E1-1"
    status, said = look(home, where)
    assert (status, number in said, "同一个人" in said) == (200, True, True)
    parties = [home.fair.browser(), home.fair.browser(home.fair.seller)]
    for party in parties:
        assert party.get(where).status_code in (403, 404)
        assert party.get(f"{where}/levels.png").status_code in (403, 404)
    seller = parties[1].get(f"/cases/{other}").content.decode()
    assert "在另一个案件里" in seller
    assert number not in seller


def test_what_cannot_be_drawn_or_is_not_there_is_said(home):
    stream = disputed(home, "O-7")
    handed_in(home.fair.buys(), stream, jpeg(Image.new("RGB", (12, 12), "teal")), jpeg(painted(23)))
    where, browser = f"/desk/{stream}/pictures", home.browser("lin")

    status, said = look(home, f"{where}/E1-1?with=E1-2")
    assert (status, "12" in said) == (200, True)
    assert browser.get(f"{where}/E1-1/beside.png?with=E1-2").status_code == 404
    for gone in ("E9-1", "E1-3", "E1-1/other.png", "E1-1/beside.png", "E1-1/beside.png?with=E1-1x"):
        assert browser.get(f"{where}/{gone}").status_code == 404
    erasure.erase(law().using, stream, "buyer", now())
    assert browser.get(f"{where}/E1-2").status_code == 404
    assert f"{where}/" not in browser.get(f"/desk/{stream}").content.decode()
