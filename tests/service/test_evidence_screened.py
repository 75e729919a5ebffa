"""Pictures of evidence are screened after they came in: what is odd stands on the case, and nothing waits for it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageOps

from bazaar import Bazaar, bazaar
from evidence_files import CLAIM, handed_in, kept_in, photo
from gongdao.case.state import Signal
from gongdao.screening.pictures.marks import unpacked
from gongdao.service.actions.open_request import open_request
from gongdao.service.actions.screen_pictures import screen_due
from gongdao.service.installation import law, now
from gongdao.service.queries.cases import case_of
from gongdao.service.queries.known_pictures import Known
from gongdao.service.record import erasure, store
from gongdao.service.record.instants import stored
from gongdao.service.record.models import PictureRow
from gongdao.service.record.verify import Verified, verify
from grounds import Ground
from painted import jpeg
from picture_files import TRAINED, XMP, camera_file, cbor, painted, signed_file

KIND = "picture.reused"


@pytest.fixture
def fair(standing: Ground, tmp_path: Path) -> Iterator[Bazaar]:
    with kept_in(tmp_path / "files"):
        yield bazaar()


def disputes(fair: Bazaar, *numbers: str, **more: Any) -> list[str]:
    """This function will open a dispute about each of these orders."""
    orders = [fair.order(number=number, **more) for number in numbers]
    return [open_request(fair.buys(), order, CLAIM, (), (), order.external_id).stream for order in orders]


def screened(known: Known | None = None) -> None:
    """This function will screen all that waits."""
    known = known or Known()
    while screen_due(known, now()):
        pass


def signals(stream: str, *kinds: str) -> list[Signal]:
    """This function will give the signals of a case of some kinds."""
    case = case_of(stream)
    assert case is not None
    return [it for it in case.signals if not kinds or it.kind in kinds]


def reasons(signal: Signal) -> dict[str, Any]:
    """This function will give the reasons of a signal by their codes."""
    return {each["code"]: each["details"] for each in map(json.loads, signal.reasons)}


def half(picture: Image.Image) -> Image.Image:
    """This function will cut a part out of a picture and mirror it."""
    return ImageOps.mirror(picture.crop((0, 0, picture.width * 3 // 4, picture.height)))


def test_what_an_earlier_version_knew_a_picture_by_is_made_anew_and_finds_it_again(fair):
    one, other = disputes(fair, "O-1", "O-2")
    handed_in(fair.buys(), one, jpeg(painted(1)))
    screened()
    row = PictureRow.objects.get(stream=one)
    now_known_by = bytes(row.marks)
    PictureRow.objects.filter(pk=row.pk).update(marks=b"\0\0" + now_known_by[2:])

    known = Known()
    handed_in(fair.buys(), other, jpeg(painted(2)))
    screened(known)
    handed_in(fair.buys(), other, jpeg(half(painted(1)), 60))
    screened(known)

    assert bytes(PictureRow.objects.get(pk=row.pk).marks) == now_known_by
    assert signals(one) == []
    assert [it.kind for it in signals(other)] == [KIND]


def test_when_a_photo_with_a_place_was_taken_is_not_told_to_the_other_side(fair):
    (stream,) = disputes(fair, "O-1", ago=2)
    handed_in(fair.buys(), stream, photo(place=True))

    screened()

    (older,) = signals(stream, "picture.older_than_order")
    assert set(reasons(older)) == {"taken-before-order-alone", "zone-unknown"}
    assert "09:12" not in json.dumps(reasons(older))


def test_a_picture_that_was_used_in_another_case_is_told_on_the_case_without_naming_the_other(fair):
    one, other = disputes(fair, "O-1", "O-2")
    handed_in(fair.buys(), one, jpeg(painted(1)))
    handed_in(fair.buys(), other, jpeg(half(painted(1)), 60))

    screened()

    assert signals(one) == []
    (signal,) = signals(other)
    assert (signal.kind, signal.about, signal.whom, signal.seen_by) == (
        KIND, "evidence:E1", "buyer", ("buyer", "seller"),
    )  # fmt: skip
    assert signal.actions == ("show", "human_check")
    said = reasons(signal)
    assert said["seen-elsewhere"] == {"month": f"{now():%Y-%m}"}
    assert {"alike-mirrored", "alike-marks"} <= set(said)
    told = " ".join(signal.reasons)
    assert one.partition(":")[2] not in told
    assert f"{now():%Y-%m-%d}" not in told
    assert list(verify(law(), Verified())) == []


def test_the_same_file_is_found_even_where_there_is_nothing_in_the_picture(fair):
    one, other, third = disputes(fair, "O-1", "O-2", "O-3")
    wall = jpeg(Image.new("RGB", (400, 300), "white"))
    handed_in(fair.buys(), one, wall)
    handed_in(fair.buys(), other, wall)
    handed_in(fair.buys(), third, jpeg(Image.new("RGB", (400, 300), "beige")))

    screened()

    (signal,) = signals(other)
    assert "same-file" in reasons(signal)
    assert signals(third) == []


def test_the_same_picture_again_in_its_case_or_of_the_shops_page_is_no_signal(fair):
    one, other, third = disputes(fair, "O-1", "O-2", "O-3")
    known = Known()
    handed_in(fair.buys(), one, jpeg(painted(1)), jpeg(painted(1), 50))
    handed_in(fair.sells(), one, jpeg(painted(1)))
    handed_in(fair.sells(), other, jpeg(painted(2)), kind="page_snapshot")
    screened(known)

    handed_in(fair.sells(), third, jpeg(painted(2), 55), kind="page_snapshot")
    handed_in(fair.buys(), third, jpeg(painted(2), 60))
    screened(known)

    assert [signals(stream) for stream in (one, other, third)] == [[], [], []]
    first = PictureRow.objects.filter(stream=one).order_by("number").first()
    assert len(json.loads(first.alike)) <= 2


def test_what_the_file_says_of_itself_is_told(fair):
    (stream,) = disputes(fair, "O-1", ago=2)
    early = (now() - timedelta(days=9)).strftime("%Y:%m:%d %H:%M:%S")
    handed_in(fair.buys(), stream, camera_file(painted(3), DateTimeOriginal=early, OffsetTimeOriginal="+08:00"))
    handed_in(fair.buys(), stream, camera_file(painted(4), xmp=XMP.format('xmp:CreatorTool="Adobe Photoshop 25"', "")))
    handed_in(fair.sells(), stream, signed_file(cbor("digitalSourceType") + cbor(TRAINED)))
    handed_in(
        fair.buys(), stream, camera_file(painted(5), DateTimeOriginal=early), kind="page_snapshot", text="商品页面"
    )

    screened()

    found = {it.about: (it.kind, it.whom) for it in signals(stream)}
    assert found == {
        "evidence:E1": ("picture.older_than_order", "buyer"),
        "evidence:E2": ("picture.edited", "buyer"),
        "evidence:E3": ("picture.generated", "seller"),
    }
    (older,) = signals(stream, "picture.older_than_order")
    assert reasons(older)["taken-before-order"]["earlier"] == {"zh": "7 天", "en": "7 days"}


def test_a_square_code_with_a_false_link_is_told_as_a_strangers(fair):
    (stream,) = disputes(fair, "O-1")
    code = zxingcpp.create_barcode("https://www.taobao.com.refund-kefu.top/login", zxingcpp.BarcodeFormat.QRCode)
    out = io.BytesIO()
    Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=8)).convert("RGB").save(out, "PNG")
    handed_in(fair.buys(), stream, out.getvalue(), kind="platform_chat", text="对方发来的码")

    screened()

    (signal,) = signals(stream, "link.lookalike", "link.trick")
    assert (signal.about, signal.whom) == ("evidence:E1", "stranger")
    assert all(json.loads(each)["spans"] == [] for each in signal.reasons)


def test_what_cannot_be_read_keeps_nothing_from_the_case(fair):
    (stream,) = disputes(fair, "O-1")
    handed_in(fair.buys(), stream, jpeg(Image.new("RGB", (12, 12), "teal")))
    handed_in(fair.buys(), stream, jpeg(painted(6)))

    screened()

    rows = PictureRow.objects.filter(stream=stream).order_by("number")
    assert [(row.due_at, row.marks is None) for row in rows] == [(None, True), (None, False)]
    assert [row["id"] for row in case_of(stream).facts["evidence"]] == ["E1", "E2"]


def test_a_picture_that_breaks_the_program_is_given_up_after_three_tries(fair):
    (stream,) = disputes(fair, "O-1")
    handed_in(fair.buys(), stream, jpeg(painted(6)))
    # As it stands after three programs were killed over it.
    PictureRow.objects.filter(stream=stream).update(attempts=3)

    screened()

    (row,) = PictureRow.objects.filter(stream=stream)
    assert (row.due_at, row.known_at) == (None, None)


def test_what_nobody_handed_in_waits_and_is_let_go(fair):
    (stream,) = disputes(fair, "O-1")
    for ago, commitment in ((timedelta(), "a" * 64), (timedelta(hours=2), "b" * 64)):
        at = stored(now() - ago)
        PictureRow.objects.create(commitment=commitment, stream=stream, person="buyer", at=at, due_at=at)

    screened()

    (row,) = PictureRow.objects.all()
    assert (row.commitment, row.attempts) == ("a" * 64, 0)
    assert row.due_at > stored(now())


def test_erased_pictures_are_known_no_longer(fair):
    one, other = disputes(fair, "O-1", "O-2")
    known = Known()
    handed_in(fair.buys(), one, jpeg(painted(7)))
    screened(known)

    erasure.erase(law().using, one, "buyer", now())
    handed_in(fair.buys(), other, jpeg(painted(7), 80))
    screened(known)

    assert signals(other) == []
    row = PictureRow.objects.get(stream=one)
    assert (row.marks, row.digest, row.alike, row.known_at) == (None, "", "[]", None)
    assert row.erased_at is not None


def test_a_picture_erased_before_it_was_screened_leaves_nothing(fair):
    (stream,) = disputes(fair, "O-1")
    handed_in(fair.buys(), stream, jpeg(painted(7)))
    erasure.erase(law().using, stream, "buyer", now())

    screened()

    row = PictureRow.objects.get(stream=stream)
    assert (row.marks, row.due_at) == (None, None)


def test_an_index_made_anew_knows_what_another_process_screened(fair):
    one, other = disputes(fair, "O-1", "O-2")
    mine = Known()
    screened(mine)
    handed_in(fair.buys(), one, jpeg(painted(8)))
    screened(Known())

    handed_in(fair.buys(), other, jpeg(painted(8), 70))
    screened(mine)

    assert len(signals(other, KIND)) == 1
    assert unpacked(bytes(PictureRow.objects.get(stream=one).marks)).whole
    assert store.known(law(), other)
