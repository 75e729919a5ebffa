"""A command that needs no record starts without the framework that keeps records."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sources import ROOT

WASHBASIN = ROOT / "examples" / "washbasin-leaks.yaml"
COMMANDS = [
    ["--help"],
    ["decide", WASHBASIN],
    ["policy", "list"],
    ["deadline", "--unit", "day", "--from", "2025-09-22T10:00:00+08:00", "--n", "7"],
    ["play", "--help"],
    ["clerk", "--help"],
    ["verify-bundle", "--help"],
]
PROGRAM = """
import sys
from gongdao.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
heavy = {"django", "psycopg", "prometheus_client"} & sys.modules.keys()
sys.exit(f"loaded: {sorted(heavy)}" if heavy else 0)
"""


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(map(str, words[:2])).replace(str(ROOT), ""))
def test_a_command_without_a_record_starts_without_django(words):
    command = [sys.executable, "-c", PROGRAM, *map(str, words)]

    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
