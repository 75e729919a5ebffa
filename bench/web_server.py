"""Runs `gongdao serve` as it is, but that every answer tells what CPU it took."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parent)
    from gongdao.cli.main import main
    from gongdao.service import serve

    serve.WEB = "web_timed:application"
    sys.exit(main(["serve", *sys.argv[1:]]))
