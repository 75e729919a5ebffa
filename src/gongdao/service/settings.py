"""Django's settings of the service; the environment says where the database is."""

from __future__ import annotations

import os

from gongdao.service.database_url import DEFAULT, database

SECRET_KEY = os.environ.get("GONGDAO_SECRET_KEY", "")
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or DEFAULT)}
INSTALLED_APPS = ["gongdao.service.record"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
