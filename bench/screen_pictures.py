"""Prints what the screening of pictures finds and how fast it is, on painted pictures.

    .venv/bin/python bench/screen_pictures.py [--pictures 60] [--marks 10000000] [--only found|speed]

Found: each painted photo is put into an index beside as many others; what people do to it (scripts/painted.py) is then
looked up. Not found: photos never seen, photos with the same shop's mark, screens of the same app. Speed: an index of
so many marks, made of the marks of painted pictures with bits flipped by chance, is looked up with copies and with new
pictures; times are of one thread, of CPU and by the clock (on a machine that does nothing else), memory is what the
tables of the index take. Nothing was seen in training.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import numpy as np
from PIL import Image

from gongdao.screening.odds import interval
from gongdao.screening.pictures.index import HashIndex, added, index_of, look_up, size_of
from gongdao.screening.pictures.marks import KEPT, Fingerprint, fingerprint, packed
from gongdao.screening.pictures.model import PictureModel, picture_model
from gongdao.screening.pictures.plain import confirmed
from gongdao.screening.pictures.reading import Picture, Pixels, read_picture
from gongdao.screening.pictures.screen import same_probability
from gongdao.service.models import model
from painted import CHANGES, jpeg, photo, plain, screen, stamped

LIKELY = 0.5
# Bars: of never seen pictures at most so many are named, of changed ones so many found, and of plain ones that were
# not cut or put into a screenshot.
MOST_WRONG, LEAST_FOUND, LEAST_FOUND_TWICE, LEAST_FOUND_PLAIN = 0.02, 0.85, 0.75, 0.9
TWICE = "screenshot of a screenshot"
KEPT_WHOLE = ("recompressed", "smaller", "mirrored", "recoloured", "blurred")
ROUNDS = 5  # in which each picture is looked up
FLIPPED = 14  # bits of a mark that make another one of it
FIRST = 300_000  # of the seeds of photos: no weight and no rule was chosen by these
PixelsOf = Callable[[int], Pixels | None]
Took = tuple[float, float]


def nothing(number: int) -> None:
    """The pixels of pictures that are gone."""


def main() -> int:
    """Print every figure; 1 where one does not reach its bar."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pictures", type=int, default=60)
    asked.add_argument("--marks", type=int, default=10_000_000)
    asked.add_argument("--only", choices=("found", "speed"))
    given = asked.parse_args()
    known = picture_model(model("pictures"))
    photos = [photo(FIRST + number) for number in range(given.pictures)]
    kept = [seen(picture) for picture in photos]
    reached: list[bool] = []
    if given.only != "speed":
        reached += print_found("photos of goods", known, photos, kept)
        reached += print_not_found(known, photos, kept)
        bare = [plain(FIRST + number) for number in range(given.pictures)]
        reached += print_found("plain photos", known, bare, [seen(picture) for picture in bare])
    if given.only != "found":
        print_speed(kept, photos, given.marks)
    return 0 if all(reached) else 1


def seen(picture: Image.Image, quality: int = 92) -> Fingerprint:
    """The fingerprint of a picture that came as a JPEG file."""
    return fingerprint(read(picture, quality))


def read(picture: Image.Image, quality: int = 92) -> Picture:
    return read_picture(jpeg(picture, quality))


def print_found(
    what: str, known: PictureModel, photos: Sequence[Image.Image], kept: Sequence[Fingerprint]
) -> Iterator[bool]:
    beside = [plain(500_000 + number) if number % 2 else photo(500_000 + number) for number in range(len(photos))]
    index = numbered([*kept, *(seen(each) for each in beside)])
    pixels_of = pixels_by_number([*photos, *beside])
    print(f"{len(photos)} painted {what} in an index of {size_of(index)[0]}: found at a score of {LIKELY} or more")
    for name, change in CHANGES.items():
        hits = false = 0
        for number, picture in enumerate(photos):
            copy = read(change(np.random.default_rng([number, 77]), picture))
            found = likely(known, index, fingerprint(copy), copy.pixels, pixels_of)
            hits += number in found
            false += len(found - {number})
        bar = bar_of(what, name)
        good = hits >= bar * len(photos) and false <= MOST_WRONG * len(photos)
        yield good
        share = f"{hits / len(photos):6.1%} {within(hits, len(photos))}"
        print(f"  {judged(good)} {name:28} recall {share}, bar {bar:.0%}; other pictures named {false}", flush=True)


