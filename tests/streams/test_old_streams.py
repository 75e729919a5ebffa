"""What was ever recorded can be read for ever: each old event is brought up to date and folds into the same case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongdao.case.codec import UPCASTERS, VERSIONS, decode, encode, schema
from gongdao.case.decider import replay
from gongdao.service.record.proof import steps
from gongdao.service.record.stream import Stored
from streams.record import noted

FOLDER = Path(__file__).resolve().parent
RELEASES = sorted(folder for folder in FOLDER.glob("v*") if folder.is_dir())
BESIDE = ("schema.json", "specimens.json")
STREAMS = [file for folder in RELEASES for file in sorted(folder.glob("*.json")) if file.name not in BESIDE]
SPECIMENS = [it for folder in RELEASES for it in json.loads((folder / "specimens.json").read_text(encoding="utf-8"))]
KEPT = {
    key: kinds
    for folder in RELEASES
    for key, kinds in json.loads((folder / "schema.json").read_text(encoding="utf-8")).items()
}
AGAIN = "an event that changes gets the next version in VERSIONS and a step in UPCASTERS (src/gongdao/case/codec.py)"


def rows(found: list[dict]) -> list[Stored]:
    return [Stored(**row) for row in found]


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@pytest.mark.parametrize("file", STREAMS, ids=name)
def test_an_old_stream_folds_into_the_case_that_was_noted_beside_it(file):
    kept = json.loads(file.read_text(encoding="utf-8"))

    case = replay(
        decode({"type": row["type"], "version": row["version"], **json.loads(row["body"])}) for row in kept["events"]
    )

    assert json.loads(json.dumps(noted(case))) == kept["then"]


@pytest.mark.parametrize("file", STREAMS, ids=name)
def test_the_chain_of_an_old_stream_is_whole(file):
    kept = json.loads(file.read_text(encoding="utf-8"))

    done = list(steps(kept["stream"], rows(kept["events"])))

    assert len(done) == kept["then"]["seq"]


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda it: f"{it['type']}-{it['version']}")
def test_an_event_of_every_type_and_version_ever_released_can_be_read(specimen):
    event = decode(specimen)

    assert type(event).__name__ == specimen["type"]
    assert specimen["version"] < VERSIONS[specimen["type"]] or encode(event) == specimen


@pytest.mark.parametrize("key", sorted(KEPT))
def test_an_event_that_changed_has_a_new_version_and_a_way_to_it(key):
    kind, version = key.split()
    now = VERSIONS.get(kind)

    assert now is not None, f"{kind} was released and must be readable for ever"
    if now == int(version):
        assert schema()[key] == KEPT[key], AGAIN
    assert [(kind, old) for old in range(int(version), now) if (kind, old) not in UPCASTERS] == [], AGAIN


def test_every_event_of_today_is_kept():
    assert sorted(schema().keys() - KEPT.keys()) == [], "record them: python tests/streams/record.py"


def test_every_type_of_event_happens_in_some_kept_stream():
    kept = {row["type"] for file in STREAMS for row in json.loads(file.read_text(encoding="utf-8"))["events"]}

    assert sorted(VERSIONS.keys() - kept) == []
