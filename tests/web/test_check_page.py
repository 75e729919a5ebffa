"""The public check: for anybody, without signing in; a story is stopped, and nothing that was pasted stays anywhere."""

from __future__ import annotations

import io
import json
import logging
import re

import pytest
import zxingcpp
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from PIL import Image

from evidence_files import photo
from gongdao.service import quota
from gongdao.service.web import check
from grounds import Ground
from stories import HONEST, IN_TURNS, SPARE_MONEY

SECRET = "只有我知道的一句话"
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture(autouse=True)
def anew():
    quota.forget()
    yield
    quota.forget()


def anybody(lang: str = "zh", **more: object) -> Client:
    return Client(headers={"host": "localhost", "accept-language": lang}, **more)


def said(response) -> str:
    page = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")]))


def ask(text: str = "", lang: str = "zh", **more: object):
    return anybody(lang).post("/check", {"text": text, **more})


def code(content: str) -> bytes:
    drawn = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode).to_image(scale=8)
    out = io.BytesIO()
    Image.fromarray(drawn).save(out, "PNG")
    return out.getvalue()


def picture(content: bytes, name: str = "shot.png") -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def test_the_story_of_the_spare_money_is_stopped_with_her_words_marked_and_the_right_way_shown(standing: Ground):
    answer = ask(SPARE_MONEY)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert page.count("<h1") == 1
    assert "这很像“多退了钱，要您退回”的骗局" in said(answer)
    assert "<mark>备用金</mark><sup>" in page
    assert "<mark>共享屏幕</mark><sup>" in page
    assert 'href="tel:110"' in page
    assert 'href="tel:96110"' in page
    assert "卖家要在 2 天内答复；不答复：自动退款" in said(answer)
    assert "15 天内可以申请" in said(answer)
    assert re.search("待付款.*未发货.*已发货.*已签收.*交易成功.*交易关闭", said(answer))


def test_nothing_of_what_is_pasted_is_written_or_logged_or_kept_by_the_browser(standing: Ground, caplog):
    visitor = anybody()
    with CaptureQueriesContext(connection) as queries, caplog.at_level(logging.DEBUG):
        answers = [
            visitor.post("/check", {"text": SPARE_MONEY + SECRET, "picture": picture(photo())}),
            visitor.post("/check/dossier", {"text": SPARE_MONEY, "story": SECRET}),
            visitor.post("/check", {"text": SECRET + "字" * 40_000}),
            visitor.get("/check"),
        ]
    asked = [each["sql"] for each in queries.captured_queries if "ATOMIC" not in each["sql"]]

    assert [sql for sql in asked if sql.lstrip().upper().startswith(WRITES)] == []
    assert [sql for sql in asked if SECRET in sql] == []
    assert SECRET not in caplog.text + json.dumps([vars(line) for line in caplog.records], default=str)
    assert all("no-store" in answer["Cache-Control"] for answer in answers)
    assert set(visitor.cookies) <= {"csrftoken"}


def test_what_is_asked_for_by_an_address_alone_is_not_looked_at(standing: Ground):
    answer = anybody().get("/check", {"text": SPARE_MONEY})

    assert answer.status_code == 200
    assert "备用金</mark>" not in answer.content.decode()
    assert anybody().get("/check/dossier")["Location"] == "/check"


@pytest.mark.parametrize("text", HONEST)
def test_where_nothing_was_found_it_is_said_what_was_looked_for_and_what_never_happens(standing: Ground, text):
    answer = ask(text)

    assert "不等于没问题" in said(answer)
    assert "看过这些" in said(answer)
    assert "要验证码、密码、银行卡号" in said(answer)
    assert "安全的" not in said(answer)


@pytest.mark.parametrize("text", HONEST[:2])
def test_a_harmless_text_is_no_matter_for_the_police(standing: Ground, text):
    page = ask(text).content.decode()
    calm, folded = page[page.index("<main") :].split("还是不放心，或者已经转了钱？")

    assert not re.search("110|报警|报案", calm)
    assert calm.endswith("<details><summary>")
    assert 'href="tel:96110"' in folded
    assert folded.count("整理报案材料") == 1


