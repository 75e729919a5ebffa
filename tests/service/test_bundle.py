"""A case in a file proves itself to anybody who has the packs; whatever was changed in it is named."""

from __future__ import annotations

import base64
import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from court_room import COURT, START
from gongdao.kernel.digest import canonical, plain
from gongdao.kernel.errors import BadInput, Refused
from gongdao.service.record import anchors, blobs, bundle
from gongdao.service.record.commitment import TEXT, commitment
from gongdao.service.record.export import export
from gongdao.service.record.judge import judge
from gongdao.service.record.stream import GENESIS, link
from grounds import fresh, opened_law
from recorded import HEARD, PAID, filled

LATER = START + timedelta(days=9)


@pytest.fixture(scope="module")
def law(tmp_path_factory):
    """The record of which bundles are made; only read here, so that one for all tests will do."""
    folder = tmp_path_factory.mktemp("record")
    with fresh("sqlite", folder) as ground, opened_law(ground) as law:
        yield filled(law, folder)


@pytest.fixture(scope="module")
def whole(law) -> dict:
    return json.loads(bundle.write(export(law, HEARD, LATER)))


def judged(content: dict, roots=None):
    return judge(bundle.read(canonical(content), "b.json"), COURT.library, COURT.calendars, roots or {})


def wrong(content: dict, roots=None) -> tuple[str, str]:
    with pytest.raises(BadInput) as told:
        judged(content, roots)
    problem = told.value.problems[0]
    return problem.code, str(problem.details.get("key", problem.place and problem.place.path))


def changed(content: dict, *path, to) -> dict:
    copy = json.loads(json.dumps(content))
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to(place[path[-1]])
    return copy


def test_a_bundle_proves_the_case_it_holds(law, whole):
    found = judged(whole, {it.day: it.root for it in anchors.anchors(law.using)})

    assert found.case.stage == "returning"
    assert [ruling.outcome for ruling in found.rulings] == ["return_refund"]
    assert (found.events, found.pauses, found.erased) == (len(whole["events"]), 2, 0)
    assert (found.blobs, found.absent) == (3, 0)
    assert found.anchor is not None


def test_a_bundle_is_the_same_bytes_whenever_it_is_written(law):
    assert bundle.write(export(law, HEARD, LATER)) == bundle.write(export(law, HEARD, LATER))


def test_a_bundle_is_read_as_it_was_written(law):
    made = export(law, PAID, LATER)

    assert bundle.read(bundle.write(made), "b.json") == made


def test_without_personal_texts_the_chain_is_proved_all_the_same(law):
    bare = json.loads(bundle.write(export(law, HEARD, LATER, personal=False)))

    assert (bare["blobs"], bare["erased"]) == ([], [])
    assert (judged(bare).blobs, judged(bare).absent) == (0, 2)


def test_a_text_that_is_left_out_is_counted(whole):
    assert judged(changed(whole, "blobs", to=lambda it: it[1:])).blobs == 2
    assert judged({**whole, "blobs": [it for it in whole["blobs"] if it["media_type"] != TEXT][:1]}).absent == 2


def test_a_file_that_no_event_names_is_none_of_the_case(tmp_path):
    with fresh("sqlite", tmp_path) as ground, opened_law(ground) as law:
        filled(law, tmp_path)
        before = export(law, HEARD, LATER).blobs
        blobs.keep(law.using, HEARD, "buyer", b"never named", "image/png", LATER)

        assert export(law, HEARD, LATER).blobs == before


def test_nothing_that_was_erased_is_in_the_bundle_and_the_chain_is_whole(tmp_path):
    with fresh("sqlite", tmp_path) as ground, opened_law(ground) as law:
        law = filled(law, tmp_path)
        blobs.erase(law.using, PAID, "buyer", LATER)

        content = json.loads(bundle.write(export(law, PAID, LATER)))

    assert {row["person"] for row in content["erased"]} == {"buyer"}
    assert [row["person"] for row in content["blobs"]] == []
    assert "王五" not in json.dumps(content, ensure_ascii=False)
    assert judged(content).erased == 2


def test_there_is_no_bundle_of_a_case_that_is_not_there(law):
    with pytest.raises(Refused, match="no-such-stream"):
        export(law, "taobao:C-9", LATER)


