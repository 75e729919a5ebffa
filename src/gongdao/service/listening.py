"""Sockets that listen before any worker of a server is there: who comes early waits, and systemd is told at once.

Granian 2.8 gives every worker of a TCP server a socket of its own, opened by the worker once it has read everything, so
nobody can say when it listens, and a worker that breaks takes those who wait at its socket with it. Here the sockets,
still one to each worker, belong to the process that starts the workers.
"""

from __future__ import annotations

import os
import socket
from typing import Any

from granian._granian import SocketHolder
from granian.server.mp import MPServer, WorkerProcess

NOTIFY = "NOTIFY_SOCKET"
# Granian says of its own kinds less than they take.
HOLDER: Any = SocketHolder


class Listening(MPServer):
    """Granian on a port, whose sockets are open before its workers; on a file it does so by itself."""

    held: tuple[socket.socket, ...] = ()

    def _init_shared_socket(self) -> None:
        vars(self)["_sso"] = None
        self.held = tuple(_listening(self.bind_addr, self.bind_port, self.backlog) for _ in range(self.workers))

    def _spawn_worker(self, idx: int, *loaders: Any, **named: Any) -> WorkerProcess:
        # The holder closes what it is given.
        vars(self)["_shd"] = HOLDER(os.dup(self.held[idx].fileno()), False, self.backlog)
        made: WorkerProcess = super()._spawn_worker(idx, *loaders, **named)
        return made

    def _drop_shared_socket(self) -> None:
        for each in self.held:
            each.close()


def _listening(host: str, port: int, backlog: int) -> socket.socket:
    """The kernel shares those who come among the sockets of one address, and gives each their options.

    An answer is sent in two parts, its head and its body: without ``TCP_NODELAY`` the body may wait 40 ms for the
    other side to own to the head (RFC 896 beside RFC 1122, 4.2.3.2).
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.create_server((host, port), family=family, backlog=backlog, reuse_port=True)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def tell_systemd() -> None:
    """Tell systemd, where it started this process and waits for it, that the service takes requests (sd_notify(3))."""
    where = os.environ.get(NOTIFY, "")
    if where:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            line.connect(f"\0{where[1:]}" if where.startswith("@") else where)
            line.sendall(b"READY=1")