def bar_of(what: str, change: str) -> float:
    """The least share of pictures that is to be found again after a change; 0 where none was promised."""
    if what.startswith("plain"):
        return LEAST_FOUND_PLAIN if change in KEPT_WHOLE else 0.0
    return LEAST_FOUND_TWICE if change == TWICE else LEAST_FOUND


def judged(good: bool) -> str:
    return "reached    " if good else "NOT REACHED"


def print_not_found(known: PictureModel, photos: Sequence[Image.Image], kept: Sequence[Fingerprint]) -> Iterator[bool]:
    index = numbered(kept)
    print("false matches of what was never handed in")
    for name, pictures in never_seen(photos).items():
        wrong = sum(bool(likely(known, one, two)) for one, two in pictures(index))
        good = wrong <= MOST_WRONG * len(photos)
        yield good
        share = f"{wrong} of {len(photos)} {within(wrong, len(photos))}"
        print(f"  {judged(good)} {name:42} {share}, bar {MOST_WRONG:.0%}", flush=True)


def numbered(kept: Sequence[Fingerprint]) -> HashIndex:
    return index_of((number, packed(each)) for number, each in enumerate(kept))


def pixels_by_number(pictures: Sequence[Image.Image]) -> PixelsOf:
    return lambda number: read(pictures[number]).pixels


def likely(
    known: PictureModel, index: HashIndex, one: Fingerprint, pixels: Pixels | None = None, of: PixelsOf = nothing
) -> set[int]:
    """The numbers that are named as one picture with it; where marks are few, by the pixels if they are given."""
    found = look_up(index, one, turns=True)
    if pixels is not None:
        found = confirmed(found, pixels, of)
    return {it.number for it in found if same_probability(known, it) >= LIKELY}


Pairs = Callable[[HashIndex], Iterator[tuple[HashIndex, Fingerprint]]]


def never_seen(photos: Sequence[Image.Image]) -> dict[str, Pairs]:
    """What is looked up in which index, though nothing in it is the same."""
    numbers = range(len(photos))

    def new(index: HashIndex) -> Iterator[tuple[HashIndex, Fingerprint]]:
        return ((index, seen(photo(700_000 + number))) for number in numbers)

    def bare(_: HashIndex) -> Iterator[tuple[HashIndex, Fingerprint]]:
        plains = numbered([seen(plain(FIRST + number)) for number in numbers])
        return ((plains, seen(plain(700_000 + number))) for number in numbers)

    def shots(index: HashIndex) -> Iterator[tuple[HashIndex, Fingerprint]]:
        return ((index, seen(screen(number, photo(700_000 + number), number % 6))) for number in numbers)

    def marked(_: HashIndex) -> Iterator[tuple[HashIndex, Fingerprint]]:
        for number in numbers:
            other = photos[(number + 1) % len(photos)]
            yield alone(stamped(number, photos[number])), seen(stamped(number, other))

    def chats(_: HashIndex) -> Iterator[tuple[HashIndex, Fingerprint]]:
        for number in numbers:
            one, two = (screen(FIRST + 2 * number + each, None, number % 6) for each in (0, 1))
            yield alone(one), seen(two)

    def shown(_: HashIndex) -> Iterator[tuple[HashIndex, Fingerprint]]:
        for number in numbers:
            other = photos[(number + 1) % len(photos)]
            first = screen(FIRST + 2 * number, photos[number], number % 6)
            yield alone(first), seen(screen(FIRST + 2 * number + 1, other, number % 6))

    return {
        "new photos": new,
        "new plain photos among plain ones": bare,
        "screenshots of new photos": shots,
        "another photo with the same shop's mark": marked,
        "another chat of the same app": chats,
        "another photo in a chat of the same app": shown,
    }


def alone(picture: Image.Image) -> HashIndex:
    return index_of([(0, packed(seen(picture)))])


