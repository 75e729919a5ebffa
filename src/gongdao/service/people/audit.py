"""Notes who did or looked at what, in the same log that the access to personal data stands in."""

from __future__ import annotations

from datetime import datetime

from gongdao.service.people.actor import Actor
from gongdao.service.people.models import AccessRow


def note(actor: Actor, role: str, what: str, at: datetime, stream: str = "") -> None:
    """Note an act: ``what`` is its code with what it was done to, such as ``role-granted staff p-1``; no names."""
    AccessRow.objects.create(at=at, person=actor.person, role=role, what=what, stream=stream, via=actor.via)
