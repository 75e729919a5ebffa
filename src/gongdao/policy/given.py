"""What is given to the engine about one dispute: stated facts, and for provable facts how their proof stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How a fact stands (POLICY-LANGUAGE 7)."""

    STATED = "stated"
    PRESUMED = "presumed"
    UNSTATED = "unstated"
    NOT_APPLICABLE = "not_applicable"
    NOT_ALLEGED = "not_alleged"
    ALLEGED = "alleged"
    INSUFFICIENT = "insufficient"
    ADMITTED = "admitted"
    PROVED = "proved"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the evidence says of one fact; weights are 0 to 100."""

    state: State
    pro: int = 0
    con: int = 0
    evidence: tuple[str, ...] = ()


Intervals = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class Stops:
    """When the clocks of a case stand still, each time [from, until).

    ``pauses`` of the platform stop every clock of its own, ``suspended`` all but those that end the suspension.
    """

    pauses: Intervals = ()
    suspended: Intervals = ()


@dataclass(frozen=True, slots=True)
class Given:
    """The facts of one dispute as a pack names them.

    ``values`` holds stated facts (money in minor units, instants aware); ``proofs`` the provable ones; ``stops`` are
    an input of every deadline that is not marked ``never_stops``.
    """

    decided_at: datetime
    values: Mapping[str, object] = field(default_factory=dict)
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    stops: Stops = Stops()
