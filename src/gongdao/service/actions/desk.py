"""Takes the next case off the queue: the most urgent one that its own rules let this person take."""

from __future__ import annotations

from gongdao.case.stages.review import TakeCase
from gongdao.kernel.errors import Refused
from gongdao.service.actions.act import act
from gongdao.service.people.actor import Actor
from gongdao.service.queries.desk import free
from gongdao.service.queries.keys import stream_of

# What keeps this person, or anybody by now, from taking a case; the next one may still be his.
NOT_THIS_ONE = (
    "case-has-owner", "recused-before", "ruled-before", "complained-about", "supervisor-answers", "wrong-stage",
    "case-moved-on", "case-not-found", "not-yours",
)  # fmt: skip


def take_next(actor: Actor, key: str = "") -> str:
    """Take the most urgent case and give its stream; empty where there is none. A key sent twice takes one case.

    :raises Refused: ``page-not-found`` for who is neither staff nor supervisor.
    """
    waiting = free(actor)
    taken = stream_of(key)
    if taken:
        return taken
    for stream in waiting:
        try:
            act(actor, stream, TakeCase, {}, key)
        except Refused as no:
            if no.code not in NOT_THIS_ONE:
                raise
        else:
            return stream
    return ""
