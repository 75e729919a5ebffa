"""An authority of RFC 3161 says when a line of the anchor file was there; anybody can ask openssl whether it did."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from gongdao.kernel.errors import Refused
from gongdao.service.record.anchor_file import Anchor, append, read_lines
from gongdao.service.record.timestamps import stamp, stamp_missing, token_file

# Debian's postgresql, which the tests need too, brings openssl along.
CONFIG = """
[req]
distinguished_name = name
x509_extensions = authority
prompt = no
[name]
CN = an authority
[authority]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
dir = .
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
"""
DAYS = tuple(Anchor(f"2025-09-2{day}", str(day) * 64, day, f"2025-09-2{day + 1}T00:00:00.000000Z") for day in (1, 2))


def openssl(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    openssl(
        folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-config", "tsa.cnf",
        "-keyout", "tsa.key", "-out", "tsa.pem",
    )  # fmt: skip
    return folder


@pytest.fixture
def url(authority) -> Iterator[str]:
    """Where the authority answers, on this machine only."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (authority / "query.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            openssl(
                authority, "ts", "-reply", "-config", "tsa.cnf", "-section", "here", "-queryfile", "query.tsq",
                "-out", "answer.tsr",
            )  # fmt: skip
            content = (authority / "answer.tsr").read_bytes() if self.path == "/tsa" else b"no stamp at all"
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *said: object) -> None:
            """Whoever asks is not written down."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        answering = threading.Thread(target=server.serve_forever)
        answering.start()
        yield f"http://127.0.0.1:{server.server_port}/tsa"
        server.shutdown()
        answering.join()


def test_a_line_is_stamped_and_openssl_agrees(authority, url, tmp_path):
    file = tmp_path / "anchors.jsonl"
    append(file, DAYS[0])

    stamp_missing(file, url)

    (tmp_path / "line.json").write_bytes(read_lines(file)[0])
    said = openssl(
        tmp_path, "ts", "-verify", "-data", "line.json", "-in", str(token_file(file, DAYS[0].day)),
        "-CAfile", str(authority / "tsa.pem"),
    )  # fmt: skip
    assert "Verification: OK" in said


def test_a_day_that_could_not_be_stamped_is_stamped_with_the_next(url, tmp_path, caplog):
    file = tmp_path / "anchors.jsonl"
    append(file, DAYS[0])
    stamp_missing(file, "http://127.0.0.1:1/tsa")
    assert not token_file(file, DAYS[0].day).exists()
    assert "did not stamp 2025-09-21" in caplog.text
    append(file, DAYS[1])

    stamp_missing(file, url)

    assert [token_file(file, json.loads(line)["day"]).exists() for line in read_lines(file)] == [True, True]


def test_what_is_stamped_already_is_not_stamped_again(url, tmp_path):
    file = tmp_path / "anchors.jsonl"
    append(file, DAYS[0])
    stamp_missing(file, url)
    before = token_file(file, DAYS[0].day).read_bytes()

    stamp_missing(file, url)

    assert token_file(file, DAYS[0].day).read_bytes() == before


def test_an_answer_that_is_no_stamp_is_not_kept(url, tmp_path):
    file = tmp_path / "anchors.jsonl"
    append(file, DAYS[0])

    stamp_missing(file, url.replace("/tsa", "/other"))

    assert not token_file(file, DAYS[0].day).exists()


def test_a_stamp_of_other_bytes_is_refused(authority, tmp_path):
    stale = stamp_of(authority, b"something else")

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(stale)

        def log_message(self, *said: object) -> None:
            """Whoever asks is not written down."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        answering = threading.Thread(target=server.handle_request)
        answering.start()
        with pytest.raises(Refused, match="timestamp-refused"):
            stamp(b"the line", f"http://127.0.0.1:{server.server_port}/tsa")
        answering.join()


def stamp_of(authority: Path, content: bytes) -> bytes:
    (authority / "other").write_bytes(content)
    openssl(authority, "ts", "-query", "-data", "other", "-sha512", "-cert", "-out", "other.tsq")
    asked = ("-queryfile", "other.tsq", "-out", "other.tsr")
    openssl(authority, "ts", "-reply", "-config", "tsa.cnf", "-section", "here", *asked)
    return (authority / "other.tsr").read_bytes()
