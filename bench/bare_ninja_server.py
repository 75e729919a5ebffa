"""Serves the bare endpoint by the server of the service: granian over WSGI, here with one worker of four threads."""

from __future__ import annotations

import os
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bare_settings"
    Granian(
        "bare_ninja:application",
        address="127.0.0.1",
        port=int(os.environ["GONGDAO_BENCH_PORT"]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        working_dir=Path(__file__).resolve().parent,
        log_enabled=False,
    ).serve()
