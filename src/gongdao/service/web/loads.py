"""Says with every answer what it may load; nearly all say the same, which is written once."""

from __future__ import annotations

from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponseBase

# How an answer says that its policy is another than that of the settings.
OWN = "_csp"


class LoadPolicy(CSPMiddleware):
    """The middleware of django-csp, which writes the policy anew only where an answer has one of its own."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Put the policy to an answer."""
        if any(name.startswith(OWN) for kept in (request, response) for name in vars(kept)):
            answer: HttpResponseBase = super().process_response(request, response)
            return answer
        response.headers.setdefault(HEADER, _of_settings())
        return response


@cache
def _of_settings() -> str:
    said: str = build_policy()
    return said
