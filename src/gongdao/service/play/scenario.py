"""A dispute told in steps: who does what when, what the clock does between, and what should come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from gongdao.kernel.errors import Place
from gongdao.kernel.source import Node
from gongdao.kernel.text import Text

# How a marketplace answers a payment: pays it in full, a part of it, refuses, stays silent, or answers twice.
ANSWERS = ("full", "part", "refuse", "late", "twice")
PAYS, WAITS = "pays", "waits"


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody gives a command; ``refused`` is the code with which the court should answer, ``since`` its instant."""

    by: str
    command: type
    fields: Mapping[str, Any]
    place: Place
    refused: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """The platform's clocks stop at ``since`` and run again at ``until``; what is None is said by another step."""

    since: datetime | None
    until: datetime | None
    ground: str


@dataclass(frozen=True, slots=True)
class MarketAnswer:
    """How the marketplace answers the next payment it is asked for; a late answer comes ``after`` so long.

    ``amount`` is minor units where it is not the whole.
    """

    answer: str
    amount: int = 0
    reason: str = ""
    after: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What should be seen, by name, and where in the file it is written."""

    values: Mapping[str, Any]
    node: Node
    path: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the clock goes to ``at``, or on by ``after``, then everything in it happens at that instant."""

    place: Place
    at: datetime | None = None
    after: timedelta = timedelta()
    acts: tuple[Act, ...] = ()
    pause: Pause | None = None
    answers: tuple[MarketAnswer, ...] = ()
    marketplace: str = ""
    note: Text | None = None
    expect: Expectation | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One dispute from its order to its end."""

    id: str
    title: Text
    tells: tuple[str, ...]
    told: str
    platform: str
    pack: str
    currency: str
    marketplace: str
    steps: tuple[Step, ...]
    place: Place
    expect: Expectation | None = None
    people: Mapping[str, Text] = field(default_factory=dict)
