"""Small packs, facts and evaluations for tests: said in a few words, read by the real reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from gongdao.kernel.almanac import read_calendar
from gongdao.kernel.calendar import Calendar
from gongdao.kernel.errors import Problem
from gongdao.kernel.source import plain, read
from gongdao.policy.compose import compose, versions_of
from gongdao.policy.evaluate import evaluate
from gongdao.policy.family import Family, read_family
from gongdao.policy.given import Given, Proof, State
from gongdao.policy.pack import Pack
from gongdao.policy.work import Evaluation

ROOT = Path(__file__).resolve().parent.parent
LABELLED = (
    "facts",
    "params",
    "terms",
    "decisions",
    "deadlines",
    "provisions",
    "words",
    "phrases",
    "signals",
    "invariants",
)
HEAD: dict[str, Any] = {
    "family": "small",
    "zone": "Asia/Shanghai",
    "calendar": "cn",
    "currency": "CNY",
    "governs": {"clock": "decided_at"},
    "versions": [{"id": "small", "from": "2020-01-01"}],
    "grades": {"admission": 100, "record": 90, "lab": 85, "party": 40, "outlet": 0},
    "standards": {"preponderance": {"margin": 0}, "clear": {"pro": 50, "margin": 30}},
}
BEIJING = timezone(timedelta(hours=8))
NOW = datetime.fromisoformat("2025-10-16T16:00:00+08:00")


def at(text: str) -> datetime:
    """This function will read an instant; without an offset it is Beijing time."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=BEIJING)


def labelled(body: dict[str, Any]) -> None:
    """This function will give every entry the labels that a test has no wish to write."""
    for kind in LABELLED:
        entries = body.get(kind) or {}
        for name, entry in entries.items() if isinstance(entries, dict) else ((e.get("id"), e) for e in entries):
            for one in entry if isinstance(entry, list) else [entry]:
                if kind != "decisions" or {"answer", "waterfall"} & one.keys():
                    _label(one, name)
                for rule in one.get("rules") or ():
                    _label(rule, str(rule.get("id")))


def _label(entry: dict[str, Any], name: str) -> None:
    entry.setdefault("zh", f"“{name}”")
    entry.setdefault("en", f"the {name}")


def family_text(text: str, **header: Any) -> str:
    """This function will write out a family of which only the sections that matter to a test are given."""
    node, problems = read(text, "small.yaml")
    assert node is not None, problems
    assert not problems, problems
    body = {**HEAD, **header, **plain(node)}
    if "extends" not in body:
        body["facts"] = {"decided_at": {"type": "instant", "from": "policy.decided_at"}} | body.get("facts", {})
    labelled(body)
    return json.dumps(body, ensure_ascii=False)


def family_from(text: str, **header: Any) -> tuple[Family, list[Problem]]:
    """This function will read a family out of the sections that matter to a test."""
    family, found = read_family({"small.yaml": family_text(text, **header)})
    assert family is not None, found
    return family, found


def composed(text: str, *below: str, version: str = "small", **header: Any) -> tuple[Pack | None, list[Problem]]:
    """This function will compose a version, over the families in ``below`` (the root first)."""
    families: dict[str, Family] = {}
    problems: list[Problem] = []
    for part in (*below, text):
        family, found = family_from(part, **(header if part is text else {"grades": {}, "standards": {}}))
        families[family.id] = family
        problems += found
    pack, found = compose(families, versions_of(families)[version])
    return pack, [*problems, *found]


def pack_from(text: str, *below: str, **header: Any) -> Pack:
    """This function will give the pack; the test stops if anything is wrong with it."""
    pack, problems = composed(text, *below, **header)
    assert not problems, [(str(p.place), p.code, dict(p.details)) for p in problems]
    assert pack is not None
    return pack


def codes_in(text: str, *below: str, **header: Any) -> list[str]:
    """This function will give the codes of everything that is wrong with a pack."""
    return [p.code for p in composed(text, *below, **header)[1]]


@cache
def calendars() -> dict[str, Calendar]:
    """This function will read the calendars of the checkout."""
    return {name: _calendar(ROOT / "packs" / "calendars" / f"{name}.yaml") for name in ("cn", "us")}


def _calendar(path: Path) -> Calendar:
    node, problems = read(path.read_text(encoding="utf-8"), path.name)
    assert node is not None
    calendar, found = read_calendar(node)
    assert calendar is not None, [*problems, *found]
    return calendar


def decide(
    pack: Pack, values: Mapping[str, object] | None = None, *, closed: bool = True, on: datetime = NOW,
    assumed: Mapping[str, bool] | None = None, **proofs: State | Proof,
) -> Evaluation:  # fmt: skip
    """This function will decide on stated ``values``; a provable fact stands as its keyword says."""
    standing = {name: p if isinstance(p, Proof) else Proof(p) for name, p in proofs.items()}
    given = Given(on, {"decided_at": on, **(values or {})}, standing)
    return evaluate(pack, given, calendars(), closed=closed, assumed=assumed)


def winners(evaluation: Evaluation, decision: str) -> list[str]:
    """This function will give the ids of the rules that answered a decision."""
    return [rule.id for rule in evaluation.answers[decision].winners]


def defeats(evaluation: Evaluation, decision: str) -> list[tuple[str, str]]:
    """This function will give each defeated rule of a decision with the one that defeated it."""
    return [(rule.id, by.id) for rule, by in evaluation.answers[decision].defeated]
