"""Disputes by chance: the facts of a case file drawn from the table of fields, and how provable facts stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from builders import BEIJING, calendars
from gongdao.case.facts import Bound, bind
from gongdao.case.kinds import Kind
from gongdao.case.schema import item_fields, kind_of, kind_of_item, lists, paths
from gongdao.policy.evaluate import evaluate
from gongdao.policy.given import Given, Intervals, Proof, State, Stops
from gongdao.policy.pack import Pack
from gongdao.policy.work import Evaluation

AMOUNTS = (0, 1, 999, 1000, 2000, 3000, 4999, 5000, 19900, 20000, 20001, 100000, 1234567)
COUNTS = (0, 1, 1, 2, 3, 4, 5, 10, 11, 17, 31, 48, 72)
DECIMALS = (0, 10, 50, 100, 299, 300, 301, 479, 480, 500)
HOURS = (0, 1, 24, 47, 48, 49, 71, 72, 73, 96, 120, 168, 191, 192, 240, 359, 360, 361, 720, 2160, 4320, 4400)
TEXTS = ("甲", "乙", "none", "SF88")
STATES = (State.PROVED, State.REFUTED, State.INSUFFICIENT, State.ALLEGED)
LAST_DAY = date(2026, 11, 20)
MOST_ROWS = {"events": 5, "evidence": 4, "logistics": 3, "items": 3}


@dataclass(frozen=True, slots=True)
class Scene:
    """One dispute: the facts as a case file gives them, and the provable facts that are settled besides."""

    pack: Pack
    decided_at: datetime
    facts: dict[str, Any]
    proofs: dict[str, State] = field(default_factory=dict)
    stops: Stops = field(default_factory=Stops)

    def bound(self) -> Bound:
        return bind(self.pack, self.facts, self.decided_at, calendars(), {}, self.stops)

    def given(self) -> Given:
        found = self.bound().given
        settled = {name: Proof(state) for name, state in self.proofs.items()}
        return replace(found, proofs={**found.proofs, **settled})

    def evaluated(self, **how: Any) -> Evaluation:
        return evaluate(self.pack, self.given(), calendars(), **how)


def scene(pack: Pack, seed: int) -> Scene:
    """This function will draw a dispute under a pack; the same for the same seed."""
    draw = Random(seed)
    decided_at = decision_time(pack, draw)
    facts: dict[str, Any] = {}
    for path in paths():
        if draw.random() < _chance(path, seed):
            put(facts, path, value_of(kind_of(path), draw, decided_at))
    for name in lists():
        if draw.random() < 0.6 and "." not in name:
            facts[name] = _rows(name, pack, draw, decided_at)
    made_possible(facts)
    provable = [fact.id for fact in pack.facts.values() if fact.prove is not None]
    settled = draw.sample(provable, min(len(provable), draw.choice((0, 1, 3, 8, len(provable)))))
    proofs = {name: draw.choice(STATES) for name in settled}
    return Scene(pack, decided_at, facts, proofs, Stops(_spans(draw, decided_at), _spans(draw, decided_at)))


def _spans(draw: Random, now: datetime) -> Intervals:
    """Times before, around or after the decision in which clocks stood still; mostly none."""
    begun = [now - timedelta(hours=draw.choice(HOURS)) for _ in range(draw.choice((0, 0, 1, 2)))]
    return tuple((at, at + timedelta(hours=draw.choice(HOURS), seconds=1)) for at in begun)


def _chance(path: str, seed: int) -> float:
    """What a claim is about is nearly always stated; the rest rarely, sometimes or mostly."""
    if path in ("claim.type", "claim.reason", "claim.opened_at", "order.paid", "order.status"):
        return 0.95
    return (0.1, 0.4, 0.8)[seed % 3]


def decision_time(pack: Pack, draw: Random) -> datetime:
    """This function will draw an instant at which the version may govern, often at the edge of a window."""
    version = pack.version
    last = min(version.until or LAST_DAY, LAST_DAY)
    edges = [since for param in pack.params.values() for since, _ in param.values]
    edges += [day for decision in pack.decisions.values() for rule in decision.rules for day in (rule.since,) if day]
    near = [day for day in edges if version.since < day < last]
    day = draw.choice([version.since, last, *near]) + timedelta(days=draw.choice((-1, 0, 0, 1, 30)))
    if draw.random() < 0.5:
        day = version.since + timedelta(days=draw.randrange(max(1, (last - version.since).days)))
    day = max(day, date(2010, 1, 1))
    zone = BEIJING if pack.zone == "start" else ZoneInfo(pack.zone)
    return datetime.combine(day, draw.choice((time(0), time(10), time(23, 59, 59))), zone)


def value_of(kind: Kind | None, draw: Random, now: datetime) -> Any:
    """This function will draw a value that may stand in a field of some kind."""
    assert kind is not None
    if kind.many:
        return [value_of(replace(kind, many=False), draw, now) for _ in range(draw.choice((1, 2)))]
    match kind.name:
        case "bool":
            return draw.random() < 0.5
        case "int":
            return draw.choice(COUNTS)
        case "money":
            return draw.choice(AMOUNTS)
        case "decimal":
            return draw.choice(DECIMALS)
        case "instant":
            return now - timedelta(hours=draw.choice(HOURS), seconds=draw.choice((0, 0, 1)))
        case "date":
            return (now - timedelta(hours=draw.choice(HOURS))).date()
        case "enum":
            return draw.choice([word for word in kind.words if len(word) != 3 or word == "n/a"] or kind.words)
        case "either":
            return value_of(draw.choice(kind.of), draw, now)
        case _:
            return draw.choice(TEXTS)


def put(facts: dict[str, Any], path: str, value: Any) -> None:
    """This function will write a value at a path such as ``order.promotion.type``."""
    *way, last = path.split(".")
    for step in way:
        inner = facts.get(step)
        facts[step] = facts = inner if isinstance(inner, dict) else {}
    if not isinstance(facts.get(last), dict):
        facts[last] = value


def _rows(name: str, pack: Pack, draw: Random, now: datetime) -> list[dict[str, Any]]:
    rows = [_row(name, pack, draw, now) for _ in range(draw.randint(0, MOST_ROWS.get(name, 2)))]
    return sorted(rows, key=lambda row: row.get("at", now))


def _row(name: str, pack: Pack, draw: Random, now: datetime) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key in item_fields(name):
        kind = kind_of_item(name, key.removesuffix("[]"))
        if kind is not None and (key in ("at", "act", "scan", "kind", "by", "text") or draw.random() < 0.3):
            row[key.removesuffix("[]")] = value_of(kind, draw, now)
    for key in ("says", "shows", "finding"):
        if key in row and pack.words:
            row[key] = draw.choice(sorted(pack.words))
    if name == "chat" and pack.phrases:
        groups = draw.choice(sorted(pack.phrases.items()))[1].groups
        row["text"] = "，".join(draw.choice(group) for group in groups)
    return row


def made_possible(facts: dict[str, Any]) -> None:
    """This function will mend what the reader of case files refuses: too much paid back, too many votes."""
    paid = facts.setdefault("order", {}).setdefault("paid", 5000)
    spent = {"pay": 0, "settle": 0, "ruling": 0}
    for event in facts.get("events", ()):
        act = event.get("act")
        if act in spent and "amount" in event:
            event["amount"] = min(event["amount"], paid - (spent["pay"] if act == "pay" else 0))
            spent[act] += event["amount"]
    for row in facts.get("items", ()):
        row.setdefault("sku", "A")
        row.setdefault("list", 1000)
        row.setdefault("qty", 1)
        row.setdefault("state", "signed")
    jury = facts.get("jury")
    if isinstance(jury, dict):
        jury["size"] = sum(jury.get("votes", {}).values()) + jury.get("size", 0)
        jury["to_win"] = min(jury.get("to_win", 1), jury["size"])
