"""Files come in by the interface piece by piece: whole, once, by their owner alone, and looked at before they count."""

from __future__ import annotations

import io
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from django.db import connections
from django.test import Client, override_settings

from counts import count
from crashes import forked, was_killed
from evidence_files import dispute, handed_in, kept_in, photo, sent, video
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.kernel.errors import Refused
from gongdao.service.actions import uploads
from gongdao.service.actions.act import act
from gongdao.service.actions.evidence import shown, submit_evidence
from gongdao.service.installation import law, now
from gongdao.service.people.models import User
from gongdao.service.queries.access import place
from gongdao.service.queries.files import handed_in as pieces_of
from gongdao.service.record import file_store, store
from gongdao.service.record.models import UploadRow
from grounds import Ground

OCTETS = "application/offset+octet-stream"


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Path]:
    with kept_in(tmp_path / "files") as folder:
        yield folder


def begun(client: Client, stream: str, size: int, key: str = "k-1"):
    said = {"name": "IMG_1.jpg", "size": size}
    return client.post(
        f"/api/v1/cases/{stream}/uploads", said, content_type="application/json", headers={"idempotency-key": key}
    )


def piece(client: Client, id_: str, offset: int, content: bytes):
    return client.patch(
        f"/api/v1/uploads/{id_}", content, content_type=OCTETS, headers={"upload-offset": str(offset)}
    )  # fmt: skip


def code(response) -> str:
    return response.json()["code"]


def names_in(files: Path) -> list[str]:
    return sorted(it.name for it in files.rglob("*") if it.is_file())


def names_of_the_piece(stream: str) -> list[str]:
    """The one file of the first piece: as it came, and what was drawn of it."""
    (kept,) = pieces_of(stream)["E1"].files
    return [kept.commitment, f"{kept.commitment}.thumb", f"{kept.commitment}.view"]


def test_a_file_that_broke_off_goes_on_where_it_broke_and_is_handed_in_once(standing: Ground, files: Path):
    fair, stream = dispute()
    client, content = fair.browser(), photo()
    id_ = begun(client, stream, len(content)).json()["id"]
    assert begun(client, stream, len(content)).json()["id"] == id_

    assert piece(client, id_, 0, content[:700]).json()["offset"] == 700
    assert code(piece(client, id_, 0, content)) == "upload-offset"
    assert client.head(f"/api/v1/uploads/{id_}")["Upload-Offset"] == "700"
    assert code(client.post(f"/api/v1/uploads/{id_}/finish")) == "upload-unfinished"
    assert code(piece(client, id_, 700, content)) == "upload-too-long"
    assert piece(client, id_, 700, content[700:]).json()["offset"] == len(content)
    ready = [client.post(f"/api/v1/uploads/{id_}/finish").json() for _ in "ab"]
    assert [(it["state"], it["media_type"]) for it in ready] == [("ready", "image/jpeg")] * 2

    said = {"kind": "photo", "text": "接缝裂开", "files": [id_]}
    answers = [
        client.post(
            f"/api/v1/cases/{stream}/evidence", said, content_type="application/json",
            headers={"idempotency-key": "e-1"},
        )
        for _ in "ab"
    ]  # fmt: skip
    assert [(it.status_code, it.json()["id"]) for it in answers] == [(201, "E1")] * 2
    assert answers[0].json()["digest"] == answers[1].json()["digest"]
    (one,) = client.get(f"/api/v1/cases/{stream}/evidence/E1/files").json()["items"]
    got = client.get(f"/api/v1/cases/{stream}/files/{one['commitment']}?form=original")
    assert b"".join(got.streaming_content) == content
    assert code(client.delete(f"/api/v1/uploads/{id_}")) == "upload-over"


def test_nobody_else_learns_of_an_upload(standing: Ground, files: Path):
    fair, stream = dispute()
    id_ = begun(fair.browser(), stream, 100).json()["id"]
    stranger = fair.browser(User.objects.create_user("wang"))

    for client in (fair.browser(fair.seller), stranger):
        assert code(piece(client, id_, 0, bytes(100))) == "upload-not-found"
        assert client.get(f"/api/v1/uploads/{id_}").status_code == 404
        assert client.delete(f"/api/v1/uploads/{id_}").status_code == 404
    assert begun(stranger, stream, 100).status_code == 404
    assert Client(headers={"host": "localhost"}).get(f"/api/v1/uploads/{id_}").status_code == 401


