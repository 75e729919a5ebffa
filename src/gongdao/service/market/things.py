"""Digests of what links accounts: a device, a way to pay, an address. The plain value is kept nowhere.

They are made under a key of the installation, so that who has the database alone cannot try out telephone numbers; and
under the marketplace's name, so that what two marketplaces tell never meets.
"""

from __future__ import annotations

import hmac
import unicodedata
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

LENGTH = 32


def digest_of(source: str, kind: str, value: str) -> str:
    """Give the digest of a thing of a kind; however it is spaced or cased, the same thing has the same."""
    plain = "".join(unicodedata.normalize("NFKC", value).casefold().split())
    said = f"{source}\0{kind}\0{plain}".encode()
    return hmac.new(_key(settings.GONGDAO_LINK_KEY or settings.SECRET_KEY), said, sha256).hexdigest()[:LENGTH]


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    return hmac.new(secret.encode(), b"gongdao things that link accounts", sha256).digest()
