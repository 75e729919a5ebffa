"""The words in a screenshot are read by the real Tesseract: on the public page, in evidence, by the reader itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from evidence_files import dispute, handed_in, kept_in
from gongdao.screening.pictures.words import words_at
from gongdao.service import quota
from gongdao.service.actions.screen_pictures import screen_due
from gongdao.service.installation import now
from gongdao.service.intake.ocr import writing_in
from gongdao.service.queries.cases import case_of
from gongdao.service.queries.known_pictures import Known
from grounds import Ground

pytestmark = pytest.mark.tesseract
# A chat with a false shop, drawn for this: 390 points wide, two pixels a point, sixteen colours.
CHAT = Path(__file__).parent.parent / "pictures" / "chat.png"
SAID = ("给您办理三倍理赔", "打开屏幕共享，我一步一步教您", "把手机收到的验证码发给我，退款马上到账")
on_one_database = pytest.mark.parametrize("standing", ["sqlite"], indirect=True)


def test_what_runs_on_in_the_next_line_of_a_bubble_is_read_as_one_sentence_with_its_place():
    writing = writing_in(CHAT.read_bytes())

    assert all(sentence in writing.text for sentence in SAID)
    start = writing.text.index("验证码")
    boxes = words_at(writing, start, start + 3)
    assert boxes
    assert all(350 < word.left < 470 and 890 < word.top < 940 for word in boxes)


@on_one_database
def test_a_screenshot_of_a_swindlers_chat_stops_whoever_shows_it_on_the_public_page(standing: Ground):
    quota.forget()
    with CHAT.open("rb") as file:
        answer = Client(headers={"host": "localhost", "accept-language": "zh"}).post("/check", {"picture": file})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "先停下" in page
    assert "<mark" in page


@on_one_database
def test_a_screenshot_in_evidence_is_read_on_arrival_and_told_as_a_strangers(standing: Ground, tmp_path: Path):
    with kept_in(tmp_path / "files"):
        fair, stream = dispute()
        handed_in(fair.buys(), stream, CHAT.read_bytes())
        while screen_due(Known(), now()):
            pass
        case = case_of(stream)

    assert case is not None
    (signal,) = case.signals
    assert (signal.kind, signal.whom) == ("message.scam", "stranger")
