"""Signs what leaves and verifies what comes by Standard Webhooks, also while a secret is being changed."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from standardwebhooks import Webhook, WebhookVerificationError

# As much as a digest of HMAC-SHA256 holds; the standard asks for 24 to 64.
BYTES = 32
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def new_secret() -> str:
    """Make a secret as the standard spells it: ``whsec_`` and base64."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(BYTES)).decode()}"


def headers(id_: str, body: str, at: datetime, keys: Iterable[str]) -> dict[str, str]:
    """Give the headers of a message that is sent now; signed by every secret that is valid, the newest first."""
    signatures = [Webhook(key).sign(id_, at, body) for key in keys]
    return {ID: id_, TIMESTAMP: str(int(at.timestamp())), SIGNATURE: " ".join(signatures)}


def is_signed(body: bytes, given: Mapping[str, str], keys: Iterable[str]) -> bool:
    """Whether one of these secrets signed a message not longer ago than five minutes."""
    return any(_signed_by(key, body, dict(given)) for key in keys)


def _signed_by(key: str, body: bytes, given: dict[str, str]) -> bool:
    try:
        Webhook(key).verify(body, given, json_parse=False)
    except (WebhookVerificationError, ValueError):
        # A broken header raises what its parts raise: no base64, no number, no comma.
        return False
    return True
