"""The fingerprints of pictures and their index: what people do to a picture does not hide it, and others stay apart."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import ImageOps

from counts import count
from gongdao.kernel.errors import Refused
from gongdao.screening.pictures.index import HashIndex, added, index_of, look_up, removed, size_of
from gongdao.screening.pictures.marks import WAYS, fingerprint, fingerprint_of, kept_marks, packed, turned, unpacked
from gongdao.screening.pictures.matching import likeness
from gongdao.screening.pictures.model import picture_model, reuse_probability
from gongdao.screening.pictures.reading import read_picture
from gongdao.service.models import model
from painted import CHANGES, jpeg, photo, screen

MODEL = picture_model(model("pictures"))
NUMBER = count(short=2, long=40)
PHOTOS = [photo(seed, 480) for seed in range(NUMBER)]


def seen(picture):
    return fingerprint(read_picture(jpeg(picture, 90)))


@pytest.fixture(scope="module")
def index() -> HashIndex:
    """An index of the photos."""
    return index_of((number, packed(seen(picture))) for number, picture in enumerate(PHOTOS))


def named(index, one, *, turns: bool = False) -> set[int]:
    """This function will give the numbers that are likely to be the same picture."""
    found = look_up(index, one, turns=turns)
    return {it.number for it in found if reuse_probability(MODEL, it.likeness) >= 0.5}


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "cropped to 20-40 %"])
def test_what_people_do_to_a_picture_does_not_hide_it(index, name):
    copies = [seen(CHANGES[name](np.random.default_rng(number), picture)) for number, picture in enumerate(PHOTOS)]

    hits = [named(index, copy, turns="turned" in name) == {number} for number, copy in enumerate(copies)]

    assert sum(hits) >= NUMBER * 9 // 10


def test_other_photos_and_screens_are_not_named(index):
    others = [photo(100 + seed, 480) for seed in range(NUMBER)] + [screen(1), screen(2, photo(200, 480))]

    assert [named(index, seen(other)) for other in others] == [set() for _ in others]


def test_two_chats_of_one_app_are_not_one_picture():
    first = index_of([(1, packed(seen(screen(1, None, 4))))])

    assert named(first, seen(screen(2, None, 4))) == set()


@pytest.mark.parametrize("number", [10, 34])
def test_other_pictures_in_the_same_frame_of_an_app_are_not_one_and_the_same_one_is(number):
    first = index_of([(1, packed(seen(screen(2 * number, photo(number), number % 6))))])
    again, other = (seen(screen(2 * number + 1, photo(each), number % 6)) for each in (number, number + 1))

    assert named(first, other) == set()
    assert named(first, again) == {1}


def test_how_a_picture_was_turned_is_said(index):
    (found, *_) = look_up(index, seen(ImageOps.mirror(PHOTOS[1])))
    (turned_round, *_) = look_up(index, seen(PHOTOS[1].rotate(180)), turns=True)

    assert (found.number, found.mirrored, found.turned) == (1, True, 0)
    assert (turned_round.number, turned_round.mirrored, turned_round.turned) == (1, False, 2)


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_turning_a_fingerprint_is_turning_the_picture(way):
    pixels = np.asarray(PHOTOS[0].resize((400, 300)))
    moved = np.rot90(pixels[:, ::-1] if way.mirrored else pixels, -way.quarters)

    like = likeness(turned(fingerprint_of(pixels), way), kept_marks(fingerprint_of(np.ascontiguousarray(moved))))

    assert like.marks >= 55
    assert like.whole <= 4


def test_a_part_is_told_from_the_whole(index):
    picture = PHOTOS[1].crop((0, 0, PHOTOS[1].width * 3 // 4, PHOTOS[1].height * 3 // 4))

    like = look_up(index, seen(picture))[0].likeness

    assert like.of_one > 0.9
    assert like.of_other == pytest.approx(9 / 16, abs=0.08)


def test_a_fingerprint_comes_back_as_it_was_kept():
    one = seen(PHOTOS[0])
    back = unpacked(packed(one))

    assert (back.whole, back.frame, back.values.tolist()) == (one.whole, one.frame, one.values[:64].tolist())
    assert np.abs(back.x - one.x[:64]).max() <= 1 / 16
    assert packed(back) == packed(one)


@pytest.mark.parametrize("kept", [b"", b"\1\0", bytes(16), packed(seen(PHOTOS[0]))[:-1]])
def test_a_damaged_fingerprint_is_refused(kept):
    with pytest.raises(Refused) as refused:
        unpacked(kept)
    assert refused.value.code == "fingerprint-unknown"


def test_an_index_grows_in_steps_to_what_it_is_when_made_at_once(index):
    grown = HashIndex()
    for number, picture in enumerate(PHOTOS):
        grown = added(grown, [(number, seen(picture))])

    assert size_of(grown)[:2] == size_of(index)[:2]
    assert [look_up(grown, seen(each)) for each in PHOTOS] == [look_up(index, seen(each)) for each in PHOTOS]


def test_the_index_that_was_added_to_stays_as_it_was(index):
    before = size_of(index)
    bigger = added(index, [(99, seen(photo(99, 480)))])

    assert size_of(index) == before
    assert size_of(bigger)[0] == before[0] + 1


def test_a_removed_picture_is_not_found_again(index):
    assert named(removed(index, [1]), seen(PHOTOS[1])) == set()


def test_an_empty_index_knows_nothing():
    assert look_up(index_of([]), seen(PHOTOS[0])) == ()
    assert size_of(index_of([])) == (0, 0, 0)
