"""Asks ClamAV about a file, over its socket, in its own words (INSTREAM)."""

from __future__ import annotations

import socket
from pathlib import Path

from gongdao.kernel.errors import Refused

PIECE = 64 * 1024
SECONDS = 60.0


def scanned(address: str, path: Path) -> str:
    """Give the name of what ClamAV found in a file; nothing where it is clean.

    ``address``: ``unix:/run/clamav/clamd.ctl`` or ``host:port``.

    :raises Refused: the scanner did not answer, or could not look at the file.
    """
    try:
        with _connected(address) as door:
            answer = _asked(door, path)
    except (OSError, ValueError) as lost:
        raise Refused("scanner-away", address=address) from lost
    if answer.endswith("OK"):
        return ""
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip()
    raise Refused("scanner-away", address=address, answer=answer[:200])


def _connected(address: str) -> socket.socket:
    kind, _, place = address.partition(":")
    if kind == "unix":
        door = socket.socket(socket.AF_UNIX)
        door.settimeout(SECONDS)
        try:
            door.connect(place)
        except OSError:
            door.close()
            raise
        return door
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), SECONDS)


def _asked(door: socket.socket, path: Path) -> str:
    door.sendall(b"zINSTREAM\0")
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            door.sendall(len(piece).to_bytes(4, "big") + piece)
    door.sendall(bytes(4))
    said = b""
    while not said.endswith(b"\0") and (more := door.recv(4096)):
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
