"""Every command of the record runs as a process of its own, which nothing has set up before it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sources import ROOT

COMMAND = [sys.executable, "-c", "import sys; from gongdao.cli.main import main; sys.exit(main())"]
SCENARIO = ROOT / "scenarios" / "fake_goods_in_2015.yaml"
CASE = "play:fake-goods-in-2015"


def ran(*words: object) -> str:
    """This function will run a command and give what it printed."""
    done = subprocess.run([*COMMAND, *map(str, words), "--lang", "en"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stderr}"
    return done.stdout


def test_every_command_of_the_record_runs_by_itself(tmp_path: Path):
    record = ["--database", f"sqlite:///{tmp_path / 'record.sqlite3'}"]
    bundle, statement = tmp_path / "case.json", tmp_path / "statement.csv"
    statement.write_text(f"key,amount,currency\n{CASE}/R1/1,480.00,CNY\n{CASE}/R1/2,200.00,CNY\n", encoding="utf-8")

    assert ran("migrate", *record)
    assert "as told" in ran("play", SCENARIO, "--quiet", *record)
    assert "nothing is due" in ran("clerk", "--once", *record)
    assert ran("rebuild", *record)
    assert ran("reconcile", statement, *record)
    assert ran("export", CASE, "-o", bundle, *record)
    assert "Everything fits." in ran("verify-bundle", bundle)
    assert "seller" in ran("erase", CASE, "--person", "seller", "--yes", *record)
    assert "The record is whole." in ran("verify", *record)
    assert ran("pause", "list", *record)
