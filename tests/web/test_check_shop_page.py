"""The public check of a shop before buying (S06, S07): what its page says, line by line, and nothing is kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from gongdao.service import quota
from gongdao.service.web import check
from grounds import Ground

pytestmark = pytest.mark.parametrize("standing", ["sqlite"], indirect=True)
POSER = {"name": "福建九牧整装卫浴企业店", "licence": "莆田市城厢区顺达百货商行", "scope": "日用百货零售"}


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """This fixture will forget what was asked so far: all tests ask from one address."""
    quota.forget()
    yield
    quota.forget()


def asked(given: dict[str, str], lang: str = "zh") -> tuple[int, str]:
    answer = Client(headers={"accept-language": lang, "host": "localhost"}).post("/check/shop", given)
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return answer.status_code, html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_a_shop_that_poses_as_a_brand_is_doubted_with_the_words_of_its_licence(standing: Ground):
    status, said = asked(POSER)
    english = asked(POSER, "en")[1]

    assert status == 200
    assert "从名字看不出是“九牧”的公司" in said
    assert "有疑问" in said
    assert "不等于没问题" in said
    assert "Doubtful" in english
    assert "no verdict" in english


def test_what_is_not_known_is_said_and_what_is_wrong_is_refused(standing: Ground):
    assert "还没看：店名和营业执照、" in asked({"name": "小铺"})[1]
    for wrong in (
        {"name": " "},
        {"name": "小铺", "opened": "去年"},
        {"name": "小铺", "score": "很高"},
        {"name": "x", "score": "nan"},
    ):
        for lang in ("zh", "en"):
            status, said = asked(wrong, lang)
            assert status == 422, wrong
            assert ("还没有看成" if lang == "zh" else "not looked at yet") in said


def test_who_asks_too_often_is_told_when_to_come_back_and_keeps_what_was_typed(standing: Ground):
    for _ in range(check.MOST_CHECKS):
        quota.count("check:127.0.0.1", check.MOST_CHECKS)
    answer = Client(headers={"host": "localhost"}).post("/check/shop", POSER)

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1
    assert POSER["licence"] in answer.content.decode()


def test_nothing_of_it_is_kept(standing: Ground):
    def rows() -> dict[str, int]:
        with connection.cursor() as cursor:
            found = {}
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT COUNT(*) FROM {table}")
                found[table] = cursor.fetchone()[0]
            return found

    before = rows()
    asked(POSER)

    assert rows() == before


def test_a_day_and_a_score_may_be_written_as_people_write_them(standing: Ground):
    for day in ("2024年9月2日", "2024/9/2", "2024.09.02", "２０２４-09-02"):
        status, said = asked({"name": "小铺", "opened": day, "score": "4.8分"})

        assert status == 200, day
        assert "2024-09-02 开张" in said
        assert "4.8（满分 5）" in said


def test_all_that_is_wrong_is_told_at_once_in_the_words_of_the_form(standing: Ground):
    said = asked({"name": " ", "opened": "去年", "score": "9"})[1]

    assert "请填店名" in said
    assert "“去年”看不懂" in said
    assert "0 到 5" in said
    assert "还没有到" in asked({"name": "小铺", "opened": "2190-01-01"})[1]


def test_one_sentence_comes_first_with_the_one_thing_to_do(standing: Ground):
    poser, plain, full, low = (
        asked(given)[1]
        for given in (
            POSER,
            {"name": "小铺"},
            {"name": "巧手木作", "licence": "巧手木作商行", "score": "4.9", "opened": "2019-03-01"},
            {"name": "小铺", "score": "3.1"},
        )
    )

    assert re.search("这家店可能在冒充“九牧” 先不要付款：.*官方店。 店名和营业执照", poser)
    assert "光凭店名，看不出什么 把营业执照上的名称填上" in plain
    assert "没看到大问题，店铺评分请留意 付款前" in low
    assert "您填的这些，没看出问题" in full
    assert "先不要付款" not in plain + full + low
    assert "Pay nothing yet" in asked(POSER, "en")[1]


def test_what_nobody_told_is_folded_into_one_line(standing: Ground):
    said = asked(POSER)[1]

    assert re.search("还没看：[^。]*保证金、价格、纠纷", said)
    assert said.count("保证金") == 1
    assert "没有人提供" not in said
    assert "Not looked at: " in asked(POSER, "en")[1]


def test_the_scope_of_a_licence_is_asked_for_and_used(standing: Ground):
    shop = {"name": "华为官方旗舰店", "licence": "莆田市荔城区顺达商行"}

    assert "经营范围（鞋帽零售；服装零售）里没有“华为”卖的东西" in asked(shop | {"scope": "鞋帽零售；服装零售"})[1]
    assert "里有“华为”卖的东西" in asked(shop | {"scope": "一般项目：" + "软件开发；" * 80 + "通讯设备销售"})[1]
