"""Sends what leaves the outbox: a notice to letters, mail and webhooks, a payment to who carries it out."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from gongdao.service.record.law import Law
from gongdao.service.record.outbox import MONEY
from gongdao.service.work.courier import Answer, Parcel, Send


def sender(law: Law, now: datetime) -> Send:
    """Give what sends a parcel at an instant."""
    return lambda parcel: _pay(parcel) if parcel.kind == MONEY else None


def _pay(parcel: Parcel) -> Answer | None:
    """The marketplace of a demo pays at once."""
    if settings.DEMO:
        return Answer(f"demo/{parcel.body['payment']}", int(parcel.body["amount"]))
    return None
