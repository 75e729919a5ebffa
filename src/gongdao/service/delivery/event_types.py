"""What webhooks are called: a type for each event of a case, and those of the house itself."""

from __future__ import annotations

import re

from gongdao.case.words import EVENTS
from gongdao.kernel.text import Text

_CAPITAL = re.compile("(?<=[a-z])(?=[A-Z])")
PAYMENT, PING = "payment.execute", "ping"
OWN = {
    PAYMENT: Text("请平台付款", "a payment is to be carried out"),
    PING: Text("试发的消息", "a message to try the endpoint with"),
}


def type_of(event: str) -> str:
    """Give the type of an event's webhook.

    >>> type_of("RulingGiven")
    'case.ruling_given'
    """
    return f"case.{_CAPITAL.sub('_', event).lower()}"


def types() -> dict[str, Text]:
    """Give every type an endpoint may ask for, with what it tells of."""
    return {**{type_of(name): text for name, text in EVENTS.items()}, **OWN}
