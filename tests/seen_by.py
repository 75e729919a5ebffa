"""Pages as people of a marketplace see them, as plain text."""

from __future__ import annotations

import re

from django.conf import settings
from django.test import Client

from gongdao.service.people.models import User
from machines import SOURCE


def page(case: str, who: str, lang: str = "zh") -> str:
    """This function will give the page of a case as a user of the marketplace sees it, without its marks."""
    client = Client(headers={"accept-language": lang, "host": "localhost"})
    client.force_login(User.objects.get(source=SOURCE, external_id=who), backend=settings.AUTHENTICATION_BACKENDS[1])
    return re.sub(r"<[^>]+>", " ", client.get(f"/cases/{case}").content.decode())