def within(hits: int, number: int) -> str:
    """The 95 % bounds of a share."""
    low, high = interval(hits, number)
    return f"[{low:.1%}, {high:.1%}]"


def print_speed(kept: Sequence[Fingerprint], photos: Sequence[Image.Image], marks: int) -> None:
    files = [jpeg(picture.resize((2400, 1800)), 88) for picture in photos[:20]]
    read = [timed(lambda file=file: fingerprint(read_picture(file)))[0] for file in files]
    print(f"reading a JPEG of 2400 x 1800 and its fingerprint: {told(read)}")
    chance = np.random.default_rng(5)
    pictures = [(number, packed(each)) for number, each in enumerate(kept)]
    pictures += [
        (len(kept) + number, each) for number, each in enumerate(made_up(chance, kept, marks // KEPT - len(kept)))
    ]
    took, index = timed(lambda: index_of(pictures))
    count, held, size = size_of(index)
    print(
        f"index of {held:,} marks of {count:,} pictures: made in {took[0]:.1f} s of CPU,"
        f" {size / 1e6:.0f} MB, {size / held:.1f} bytes a mark"
    )
    copies = [
        seen(CHANGES["screenshot"](np.random.default_rng([number, 7]), each)) for number, each in enumerate(photos)
    ]
    new = [seen(photo(900_000 + number)) for number in range(len(photos))]
    for name, asked in (("copies", copies), ("new pictures", new)):
        # All in turn, and again: right after itself a picture would find its marks in the processor's caches.
        rounds = [[timed(lambda one=one: look_up(index, one))[0] for one in asked] for _ in range(ROUNDS)]
        print(f"  look-up of {name}, as they are and mirrored: {told([run for each in rounds for run in each])}")
        usual = [median(cpu for cpu, _ in runs) for runs in zip(*rounds, strict=True)]
        print(f"    of each the median of {ROUNDS} runs, so without the machine's pauses: {within_ms(usual)} of CPU")
    right = sum(number in {it.number for it in look_up(index, one)} for number, one in enumerate(copies))
    print(f"  screenshots found again among {count:,}: {right} of {len(copies)}")
    print(
        f"  also turned by quarters: {told([timed(lambda one=one: look_up(index, one, turns=True))[0] for one in new])}"
    )
    more = [(10_000_000 + number, each) for number, each in enumerate(new)]
    took, bigger = timed(lambda: added(index, more))
    print(f"  {len(more)} more pictures added in {took[0] * 1000:.0f} ms of CPU; shelves now {len(bigger.shelves)}")


def made_up(chance: np.random.Generator, kept: Sequence[Fingerprint], number: int) -> Iterator[bytes]:
    """Fingerprints of other pictures: marks of painted ones with bits flipped, so that keys are used as unevenly."""
    pool = np.concatenate([each.values for each in kept])
    head = np.array([1, KEPT, 420, 420], "<u2").tobytes()
    for _ in range(number):
        values = pool[chance.integers(0, len(pool), KEPT)]
        for _ in range(FLIPPED):
            values = values ^ (np.uint64(1) << chance.integers(0, 64, KEPT).astype(np.uint64))
        places = chance.integers(0, 420 * 8, (KEPT, 2)).astype("<u2").tobytes()
        sizes = chance.integers(20, 120, KEPT).astype(np.uint8).tobytes()
        yield head + chance.bytes(8) + values.astype("<u8").tobytes() + places + sizes


def timed(run: Callable[[], object]) -> tuple[Took, object]:
    """How long it took of this thread's CPU and by the clock, in seconds, and what it gave."""
    cpu, clock = time.thread_time(), time.perf_counter()
    result = run()
    return (time.thread_time() - cpu, time.perf_counter() - clock), result


def told(runs: Sequence[Took]) -> str:
    cpu, clock = ([run[which] for run in runs] for which in (0, 1))
    return f"{within_ms(cpu)} of CPU, {within_ms(clock)} by the clock ({len(runs)} runs)"


def within_ms(seconds: Sequence[float]) -> str:
    worst = quantiles(seconds, n=100)[98] if len(seconds) > 1 else seconds[0]
    return f"median {median(seconds) * 1000:.1f} ms, p99 {worst * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
