"""Traces that programs leave in a picture's file: of editing, and of making it by AI. A file may say anything."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from PIL import Image

from gongdao.screening.pictures.marks import fingerprint_of
from gongdao.screening.pictures.matching import wholes_differ
from gongdao.screening.pictures.model import PictureModel
from gongdao.screening.pictures.reading import BROKEN, Picture
from gongdao.screening.pictures.tables import standard_quality
from gongdao.screening.pictures.xmp import counted, value_of
from gongdao.screening.signal import Reason

# Not Make and Model: who makes programs for pictures may make phones too.
PROGRAMS = ("Software", "ProcessingSoftware", "HostComputer")
TOLD = ("ImageDescription", "XPComment")
OTHER_PICTURE = 22  # of 64 bits in which the small picture in a file differs from the picture, if it is another
LATER = timedelta(minutes=2)
LABELS = {"1": "ai-label-certain", "2": "ai-label-possible", "3": "ai-label-suspected"}
CBOR_TEXT, MOST_NAME, NEAR_KEY = 0x60, 200, 400


def edits(model: PictureModel, picture: Picture) -> Iterator[Reason]:
    """Give the traces of editing."""
    told = picture.metadata
    for field, text in _programs(picture):
        if editor := _first(model.editors, text):
            yield Reason("editor-named", {"editor": editor}, fields=(field,))
            break
    if steps := counted(told.xmp, "stEvt:action"):
        agent = value_of(told.xmp, "stEvt:softwareAgent") or "?"
        yield Reason("edit-history", {"steps": steps, "editor": agent}, fields=("xmpMM:History",))
    if actions := [action for action in model.edit_actions if action.encode() in told.c2pa]:
        yield Reason("edit-actions", {"actions": actions}, fields=("c2pa.actions",))
    if told.photoshop:
        yield Reason("photoshop-part", fields=("8BIM",))
    yield from _changed(picture)
    yield from _saved_by_another(model, picture)


def generators(model: PictureModel, picture: Picture) -> Iterator[Reason]:
    """Give the traces of a picture that was made by AI."""
    told = picture.metadata
    source = value_of(told.xmp, "Iptc4xmpExt:DigitalSourceType") or _source_in(told.c2pa)
    kind = model.ai_sources.get(source.rsplit("/", 1)[-1])
    if kind:
        yield Reason(kind, {"source": source.rsplit("/", 1)[-1]}, fields=("DigitalSourceType",))
    for field, words in model.recipes.items():
        text = told.texts.get(field) or told.exif.get(field, "")
        if text and all(word in text for word in words):
            yield Reason("ai-recipe", {"field": field}, fields=(field,))
            break
    for field, text in (*_programs(picture), *_told(picture)):
        if name := _first(model.generators, text):
            yield Reason("ai-named", {"generator": name}, fields=(field,))
            break
    yield from _labelled(picture)


def _programs(picture: Picture) -> Iterator[tuple[str, str]]:
    """Where a program leaves its name, and what stands there."""
    told = picture.metadata
    for field in PROGRAMS:
        if text := told.exif.get(field, "") or told.texts.get(field, ""):
            yield field, text
    for field in ("xmp:CreatorTool", "stEvt:softwareAgent", "tiff:Software"):
        if text := value_of(told.xmp, field):
            yield field, text
    for key in (b"claim_generator", b"claim_generator_info"):
        if text := claim_generator(told.c2pa, key):
            yield key.decode(), text


def _told(picture: Picture) -> Iterator[tuple[str, str]]:
    """Where a picture is described, and what stands there."""
    told = picture.metadata
    for field in TOLD:
        if text := told.exif.get(field, ""):
            yield field, text
    for field, text in (
        ("comment", told.texts.get("comment", "")),
        ("photoshop:Credit", value_of(told.xmp, "photoshop:Credit")),
    ):
        if text:
            yield field, text


def _first(names: tuple[str, ...], text: str) -> str:
    folded = text.casefold()
    return next((name for name in names if name.casefold() in folded), "")


def claim_generator(manifest: bytes, key: bytes) -> str:
    """Give the program that a C2PA manifest says made it: the text after the key, or the ``name`` in the map after it.

    The signature of the manifest is not checked.
    """
    marked = (bytes([CBOR_TEXT + len(key)]) if len(key) < 24 else b"\x78" + bytes([len(key)])) + key
    at = manifest.rfind(marked)
    if at < 0:
        return ""
    at += len(marked)
    if text := _cbor_text(manifest, at):
        return text
    name = manifest.find(b"\x64name", at, at + NEAR_KEY)
    return _cbor_text(manifest, name + 5) if name >= 0 else ""


def _cbor_text(content: bytes, at: int) -> str:
    """The text string that begins at a place of a CBOR document; nothing where there is none."""
    head = content[at : at + 3]
    if not head or not CBOR_TEXT <= head[0] <= CBOR_TEXT + 25:
        return ""
    short = head[0] - CBOR_TEXT
    size, skip = (short, 1) if short < 24 else (head[1], 2) if short == 24 and len(head) > 1 else (MOST_NAME, 3)
    return content[at + skip : at + skip + min(size, MOST_NAME)].decode("utf-8", "replace")


def _source_in(manifest: bytes) -> str:
    at = manifest.find(b"digitalSourceType")
    if at < 0:
        return ""
    words = _cbor_text(manifest, at + len(b"digitalSourceType"))
    return words if words.startswith("http") else ""


def _labelled(picture: Picture) -> Iterator[Reason]:
    """The label that GB 45438-2025 asks for: {"AIGC": {"Label": "1", "ContentProducer": …}} in Exif, XMP or a text."""
    told = picture.metadata
    places = [("xmp", told.xmp), ("UserComment", told.exif.get("UserComment", "")), *told.texts.items()]
    for field, text in places:
        at = text.find("AIGC")
        if at < 0 and field != "AIGC":
            continue
        part = text[max(0, at) : max(0, at) + 2000].replace("&quot;", '"').replace("'", '"').replace('\\"', '"')
        label = _after(part, '"Label"')
        if label in LABELS:
            yield Reason(
                LABELS[label], {"producer": _after(part, '"ContentProducer"') or "?"}, fields=(f"AIGC ({field})",)
            )
            return


def _after(text: str, key: str) -> str:
    """The text between the quotation marks that follow a key in JSON."""
    at = text.find(key)
    if at < 0:
        return ""
    opens = text.find('"', at + len(key))
    closes = text.find('"', opens + 1)
    return text[opens + 1 : min(closes, opens + 1 + MOST_NAME)] if 0 <= opens < closes else ""


def _changed(picture: Picture) -> Iterator[Reason]:
    """What the camera wrote that does not fit the picture as it is now."""
    told = picture.metadata
    if told.thumbnail and (differ := _thumbnail_differs(picture)) >= OTHER_PICTURE:
        yield Reason("thumbnail-differs", {"bits": differ}, fields=("thumbnail",))
    wide, high = told.exif.get("ExifImageWidth", ""), told.exif.get("ExifImageHeight", "")
    if wide.isdecimal() and high.isdecimal() and "0" not in (wide, high):
        if sorted((int(wide), int(high))) != sorted((picture.width, picture.height)):
            size = f"{picture.width} x {picture.height}"
            yield Reason("size-differs", {"then": f"{wide} x {high}", "size": size}, fields=("ExifImageWidth",))
    made, saved = _at(told.exif.get("DateTimeOriginal", "")), _at(told.exif.get("DateTime", ""))
    if made and saved and saved - made > LATER:
        yield Reason(
            "saved-again", {"made": f"{made:%Y-%m-%d %H:%M}", "saved": f"{saved:%Y-%m-%d %H:%M}"}, fields=("DateTime",)
        )


def _at(said: str) -> datetime | None:
    try:
        return datetime.strptime(f"{said[:19]} +0000", "%Y:%m:%d %H:%M:%S %z")
    except ValueError:
        return None


def _thumbnail_differs(picture: Picture) -> int:
    """In how many bits the camera's small picture differs from the picture; 0 where it cannot be said."""
    try:
        with Image.open(io.BytesIO(picture.metadata.thumbnail), formats=("JPEG",)) as image:
            if image.width * image.height > 1 << 20:
                return 0
            small = image.convert("RGB")
    except BROKEN:
        return 0
    height, width = picture.pixels.shape[:2]
    if (small.width > small.height) != (width > height):
        small = small.rotate(90, expand=True)
    if abs(small.width / small.height - width / height) > 0.05 * width / height:
        return 0  # some cameras fill the small picture up with black
    here = fingerprint_of(picture.pixels).whole
    there = fingerprint_of(np.asarray(small)).whole
    upside_down = fingerprint_of(np.asarray(small.rotate(180))).whole
    return min(wholes_differ(here, there), wholes_differ(here, upside_down)) if here and there else 0


def _saved_by_another(model: PictureModel, picture: Picture) -> Iterator[Reason]:
    """A camera that writes tables of its own named itself, but the file has those of common programs."""
    make = picture.metadata.exif.get("Make", "")
    quality = standard_quality(picture.metadata.tables)
    if quality and _first(model.own_tables, make):
        yield Reason("tables-not-of-camera", {"make": make, "quality": quality}, fields=("DQT",))
