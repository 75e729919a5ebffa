"""Has the lines of the anchor file stamped by an authority of RFC 3161, so that we cannot date them back either."""

from __future__ import annotations

import http.client
import json
import logging
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gongdao.kernel.errors import Refused

SECONDS = 30
LARGEST = 1024 * 1024
# An authority that was away for longer leaves those days to the stamp of the next: each line covers the ones before it.
MOST_DAYS = 30

log = logging.getLogger(__name__)


def token_file(anchor_file: Path, day: str) -> Path:
    """Give where the token of a day is kept: beside the anchor file."""
    return anchor_file.with_name(f"{anchor_file.name}.{day}.tsr")


def stamp_missing(anchor_file: Path, url: str) -> None:
    """Have the last lines stamped that are not yet; an authority that does not answer is asked again with the next."""
    for line, day in _last_lines(anchor_file):
        kept = token_file(anchor_file, day)
        if kept.exists():
            continue
        try:
            kept.write_bytes(stamp(line, url))
        except (OSError, http.client.HTTPException, ValueError, Refused) as wrong:
            log.warning("the time stamping authority %s did not stamp %s: %s", url, day, wrong)
            return


def stamp(content: bytes, url: str) -> bytes:
    """Ask an authority to stamp bytes; gives its answer, as ``openssl ts -verify -in`` reads it.

    :raises Refused: the optional package is not installed, or the authority did not stamp just these bytes.
    :raises OSError: the authority cannot be reached.
    """
    client = _client()
    request = client.TimestampRequestBuilder().data(content).build()
    answer = _post(url, request.as_bytes())
    response = client.decode_timestamp_response(answer)
    if response.status not in (0, 1) or response.tst_info.message_imprint.message != request.message_imprint.message:
        raise Refused("timestamp-refused", url=url, status=response.status)
    return answer


def _client() -> Any:
    try:
        return import_module("rfc3161_client")
    except ModuleNotFoundError as missing:
        raise Refused("timestamps-not-installed") from missing


def _post(url: str, body: bytes) -> bytes:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request("POST", path, body, {"Content-Type": "application/timestamp-query"})
        answer = connection.getresponse()
        return answer.read(LARGEST)
    finally:
        connection.close()


def _last_lines(anchor_file: Path) -> list[tuple[bytes, str]]:
    lines = anchor_file.read_bytes().split(b"\n")[:-1][-MOST_DAYS:]
    return [(line, str(json.loads(line)["day"])) for line in lines]
