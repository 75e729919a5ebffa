"""The service as a WSGI application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from gongdao.service.unread import whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongdao.service.settings")
application = whole(get_wsgi_application())
