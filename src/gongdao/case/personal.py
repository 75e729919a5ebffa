"""Which texts of a command are somebody's own: an event never holds them, only commitments that stand for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gongdao.case.decider import Command, Event
from gongdao.case.messaging import SayMessage
from gongdao.case.scripts import any_scripts_in
from gongdao.case.stages.opening import TakeFacts
from gongdao.case.state import Row, Scalar, role
from gongdao.evidence.weigh import OPEN_WORDS
from gongdao.policy.pack import Pack

BY, BUYER, SELLER, SENDER = "by", "buyer", "seller", "sender"

# The texts of commands that somebody wrote, by the names of their fields: whose words they are.
WRITTEN: Mapping[str, str] = {
    "reason": BY, "note": BY, "ground": BY, "proof": BY, "new_evidence": BY, "text": BY, "address": SELLER,
}  # fmt: skip
# Where a field of such a name holds a word of ours.
WORDS = frozenset({
    ("TakeStandingOffer", "reason"), ("SuspendCase", "ground"), ("ReopenEvidence", "ground"),
    ("StandingOfferTaken", "reason"), ("CaseSuspended", "ground"), ("EvidenceReopened", "ground"),
    ("EvidenceServed", "proof"),
})  # fmt: skip
# What a rule compares with what is committed under one person's salt must be committed under the same.
ROWS: Mapping[str, Mapping[str, str]] = {
    "order": {
        "address": BUYER, "receiver": BUYER, "listed_ship_from": SELLER, "return_to": SELLER,
        "system_return_address": SELLER, "seller_later_address": SELLER,
    },
    "logistics": {"signer": BUYER, "agent": BUYER, "place": BUYER, "courier": BUYER},
    "chat": {"text": SENDER},
    "seller": {"address_hash": SELLER},
    "measure": {"fact": SELLER},
    "claim": {"note": BUYER, "text": BUYER},
    "jury.void_candidates": {"address_hash": SELLER},
}  # fmt: skip
ROW_FIELDS: Mapping[tuple[str, str], str] = {
    ("TakeFacts", "row"): "", ("OpenRequest", "claim"): "claim", ("SubmitEvidence", "shows"): "evidence",
    ("FactsTaken", "row"): "", ("RequestOpened", "claim"): "claim", ("EvidenceSubmitted", "shows"): "evidence",
}  # fmt: skip
# What else a piece of evidence tells of itself is the text of whoever handed it in.
OF_EVIDENCE = frozenset({"kind", "proves", "issuer", "requested_by", "waybill", "waybill_visible"})
COMMITMENT = re.compile(r"[0-9a-f]{64}")
# Texts that name nobody and that rules read as they stand.
READ_AS_THEY_STAND = frozenset({"本人", "none", "无"})


@dataclass(frozen=True, slots=True)
class Personal:
    """One personal text of a command: its place there, such as ``reason`` or ``row.signer``, and whose it is.

    ``person`` is ``buyer``, ``seller`` or the actor as the case knows him, such as ``staff:7``.
    """

    place: str
    person: str
    text: str


def personal_texts(command: Command) -> tuple[Personal, ...]:
    """Give the texts of a command that must be kept outside of the events.

    What evidence shows, says or finds is among them, also where a pack has a word for it (see `without_words`).
    """
    return tuple(found for found in _all(command) if found.text.strip() and found.text not in READ_AS_THEY_STAND)


def without_words(found: Iterable[Personal], packs: Iterable[Pack]) -> tuple[Personal, ...]:
    """Leave out what one of these packs has a word for: evidence is weighed by it, so it is read as it stands."""
    known = [pack.words for pack in packs]
    fields = {f"shows.{key}" for key in OPEN_WORDS}
    return tuple(it for it in found if it.place not in fields or not any(it.text in words for words in known))


def commitments_in(event: Event) -> tuple[str, ...]:
    """Give the commitments that stand in an event for the personal texts of the command it comes from."""
    return tuple(found.text for found in _all(event) if COMMITMENT.fullmatch(found.text))


def with_commitments(command: Command, commitments: Mapping[str, str]) -> Command:
    """Put a commitment in the place of each personal text; they are by place, as `personal_texts` names it."""
    changes: dict[str, Any] = {}
    inside: dict[str, dict[str, str]] = {}
    for place, commitment in commitments.items():
        field, _, key = place.partition(".")
        if key:
            inside.setdefault(field, {})[key] = commitment
        else:
            changes[field] = commitment
    changes |= {field: _with(getattr(command, field), values) for field, values in inside.items()}
    return replace(command, **changes)


def with_scripts(command: Command, packs: Callable[[], Iterable[Pack]]) -> Command:
    """Note which scam scripts stand in a message of the chat, as nobody can read them there once it is committed.

    ``packs`` is called only for a message; a script that any of them knows is noted.
    """
    if isinstance(command, SayMessage):
        seen = {*command.scripts, *any_scripts_in(tuple(packs()), command.text)}
        return replace(command, scripts=tuple(sorted(seen)))
    if not isinstance(command, TakeFacts) or command.path != "chat":
        return command
    row = dict(command.row)
    row["scripts"] = tuple(sorted(any_scripts_in(tuple(packs()), str(row.get("text", "")))))
    return replace(command, row=tuple(row.items()))


def _all(command: Command | Event) -> list[Personal]:
    kind, by = type(command).__name__, command.by
    found: list[Personal] = []
    for name in command.__dataclass_fields__:
        if (kind, name) in ROW_FIELDS:
            path = ROW_FIELDS[kind, name] or getattr(command, "path", "")
            found += _in_row(name, path, getattr(command, name), by)
        elif name in WRITTEN and (kind, name) not in WORDS:
            value = getattr(command, name)
            found += [Personal(name, _person(WRITTEN[name], by), value)] if isinstance(value, str) else []
    return found


def _in_row(field: str, path: str, row: Row, by: str) -> list[Personal]:
    values = dict(row)
    evidence = {key: BY for key in values if key not in OF_EVIDENCE}
    table = evidence if path == "evidence" else ROWS.get(path, {})
    sender = str(values.get("from", by))
    return [
        Personal(f"{field}.{key}", _person(table[key], sender if table[key] == SENDER else by), value)
        for key, value in row
        if key in table and isinstance(value, str)
    ]


def _person(whose: str, by: str) -> str:
    """The buyer and the seller are one each in a case, whatever name they act under."""
    if whose in (BUYER, SELLER):
        return whose
    return role(by) if role(by) in (BUYER, SELLER) else by


def _with(row: Row, values: Mapping[str, str]) -> Row:
    given: list[tuple[str, Scalar]] = [(key, values.get(key, value)) for key, value in row]
    return tuple(given)
