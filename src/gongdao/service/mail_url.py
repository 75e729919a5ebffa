"""Reads where mail goes, as ``GONGDAO_MAIL`` gives it, into what Django wants to know."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from gongdao.kernel.errors import BadInput, Problem
from gongdao.service.database_url import without_password

BACKENDS = "django.core.mail.backends."
NO_SERVER = f"{BACKENDS}dummy.EmailBackend"
SECONDS = 30
PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def mail(url: str) -> dict[str, Any]:
    """Give Django's settings of a mail server; nothing means that there is none.

    ``smtp://user:password@host:587`` speaks STARTTLS, ``smtps://`` TLS from the beginning, ``smtp+plain://`` neither
    (for a relay on this computer); ``file:///folder`` puts each mail into a file.

    :raises BadInput: it is no such address.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _wrong(url) from None
    if not url:
        return {"EMAIL_BACKEND": NO_SERVER}
    if parts.scheme == "file" and parts.path:
        return {"EMAIL_BACKEND": f"{BACKENDS}filebased.EmailBackend", "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme not in PORTS or not parts.hostname:
        raise _wrong(url)
    return {
        "EMAIL_BACKEND": f"{BACKENDS}smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": SECONDS,
    }


def _wrong(url: str) -> BadInput:
    return BadInput([Problem("mail-form", None, {"url": without_password(url)})])
