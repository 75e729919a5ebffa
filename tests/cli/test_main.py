"""The menu: its language, its help, its version, and what it says to words it does not know."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from gongdao import __version__
from gongdao.cli.main import COMMANDS
from gongdao.cli.terminal import columns, language, paint
from gongdao.kernel.text import width

CHINESE = "用法：gongdao"


def test_without_a_command_the_menu_is_shown(gongdao):
    ran = gongdao()

    assert ran.status == 0
    assert ran.lines[0].startswith(CHINESE)
    assert [name for name in COMMANDS if f"  {name}" not in ran.out] == []


def test_the_version_is_told(gongdao):
    assert gongdao("--version").out == f"gongdao {__version__}\n"


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMANDS), *(["policy", it] for it in ("list", "show", "check", "diff"))]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_help_in_both_languages_inside_the_page(gongdao, command, lang):
    ran = gongdao(*command, "-h", "--lang", lang)

    assert ran.status == 0
    assert max(map(width, ran.lines)) <= 80
    assert ("选项" in ran.out) == (lang == "zh")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["decid"], "COMMAND 不能是 decid；可用："),
        (["decide"], "缺少参数 FILE"),
        (["decide", "x", "--jsn"], "不认识的参数 --jsn"),
        (["why", "x"], "缺少参数 --rule"),
        (["decide", "x", "--case"], "--case 后面要有一个值"),
        (["decide", "x", "--lang", "fr"], "--lang 不能是 fr；可用："),
        (["policy", "shw"], "COMMAND 不能是 shw；可用："),
    ],
)
def test_a_wrong_word_is_told_in_the_readers_language(gongdao, words, said):
    ran = gongdao(*words, *([] if "--lang" in words else ["--lang", "zh"]))

    assert ran.status == 2
    assert said in ran.err
    assert " -h” 有说明。" in ran.err


def test_the_same_is_told_in_english(gongdao):
    ran = gongdao("decide", "--lang", "en")

    assert ran.status == 2
    assert ran.err == "gongdao decide: the following arguments are required: FILE; see `gongdao decide -h`.\n"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_that_of_the_locale_and_chinese_where_it_says_nothing(environment, expected):
    assert language(environment) == expected


def test_the_page_is_eighty_columns_where_there_is_no_terminal():
    surroundings = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    code = "import sys; from gongdao.cli.terminal import columns; print(columns(sys.stdout))"

    for stated, expected in (
        ({}, "80"),
        ({"COLUMNS": "70"}, "70"),
        ({"COLUMNS": "20"}, "60"),
        ({"COLUMNS": "300"}, "80"),
    ):
        ran = subprocess.run(
            [sys.executable, "-c", code], env={**surroundings, **stated}, capture_output=True, text=True, check=True
        )
        assert ran.stdout.strip() == expected


def test_colours_are_put_on_only_where_they_are_asked_for():
    assert paint("text", "red", on=False) == "text"
    assert paint("text", "bold", "red", on=True) == "\x1b[1;31mtext\x1b[0m"
    assert width(paint("裁决", "red", on=True)) == 4
    assert columns(sys.stderr) >= 60


@pytest.mark.parametrize("command", ["decide", "conform", "why", "policy", "deadline"])
def test_a_command_starts_without_what_only_others_need(command):
    code = (
        "import sys; from gongdao.cli.main import main\n"
        f"try: main(['{command}', '-h'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = set(ran.stdout.splitlines()[-1].split())
    others = {f"gongdao.cli.{name}" for name in COMMANDS} - {f"gongdao.cli.{command}", "gongdao.cli.deadline"}
    assert loaded & others == set()
    assert "django" not in loaded
