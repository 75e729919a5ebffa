"""The whole path of a copied photograph (S21): handed in on the page, told, contested, looked at, taken down."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ImageOps

from bazaar import Bazaar
from evidence_files import CLAIM, kept_in
from gongdao.service.actions.open_request import open_request
from gongdao.service.people.models import User
from gongdao.service.work import rounds
from grounds import Ground
from offices import House, house
from painted import jpeg
from picture_files import painted

pytestmark = pytest.mark.parametrize("standing", ["sqlite"], indirect=True)


@pytest.fixture
def home(standing: Ground, tmp_path: Path) -> Iterator[House]:
    with kept_in(tmp_path / "files"):
        yield house()


def handed_in_on_the_page(fair: Bazaar, number: str, content: bytes) -> str:
    """This function will open a dispute about an order and hand in a photo by the plain form, as its buyer."""
    stream = open_request(fair.buys(), fair.order(number=number), CLAIM, (), (), f"k-{number}").stream
    photo = SimpleUploadedFile("IMG_1.jpg", content, "image/jpeg")
    sent = {"text": "烂了一半", "key": f"send-{number}", "send": "1", "files": [photo]}
    assert fair.browser().post(f"/cases/{stream}/evidence/new", sent).status_code == 303
    return stream


def said(answer) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_a_copied_photo_is_told_of_contested_and_taken_down(home):
    fair, liu = home.fair, User.objects.create_user("liu", name="刘同学")
    copied = replace(fair, buyer=liu)
    picture = painted(31)
    part = ImageOps.mirror(picture.crop((0, 0, picture.width * 4 // 5, picture.height)))
    first = handed_in_on_the_page(fair, "O-1", jpeg(picture))
    second = handed_in_on_the_page(copied, "O-2", jpeg(part, 70))
    rounds.once(Event())

    owner, shop, lin = copied.browser(), fair.browser(fair.seller), home.browser("lin")
    number, where = first.partition(":")[2], f"/cases/{second}"
    for page in (said(owner.get(where)), said(shop.get(where))):
        assert "在另一个案件里" in page
        assert "这是提示" in page
        assert number not in page
    assert "在另一个案件里" not in said(fair.browser().get(f"/cases/{first}"))

    contest = {"id": "G1", "reason": "照片是我和室友一起拍的", "key": secrets.token_hex(8), "confirm": "1"}
    assert shop.post(f"{where}/do/contest_signal", contest).status_code in (404, 422)
    assert owner.post(f"{where}/do/contest_signal", contest).status_code == 303
    assert "照片是我和室友一起拍的" in said(lin.get(f"/desk/{second}/decide_signal?id=G1"))
    assert number in said(lin.get(f"/desk/{second}/pictures/E1-1"))

    lifted = {"id": "G1", "lifted": "yes", "reason": "两人合买，说得通", "key": secrets.token_hex(8)}
    lin.post(f"/desk/{second}/decide_signal", lifted)
    assert "在另一个案件里" not in said(shop.get(where))
    rounds.once(Event())
    assert "在另一个案件里" not in said(shop.get(where))
