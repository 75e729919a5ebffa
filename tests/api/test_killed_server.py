"""A server that is killed in the middle of an upload has what came, and the rest makes the same file."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic
from urllib.request import Request, urlopen

import pytest

from evidence_files import dispute, kept_in, video
from gongdao.service.installation import law, now
from gongdao.service.people import keys
from gongdao.service.queries.files import handed_in
from gongdao.service.record import file_store
from grounds import Ground
from served import free_port
from sites import SERVE

ENOUGH, LONGEST = 1_000_000, 30.0  # bytes, seconds
OCTETS = "application/offset+octet-stream"


@contextmanager
def served(url: str, files: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """This function will serve a database in processes of their own until they are killed, all at once."""
    said = {
        "GONGDAO_SECRET_KEY": "of the tests, and of nobody else: long enough to be one", "DATABASE_URL": url,
        "GONGDAO_FILES": str(files), "GONGDAO_SAY_ADDRESS": "ready", "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    command = [sys.executable, "-c", SERVE, url, "127.0.0.1", str(port)]
    server = subprocess.Popen(
        command, env={**os.environ, **said}, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert server.stdout is not None
    try:
        assert server.stdout.readline().strip() == "ready"
        yield server
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


def asked(port: int, token: str, method: str, path: str, body: bytes | None = None, **headers: str):
    said = {"Authorization": f"Bearer {token}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    request = Request(f"http://127.0.0.1:{port}/api/v1{path}", body, said, method=method)
    return urlopen(request)


def size_of(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def wait_until(is_so: Callable[[], bool]) -> None:
    end, pause = monotonic() + LONGEST, Event()
    while not is_so():
        assert monotonic() < end, "it took too long"
        pause.wait(0.01)


@pytest.mark.parametrize("standing", ["sqlite"], indirect=True)
def test_a_server_killed_while_a_file_comes_takes_the_rest_when_it_is_back(standing: Ground, tmp_path: Path):
    files, content, port = tmp_path / "files", video(length=4_000_000), free_port()
    with kept_in(files):
        fair, stream = dispute()
        _, token = keys.make("phone", ["cases:read", "cases:write"], now(), user=fair.buyer)
        with served(standing.url, files, port):
            said = json.dumps({"name": "VID.mp4", "size": len(content)}).encode()
            with asked(port, token, "POST", f"/cases/{stream}/uploads", said, Content_Type="application/json") as told:
                id_ = json.load(told)["id"]
            with socket.create_connection(("127.0.0.1", port)) as line:
                head = (
                    f"PATCH /api/v1/uploads/{id_} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                    f"Authorization: Bearer {token}\r\n"
                    f"Upload-Offset: 0\r\nContent-Type: {OCTETS}\r\nContent-Length: {len(content)}\r\n\r\n"
                )
                line.sendall(head.encode() + content[:2_500_000])
                wait_until(lambda: size_of(file_store.part_of(law().using, id_)) >= ENOUGH)
        with served(standing.url, files, port):
            with asked(port, token, "GET", f"/uploads/{id_}") as told:
                offset = json.load(told)["offset"]
            assert ENOUGH <= offset < len(content)
            rest, at = content[offset:], str(offset)
            asked(port, token, "PATCH", f"/uploads/{id_}", rest, Upload_Offset=at, Content_Type=OCTETS).close()
            asked(port, token, "POST", f"/uploads/{id_}/finish").close()
            said = json.dumps({"kind": "video", "text": "一直漏水", "files": [id_]}).encode()
            asked(port, token, "POST", f"/cases/{stream}/evidence", said, Content_Type="application/json").close()
        (kept,) = handed_in(stream)["E1"].files
        assert file_store.path_of(law().using, kept.commitment).read_bytes() == content
