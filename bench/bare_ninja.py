"""A django-ninja endpoint with nothing behind it, as the floor of what any request over HTTP costs."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application
from django.urls import path
from ninja import NinjaAPI, Schema

api = NinjaAPI()


class Given(Schema):
    """What a command says."""

    kind: str
    amount: int


@api.post("/offers")
def offers(request, given: Given):
    """Answer at once."""
    return {"case": "shop:GD-2026-0001", "seq": 1, "digest": "0" * 64, "id": given.kind}


urlpatterns = [path("", api.urls)]
application = get_wsgi_application()
