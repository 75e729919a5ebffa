"""A folder of packs of one's own: what is wrong in it is told before anything is decided by it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from cli_files import ARRIVAL, MARKET
from gongdao.kernel.text import width


@pytest.fixture
def mine(tmp_path):
    """``mine(old, new)`` copies the small market with one change."""

    def change(old: str, new: str):
        folder = tmp_path / "packs"
        shutil.copytree(MARKET, folder)
        file = folder / "mini" / "family.yaml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return change


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: [tracking_screenshot]", "kind: [tracking_screenshots]", "是不是 tracking_screenshot？"),
        ("by: seller, fact", "by: sellers, fact", "案件文件里不会有 sellers（事实 arrived_shown），是不是 seller？"),
        ("extends: conventions", "extends: convention", "没有规则族 convention，是不是 conventions？"),
    ],
)
@pytest.mark.parametrize("command", [("decide", str(ARRIVAL)), ("policy", "check", "mini")])
def test_a_word_that_no_case_file_can_say_is_told_with_its_place(gongdao, mine, old, new, said, command):
    ran = gongdao(*command, "--packs", mine(old, new))

    assert ran.status == (2 if command[0] == "decide" or "extends" in old else 1)
    assert said in ran.err
    assert "family.yaml:" in ran.err


def test_what_no_account_can_pay_is_not_said_to_be_received(gongdao, written):
    text = ARRIVAL.read_text(encoding="utf-8")

    page = gongdao("decide", written(text), "--packs", MARKET).out

    assert "买家应得 ¥68.00，其中 ¥8.00 暂无款项可付，记为欠付。" in page.replace("\n  ", "")


def test_one_is_not_a_plural(gongdao):
    said = gongdao("deadline", "--unit", "month", "--from", "2025-01-31T00:00:00+08:00", "--n", "1", "--lang", "en").out

    assert said.startswith("1 month from ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_deadline_keeps_to_a_narrow_page(lang):
    asked = ("--unit", "jd_service_hour", "--from", "2025-09-30T17:00:00+08:00", "--n", "48", "--lang", lang)
    command = [
        sys.executable,
        "-c",
        "import sys; from gongdao.cli.main import main; sys.exit(main())",
        "deadline",
        *asked,
    ]

    ran = subprocess.run(command, env={**os.environ, "COLUMNS": "60"}, capture_output=True, text=True, check=True)

    assert ran.stdout
    assert max(map(width, ran.stdout.splitlines())) <= 60