def forged_text(blob: dict) -> dict:
    salt = b"s" * 32
    made = commitment(salt, HEARD, blob["person"], blob["media_type"], b"other")
    return {**blob, "salt": salt.hex(), "content": base64.b64encode(b"other").decode(), "commitment": made}


NIGHT = "2025-09-24T00:00:00.000000Z"
FORGED = {
    "an actor": (("events", 4, "actor"), lambda it: "seller", ("row-differs", f"{HEARD} #5")),
    "a body": (("events", 4, "body"), lambda it: it.replace("2025", "2024", 1), ("row-differs", f"{HEARD} #5")),
    "the order": (("events",), lambda it: [it[1], it[0], *it[2:]], ("row-missing", f"{HEARD} #1")),
    "an event left out": (("events",), lambda it: it[:3] + it[4:], ("row-missing", f"{HEARD} #4")),
    "the name": (("stream",), lambda it: "taobao:C-7", ("row-differs", "taobao:C-7 #1")),
    "the end": (("events",), lambda it: it[:-1], ("row-differs", "2025-09-24")),
    "a pause": (("pauses", 0, "at"), lambda it: it.replace("2025", "2024"), ("row-differs", "register:pauses #1")),
    "a pin": (("pins", 0, "pack"), lambda it: "tb-2024", ("row-differs", "1")),
    "a text": (("blobs", 0, "content"), lambda it: base64.b64encode(b"other").decode(), ("row-differs", None)),
    "another text under a salt of its own": (("blobs", 0), forged_text, ("row-unexpected", None)),
    "a text that nobody wrote": (("blobs",), lambda it: [*it, forged_text(it[0])], ("row-unexpected", None)),
    "a text twice": (("blobs",), lambda it: [*it, it[0]], ("row-unexpected", None)),
    "an erasure that never was": (
        ("erased",),
        lambda it: [{"commitment": "0" * 63 + "1", "person": "buyer", "erased_at": NIGHT}],
        ("row-unexpected", "0" * 63 + "1"),
    ),
    "whose a text is": (("blobs", 0, "person"), lambda it: "staff:9", ("row-differs", None)),
    "the anchor's head": (("anchor", "digest"), lambda it: "0" * 64, ("row-differs", "2025-09-24")),
    "the anchor's root": (("anchor", "root"), lambda it: "0" * 64, ("row-differs", "2025-09-24")),
    "the path": (("anchor", "path"), lambda it: [*it, ["left", "0" * 64]], ("row-differs", "2025-09-24")),
    "the anchor's day": (("anchor", "at"), lambda it: it.replace("2025", "2020"), ("row-differs", "2025-09-24")),
}


@pytest.mark.parametrize("what", FORGED)
def test_whatever_is_forged_is_named(whole, what):
    path, to, told = FORGED[what]

    code, key = wrong(changed(whole, *path, to=to))

    assert code == told[0]
    assert told[1] in (None, key)


def test_a_ruling_that_was_rewritten_with_its_whole_chain_is_not_what_the_pack_says(whole):
    forged, previous = json.loads(json.dumps(whole)), GENESIS
    for row in forged["events"]:
        if row["type"] == "RulingGiven":
            row["body"] = row["body"].replace('"winner":"buyer"', '"winner":"seller"')
        row["previous"] = previous
        previous = row["digest"] = link(
            HEARD, row["seq"], row["type"], row["version"], row["body"], row["recorded_at"], previous
        )

    code, key = wrong({**forged, "anchor": {}})

    seq = next(row["seq"] for row in whole["events"] if row["type"] == "RulingGiven")
    assert (code, key) == ("row-differs", f"{HEARD} #{seq}")


def test_a_root_that_somebody_else_kept_is_compared(whole):
    assert wrong(whole, {"2025-09-24": "0" * 64}) == ("row-differs", "2025-09-24")
    assert wrong(whole, {"2025-09-23": "0" * 64}) == ("row-differs", "2025-09-24")


def test_a_pack_that_is_not_at_hand_is_asked_for(whole):
    library = replace(COURT.library, versions={}, packs={})

    with pytest.raises(BadInput) as told:
        judge(bundle.read(canonical(whole), "b.json"), library, COURT.calendars, {})

    assert told.value.problems[0].code in ("ruling-pack-missing", "event-does-not-follow")


