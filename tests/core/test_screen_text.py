"""A text is read plainly, with the way back to where each character stood; pasted conversations are told apart."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
import yaml

from gongdao.kernel.errors import Refused
from gongdao.screening.lexicon import unknown_sets
from gongdao.screening.pasted import Turn, read_conversation
from gongdao.screening.talk import talk_model
from gongdao.screening.text import heard, plain, plain_with_places, read_characters
from gongdao.service.models import model, models_folder

CHARACTERS = read_characters(model("talk")["characters"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加 微-信！", "加微信"),
        ("ＡＢＣ①②", "abc12"),
        ("轉賬到賬戶", "转账到账户"),
        ("亻言 任", "信任"),
        ("\u200b备\ufe0f用😊金", "备用金"),
        ("Ѕhаrе", "share"),
        ("", ""),
    ],
)
def test_a_text_is_made_plain(text, expected):
    assert plain(CHARACTERS, text) == expected


def test_each_plain_character_knows_where_it_stood():
    text = "请 扌彐-石马，①退㎏"

    assert plain_with_places(CHARACTERS, text) == ("请扫码1退kg", (0, 2, 5, 8, 9, 10, 10, 11))


def test_pinyin_and_homophones_sound_the_same():
    assert heard(CHARACTERS, "beiyongjin").text == heard(CHARACTERS, "备用晶").text == heard(CHARACTERS, "备用金").text
    assert heard(CHARACTERS, "a备yongjin").at == (0, 1, 2, 6, 9)


def test_latin_letters_that_are_no_pinyin_stay():
    assert heard(CHARACTERS, "https").text == "https"


@pytest.mark.parametrize(
    "text",
    [
        "客服：您好\n我：什么事\n客服：您的快递丢了",
        "[10:02] 客服: 您好\n[10:03] 我: 什么事\n[10:05] 客服: 您的快递丢了",
        "客服 2025-11-02 10:02:11\n您好\n我 2025-11-02 10:03\n什么事\n客服 2025-11-02 10:05\n您的快递丢了",
    ],
)
def test_a_pasted_conversation_is_told_apart(text):
    assert read_conversation(text) == (Turn("客服", "您好"), Turn("我", "什么事"), Turn("客服", "您的快递丢了"))


def test_lines_without_a_name_go_on_with_the_turn():
    assert read_conversation("A：一\n二\nB：三")[0] == Turn("A", "一\n二")


def test_nothing_of_a_long_line_is_lost_behind_a_name_and_a_time():
    turns = read_conversation("我：在\n客服 10:02" + " " * 80 + "请转账\n我：好")

    assert "请转账" in turns[0].text


@pytest.mark.parametrize(
    "text",
    ["他说：还钱", "网址 https://a.example\n时间 10:30 见", "今天收到电话\n说给我退款", "10:30 开会\n11:30 吃饭"],
)
def test_a_story_is_one_turn_of_nobody(text):
    assert read_conversation(text) == (Turn("", text),)


def test_the_shipped_lexicon_is_the_written_one():
    written = yaml.safe_load((models_folder() / "talk" / "lexicon.yaml").read_text(encoding="utf-8"))

    assert model("talk")["lexicon"] == written
    assert list(unknown_sets(written)) == []


def test_every_file_of_a_model_says_its_source():
    files = [*models_folder().glob("*.json"), *models_folder().glob("talk/*.json")]

    assert [file.name for file in files if '"source"' not in file.read_text(encoding="utf-8")] == []


def test_a_model_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Refused) as refused:
        model("crystal-ball", tmp_path)

    assert refused.value.code == "model-unknown"


def test_the_model_of_talk_is_ready_in_50_ms():
    def once() -> float:
        model.cache_clear()
        started = process_time()
        talk_model(model("talk"))
        return process_time() - started

    assert min(once() for _ in range(7)) < 0.05
