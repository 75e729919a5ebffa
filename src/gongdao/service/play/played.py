"""What a scenario came to when it was played: every thing that happened in turn, and where it came out differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gongdao.case.court import Court
from gongdao.case.decider import Recorded
from gongdao.case.notices import Notice
from gongdao.case.state import Case
from gongdao.kernel.errors import Place, Problem, Refused
from gongdao.kernel.text import Text
from gongdao.service.play.scenario import Act, Pause, Scenario


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened at an instant; an act that was refused has no events and says why."""

    at: datetime
    before: Case
    after: Case
    court: Court
    events: tuple[Recorded, ...] = ()
    act: Act | None = None
    refused: Refused | None = None
    pause: Pause | None = None
    note: Text | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario that was played: what happened, the case in the end, its money, its letters, what came out otherwise.

    ``texts`` gives for what the record keeps in place of a personal text the text itself; ``balances`` are minor units
    by account.
    """

    scenario: Scenario
    stream: str
    told: tuple[Told, ...]
    case: Case
    court: Court
    at: datetime
    balances: Mapping[str, int]
    notices: tuple[Notice, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    differences: tuple[Problem, ...] = ()
