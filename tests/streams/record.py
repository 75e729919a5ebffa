"""Records event streams of this version, once, to be replayed for ever: python tests/streams/record.py v1 [--again].

Plays the scenario files through the record and keeps as few of their streams as hold every type of event they reach.
What is kept is never written again once it has been released; a changed event gets a new version and an upcaster.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
DRAWN, ACTS = 120, 40
STARTS = tuple(datetime.fromisoformat(f"{day}T10:00:00+08:00") for day in ("2025-09-22", "2025-08-10", "2024-08-01"))
SAMPLES: dict[str, Any] = {
    "str": "text",
    "int": 1,
    "bool": True,
    "datetime": "2025-09-22T10:00:00+08:00",
    "words": ["one", "two"],
    "row": [
        ["text", "text"], ["number", 1], ["truth", True], ["instant", {"at": "2025-09-22T10:00:00+08:00"}],
        ["day", {"on": "2025-09-22"}], ["words", ["one"]],
    ],
}  # fmt: skip


def main() -> None:
    """This function will record a version and say what its streams do not reach."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    from gongdao.case.codec import VERSIONS, schema

    args = _arguments()
    folder = FOLDER / args.version
    if folder.exists() and any(folder.iterdir()) and not args.again:
        sys.exit(f"{folder} is recorded already; a version that was released is never written again")
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    chosen = _fewest(dict(_streams()))
    for name, stream in chosen.items():
        _write(folder / f"{name}.json", stream)
    _write(folder / "schema.json", schema())
    _write(folder / "specimens.json", [_specimen(*key.split(), kinds) for key, kinds in schema().items()])
    reached = {row["type"] for stream in chosen.values() for row in stream["events"]}
    print(f"{len(chosen)} streams; reached by none: {', '.join(sorted(VERSIONS.keys() - reached)) or 'nothing'}")


def noted(case: Any) -> dict[str, Any]:
    """This function will say of a case what must come out of its events whenever they are replayed."""
    return {
        "stage": case.stage,
        "round": case.round,
        "seq": case.seq,
        "pack": case.pack,
        "legs": [[leg.id, str(leg.state), str(leg.source), str(leg.to), leg.amount] for leg in case.legs],
        "rulings": [[it.number, it.outcome, it.winner, it.refund, it.pack, it.digest] for it in case.rulings],
        "stops": len(case.stops),
        "offers": [[offer.id, offer.state, offer.amount] for offer in case.offers],
    }


def _streams() -> Iterator[tuple[str, dict[str, Any]]]:
    from gongdao.service.play.read import read_scenario
    from gongdao.service.play.run import play
    from gongdao.service.record.pauses import REGISTER
    from gongdao.service.record.rows import streams
    from gongdao.service.record.store import load
    from grounds import fresh, opened_law, release
    from shelf import library

    for file in sorted((ROOT / "scenarios").glob("*.yaml")):
        scenario = read_scenario(file.read_text(encoding="utf-8"), file.name, library().families, library().versions)
        with (
            tempfile.TemporaryDirectory() as folder,
            fresh("sqlite", Path(folder)) as ground,
            opened_law(ground) as law,
        ):
            play(law, scenario)
            rows = {name: [asdict(row) for row in found] for name, found in streams(law.using)}
            pauses = rows.pop(REGISTER, [])
            for number, (name, events) in enumerate(rows.items()):
                told = {"stream": name, "pauses": pauses, "events": events, "then": noted(load(law, name))}
                yield f"{file.stem}{number or ''}", told
    yield from _others()
    release()


def _others() -> Iterator[tuple[str, dict[str, Any]]]:
    """Disputes told by hand and by chance, for what no scenario tells of."""
    from gongdao.service.record import store
    from gongdao.service.record.rows import streams
    from gongdao.service.record.store import load
    from grounds import fresh, opened_law
    from streams import disputes

    with tempfile.TemporaryDirectory() as folder, fresh("sqlite", Path(folder)) as ground, opened_law(ground) as law:
        for told_by_hand in disputes.DISPUTES:
            for command in told_by_hand():
                store.submit(law, f"told:{told_by_hand.__name__}", command, command.at)
        for seed in range(DRAWN):
            dispute(law, seed)
        for name, found in streams(law.using):
            told = {"stream": name, "pauses": [], "events": [asdict(row) for row in found]}
            yield name.replace(":C-", "-").replace("told:", ""), {**told, "then": noted(load(law, name))}


def dispute(law: Any, seed: int) -> None:
    """This function will let people do what comes to their mind in a case of their own, over the record."""
    import people
    from gongdao.case.due import turn
    from gongdao.case.stages.remedy import AnswerLeg, SendLeg
    from gongdao.ledger.execution import State
    from gongdao.service.record import store

    draw, now, stream = Random(seed), STARTS[seed % len(STARTS)], f"drawn:C-{seed}"
    for command in people.known(draw, now, seed):
        store.submit(law, stream, command, now)
    _tried(law, stream, replace(people.request(draw, seed, now, seed), platform="taobao"), now)
    for _ in range(ACTS):
        now += timedelta(hours=draw.choice((0, 1, 1, 5, 30, 200)))
        case, court = store.load(law, stream), store.court(law)
        _tried(law, stream, people.act(draw, case, court, turn(case, court), now), now)
        for leg in store.load(law, stream).legs:
            if leg.state is State.HELD:
                _tried(law, stream, SendLeg(now, "platform", leg.id), now)
            elif leg.state is State.SENT:
                amount = draw.choice((leg.amount, leg.amount // 2, 0))
                _tried(law, stream, AnswerLeg(now, "marketplace", leg.id, f"R{now:%H%d}", amount, "-"), now)


def _tried(law: Any, stream: str, command: Any, now: datetime) -> None:
    from gongdao.kernel.errors import GongdaoError
    from gongdao.service.record import store

    with suppress(GongdaoError):
        store.submit(law, stream, command, now)


def _fewest(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Take again and again the stream with most types of events that are not held yet."""
    types = {name: {row["type"] for row in stream["events"]} for name, stream in found.items()}
    chosen: dict[str, dict[str, Any]] = {}
    held: set[str] = set()
    while types and (best := max(sorted(types), key=lambda name: len(types[name] - held))) and types[best] - held:
        chosen[best] = found[best]
        held |= types.pop(best)
    return chosen


def _specimen(name: str, version: str, kinds: dict[str, str]) -> dict[str, Any]:
    return {"type": name, "version": int(version), **{key: SAMPLES[kind] for key, kind in kinds.items()}}


def _write(file: Path, content: Any) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", help="the folder, such as v1")
    parser.add_argument("--again", action="store_true", help="write it again: only before it has been released")
    return parser.parse_args()


if __name__ == "__main__":
    main()
