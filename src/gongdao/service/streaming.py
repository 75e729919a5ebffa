"""Gives a file to a browser: in parts where it asks for them, without rights on our pages, and not to be guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse

PIECE = 256 * 1024
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
# A file may be looked at and nothing else: it runs nothing, loads nothing, and is of another origin than our pages.
POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
)
SHOWN = ("image/", "video/", "text/plain")
Blanks = Sequence[tuple[int, int]]


def given(
    request: HttpRequest,
    path: Path,
    media_type: str,
    name: str,
    tag: str,
    *,
    blanks: Blanks = (),
    download: bool = False,
) -> HttpResponseBase:
    """Answer with a file or a part of it; ``tag`` stands for its content.

    ``blanks`` are (offset, length) of boxes of an MP4 that are given as empty ones of the same length.
    """
    if request.headers.get("If-None-Match", "").strip('"') == tag:
        return HttpResponseNotModified(headers={"ETag": f'"{tag}"'})
    size = path.stat().st_size
    wanted = _range(request.headers.get("Range", ""), size)
    if wanted is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = wanted
    whole = (start, end) == (0, size) and "Range" not in request.headers
    response = StreamingHttpResponse(
        _pieces(path, start, end, blanks) if request.method != "HEAD" else iter(()),
        status=200 if whole else 206,
        content_type=f"{media_type}; charset=utf-8" if media_type == "text/plain" else media_type,
    )
    if not whole:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    shown = not download and media_type.startswith(SHOWN)
    said = {
        "Content-Length": str(end - start),
        "Accept-Ranges": "bytes",
        "ETag": f'"{tag}"',
        "Cache-Control": "private, max-age=600",
        "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{name}"',
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    for header, value in said.items():
        response.headers[header] = value
    return response


def _range(said: str, size: int) -> tuple[int, int] | None:
    """Give from where to where a part goes; all of it where several are asked for, None where there is no such part."""
    if not said:
        return 0, size
    found = RANGE.fullmatch(said.strip())
    if found is None or not any(found.groups()):
        return 0, size
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
    return (start, end) if start < end else None


def _pieces(path: Path, start: int, end: int, blanks: Blanks) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE, end - start))):
            yield blanked(piece, start, blanks) if blanks else piece
            start += len(piece)


def blanked(piece: bytes, at: int, blanks: Blanks) -> bytes:
    """Give a part of an MP4 that begins at ``at`` with these boxes turned into free ones of the same length."""
    made = bytearray(piece)
    for place, length in blanks:
        for offset in range(max(place + 4, at), min(place + length, at + len(made))):
            inside = offset - place - 4
            made[offset - at] = b"free"[inside] if inside < 4 else 0
    return bytes(made)
