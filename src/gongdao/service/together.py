"""The service in one process: pages and interface, and with them the clerk and the courier as threads."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from gongdao.service.serve import ADDRESS
from gongdao.service.wsgi import application

__all__ = ["application"]

# Its tables can be known only once Django is set up, which the application above does.
import_module("gongdao.service.work.threads").start()
if said := os.environ.get(ADDRESS):
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()
