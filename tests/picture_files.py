"""Files of pictures as cameras, editors and AI programs write them: small, and only with what a test is about."""

from __future__ import annotations

import io

from PIL import ExifTags, Image, PngImagePlugin

from painted import photo

XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description {}>{}</rdf:Description></rdf:RDF></x:xmpmeta>'
MANIFEST = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71\x03c2pa\x00"
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def painted(seed: int = 1, side: int = 400) -> Image.Image:
    """This function will paint a small photo of goods."""
    return photo(seed, side)


def camera_file(
    picture: Image.Image | None = None,
    *,
    form: str = "JPEG",
    xmp: str = "",
    thumbnail: Image.Image | None = None,
    **notes: str,
) -> bytes:
    """This function will save a picture with what a camera notes: Make, Software, DateTimeOriginal, …"""
    exif = Image.Exif()
    own = exif.get_ifd(ExifTags.IFD.Exif)
    places = exif.get_ifd(ExifTags.IFD.GPSInfo)
    for name, value in notes.items():
        if name in ExifTags.GPS.__members__:
            places[ExifTags.GPS[name]] = value
        elif ExifTags.Base[name] > 0x8298 or name.startswith("Exif"):
            own[ExifTags.Base[name]] = value
        else:
            exif[ExifTags.Base[name]] = value
    out = io.BytesIO()
    more = {"xmp": xmp.encode()} if xmp else {}
    raw = exif.tobytes() if thumbnail is None else with_thumbnail(thumbnail)
    (picture or painted()).save(out, form, exif=raw, quality=88, **more)
    return out.getvalue()


def with_thumbnail(picture: Image.Image) -> bytes:
    """This function will write camera notes by hand: an empty first directory, and a second with a small JPEG."""
    small, out = picture.copy(), io.BytesIO()
    small.thumbnail((160, 160))
    small.save(out, "JPEG", quality=80)
    data = out.getvalue()
    second = 8 + 2 + 4
    begins = second + 2 + 3 * 12 + 4
    head = b"II*\0" + (8).to_bytes(4, "little") + (0).to_bytes(2, "little") + second.to_bytes(4, "little")
    rows = b"".join(
        tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little") + value.to_bytes(4, "little")
        for tag, kind, value in ((259, 4, 6), (513, 4, begins), (514, 4, len(data)))
    )
    return b"Exif\0\0" + head + (3).to_bytes(2, "little") + rows + bytes(4) + data


def png_file(**texts: str) -> bytes:
    """This function will save a PNG with texts under keywords."""
    told = PngImagePlugin.PngInfo()
    for keyword, text in texts.items():
        told.add_text(keyword.replace("_", "-") if keyword == "sd_metadata" else keyword, text)
    out = io.BytesIO()
    painted().save(out, "PNG", pnginfo=told)
    return out.getvalue()


def signed_file(claim: bytes) -> bytes:
    """This function will put a C2PA manifest into a PNG, in the chunk that is for it."""
    told = PngImagePlugin.PngInfo()
    told.add(b"caBX", MANIFEST + claim)
    out = io.BytesIO()
    painted().save(out, "PNG", pnginfo=told)
    return out.getvalue()


def cbor(text: str) -> bytes:
    """This function will write a text as CBOR does."""
    raw = text.encode()
    return (bytes([0x60 + len(raw)]) if len(raw) < 24 else b"\x78" + bytes([len(raw)])) + raw