HOSTILE = {
    "nothing": (b"", "bundle-not-json"),
    "no JSON": (b"PNG\r\n", "bundle-not-json"),
    "no text": (b"\x89PNG\r\n", "file-not-utf8"),
    "a list": (b"[]", "bundle-shape"),
    "no keys": (b"{}", "bundle-keys"),
    "a nest": (b"[" * 200_000, "bundle-odd-json"),
    "a fraction": (b'{"edition": 1.5}', "bundle-odd-json"),
    "not a number": (b'{"edition": NaN}', "bundle-odd-json"),
    "a key twice": (b'{"edition": 1, "edition": 2}', "bundle-odd-json"),
    "a huge number": (b'{"edition": ' + b"9" * 10_000 + b"}", "bundle-odd-json"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_no_bundle_is_refused_with_its_reason(what):
    content, code = HOSTILE[what]

    with pytest.raises(BadInput) as told:
        bundle.read(content, "b.json")

    assert told.value.problems[0].code == code


ODD = {
    "a number for a text": (("stream",), 7, ("bundle-shape", "stream")),
    "a row of its own": (("events", 0), {"seq": 1}, ("bundle-keys", "events[0]")),
    "a truth for a number": (("events", 0, "seq"), True, ("bundle-shape", "events[0].seq")),
    "a number below nothing": (("events", 0, "seq"), -1, ("bundle-shape", "events[0].seq")),
    "a short digest": (("events", 0, "digest"), "ab", ("bundle-shape", "events[0].digest")),
    "an instant of a zone": (("events", 0, "at"), "2025-09-22T10:00:00+08:00", ("bundle-shape", "events[0].at")),
    "no base64": (("blobs", 0, "content"), "%%", ("bundle-shape", "blobs[0].content")),
    "a pin that is none": (("pins",), ["x"], ("bundle-shape", "pins[0]")),
    "a path that is none": (("anchor", "path"), [["up", "0" * 64]], ("bundle-shape", "anchor.path")),
    "another edition": (("edition",), 2, ("bundle-edition", "edition")),
    "a stream with a control character": (("stream",), "a:\x1b[31m", ("bundle-shape", "stream")),
    "too many rows": (("erased",), [{}] * 10_001, ("bundle-too-many", "erased")),
    "no events": (("events",), [], ("row-missing", f"{HEARD} #1")),
}


@pytest.mark.parametrize("what", ODD)
def test_what_has_another_shape_is_named_by_its_place(whole, what):
    path, value, told = ODD[what]

    assert wrong(changed(whole, *path, to=lambda it: value)) == told


def test_a_bundle_that_is_too_large_is_not_read():
    class Large(bytes):
        def __len__(self) -> int:
            return bundle.LARGEST + 1

    with pytest.raises(BadInput) as told:
        bundle.read(Large(), "b.json")

    assert told.value.problems[0].code == "bundle-too-large"


def test_no_change_of_a_byte_ends_in_anything_but_a_problem_that_is_told(law, count):
    content = bundle.write(export(law, HEARD, LATER))
    seed = 7
    draw = Random(seed)
    for _ in range(count(short=150, long=1500)):
        forged = bytearray(content)
        for _ in range(draw.choice((1, 1, 3))):
            forged[draw.randrange(len(forged))] = draw.randrange(256)
        with suppress(BadInput):
            judge(bundle.read(bytes(forged), f"seed {seed}"), COURT.library, COURT.calendars, {})


def test_a_pack_that_is_another_than_at_the_time_is_told_apart_from_a_ruling_that_was_changed(whole):
    seq = next(row["seq"] for row in whole["events"] if row["type"] == "RulingGiven")
    forged, previous = json.loads(json.dumps(whole)), GENESIS
    for row in forged["events"]:
        if row["type"] == "RulingGiven":
            body = json.loads(row["body"])
            row["body"] = plain({**body, "pack_digest": "1" * 64})
        row["previous"] = previous
        previous = row["digest"] = link(
            HEARD, row["seq"], row["type"], row["version"], row["body"], row["recorded_at"], previous
        )

    assert wrong({**forged, "anchor": {}}) == ("ruling-pack-other", f"{HEARD} #{seq}")
