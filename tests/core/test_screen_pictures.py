"""Pictures are screened: what their files say, when they were taken, and where they were used before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from gongdao.kernel.errors import Refused
from gongdao.screening.messages import ADVICE, KINDS, REASONS
from gongdao.screening.pictures.index import index_of, look_up
from gongdao.screening.pictures.marks import fingerprint, packed
from gongdao.screening.pictures.model import picture_model
from gongdao.screening.pictures.reading import read_picture
from gongdao.screening.pictures.screen import About, Earlier, screen_picture
from gongdao.screening.signal import told
from gongdao.service.models import model
from painted import jpeg
from picture_files import TRAINED, XMP, camera_file, cbor, painted, png_file, signed_file

MODEL = picture_model(model("pictures"))
ORDERED = datetime(2026, 8, 20, 4, tzinfo=UTC)
RECEIVED = ORDERED + timedelta(days=12)
ABOUT = About("case-2", "buyer-2", RECEIVED, ORDERED)
HISTORY = (
    '<xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:softwareAgent="GIMP 2.10"/></rdf:Seq></xmpMM:History>'
)
LABEL = '{"AIGC":{"Label":"1","ContentProducer":"001191440300"}}'


def signals(content: bytes, about: About = ABOUT) -> dict[str, list[str]]:
    """This function will give the reasons by the kind of their signal."""
    found = screen_picture(MODEL, read_picture(content), about)
    return {signal.kind: [reason.code for reason in signal.reasons] for signal in found}


def test_a_plain_photo_gives_no_signal():
    assert signals(camera_file(Make="Phone of Fang", DateTimeOriginal="2026:08:29 09:12:00")) == {}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (camera_file(Software="Adobe Photoshop 25.0 (Windows)"), "editor-named"),
        (camera_file(Software="美图秀秀 9.8".encode()), "editor-named"),
        (camera_file(Software="美图秀秀".encode("gb18030")), "editor-named"),
        (camera_file(xmp=XMP.format("", HISTORY)), "edit-history"),
        (signed_file(cbor("action") + cbor("c2pa.cropped")), "edit-actions"),
        (camera_file(painted(3), thumbnail=painted(7).resize(painted(3).size)), "thumbnail-differs"),
    ],
)
def test_traces_of_editing_are_told(content, code):
    found = signals(content)

    assert list(found) == ["picture.edited"]
    assert code in found["picture.edited"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (camera_file(xmp=XMP.format("", f"<Iptc4xmpExt:DigitalSourceType>{TRAINED}<")), "ai-source"),
        (signed_file(cbor("digitalSourceType") + cbor(TRAINED)), "ai-source"),
        (signed_file(cbor("claim_generator_info") + b"\x81\xa2" + cbor("name") + cbor("Adobe Firefly")), "ai-named"),
        (signed_file(cbor("claim_generator") + cbor("ChatGPT c2pa-rs/0.30")), "ai-named"),
        (png_file(parameters="a cracked cup\nSteps: 20, Sampler: Euler a"), "ai-recipe"),
        (png_file(prompt='{"3": {"class_type": "KSampler"}}'), "ai-recipe"),
        (camera_file(UserComment=LABEL), "ai-label-certain"),
        (camera_file(xmp=XMP.format('TC260:AIGC=\'{"Label":"3"}\'', "")), "ai-label-suspected"),
    ],
)
def test_what_says_of_itself_that_ai_made_it_is_told(content, code):
    assert signals(content)["picture.generated"] == [code]


def test_a_photo_that_was_only_forwarded_triggers_nothing():
    forwarded = camera_file(
        Make="Apple", ExifImageWidth=4000, ExifImageHeight=3000, DateTimeOriginal="2026:08:29 09:12:00"
    )

    (signal,) = screen_picture(MODEL, read_picture(forwarded), ABOUT)

    assert {reason.code for reason in signal.reasons} == {"size-differs", "tables-not-of-camera"}
    assert signal.score < 0.5


def test_a_phone_made_by_a_maker_of_editors_is_not_an_editor():
    assert signals(camera_file(Make="Meitu", Model="MEITU V7")) == {}


@pytest.mark.parametrize(
    ("notes", "codes"),
    [
        ({"DateTimeOriginal": "2026:08:01 10:00:00"}, ["taken-before-order", "zone-unknown"]),
        ({"DateTimeOriginal": "2026:08:20 10:00:00", "OffsetTimeOriginal": "+08:00"}, ["taken-before-order"]),
        ({"GPSDateStamp": "2026:08:19", "GPSTimeStamp": (1.0, 2.0, 3.0)}, ["taken-before-order"]),
        ({"DateTimeOriginal": "2008:01:01 00:03:00"}, ["taken-before-order", "zone-unknown", "clock-unset"]),
        # Ten in the morning of the day of the order, in whichever zone: it may be later.
        ({"DateTimeOriginal": "2026:08:20 10:00:00"}, None),
        ({"DateTimeOriginal": "2026:08:21 10:00:00", "OffsetTimeOriginal": "+08:00"}, None),
        ({"DateTimeOriginal": "yesterday"}, None),
    ],
)
def test_a_photo_older_than_the_order_is_told_unless_a_time_zone_may_explain_it(notes, codes):
    assert signals(camera_file(**notes)).get("picture.older_than_order") == codes


def test_a_camera_whose_clock_was_never_set_is_hardly_believed():
    (signal,) = screen_picture(MODEL, read_picture(camera_file(DateTimeOriginal="2008:01:01 00:03:00")), ABOUT)

    assert signal.score < 0.5


def test_a_screenshot_of_the_listing_may_be_older_than_the_order():
    listing = About("case-2", "buyer-2", RECEIVED, ORDERED, shows_goods=False)

    assert signals(camera_file(DateTimeOriginal="2026:08:01 10:00:00"), listing) == {}


def used(content: bytes, earlier: Earlier, about: About = ABOUT, before: bytes | None = None):
    """This function will screen a picture against one that was used before."""
    index = index_of([(7, packed(fingerprint(read_picture(before or content))))])
    picture = read_picture(content)
    return screen_picture(MODEL, picture, about, look_up(index, fingerprint(picture)), {7: earlier})


def test_a_picture_of_another_case_is_told_without_naming_anybody():
    earlier = Earlier("case-1", "buyer-1", ORDERED - timedelta(days=40))

    (signal,) = used(jpeg(painted(5), 40), earlier, before=jpeg(painted(5), 90))

    assert (signal.kind, signal.scripts, signal.details) == ("picture.reused", ("SC-9",), {"pictures": [7]})
    assert signal.score > 0.9
    said = " ".join(told(reason, lang) for reason in signal.reasons for lang in ("zh", "en"))
    assert "2026-07-11" in said
    assert "buyer-1" not in said
    assert "case-1" not in said


def test_the_very_same_file_is_told_as_such():
    content = jpeg(painted(5))
    earlier = Earlier("case-1", "buyer-2", ORDERED, read_picture(content).digest)

    (signal,) = used(content, earlier)

    assert [reason.code for reason in signal.reasons] == ["seen-from-the-same", "same-file"]


def test_a_picture_shown_again_in_its_own_case_is_nothing_odd():
    assert used(jpeg(painted(5)), Earlier("case-2", "buyer-2", ORDERED)) == ()


def test_a_picture_of_a_listing_shown_as_what_came_is_told():
    (signal,) = used(jpeg(painted(5)), Earlier("shop-1", "seller", ORDERED, listing=True))

    assert signal.reasons[0].code == "seen-in-listing"


def test_every_kind_and_every_trace_has_its_words_and_its_weight():
    weighed = set(MODEL.weights) - {"older", "older-zone-unknown", "older-clock-unset"}

    assert {"picture.reused", "picture.older_than_order", "picture.edited", "picture.generated"} <= set(KINDS)
    assert weighed <= set(REASONS)
    assert {"let-a-person-look", "send-the-original"} <= set(ADVICE)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "picture-empty"),
        (b"%PDF-1.7", "picture-kind"),
        (b"GIF89a" + bytes(40), "picture-kind"),
        (jpeg(painted())[:2000], "picture-broken"),
        (png_file()[:3000], "picture-broken"),
        (jpeg(painted().resize((8, 400))), "picture-tiny"),
        (bytes(64 * 1024 * 1024 + 1), "picture-heavy"),
    ],
    ids=["empty", "PDF", "GIF", "cut JPEG", "cut PNG", "thin", "heavy"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, code):
    with pytest.raises(Refused) as refused:
        read_picture(content)
    assert refused.value.code == code
