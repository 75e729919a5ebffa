"""Reads the words and the square codes in a picture: Tesseract and zxing-cpp where they are installed."""

from __future__ import annotations

import importlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from gongdao.kernel.errors import Refused
from gongdao.service.intake.pictures import BROKEN, MOST_JPEG, MOST_OTHER

PROGRAM, LANGUAGES = "tesseract", ("chi_sim", "eng")
# The longer side of what is read, in pixels: a long screenshot of a phone stays legible.
SIDE = 3000
LONGEST_READ = 20.0  # seconds
# So many pictures are read at once in one process; each takes a core for some seconds.
AT_ONCE = threading.BoundedSemaphore(2)
PATIENCE = 10.0  # seconds to wait for one's turn
MOST_CODES = 8
_BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) +(?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Read:
    """What a picture says: its words, what its square codes hold, and what this computer could not look for.

    ``missing`` holds ``words`` or ``codes`` where the program for it is not installed, and ``late`` where it took
    too long.
    """

    words: str
    codes: tuple[str, ...]
    missing: tuple[str, ...] = ()


def read(content: bytes) -> Read:
    """Read a picture; nothing of it is kept.

    :raises Refused: it is empty, no picture of the kinds we take, broken, or has too many pixels.
    """
    if not content:
        raise Refused("file-empty")
    picture = _opened(content)
    missing = []
    codes, words = _codes(picture), _words(picture)
    missing += ["codes"] if codes is None else []
    if words is None:
        missing.append("late" if _languages() else "words")
    return Read(words or "", codes or (), tuple(missing))


def _opened(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "AVIF")) as image:
            return _grey(image)
    except UnidentifiedImageError as wrong:
        raise Refused("file-broken") from wrong
    except BROKEN as wrong:
        raise Refused("file-broken") from wrong


def _grey(image: Image.Image) -> Image.Image:
    width, height = image.size
    most = MOST_JPEG if image.format in ("JPEG", "MPO") else MOST_OTHER
    if width * height > most:
        raise Refused("picture-too-large", pixels=width * height, most=most)
    if image.format == "JPEG":
        image.draft("L", (SIDE, SIDE))
    grey = ImageOps.exif_transpose(image).convert("L")
    grey.thumbnail((SIDE, SIDE))
    return grey


def _codes(picture: Image.Image) -> tuple[str, ...] | None:
    """What the square codes say; None where the library is not installed."""
    if importlib.util.find_spec("zxingcpp") is None:
        return None
    library: Any = importlib.import_module("zxingcpp")
    found = [str(code.text) for code in library.read_barcodes(picture)]
    return tuple(dict.fromkeys(text for text in found if text))[:MOST_CODES]


def _words(picture: Image.Image) -> str | None:
    """The words; None where the program is not installed or takes too long."""
    languages = _languages()
    if not languages or not AT_ONCE.acquire(timeout=PATIENCE):
        return None
    drawn = io.BytesIO()
    picture.save(drawn, "PNG")
    try:
        ran = subprocess.run(
            [PROGRAM, "stdin", "stdout", "-l", languages],
            input=drawn.getvalue(), capture_output=True, timeout=LONGEST_READ, check=False,
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", **_places()},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    finally:
        AT_ONCE.release()
    return _tidied(ran.stdout.decode("utf-8", "replace"))


@cache
def _languages() -> str:
    """The languages that Tesseract reads here, of ours; empty where it is not installed or reads no Chinese."""
    if shutil.which(PROGRAM) is None:
        return ""
    ran = subprocess.run([PROGRAM, "--list-langs"], capture_output=True, check=False)
    known = set(ran.stdout.decode("utf-8", "replace").split())
    return "+".join(language for language in LANGUAGES if language in known) if LANGUAGES[0] in known else ""


def _places() -> dict[str, str]:
    """Where the program finds its own: what else stands around us is none of its business."""
    return {name: os.environ[name] for name in ("TESSDATA_PREFIX", "LD_LIBRARY_PATH") if name in os.environ}


def _tidied(said: str) -> str:
    """One space between Chinese characters is the program's, not the author's; empty lines say nothing."""
    lines = (_BETWEEN_HAN.sub("", line).strip() for line in said.replace("\f", "\n").splitlines())
    return "\n".join(line for line in lines if line)
