"""The organisation's own sign-in provider, from the environment, as allauth is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def provider(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give the OpenID Connect provider that ``GONGDAO_OIDC_URL`` names, if any; ``_CLIENT`` and ``_SECRET`` go with it.

    ``_NAME`` is what people read on the button.
    """
    address = environment.get("GONGDAO_OIDC_URL", "")
    if not address:
        return []
    return [
        {
            "provider_id": "sso",
            "name": environment.get("GONGDAO_OIDC_NAME", "SSO"),
            "client_id": environment.get("GONGDAO_OIDC_CLIENT", ""),
            "secret": environment.get("GONGDAO_OIDC_SECRET", ""),
            "settings": {"server_url": address, "oauth_pkce_enabled": True},
        }
    ]
