"""What each person may do now: every command with yes, or no, the reason and from when; and what would follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, get_type_hints

from gongdao.case.burden import SETTLED, steps
from gongdao.case.court import Court, pack
from gongdao.case.decider import COMMANDS, Command, Recorded, check, decide, fold
from gongdao.case.signals import concerns
from gongdao.case.stages.evidence import ASKS, REOPENS
from gongdao.case.stages.opening import OpenRequest, check_opener
from gongdao.case.stages.review import JUDGMENTS, findings
from gongdao.case.state import NEW, OTHER, Case, Row, role
from gongdao.kernel.errors import Refused

# Refusals about what the command says, not about whether it may be given.
ABOUT_WORDS = ("offer-known", "waybill-missing", "evidence-known", "message-known")


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whether a command may be given; if not, the code and details of the reason, and from when it may."""

    command: str
    yes: bool
    code: str = ""
    details: tuple[tuple[str, object], ...] = ()
    since: str = ""


def allowed(case: Case, court: Court, who: str, at: datetime, kinds: Sequence[type] = COMMANDS) -> tuple[Allowed, ...]:
    """Say of every command, or of some kinds, whether a person may give it at an instant.

    Found by trying, so it cannot be wrong.
    """
    return tuple(_tried(case, court, sample(case, court, kind, who, at)) for kind in kinds)


def _tried(case: Case, court: Court, command: Command) -> Allowed:
    name = type(command).__name__
    try:
        # Whether a request is admitted depends on what it says; here the question is whether one may be made.
        _asking(case, command) if isinstance(command, OpenRequest) else decide(case, command, court)
    except Refused as no:
        if no.code in ABOUT_WORDS:
            return Allowed(name, True)
        return Allowed(name, False, no.code, tuple(no.details.items()), str(no.details.get("since", "")))
    return Allowed(name, True)


def _asking(case: Case, command: OpenRequest) -> None:
    check(case, command)
    if role(command.by) == "seller":
        check_opener(case, command)


def preview(case: Case, command: Command, court: Court) -> tuple[Case, Sequence[Recorded]]:
    """Give what a command would make of the case: the same fold, not written.

    :raises Refused: the rules forbid the command.
    """
    events = decide(case, command, court)
    return fold(case, events), events


def sample(case: Case, court: Court, kind: type, who: str, at: datetime) -> Command:
    """Make a command of a kind such as this person could mean in this case."""
    hints = _hints(kind)
    given = {field.name: _plain(hints[field.name], at) for field in fields(kind)}
    meant = {key: value for key, value in _meant(case, court, kind.__name__, who).items() if key in given}
    made: Command = kind(**{**given, **meant, "at": at, "by": who})
    return made


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _plain(hint: Any, at: datetime) -> object:
    return {datetime: at, int: 1, bool: True, str: "-", Row: (), tuple[str, ...]: ()}[hint]


def _meant(case: Case, court: Court, name: str, who: str) -> dict[str, object]:
    match name:
        case "OpenRequest":
            return {"claim": (("type", "contest_measure"),)}
        case "TakeFacts":
            return {"path": "order"}
        case "TakeStandingOffer":
            return {"kind": "refund"}
        case "MakeOffer":
            return {"kind": "refund", "id": f"offer-{len(case.offers) + 1}", "freight": "seller", "answers": ""}
        case "AcceptOffer" | "RefuseOffer" | "WithdrawOffer":
            return {"id": _offer(case, who, own=name == "WithdrawOffer")}
        case "InspectReturn":
            return {"result": "sound"}
        case "AskEvidence":
            return {"what": next(iter(ASKS)), "fact": "", "party": ""}
        case "AdmitFact":
            return {"fact": _in_dispute(case, court)}
        case "ReopenEvidence":
            return {"ground": REOPENS[0]}
        case "SubmitEvidence":
            return {"id": f"evidence-{len(case.facts.get('evidence', ())) + 1}"}
        case "ServeEvidence" | "ChallengeEvidence":
            return _other_side(case, who)
        case "JudgeEvidence" | "LeaveEvidence":
            first = next((row["id"] for row in case.facts.get("evidence", ()) if not row.get("late")), "-")
            return {"id": first, "judged": JUDGMENTS[0], "prima_facie": ""}
        case "FindFact":
            return {"fact": next(iter(findings(case, court)), "-") if case.stage != NEW else "-"}
        case "HandOver":
            return {"to": "staff:-"}
        case "CastVote":
            return {"side": "none"}
        case "VoidVote":
            return {"juror": next((juror for juror, _ in case.voted), "-")}
        case "SuspendCase":
            return {"ground": "police" if role(who) in ("buyer", "seller") else "agreement"}
        case "SendLeg" | "RetryLeg" | "AnswerLeg" | "FailLeg" | "GiveUpLeg":
            wanted = {"SendLeg": "held", "RetryLeg": "failed", "GiveUpLeg": "failed"}.get(name, "sent")
            return {"leg": next((leg.id for leg in case.legs if leg.state == wanted), "-")}
        case "RaiseSignal":
            known = sorted(pack(court, case).signals) if case.stage != NEW else []
            return {"kind": next(iter(known), "-"), "about": f"text:{case.seq}", "score": 1000, "whom": "buyer"}
        case "ContestSignal" | "DecideSignal" | "WithdrawSignal":
            return {"id": _signal(case, who)}
        case "SayMessage":
            return {"id": f"M{len(case.messages) + 1}"}
        case "ReleaseMessage":
            return {"id": next((it.id for it in case.messages if it.state == "held"), "-")}
        case _:
            return {}


def _signal(case: Case, who: str) -> str:
    """The first that a party may contest, or that nobody looked at yet."""
    open_ = (it for it in case.signals if it.state in ("raised", "contested"))
    mine = (it.id for it in open_ if role(who) not in OTHER or (concerns(it, role(who)) and it.state == "raised"))
    return next(mine, "-")


def _in_dispute(case: Case, court: Court) -> str:
    found = (step.fact for step in steps(case, court) if step.state not in SETTLED) if case.stage != NEW else ()
    return next(iter(found), "-")


def _offer(case: Case, who: str, own: bool) -> str:
    mine = (offer.id for offer in case.offers if offer.state == "open" and (role(offer.by) == role(who)) is own)
    return next(mine, "-")


def _other_side(case: Case, who: str) -> dict[str, object]:
    """The first piece that the other side handed in; for the platform, the first of all."""
    for row in case.facts.get("evidence", ()):
        if row["by"] != role(who):
            return {"id": row["id"], "to": "seller" if row["by"] == "buyer" else "buyer"}
    return {"id": "-", "to": "buyer"}
