"""Service: the proof that a piece of evidence was put before the other side, and how long it may be challenged."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongdao.case.court import Court, pack
from gongdao.case.state import Case
from gongdao.kernel.digest import digest
from gongdao.policy.work import day_in, param_on

OTHER = {"buyer": ("seller",), "seller": ("buyer",)}
HOURS = "challenge_hours"


def proof_of_service(case: Case, evidence: str, content: str, to: str, at: datetime) -> str:
    """Give the digest of what was served on whom and when; anybody with the record can make it again."""
    return digest({"case": case.id, "evidence": evidence, "content": content, "to": to, "at": at.isoformat()})


def challenge_until(case: Case, court: Court, evidence: str, party: str) -> datetime | None:
    """Give the end of the window in which a party may challenge what it was served; None where the pack sets none."""
    law, served = pack(court, case), case.served[evidence, party]
    if HOURS not in law.params:
        return None
    hours = param_on(law.params[HOURS], day_in(law, served))
    return served + timedelta(hours=hours) if isinstance(hours, int) else None


def unanswered(case: Case, court: Court, at: datetime) -> tuple[str, datetime] | None:
    """Give the first piece that a side may still challenge, and until when; who concluded has waived it."""
    for (evidence, party), _ in sorted(case.served.items()):
        until = challenge_until(case, court, evidence, party)
        if until is not None and at < until and party not in case.done and _counts(case, evidence):
            return evidence, until
    return None


def _counts(case: Case, evidence: str) -> bool:
    return any(row["id"] == evidence and not row.get("late") for row in case.facts.get("evidence", ()))
