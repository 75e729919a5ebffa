"""Gives a command to a case in somebody's name: the one way pages and interface write into a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongdao.case.decider import WHERE, Command
from gongdao.service.figures import submitting
from gongdao.service.installation import law, now
from gongdao.service.people.actor import Actor
from gongdao.service.queries.access import place
from gongdao.service.record import store
from gongdao.service.record.store import Receipt


def act(actor: Actor, stream: str, kind: type, given: Mapping[str, Any], key: str = "", seen: str = "") -> Receipt:
    """Give a command of a kind, with its fields but for ``at`` and ``by``, which follow from who asks and when.

    ``key`` and ``seen`` are those of `store.submit`.

    :raises Refused: the actor has no place in the case that may give it, or the rules forbid it; nothing was written.
    :raises BadInput: the case asks for a pack there is none of.
    """
    roles, _ = WHERE[kind]
    return act_by(place(actor, stream, *roles).by, stream, kind, given, key, seen)


def act_by(by: str, stream: str, kind: type, given: Mapping[str, Any], key: str = "", seen: str = "") -> Receipt:
    """As `act`, by whom somebody is known to be in the case, such as ``buyer:U-7``."""
    at = now()
    command: Command = kind(at=at, by=by, **given)
    with submitting(kind.__name__):
        return store.submit(law(), stream, command, at, key, seen)
