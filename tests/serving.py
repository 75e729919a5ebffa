"""Serves one installation after another, each in a process of its own, forked from this one that has read it all."""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.template.loader import get_template

import gongdao.service.web
from gongdao.service import databases, serve
from gongdao.service.installation import law
from gongdao.service.mail_url import mail

STOPPED = "stopped"
TEMPLATES = Path(gongdao.service.web.__file__).parent / "templates"


def main() -> None:
    """This function will do what each line says: serve a database, or stop a process that serves one."""
    read_all()
    for line in sys.stdin:
        asked = json.loads(line)
        if "stop" in asked:
            os.kill(asked["stop"], signal.SIGTERM)
            os.waitpid(asked["stop"], 0)
            say(STOPPED)
        elif child := os.fork():
            say(str(child))
        else:
            serving(**asked)


def read_all() -> None:
    """This function will read what every installation is the same in: settings, packs, addresses and templates."""
    databases.setup()
    law()
    import_module(settings.ROOT_URLCONF)
    import_module("gongdao.service.wsgi")
    for file in TEMPLATES.rglob("*.html"):
        get_template(str(file.relative_to(TEMPLATES)))


def serving(url: str, folder: str, host: str, port: int) -> NoReturn:
    """This function will serve a database until told to stop; mail and files of evidence go to the folder."""
    own: dict[str, Any] = {**mail(f"file://{folder}/mail"), "GONGDAO_FILES": f"{folder}/files"}
    for name, value in own.items():
        setattr(settings, name, value)
    databases.stand_on(url)
    status = 1
    try:
        serve.run(serve.Plan(host, port, 1, 4), serve.TOGETHER)
        status = 0
    finally:
        os._exit(status)


def say(word: str) -> None:
    """This function will tell who asked."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
