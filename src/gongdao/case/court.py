"""What a case is decided with: the packs, the calendars and the pauses; and what they say of a case at an instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongdao.case.facts import bind
from gongdao.case.file import Case as Filed, Policy
from gongdao.case.ruling import Decided, choose, decide_with
from gongdao.case.state import Case, Stop
from gongdao.kernel.calendar import Calendar
from gongdao.kernel.errors import Place
from gongdao.policy.evaluate import evaluate
from gongdao.policy.kleene import Maybe, Unknown
from gongdao.policy.library import Library, pack_of
from gongdao.policy.pack import Pack
from gongdao.policy.work import Countdown, Evaluation


@dataclass(frozen=True, slots=True)
class Court:
    """The law at hand and the register of the platform's own pauses; a value, so the same court decides the same."""

    library: Library
    calendars: Mapping[str, Calendar]
    pauses: tuple[Stop, ...] = ()


def pack_for(court: Court, case: Case, at: datetime) -> str:
    """Give the version that governs the case at an instant.

    :raises BadInput: there is no such pack or platform.
    """
    return choose(court.library, filed(case, at, "auto" if case.platform else case.pack))[0].id


def pack(court: Court, case: Case) -> Pack:
    """Give the version the case stands under."""
    return pack_of(court.library, case.pack)


def filed(case: Case, at: datetime, pack_id: str = "") -> Filed:
    """Tell the case as a case file would."""
    policy = Policy(pack_id or case.pack, at, case.platform or None)
    return Filed(case.id, "", policy, case.facts, None, {}, Place(case.id), {})


def ask(court: Court, case: Case, at: datetime, *names: str, closed: bool = True) -> dict[str, Any]:
    """Give the pack's answers to some questions at an instant; None where one is open or does not apply."""
    values = asked(court, case, at, *names, closed=closed).values
    return {name: None if isinstance(v := values.get(name), (Unknown, Maybe)) else v for name in names}


def asked(court: Court, case: Case, at: datetime, *names: str, closed: bool = True) -> Evaluation:
    """Put some questions to the pack at an instant, for the answers with the rules behind them."""
    law = pack(court, case)
    known = [name for name in names if name in law.decisions]
    given = bind(law, case.facts, at, court.calendars, {}).given
    return evaluate(law, given, court.calendars, closed=closed, only=known)


def rules_of(evaluation: Evaluation, *names: str) -> tuple[str, ...]:
    """Give the rules that some answers come from."""
    found = [rule.id for name in names if name in evaluation.answers for rule in evaluation.answers[name].winners]
    return tuple(dict.fromkeys(found))


def countdowns(court: Court, case: Case, at: datetime) -> Mapping[str, Countdown]:
    """Give every clock of the pack that runs or ran for the case, as it is known at an instant."""
    law = pack(court, case)
    given = bind(law, case.facts, at, court.calendars, {}).given
    return evaluate(law, given, court.calendars, only=_deadlines(law)).countdowns


def decision(court: Court, case: Case, at: datetime) -> Decided:
    """Apply the pack to the case as to a file, with evidence closed."""
    return decide_with(court.library, filed(case, at), court.calendars)


def _deadlines(law: Pack) -> tuple[str, ...]:
    return tuple(name for name, table in law.decisions.items() if table.deadline)
