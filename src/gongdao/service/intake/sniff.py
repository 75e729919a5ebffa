"""Finds out what a file really is, whatever its name says, and lets in only what can be read and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import puremagic

from gongdao.kernel.errors import Refused
from gongdao.service.intake import pictures, videos

HEAD = 4096
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/avif")
VIDEOS = ("video/mp4", "video/quicktime", "video/webm")
PDF, TEXT = "application/pdf", "text/plain"
TAKEN = (*PICTURES, *VIDEOS, PDF, TEXT)
# What a browser lets choose; phones that film in HEIC turn it into JPEG where HEIC is not among these.
ACCEPT = ",".join(TAKEN)
HEIF = ("image/heif", "image/heic")
SAID = {"application/x-matroska": "video/webm", "video/x-matroska": "video/webm", "video/x-m4v": "video/mp4"}
NOT_TAKEN = (
    ("image/", "file-picture"), ("audio/", "file-sound"), ("application/vnd.", "file-document"),
    ("application/msword", "file-document"), ("application/rtf", "file-document"),
    ("application/zip", "file-document"), ("application/gzip", "file-document"),
    ("application/x-gzip", "file-document"), ("application/x-rar", "file-document"),
    ("application/x-7z", "file-document"), ("application/x-msdownload", "file-program"),
)  # fmt: skip
# A text has no business with these; with them it is something else that was given a wrong name.
MARKUP = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?xml", b"<?php", b"#!")
MOST_TEXT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is: its media type, what it tells of itself, and the pictures that were made of it.

    ``about`` may hold width, height, seconds, pages (int), taken_at (ISO 8601), place (that it says where it was
    made) and blanks ([[offset, length], …] to be blanked for others).
    """

    media_type: str
    about: Mapping[str, Any]
    view: bytes = b""
    thumb: bytes = b""


def look(path: Path) -> Found:
    """Find out what a file is, and read it to see that it can be.

    :raises Refused: it is of no kind that we take, it is broken, or cut off; what to do stands in the sentence.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Refused("file-empty")
    media_type = _kind(head)
    if media_type in PICTURES:
        return _picture(path)
    if media_type in VIDEOS:
        return _video(path, media_type)
    return Found(PDF, _pdf(path)) if media_type == PDF else Found(TEXT, _text(path, head))


def _kind(head: bytes) -> str:
    """Give the kind of a file by how it begins; the surest of what we take, or a text."""
    try:
        guesses = puremagic.magic_string(head)
    except puremagic.PureError:
        guesses = []
    said = [SAID.get(it.mime_type, it.mime_type) for it in guesses]
    if any(kind in HEIF for kind in said):
        raise Refused("file-heic")
    found = next((kind for kind in said if kind in TAKEN and kind != TEXT), "")
    if found:
        return found
    if b"\0" in head or (guesses and said[0] not in ("", TEXT) and not said[0].startswith("text/")):
        raise Refused(_refusal(said))
    return TEXT


def _refusal(kinds: list[str]) -> str:
    """Name what a file is as people call it: nobody knows what an octet-stream is."""
    return next((code for kind in kinds for begins, code in NOT_TAKEN if kind.startswith(begins)), "file-kind")


def _picture(path: Path) -> Found:
    seen = pictures.read(path)
    about: dict[str, Any] = {"width": seen.width, "height": seen.height}
    about |= {"taken_at": seen.taken_at.isoformat()} if seen.taken_at else {}
    about |= {"place": True} if seen.has_place else {}
    return Found(seen.media_type, about, seen.view, seen.thumb)


def _video(path: Path, media_type: str) -> Found:
    seen = videos.read(path, media_type)
    about: dict[str, Any] = {"seconds": seen.seconds} if seen.seconds else {}
    about |= {"taken_at": seen.taken_at.isoformat()} if seen.taken_at else {}
    about |= {"place": True} if seen.has_place else {}
    about |= {"blanks": [list(each) for each in seen.blanks]} if seen.blanks else {}
    return Found(media_type, about)


def _pdf(path: Path) -> dict[str, Any]:
    """A PDF that was cut off lacks its end."""
    with path.open("rb") as file:
        begin = file.read(1024)
        file.seek(max(0, path.stat().st_size - 2048))
        end = file.read()
    if b"%PDF-" not in begin or b"%%EOF" not in end:
        raise Refused("file-cut-off")
    return {}


def _text(path: Path, head: bytes) -> dict[str, Any]:
    size = path.stat().st_size
    if any(word in head[:512].lower() for word in MARKUP):
        raise Refused("file-program")
    if size > MOST_TEXT:
        raise Refused("file-text-long", size=size, most=MOST_TEXT)
    text_of(path.read_bytes())
    return {}


def text_of(content: bytes) -> str:
    """Read a text, in UTF-8 or as old Chinese programs write it.

    :raises Refused: it is none.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            found = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in found and sum(char.isprintable() or char in "\r\n\t" for char in found) >= 0.98 * len(found):
            return found
    raise Refused("file-kind")
