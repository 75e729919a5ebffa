"""Ports to listen on: whether one is free, and how a browser names it."""

from __future__ import annotations

import socket

from gongdao.kernel.errors import Refused


def free_port(host: str, port: int, most: int = 1) -> int:
    """Give the port, or the next free one among so many; 0 is any. Two servers could share one without a word.

    :raises Refused: it is taken, or may not be opened.
    """
    why = ""
    for number in range(port, port + most):
        try:
            return _bound(host, number)
        except OSError as error:
            why = error.strerror or str(error)
    raise Refused("port-taken", host=host, port=port, why=why)


def shown(host: str, port: int) -> str:
    """Give the address of a server as a browser takes it."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _bound(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])
