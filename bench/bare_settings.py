"""Django's settings of the bare endpoint."""

from __future__ import annotations

ROOT_URLCONF = "bare_ninja"
ALLOWED_HOSTS = ["127.0.0.1"]
SECRET_KEY = "bench"
MIDDLEWARE: list[str] = []
