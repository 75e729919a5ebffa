"""A marketplace that receives webhooks: a real server of HTTP, which keeps what it got and answers as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass
class Receiver:
    """What came in, as bodies and headers; ``answers`` are given in their order, the last one again and again."""

    url: str
    answers: list[tuple[int, str, dict[str, str]]] = field(default_factory=lambda: [(204, "", {})])
    got: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    arrived: Event = field(default_factory=Event)
    pause: Event = field(default_factory=Event)

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, headers in self.got]

    def answer(self, status: int, said: str = "", **headers: str) -> None:
        """This function will have it give one answer from now on."""
        self.answers = [(status, said, {name.replace("_", "-"): value for name, value in headers.items()})]


@contextmanager
def receiving(pause: float = 0) -> Iterator[Receiver]:
    """This function will let a receiver stand on a free port; it thinks so long, or until its pause is set."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.got.append((body, {name.lower(): value for name, value in self.headers.items()}))
            receiver.arrived.set()
            if pause:
                receiver.pause.wait(pause)
            status, said, headers = receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0]
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(said.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver = Receiver(f"http://127.0.0.1:{server.server_port}/hooks?of=gongdao")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
