"""Sends a message of a party to the other in a case; it is screened before anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex

from gongdao.case.messaging import MessageHeld, SayMessage
from gongdao.service.actions.screening import before_shown
from gongdao.service.figures import submitting
from gongdao.service.installation import law, now
from gongdao.service.people.actor import Actor
from gongdao.service.queries.access import place
from gongdao.service.record import store
from gongdao.service.record.keys import checked_key
from gongdao.service.record.store import Receipt


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent: its id, what was written, whether it waits for a person, or is shown with a warning."""

    id: str
    receipt: Receipt
    held: bool
    warned: bool


def say(actor: Actor, stream: str, text: str, key: str = "", seen: str = "") -> Sent:
    """Send a message in somebody's name; sent again under its key it is answered again.

    ``key`` and ``seen`` are those of `store.submit`.

    :raises Refused: the actor is no party of the case, the message is empty or too long, or it cannot be sent now.
    """
    checked_key(key)
    at, id_ = now(), f"M-{sha256(key.encode()).hexdigest()[:10] if key else token_hex(5)}"
    message = SayMessage(at, place(actor, stream, "buyer", "seller").by, id_, text)
    with submitting(SayMessage.__name__):
        receipt = store.submit_all(law(), stream, before_shown(stream, message), at, key, seen)
    warned = any(it.about == f"message:{id_}" for it in receipt.case.signals)
    return Sent(id_, receipt, _held(receipt, id_), warned)


def _held(receipt: Receipt, id_: str) -> bool:
    if any(isinstance(it.event, MessageHeld) for it in receipt.events):
        return True
    return any(it.id == id_ and it.state == "held" for it in receipt.case.messages)