def test_the_files_of_another_cannot_be_handed_in(standing: Ground, files: Path):
    fair, stream = dispute()
    id_ = sent(fair.buys(), stream, photo())

    with pytest.raises(Refused, match="upload-not-found"):
        submit_evidence(fair.sells(), stream, "photo", shown("photo", "没有裂"), [id_])
    assert store.load(law(), stream).facts.get("evidence", []) == []


def test_what_is_too_large_or_too_much_is_refused_before_a_byte_is_sent(standing: Ground, files: Path):
    fair, stream = dispute()
    with pytest.raises(Refused, match="upload-too-large"):
        uploads.begin(fair.buys(), stream, "film.mp4", file_store.MOST_BYTES + 1)
    for number in range(5):
        uploads.begin(fair.buys(), stream, f"{number}.mp4", file_store.MOST_BYTES)

    with pytest.raises(Refused, match="uploads-too-much"):
        uploads.begin(fair.buys(), stream, "6.mp4", file_store.MOST_BYTES)
    assert uploads.begin(fair.sells(), stream, "mine.mp4", file_store.MOST_BYTES).offset == 0


def test_what_nobody_handed_in_for_a_day_is_removed_and_what_was_handed_in_stays(standing: Ground, files: Path):
    fair, stream = dispute()
    handed_in(fair.buys(), stream, photo())
    sent(fair.buys(), stream, photo("red"))
    begun(fair.browser(), stream, 100)
    UploadRow.objects.filter(state="sent").update(state="ready")  # as if the process had died before it was noted
    (files / "uploads" / ("0" * 24)).write_bytes(b"a part whose row was lost")
    gone_at = now() + timedelta(days=2)

    assert uploads.expire(law().using, gone_at) == 4
    assert uploads.expire(law().using, gone_at) == 0

    assert names_in(files) == names_of_the_piece(stream)


def test_a_file_taken_back_while_it_is_being_handed_in_stays_with_its_piece(standing: Ground, files: Path):
    fair, stream = dispute()
    used, left = (sent(fair.buys(), stream, photo(color)) for color in ("teal", "red"))
    taken = uploads.filed(place(fair.buys(), stream).by, stream, (used,), again=False)
    for id_ in (used, left):
        uploads.remove(fair.buys(), id_)
        with pytest.raises(Refused, match="upload-not-found"):
            uploads.find(fair.buys(), id_)
    manifest = file_store.listed(law().using, stream, "buyer", taken, now())
    given = {"id": "E1", "kind": "photo", "digest": manifest, "shows": shown("photo", "接缝裂开")}
    act(fair.buys(), stream, SubmitEvidence, given)

    assert uploads.waiting(fair.buys(), stream) == ()
    assert uploads.expire(law().using, now() + timedelta(minutes=11)) == 2
    assert names_in(files) == names_of_the_piece(stream)


def test_a_file_taken_back_while_it_is_looked_at_leaves_nothing(standing: Ground, files: Path):
    fair, stream = dispute()
    content = photo()
    upload = uploads.begin(fair.buys(), stream, "IMG_1.jpg", len(content))
    uploads.append(fair.buys(), upload.id, 0, io.BytesIO(content), len(content))
    with (
        scanner(b"stream: OK", lambda: uploads.remove(fair.buys(), upload.id)) as (address, _),
        override_settings(GONGDAO_CLAMAV=address),
        pytest.raises(Refused) as no,
    ):
        uploads.finish(fair.buys(), upload.id)

    assert no.value.code == "upload-not-found"
    assert uploads.expire(law().using, now() + timedelta(minutes=11)) == 1
    assert names_in(files) == []


def test_both_sides_handing_in_at_once_get_numbers_of_their_own(standing: Ground, files: Path):
    fair, stream = dispute()
    actors, ids = [fair.buys(), fair.sells()] * count(short=2, long=10), []

    def hand_in(actor) -> None:
        ids.append(submit_evidence(actor, stream, "text", shown("text", "签收时纸箱湿透")).id)
        connections.close_all()

    threads = [threading.Thread(target=hand_in, args=[actor]) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ids) == sorted(f"E{number}" for number in range(1, len(actors) + 1))


