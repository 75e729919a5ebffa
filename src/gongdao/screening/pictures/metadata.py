"""What a picture's file says of itself: the camera's notes (Exif), XMP, texts, Photoshop's part, C2PA, its tables."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PIL import ExifTags, Image

LONGEST, MOST_NOTES, MOST_XMP, MOST_C2PA = 4_000, 400, 1 << 20, 1 << 20
UNREADABLE = (
    OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError, ArithmeticError, AttributeError, struct.error,
)  # fmt: skip
# A JUMBF description box whose type is the one of C2PA manifest stores, wherever in a file it stands (ISO 19566-5).
MANIFEST = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
CHARSETS = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "shift-jis", bytes(8): "utf-8"}
THUMBNAIL_AT, THUMBNAIL_SIZE, MOST_THUMBNAIL = 513, 514, 1 << 18


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says; all of it may be wrong, and much is lost when a messenger sends a picture on.

    ``exif``: the names of Exif tags to what they say; ``texts``: the keywords of PNG's texts and the comment of a JPEG;
    ``xmp``: the packet; ``c2pa``: the bytes from where a C2PA manifest begins; ``photoshop``: that Photoshop left its
    resources; ``tables``: the quantisation tables of a JPEG, 64 numbers each, in rows; ``thumbnail``: the small JPEG
    that the camera put into Exif.
    """

    exif: Mapping[str, str]
    texts: Mapping[str, str]
    xmp: str = ""
    c2pa: bytes = b""
    photoshop: bool = False
    tables: tuple[tuple[int, ...], ...] = ()
    thumbnail: bytes = b""


def metadata_of(image: Image.Image, content: bytes) -> Metadata:
    """Give what a loaded picture and the bytes of its file say; what cannot be read is left out."""
    exif, thumbnail = _exif(image)
    at = content.find(MANIFEST)
    return Metadata(
        exif,
        dict(_texts(image)),
        _xmp(image),
        content[at : at + MOST_C2PA] if at >= 0 else b"",
        "photoshop" in image.info,
        _tables(image),
        thumbnail,
    )


def _exif(image: Image.Image) -> tuple[Mapping[str, str], bytes]:
    try:
        exif = image.getexif()
        own = exif.get_ifd(ExifTags.IFD.Exif)
        places = exif.get_ifd(ExifTags.IFD.GPSInfo)
        small = exif.get_ifd(ExifTags.IFD.IFD1)
    except UNREADABLE:
        return {}, b""
    notes = [(ExifTags.TAGS.get(tag), value) for tag, value in [*exif.items(), *own.items()][:MOST_NOTES]]
    notes += [(ExifTags.GPSTAGS.get(tag), value) for tag, value in list(places.items())[:MOST_NOTES]]
    told = {name: text for name, value in notes if name and (text := _text(value))}
    return told, _thumbnail(image, small)


def _thumbnail(image: Image.Image, small: Mapping[int, object]) -> bytes:
    at, size, raw = small.get(THUMBNAIL_AT), small.get(THUMBNAIL_SIZE), image.info.get("exif", b"")
    if not (isinstance(at, int) and isinstance(size, int) and isinstance(raw, bytes) and 0 < size <= MOST_THUMBNAIL):
        return b""
    tiff = raw.removeprefix(b"Exif\0\0")
    return tiff[at : at + size] if at >= 0 else b""


def _texts(image: Image.Image) -> Iterator[tuple[str, str]]:
    for key, value in list(image.info.items())[:MOST_NOTES]:
        if isinstance(key, str) and isinstance(value, str | bytes) and key not in ("exif", "xmp", "icc_profile"):
            yield key[:80], _text(value)


def _xmp(image: Image.Image) -> str:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, bytes):
        return packet[:MOST_XMP].decode("utf-8", "replace")
    return str(packet)[:MOST_XMP]


def _tables(image: Image.Image) -> tuple[tuple[int, ...], ...]:
    tables: Mapping[int, list[int]] = getattr(image, "quantization", None) or {}
    return tuple(tuple(int(step) for step in table) for _, table in sorted(tables.items()))


def _text(value: object) -> str:
    """What a note says, as text without what does not show."""
    if isinstance(value, bytes):
        charset = CHARSETS.get(value[:8])
        body = value[8:] if charset else value
        text = body[:LONGEST].decode(charset or "utf-8", "replace")
    else:
        text = _as_written(str(value)[:LONGEST])
    return "".join(char for char in text if char.isprintable() or char == "\n").strip()


def _as_written(text: str) -> str:
    """Exif's texts are ASCII by rule, and so Pillow reads them byte by byte; programs write UTF-8 or GB 18030."""
    if text.isascii():
        return text
    for encoding in ("utf-8", "gb18030"):
        try:
            return text.encode("latin-1").decode(encoding)
        except UnicodeError:
            continue
    return text
