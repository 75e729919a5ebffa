"""Messages of the parties in a case: shown to the other side, or held back where the pack stops what is in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from gongdao.case.court import Court, pack
from gongdao.case.scripts import scripts_in
from gongdao.case.state import CLOSED, NEW, OTHER, STAGES, Case, Message, added, changed, role
from gongdao.kernel.errors import Refused

STAFF = ("staff", "supervisor")
MOST = 500  # messages of a case
HOLD = "hold"  # what a pack lets a signal do to the message that it is about


@dataclass(frozen=True, slots=True)
class SayMessage:
    """``scripts`` are the scam scripts that were seen in the text before it came here."""

    at: datetime
    by: str
    id: str
    text: str
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseMessage:
    at: datetime
    by: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class MessageSaid:
    at: datetime
    by: str
    id: str
    text: str
    scripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageHeld:
    """``scripts`` are those that the pack stops; none where a signal about the message holds it."""

    at: datetime
    by: str
    id: str
    text: str
    scripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageReleased:
    at: datetime
    by: str
    id: str
    reason: str


Command = SayMessage | ReleaseMessage
Event = MessageSaid | MessageHeld | MessageReleased
_BEGUN = tuple(stage for stage in STAGES if stage != NEW)
WHERE: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SayMessage: (tuple(OTHER), tuple(stage for stage in _BEGUN if stage != CLOSED)),
    ReleaseMessage: (STAFF, _BEGUN),
}


def decide(case: Case, command: Command, court: Court) -> list[Event]:
    match command:
        case SayMessage():
            _check_new(case, command)
            return [_said(case, command, court)]
        case ReleaseMessage(at, by, id_, reason):
            _check_held(case, id_)
            if not reason.strip():
                raise Refused("reason-missing")
            return [MessageReleased(at, by, id_, reason)]
        case _:
            assert_never(command)


def _check_new(case: Case, command: SayMessage) -> None:
    if not command.text.strip():
        raise Refused("message-empty")
    if len(case.messages) >= MOST:
        raise Refused("messages-many", most=MOST)
    if any(it.id == command.id for it in case.messages):
        raise Refused("message-known", id=command.id)


def _said(case: Case, command: SayMessage, court: Court) -> Event:
    """A script that the pack stops holds it back, or a signal that may (P-SHIELD); all else is shown and warned of."""
    law = pack(court, case)
    seen = tuple(sorted({*command.scripts, *scripts_in(law.phrases, command.text)}))
    stopped = tuple(name for name in seen if name in law.phrases and law.phrases[name].action == "block")
    if stopped or any(it.about == f"message:{command.id}" and HOLD in it.actions for it in case.signals):
        return MessageHeld(command.at, command.by, command.id, command.text, stopped)
    return MessageSaid(command.at, command.by, command.id, command.text, seen)


def _check_held(case: Case, id_: str) -> None:
    found = next((it for it in case.messages if it.id == id_), None)
    if found is None:
        raise Refused("no-such-message", id=id_)
    if found.state != "held":
        raise Refused("message-not-held", id=id_)


def evolve(case: Case, event: Event) -> Case:
    match event:
        case MessageSaid():
            message = Message(event.id, role(event.by), event.text, event.at, event.scripts)
            return _shown(_kept(case, message), message)
        case MessageHeld():
            return _kept(case, Message(event.id, role(event.by), event.text, event.at, event.scripts, "held"))
        case MessageReleased():
            return _released(case, event)
        case _:
            assert_never(event)


def _kept(case: Case, message: Message) -> Case:
    return changed(case, messages=(*case.messages, message))


def _shown(case: Case, message: Message) -> Case:
    """What a party said is part of the chat, as what it said in the marketplace is."""
    row = {"at": message.at, "from": message.by, "text": message.text, "scripts": message.scripts}
    return added(case, "chat", row)


def _released(case: Case, event: MessageReleased) -> Case:
    """It is shown from now on, which its time says."""
    freed = [replace(it, state="released") if it.id == event.id else it for it in case.messages]
    message = next(it for it in freed if it.id == event.id)
    return _shown(changed(case, messages=tuple(freed)), replace(message, at=event.at))
