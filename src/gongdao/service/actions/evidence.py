"""Hands in a piece of evidence: what it shows, of which kind, with its files, as one command and once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.court import pack
from gongdao.case.fields.evidence import KINDS
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.state import Row, Scalar
from gongdao.kernel.errors import Refused
from gongdao.service.actions import uploads
from gongdao.service.actions.act import act_by
from gongdao.service.installation import law, now
from gongdao.service.people.actor import Actor
from gongdao.service.queries.access import place
from gongdao.service.queries.cases import case_of
from gongdao.service.queries.files import handed_in
from gongdao.service.record import file_store, keys, store
from gongdao.service.record.store import Receipt

MOST_FILES = 20
# How often a piece is numbered anew because another came in at the same moment; so many may be handed in at once.
TRIES = 64
# Which field of a piece of evidence says what it shows.
SAYS: Mapping[str, str] = {
    "lab_report": "finding", "authentication_report": "finding", "sampling_report": "finding", "text": "says",
    "platform_chat": "says", "courier_outlet_note": "says", "courier_hq_record": "says",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A piece that was handed in: its id in the case, and what was written."""

    id: str
    receipt: Receipt


def submit_evidence(
    actor: Actor, stream: str, kind: str, shows: Row, files: Sequence[str] = (), key: str = "", seen: str = ""
) -> HandedIn:
    """Hand in a piece of evidence with the files of these uploads, in this order; it is served at once.

    ``shows`` is what `shown` gives; ``key`` and ``seen`` are those of `store.submit`.

    :raises Refused: one is no party, the rules forbid it now, nothing was handed in, or a file is not ready.
    """
    standing = place(actor, stream, "buyer", "seller")
    _check(kind, shows, files)
    _check_proves(stream, str(dict(shows).get("proves", "")))
    ids = tuple(dict.fromkeys(files))
    for left in reversed(range(TRIES)):
        id_, again = _id(stream, key)
        filed = uploads.filed(standing.by, stream, ids, again=again)
        manifest = file_store.listed(law().using, stream, standing.role, filed, now())
        given = {"id": id_, "kind": kind, "digest": manifest, "shows": shows}
        try:
            receipt = act_by(standing.by, stream, SubmitEvidence, given, key, seen)
        except Refused as no:
            if no.code != "evidence-known" or not left:
                raise
            continue
        uploads.sent(ids)
        return HandedIn(id_, receipt)
    raise AssertionError("the last try raises")


def known(actor: Actor, stream: str, key: str) -> str:
    """Give the id of the piece that somebody handed in under a key before; nothing where there is none."""
    by = place(actor, stream, "buyer", "seller").by
    id_, again = _id(stream, key)
    return id_ if again and handed_in(stream, files=False)[id_].event.by == by else ""


def shown(kind: str, text: str, word: str = "", proves: str = "", taken_at: datetime | None = None) -> Row:
    """Give what a piece shows as the row of the command.

    ``word`` is a word of the pack, by which it is weighed; ``text`` the sentence of who hands it in: the title beside
    a word, else what it shows. ``proves`` is the fact it is about, ``taken_at`` when it was made.
    """
    said: list[tuple[str, Scalar]] = [(SAYS.get(kind, "shows"), word or text)] if word or text else []
    said += [("title", text)] if word and text else []
    said += [("proves", proves)] if proves else []
    said += [("taken_at", taken_at)] if taken_at else []
    return tuple(said)


def _check(kind: str, shows: Row, files: Sequence[str]) -> None:
    if kind not in KINDS or kind == "none":
        raise Refused("evidence-kind", kind=kind, allowed=tuple(it for it in KINDS if it != "none"))
    if len(files) > MOST_FILES:
        raise Refused("evidence-files-many", count=len(files), most=MOST_FILES)
    if not files and not any(name in dict(shows) for name in ("shows", "says", "finding")):
        raise Refused("evidence-empty")


def _check_proves(stream: str, fact: str) -> None:
    if fact and fact not in pack(store.court(law()), store.load(law(), stream)).facts:
        raise Refused("evidence-proves", fact=fact)


def _id(stream: str, key: str) -> tuple[str, bool]:
    """Give the id of the next piece, or of that which was handed in under this key, and whether one was."""
    keys.checked_key(key)
    case = case_of(stream)
    known = {str(row["id"]) for row in case.facts.get("evidence", ())} if case is not None else set()
    answered = keys.answered_at(law().using, key, stream) if key and known else None
    if answered is not None:
        before = [id_ for id_, it in handed_in(stream, files=False).items() if it.seq <= answered]
        if before:
            return before[-1], True
    number = len(known) + 1
    while f"E{number}" in known:
        number += 1
    return f"E{number}", False
