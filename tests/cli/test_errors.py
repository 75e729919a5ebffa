"""What goes wrong at the command line is one clear line in the reader's language, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli_files import ARRIVAL, MARKET

RUN = [sys.executable, "-c", "import sys; from gongdao.cli.main import main; sys.exit(main())"]


def started(*arguments: str, **options) -> subprocess.Popen[str]:
    surroundings = {**os.environ, **options.pop("env", {})}
    return subprocess.Popen(
        [*RUN, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings, **options
    )


def test_a_missing_file_is_told_in_one_line(gongdao):
    ran = gongdao("decide", "no-such.yaml")

    assert (ran.status, ran.out, ran.err) == (2, "", "gongdao: 没有文件 no-such.yaml\n")


def test_a_folder_is_not_a_written(gongdao, tmp_path):
    ran = gongdao("decide", tmp_path, "--lang", "en")

    assert ran.status == 2
    assert ran.err == f"gongdao: {tmp_path} is a folder, not a file\n"


def test_a_file_that_is_not_utf8_is_told_where_it_ceases_to_be(gongdao, tmp_path):
    path = tmp_path / "gbk.yaml"
    path.write_bytes(b"id: one\ntitle: " + "退款".encode("gbk"))

    ran = gongdao("decide", path)

    assert ran.status == 2
    assert ran.err.endswith("gbk.yaml:2:8  不是 UTF-8 文字（字节 0xcd）；请在编辑器里另存为 UTF-8\n")


def test_an_empty_file_is_told_to_be_empty(gongdao, written):
    ran = gongdao("decide", written(""))

    assert ran.status == 2
    assert "文件是空的" in ran.err


@pytest.mark.parametrize(("lang", "said"), [("zh", "没有字段 paidd；是不是 paid？"), ("en", "did you mean paid?")])
def test_every_problem_of_a_written_has_its_place_and_the_nearest_word(gongdao, written, lang, said):
    text = ARRIVAL.read_text(encoding="utf-8").replace("paid:", "paidd:", 1).replace("mini-2025", "taobao", 1)
    path = written(text)

    ran = gongdao("decide", path, "--lang", lang, "--packs", MARKET)

    lines = ran.err.splitlines()
    assert ran.status == 2
    assert [line.split("  ")[0].removeprefix(str(path)) for line in lines] == [":4:18", ":6:22"]
    assert said in lines[1]


def test_an_amount_above_what_was_paid_is_refused_with_both_sums(gongdao, written):
    text = ARRIVAL.read_text(encoding="utf-8").replace('remedy: refund, refund: "60.00"', 'refund: "70.00"')

    ran = gongdao("decide", written(text), "--packs", MARKET)

    assert ran.status == 2
    assert "70.00" in ran.err
    assert "60.00" in ran.err


def test_a_day_before_every_version_is_refused_with_the_first_day(gongdao, written):
    policy = '{pack: auto, platform: taobao, decided_at: "2003-01-01T00:00:00+08:00"}'
    text = f"id: old\npolicy: {policy}\nfacts: {{order: {{id: X}}}}\n"

    ran = gongdao("decide", written(text))

    assert ran.status == 2
    assert "没有生效的版本，最早的版本从 2015-01-01 起" in ran.err


def test_the_standard_input_may_be_the_written():
    process = started("decide", "-", "--json", "--packs", str(MARKET), stdin=subprocess.PIPE)

    out, err = process.communicate(ARRIVAL.read_text(encoding="utf-8"), timeout=60)

    assert (process.returncode, err) == (0, "")
    assert out.count("\n") == 3


def test_a_reader_that_goes_away_is_no_error():
    process = started("policy", "show", "tb-2025-08", "rules")
    assert process.stdout is not None
    assert process.stderr is not None

    process.stdout.readline()
    process.stdout.close()

    with process.stderr as said:
        assert said.read() == ""
    assert process.wait(timeout=60) == 0


def test_an_interruption_ends_with_one_line():
    # Whoever runs the tests in the background has SIGINT ignored, and a child inherits that.
    heard = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        process = started("decide", "-", "--lang", "en", stdin=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, heard)
    assert process.stdin is not None
    process.stdin.write("a: ")
    process.stdin.flush()
    waiting_for_input(process)

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert err.strip() == "gongdao: Interrupted."


def waiting_for_input(process: subprocess.Popen[str]) -> None:
    """Wait until the process sleeps on its input: it has then read its arguments and asked for the case file."""
    for _ in range(600):
        if "pipe" in Path(f"/proc/{process.pid}/wchan").read_text(encoding="ascii"):
            return
        signal.sigtimedwait([], 0.05)


def test_the_output_is_utf8_whatever_the_locale_says():
    process = started("--help", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})

    out, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (0, "")
    assert "公道" in out
