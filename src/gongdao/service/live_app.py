"""Live updates as an ASGI application, once Django is set up."""

from __future__ import annotations

from importlib import import_module

from gongdao.service import databases

databases.setup()
application = import_module("gongdao.service.live").application
