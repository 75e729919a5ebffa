"""``gongdao clerk``: writes what fell due, tells how it goes, stops when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from court_room import opened
from gongdao.service.record import store
from grounds import fresh, opened_law
from sources import ROOT


@pytest.fixture
def url(tmp_path):
    """The address of a record with a request of last year that nobody answered."""
    with fresh("sqlite", tmp_path) as ground, opened_law(ground) as law:
        for command in opened():
            store.submit(law, "shop:C-1", command, command.at)
        yield ground.url


@pytest.mark.parametrize(
    ("lang", "round_", "end"),
    [
        ("zh", "到期写入 1 件，未能写入 0 件", "书记员停止：写入 1 件，未能写入 0 件"),
        ("en", "due and written 1, not written 0", "The clerk stops: written 1, not written 0"),
    ],
)
def test_the_clerk_writes_until_nothing_is_due(gongdao, url, lang, round_, end):
    ran = gongdao("clerk", "--until-idle", "--database", url, "--lang", lang)

    assert ran.status == 0
    assert round_ in ran.lines[0]
    assert ran.lines[-1] == end


def test_one_batch_and_no_more(gongdao, url):
    assert len(gongdao("clerk", "--once", "--database", url).lines) == 2


def test_where_nothing_is_due_it_says_so(gongdao, url):
    gongdao("clerk", "--until-idle", "--database", url)

    assert "没有到期的事项" in gongdao("clerk", "--once", "--database", url).out


def test_the_clerk_says_where_its_metrics_are(gongdao, url):
    ran = gongdao("clerk", "--once", "--metrics-port", "0", "--database", url)

    assert "http://127.0.0.1:" in ran.lines[0]


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_clerk_that_is_told_to_stop_ends_its_round_and_says_what_it_did(url, kind):
    program = "import sys; from gongdao.cli.main import main; sys.exit(main(sys.argv[1:]))"
    words = ["clerk", "--interval", "1000", "--lang", "en", "--database", url]
    with subprocess.Popen(
        [sys.executable, "-c", program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as clerk:
        told = [clerk.stdout.readline() for _ in range(2)]
        clerk.send_signal(kind)
        rest, wrong = clerk.communicate(timeout=60)

    assert "due and written 1" in told[0]
    assert "nothing is due" in told[1]
    assert rest == "The clerk stops: written 1, not written 0\n"
    assert wrong == ""
    assert clerk.returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--batch", "0"], "--batch 应大于 0"),
        (["--interval", "nan"], "--interval 应大于 0"),
        (["--interval", "soon"], "--interval 应是数，不是 soon"),
        (["--outage-after", "-1"], "--outage-after 应大于 0"),
        (["--metrics-port", "70000"], "没有端口 70000"),
        (["--database", "mysql://x"], "mysql://x"),
    ],
)
def test_a_wrong_option_is_told(gongdao, words, said):
    ran = gongdao("clerk", "--once", *words)

    assert ran.status == 2
    assert said in ran.err


def test_a_database_without_tables_is_told_at_once(gongdao, tmp_path):
    (tmp_path / "empty.sqlite3").touch()

    ran = gongdao("clerk", "--database", f"sqlite:///{tmp_path}/empty.sqlite3")

    assert ran.status == 2
    assert "gongdao migrate" in ran.err