@contextmanager
def scanner(answer: bytes, meanwhile: Callable[[], object] = list) -> Iterator[tuple[str, list[bytes]]]:
    """This function will stand in for ClamAV: it speaks its protocol on a real socket and notes what it was sent."""
    heard: list[bytes] = []

    def exactly(talk: socket.socket, length: int) -> bytes:
        found = b""
        while len(found) < length:
            found += talk.recv(length - len(found))
        return found

    def serve() -> None:
        talk, _ = door.accept()
        with talk:
            assert exactly(talk, 10) == b"zINSTREAM\0"
            content = b""
            while length := int.from_bytes(exactly(talk, 4), "big"):
                content += exactly(talk, length)
            heard.append(content)
            meanwhile()
            connections.close_all()
            talk.sendall(answer + b"\0")

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{door.getsockname()[1]}", heard
        thread.join()


def test_a_file_with_a_virus_is_put_aside_and_said_so(standing: Ground, files: Path):
    fair, stream = dispute()
    content = photo()
    with (
        scanner(b"stream: Eicar-Test-Signature FOUND") as (address, heard),
        override_settings(GONGDAO_CLAMAV=address),
        pytest.raises(Refused) as no,
    ):
        sent(fair.buys(), stream, content)

    assert (no.value.code, no.value.details) == ("file-infected", {"found": "Eicar-Test-Signature"})
    assert heard == [content]
    assert [it.parent.name for it in files.rglob("*") if it.is_file()] == ["quarantine"]
    assert uploads.waiting(fair.buys(), stream) == ()


def test_a_clean_file_is_taken_and_a_scanner_that_is_away_can_be_asked_again(standing: Ground, files: Path):
    fair, stream = dispute()
    away = override_settings(GONGDAO_CLAMAV=f"unix:{files}/nobody")
    with away, pytest.raises(Refused, match="scanner-away"):
        sent(fair.buys(), stream, photo())
    (waiting,) = uploads.waiting(fair.buys(), stream)

    with scanner(b"stream: OK") as (address, _), override_settings(GONGDAO_CLAMAV=address):
        assert uploads.finish(fair.buys(), waiting.id).state == "ready"


KILLS = count(short=12, long=100)
PIECE, MOST_PIECES = 4096, 40


def test_a_process_killed_while_a_file_comes_leaves_what_came_and_the_rest_makes_the_same_file(
    standing: Ground, files: Path
):
    fair, stream = dispute()
    content = photo() + video(length=(KILLS + 1) * MOST_PIECES * PIECE)  # what follows the end of a JPEG is kept too
    id_ = uploads.begin(fair.buys(), stream, "IMG_1.jpg", len(content)).id
    actor, draw = fair.buys(), Random(20261122)
    connections.close_all()

    for _ in range(KILLS):
        (reading, writing), pieces = os.pipe(), draw.randrange(1, MOST_PIECES)
        child = forked(partial(_send_until_killed, actor, id_, content, pieces, writing))
        os.close(writing)
        os.read(reading, 1)
        os.kill(child, signal.SIGKILL)
        os.close(reading)
        assert was_killed(child)

    upload = uploads.find(actor, id_)
    assert 0 < upload.offset < len(content)
    assert file_store.part_of(law().using, id_).read_bytes() == content[: upload.offset]
    uploads.append(actor, id_, upload.offset, io.BytesIO(content[upload.offset :]), len(content) - upload.offset)
    uploads.finish(actor, id_)
    made = submit_evidence(actor, stream, "photo", shown("photo", "裂了"), [id_], "k")
    (kept,) = pieces_of(stream)[made.id].files
    assert file_store.path_of(law().using, kept.commitment).read_bytes() == content


class Trickle:
    """A body that comes a little at a time and then no more, as over a bad line; it tells when it has stopped."""

    def __init__(self, content: bytes, pieces: int, told: int) -> None:
        self.content, self.at, self.left, self.told = content, 0, pieces, told

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            os.write(self.told, b".")
            signal.pause()
        part = self.content[self.at : self.at + min(size, PIECE)]
        self.at, self.left = self.at + len(part), self.left - 1
        return part


def _send_until_killed(actor, id_: str, content: bytes, pieces: int, told: int) -> None:
    have = uploads.find(actor, id_).offset
    uploads.append(actor, id_, have, Trickle(content[have:], pieces, told), len(content) - have)
