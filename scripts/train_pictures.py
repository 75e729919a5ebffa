"""Weighs how two pictures agree: writes models/pictures/reuse.json, the same every time.

    python scripts/train_pictures.py                  on painted pictures
    python scripts/train_pictures.py --folder DIR     and on one's own: JPEG and PNG files, each another photo
    python scripts/train_pictures.py --out DIR        elsewhere

It takes two to three minutes of CPU, on all cores, and says how far it is.
Pairs of one picture are a picture and what was done to it; pairs of two are the likest of many others, pictures with
the same shop's mark, and screens of the same app. No weight is below zero: more agreement never says less.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gongdao.screening.pictures.marks import WAYS, Fingerprint, fingerprint_of, packed, turned, unpacked
from gongdao.screening.pictures.matching import Likeness, likeness
from gongdao.screening.pictures.model import features_of
from painted import CHANGES, photo, screen, stamped

FIRST_SEED = 1_000_000  # of pictures that no bench and no test looks at
NUMBER = 60
OTHERS = 12
ROUNDS, RATE, HOLD = 6000, 0.5, 1e-3
NAMES = ("marks", "share", "spread", "whole")
ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Train, and write the weights."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--number", type=int, default=NUMBER)
    asked.add_argument("--out", type=Path, default=ROOT / "models" / "pictures")
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    pictures = [photo(FIRST_SEED + number) for number in range(given.number)]
    if given.folder:
        pictures += [
            opened(path) for path in sorted(given.folder.iterdir()) if path.suffix.lower() in (".jpg", ".jpeg", ".png")
        ]
    with ProcessPoolExecutor() as cores:
        rows = list(compared(cores, pictures))
    write(given.out / "reuse.json", rows, own=given.folder is not None)


def compared(cores: Executor, pictures: Sequence[Image.Image]) -> Iterator[tuple[float, Likeness]]:
    """Give how pairs agree, 1 where they are of one picture; say how far it is."""
    stored = list(cores.map(kept, pictures))
    numbers = range(len(pictures))
    others = [[stored[(number + far) % len(stored)] for far in range(1, OTHERS)] for number in numbers]
    after = [pictures[(number + 1) % len(pictures)] for number in numbers]
    for label, pairs in (
        (1.0, cores.map(of_one, numbers, pictures, stored)),
        (0.0, cores.map(of_two, numbers, pictures, after, others)),
    ):
        for number, likes in enumerate(pairs, 1):
            yield from ((label, like) for like in likes)
            if number % 10 == 0:
                print(f"pairs of {'one' if label else 'two'}: {number} of {len(pictures)} pictures", flush=True)


def opened(path: Path) -> Image.Image:
    """Give one's own picture, not bigger than the painted ones."""
    with Image.open(path) as image:
        picture = image.convert("RGB")
    picture.thumbnail((800, 800))
    return picture


def seen(picture: Image.Image) -> Fingerprint:
    """Give the fingerprint of a picture, as it would be read from a file."""
    smaller = picture.copy()
    smaller.thumbnail((1024, 1024), Image.Resampling.BOX)
    return fingerprint_of(np.asarray(smaller))


def best(one: Fingerprint, other: Fingerprint) -> Likeness:
    """Give how two agree, whichever way the one is looked at."""
    return max((likeness(turned(one, way), other) for way in WAYS), key=lambda like: (like.marks, -like.whole))


def kept(picture: Image.Image) -> Fingerprint:
    """Give the fingerprint of a picture as it comes back from where it is kept."""
    return unpacked(packed(seen(picture)))


def of_one(number: int, picture: Image.Image, first: Fingerprint) -> list[Likeness]:
    """Give how a picture agrees with what was done to it."""
    changed = (change(np.random.default_rng([FIRST_SEED, number]), picture) for change in CHANGES.values())
    return [best(seen(each), first) for each in changed]


def of_two(number: int, one: Image.Image, other: Image.Image, others: Sequence[Fingerprint]) -> list[Likeness]:
    """Give how a picture agrees with one that shares something with it, and with the likest of the others."""
    likes: list[Likeness] = []
    for changed in (one, CHANGES["screenshot"](np.random.default_rng([FIRST_SEED, number]), one)):
        found = seen(changed)
        likes.append(max((best(found, each) for each in others), key=lambda like: (like.marks, -like.whole)))
    likes.append(best(seen(stamped(number, one)), kept(stamped(number, other))))
    for app in range(2):
        for own, its in ((None, None), (one, other)):
            likes.append(
                best(seen(screen(FIRST_SEED + number, own, app)), kept(screen(2 * FIRST_SEED + number, its, app)))
            )
    return likes


def trained(rows: Sequence[tuple[float, Likeness]]) -> tuple[float, NDArray[np.float64]]:
    """Give the bias and the weights of NAMES, both kinds counted alike; by gradient, no weight below zero."""
    found = np.array([[features_of(like)[name] for name in NAMES] for _, like in rows])
    truth = np.array([label for label, _ in rows])
    counts = np.where(truth == 1, 0.5 / truth.sum(), 0.5 / (1 - truth).sum())
    bias, weights = 0.0, np.zeros(len(NAMES))
    for _ in range(ROUNDS):
        off = (1 / (1 + np.exp(-(found @ weights + bias))) - truth) * counts
        bias -= RATE * 20 * float(off.sum())
        weights = np.maximum(0, weights - RATE * 20 * (found.T @ off + HOLD * weights / len(NAMES)))
    return bias, weights


def write(file: Path, rows: Sequence[tuple[float, Likeness]], *, own: bool) -> None:
    """Write the weights, with what they were trained on."""
    bias, weights = trained(rows)
    numbers = {
        "bias": round(bias, 3),
        "weights": {name: round(float(each), 3) for name, each in zip(NAMES, weights, strict=True)},
    }
    told = {
        "about": "Weights of how two pictures agree: marks, their share, how they are spread, hashes of the wholes.",
        "source": "Trained by scripts/train_pictures.py on painted pictures, Apache-2.0."
        + (" And on one's own." if own else ""),
        "version": "1",
        "calibrated_on": "painted pictures"
        + (" and one's own" if own else "")
        + ": changed copies and pictures that share a mark or an app, half and half",
        "pairs": {"of one": int(sum(label for label, _ in rows)), "of two": int(sum(1 - label for label, _ in rows))},
        **numbers,
        "digest": sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()[:16],
    }
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(numbers))


if __name__ == "__main__":
    main()
