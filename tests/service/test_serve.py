"""The service as a process: many writers at once, a graceful stop, its figures and its log, and the demo."""

from __future__ import annotations

import json
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from select import select
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import override_settings
from standardwebhooks import Webhook

from counts import count
from gongdao.cli.main import main
from gongdao.kernel.errors import Refused
from gongdao.service import serve
from gongdao.service.actions import endpoints as changes
from gongdao.service.delivery.models import Received
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import User
from gongdao.service.ports import free_port as free_port_of
from grounds import fresh
from served import PATIENCE, answers, free_port, serving, started

OPERATOR = Actor(None, "p-op", roles=frozenset({"operator"}))
WRITERS, MANY = 12, count(short=30, long=60)
LARGE = 40 << 20  # bytes


def told(base, secret, number):
    """The marketplace tells of a user, which is written to the database."""
    id_, body = f"m-{number}", json.dumps({"type": "user.upserted", "data": {"id": f"U-{number}", "name": "陈女士"}})
    at = datetime.now(UTC)
    headers = {
        "content-type": "application/json",
        "webhook-id": id_,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, at, body),
        "x-request-id": f"request-{number}",
    }
    return httpx.post(f"{base}/api/inward/shop", content=body, headers=headers, timeout=60)


def test_many_writers_at_once_wait_for_one_another_and_the_log_tells_nothing_private(standing):
    secret = changes.rotate_inward(OPERATOR, "shop")
    port = free_port()
    base = f"http://127.0.0.1:{port}"

    with started("serve", "--port", str(port), "--database", standing.url) as process:
        answers(f"{base}/healthz", process)
        with ThreadPoolExecutor(WRITERS) as hands:
            answered = list(hands.map(lambda number: told(base, secret, number), range(MANY)))
        figures = httpx.get(f"{base}/metrics").text
        from_outside = httpx.get(f"{base}/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code
        ready = httpx.get(f"{base}/readyz").json()
        said = stopped(process, signal.SIGTERM)

    assert [answer.status_code for answer in answered] == [200] * MANY
    assert User.objects.count() == Received.objects.count() == MANY
    assert f'gongdao_requests_total{{method="POST",route="inward",status="200"}} {MANY}.0' in figures
    assert "gongdao_clerk_lag_seconds 0.0" in figures
    assert "gongdao_outbox_waiting 0.0" in figures
    assert (from_outside, ready["ready"]) == (404, True)
    assert answered[1].headers["x-request-id"] == "request-1"
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    [line] = [line for line in lines if line.get("request") == "request-1"]
    assert (line["event"], line["route"], line["status"]) == ("request", "inward", 200)
    assert "陈女士" not in said
    assert "U-1" not in said


def test_who_sends_more_than_is_taken_is_told_so_when_all_of_it_is_sent(tmp_path):
    with fresh("sqlite", tmp_path) as ground, serving(ground.url) as base:
        where = urlsplit(base)
        head = f"POST /api/v1/cases HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: {LARGE}\r\n\r\n"
        with socket.create_connection((where.hostname, where.port)) as talk:
            talk.sendall(head.encode() + bytes(LARGE))
            answer = talk.recv(65536)
    assert answer.startswith(b"HTTP/1.1 401")


def test_who_comes_while_a_worker_that_broke_is_replaced_waits_and_is_answered(tmp_path):
    port = free_port()
    with (
        fresh("sqlite", tmp_path) as ground,
        started("serve", "--port", str(port), "--database", ground.url) as process,
    ):
        answers(f"http://127.0.0.1:{port}/healthz", process)
        [worker] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        ended = os.pidfd_open(int(worker))
        os.kill(int(worker), signal.SIGKILL)
        assert select([ended], [], [], PATIENCE)[0] == [ended]
        os.close(ended)
        assert httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE).status_code == 200


def test_a_service_that_cannot_start_says_why(tmp_path, capsys):
    nothing = f"sqlite:///{tmp_path / 'none.sqlite3'}"
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert refusal(lambda: free_port_of("127.0.0.1", port)) == "port-taken"
        assert free_port_of("127.0.0.1", port, 5) > port
    assert refusal(lambda: serve.prepare(nothing)) == "database-missing"
    (tmp_path / "none.sqlite3").touch()
    with override_settings(SECRET_KEY=""):
        assert refusal(lambda: serve.prepare(nothing)) == "secret-missing"
    for arguments, words in (
        (["--port", "70000"], "there are 0 to 65535"),
        (["--workers", "2", "--database", nothing], "on SQLite there is one process"),
        (["--threads", "0"], "--threads must be above 0"),
    ):
        assert main(["serve", "--lang", "en", *arguments]) == 2
        assert words in capsys.readouterr().err


def refusal(attempt):
    with pytest.raises(Refused) as no:
        attempt()
    return no.value.code


def test_the_demo_makes_its_data_once_keeps_its_key_to_itself_and_stops_cleanly(tmp_path):
    folder, port = tmp_path / "demo", free_port()
    command = ["demo", "--folder", str(folder), "--port", str(port)]
    key = folder / "secret-key"

    with started(*command) as first:
        answers(f"http://127.0.0.1:{port}/readyz", first)
        secret = key.read_text()
        assert key.stat().st_mode & 0o777 == 0o600
        assert main(["demo", "--folder", str(folder)]) == 2
        said = stopped(first, signal.SIGINT)
    assert "Making the marketplace" in said
    assert "请在浏览器里打开" in said
    assert "open this in your browser" in said

    with started(*command) as second:
        answers(f"http://127.0.0.1:{port}/readyz", second)
        again = stopped(second, signal.SIGTERM)
    assert "Making the marketplace" not in again
    assert "the data are kept" in again
    assert key.read_text() == secret


def stopped(process, kind):
    """All that a process said, once it is told to stop; its status is that of one that was not broken."""
    process.send_signal(kind)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    return said
