"""Reads the writing in a picture with Tesseract, where that is installed on the machine."""

from __future__ import annotations

import io
import os
import shutil
import subprocess

from PIL import Image

from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.reading import read_picture
from gongdao.screening.pictures.words import Writing, writing_of

PROGRAM = "tesseract"
CHINESE, ENGLISH = "chi_sim", "eng"
SECONDS = 20.0
SIDE = 2400  # of the picture that is read, in pixels: the writing of a whole phone's screen is still clear
MOST_TOLD = 4 * 1024 * 1024
ONE_CORE = {"OMP_THREAD_LIMIT": "1"}  # more cores take twice the work and save no time


def writing_in(content: bytes, seconds: float = SECONDS, path: str | None = None) -> Writing:
    """Give the writing in a picture; Tesseract gets its pixels alone, never the file somebody handed in.

    ``path`` are the folders to look for the program in, as PATH has them; else PATH itself.

    :raises Refused: ``ocr-absent``, ``ocr-language``, ``ocr-late``, ``ocr-failed``; and as `read_picture` does.
    """
    program = shutil.which(PROGRAM, path=path)
    if program is None:
        raise Refused("ocr-absent", program=PROGRAM)
    picture = io.BytesIO()
    Image.fromarray(read_picture(content, SIDE).pixels).convert("L").save(picture, "PNG", compress_level=1)
    languages = _languages(program, seconds)
    table = _asked([program, "stdin", "stdout", "-l", languages, "--psm", "3", "tsv"], picture.getvalue(), seconds)
    return writing_of(table)


def available(path: str | None = None) -> bool:
    """Whether Tesseract is installed and reads Chinese."""
    program = shutil.which(PROGRAM, path=path)
    try:
        return program is not None and bool(_languages(program, SECONDS))
    except Refused:
        return False


def _languages(program: str, seconds: float) -> str:
    told = _asked([program, "--list-langs"], b"", seconds).split()
    if CHINESE not in told:
        raise Refused("ocr-language", language=CHINESE)
    return f"{CHINESE}+{ENGLISH}" if ENGLISH in told else CHINESE


def _asked(command: list[str], given: bytes, seconds: float) -> str:
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=seconds, check=True, env=os.environ | ONE_CORE
        )
    except subprocess.TimeoutExpired as wrong:
        raise Refused("ocr-late", seconds=seconds) from wrong
    except (OSError, subprocess.CalledProcessError) as wrong:
        raise Refused("ocr-failed", told=_said(wrong)) from wrong
    return (done.stdout or done.stderr)[:MOST_TOLD].decode("utf-8", "replace")


def _said(wrong: OSError | subprocess.CalledProcessError) -> str:
    told = wrong.stderr if isinstance(wrong, subprocess.CalledProcessError) else str(wrong).encode()
    return bytes(told or b"?")[:200].decode("utf-8", "replace").strip()