@pytest.mark.parametrize("scam", [SPARE_MONEY, "客服说退款要先下个云服务，他好帮我操作，还要我开备用金"])
def test_a_scam_still_has_the_police_at_hand(standing: Ground, scam):
    page = ask(scam).content.decode()

    assert page.index('href="tel:110"') < page.index("露了馅")
    assert page.count("整理报案材料") == 1
    assert "还是不放心" not in page
    assert "把对方让您装的软件" in page


def test_six_answers_are_enough_to_be_stopped(standing: Ground):
    answer = anybody("en").post("/check", {"text": "", "yes": ["screen", "money", "no-such-question"]})

    assert "Stop. Send no money" in said(answer)
    assert "sharing your screen" in said(answer)
    assert not re.search("[\u4e00-\u9fff]", said(answer))


def test_the_code_in_a_screenshot_is_read_and_its_link_looked_at(standing: Ground):
    answer = ask("", picture=picture(code("https://www.taobao-refund.top/login")))

    assert answer.status_code == 200
    assert "这个网址在冒充淘宝" in said(answer)


def test_a_picture_that_says_nothing_or_is_none_is_answered_in_words(standing: Ground):
    empty, broken = ask("", picture=picture(photo())), ask("", picture=picture(b"PK\x03\x04" * 99, "shot.png"))
    heavy = ask("", picture=picture(b"\0" * (10 * 1024 * 1024 + 1)))

    assert [each.status_code for each in (empty, broken, heavy)] == [422, 422, 422]
    assert "把" in said(empty)
    assert "图片超过 10 MB" in said(heavy)
    assert said(broken).count("JPEG")


def test_hostile_texts_are_refused_in_a_sentence(standing: Ground):
    assert ask("").status_code == 422
    assert "还没有内容" in said(ask("  \n "))
    long = ask("字" * 30_001 + "。")
    assert (long.status_code, "超过 30000 字" in said(long)) == (422, True)
    assert ask("a\0b").status_code == 400
    huge = ask("字" * 1_000_000)
    assert (huge.status_code, "内容太大" in said(huge)) == (413, True)
    script = ask("<script>alert(1)</script> 加微信 共享屏幕 转账 验证码 " + "\u202e\u200b" * 50)
    assert "<script>alert" not in script.content.decode()
    assert script.status_code == 200


def test_who_asks_too_often_is_told_when_to_come_back_and_keeps_what_was_typed(standing: Ground):
    for _ in range(check.MOST_CHECKS):
        quota.count("check:127.0.0.1", check.MOST_CHECKS)
    answer = ask(SECRET)

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1
    assert SECRET in answer.content.decode()


def test_a_form_of_another_site_is_refused(standing: Ground):
    assert anybody(enforce_csrf_checks=True).post("/check", {"text": SPARE_MONEY}).status_code == 403


def test_the_draft_for_the_police_is_filled_in_step_by_step_and_taken_along_as_text(standing: Ground):
    sent = {"text": IN_TURNS, "when": "11月20日 14:30", "lost": "9800 元", "story": "下午接到电话"}
    draft = anybody().post("/check/dossier", sent)

    assert "报案材料（草稿）" in said(draft)
    assert re.search("损失多少钱 9800 元", said(draft))
    assert "下午接到电话" in said(draft)
    assert "还缺什么" in said(draft)
    file = anybody().post("/check/dossier", {**sent, "as_text": "1"})
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in file["Content-Disposition"]
    assert "【" in file.content.decode()


def test_the_number_of_the_platform_is_named_where_the_installation_knows_it(standing: Ground):
    with override_settings(GONGDAO_HOTLINE="9510211"):
        assert 'href="tel:9510211"' in ask(SPARE_MONEY).content.decode()
    assert "从订单页进入，不打来电号码" in said(ask(SPARE_MONEY))


def test_the_front_door_the_footer_and_the_sign_in_page_lead_to_it(standing: Ground):
    for path in ("/", "/how", "/accounts/login/"):
        assert 'href="/check"' in anybody().get(path).content.decode()


def test_where_no_scam_was_recognised_the_words_stay_and_the_six_questions_stand_open(standing: Ground):
    story = "A lady rang me about my trousers and now my money is gone."
    quiet, stopped = (ask(story, "en", yes=yes).content.decode() for yes in ([], ["screen"]))

    assert '<details class="six" open>' in quiet
    assert f">{story}</textarea>" in quiet
    assert "Stop. Send no money" in stopped
    assert '<details class="six" open>' not in stopped
