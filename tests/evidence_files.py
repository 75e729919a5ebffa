"""Files as phones make them, small: pictures with what a camera writes into them, and videos."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.test import override_settings
from PIL import ExifTags, Image

from bazaar import CLAIM, Bazaar, bazaar
from gongdao.service.actions import uploads
from gongdao.service.actions.evidence import HandedIn, shown, submit_evidence
from gongdao.service.actions.open_request import open_request
from gongdao.service.people.actor import Actor

TAKEN, PLACE = "2026:08:29 09:12:00", (31.0, 14.0, 3.0)


@contextmanager
def kept_in(folder: Path) -> Iterator[Path]:
    """This function will let files be kept in a folder, whichever database the service stands on."""
    with override_settings(GONGDAO_FILES=str(folder)):
        yield folder


def dispute() -> tuple[Bazaar, str]:
    """This function will open the bazaar and a dispute in it, and give both."""
    fair = bazaar()
    return fair, open_request(fair.buys(), fair.order(), CLAIM, (), (), "opened").stream


def photo(color: str = "teal", form: str = "JPEG", *, place: bool = False, size: tuple[int, int] = (640, 480)) -> bytes:
    """This function will take a photo, which says when it was taken, and where."""
    made, out = Image.new("RGB", size, color), io.BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Phone of Fang"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = TAKEN
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = PLACE
    made.save(out, form, exif=exif)
    return out.getvalue()


def video(*, place: bool = False, length: int = 3000) -> bytes:
    """This function will film something, as QuickTime and MP4 keep it: boxes, of which one may say where."""
    header = bytes(4) + (3_871_000_000).to_bytes(4, "big") * 2 + (1000).to_bytes(4, "big") + (42_000).to_bytes(4, "big")
    told = box(b"udta", box(b"\xa9xyz", b"+31.2304+121.4737/")) if place else b""
    moov = box(b"moov", box(b"mvhd", header + bytes(80)) + told)
    return box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41") + moov + box(b"mdat", bytes(range(256)) * (length // 256))


def box(kind: bytes, content: bytes) -> bytes:
    """This function will make a box of an MP4."""
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def sent(actor: Actor, stream: str, content: bytes, name: str = "IMG_1.jpg") -> str:
    """This function will send a file whole, and give the id of its upload."""
    upload = uploads.begin(actor, stream, name, len(content))
    uploads.append(actor, upload.id, 0, io.BytesIO(content), len(content))
    uploads.finish(actor, upload.id)
    return upload.id


def handed_in(
    actor: Actor, stream: str, *contents: bytes, kind: str = "photo", text: str = "接缝裂开", **more: Any
) -> HandedIn:
    """This function will hand in a piece of evidence with these files."""
    ids = [sent(actor, stream, content, f"IMG_{number}.jpg") for number, content in enumerate(contents)]
    return submit_evidence(actor, stream, kind, shown(kind, text, **more), ids)
