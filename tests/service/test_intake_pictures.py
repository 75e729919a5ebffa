"""Pictures of every kind that is taken are read on arrival; the writing in them where a reader of it is installed."""

from __future__ import annotations

import io
import stat
import sys

import pytest
from PIL import ExifTags, Image

from evidence_files import box
from gongdao.kernel.errors import Refused
from gongdao.service.intake import ocr, sniff
from gongdao.service.intake.ocr import available, writing_in

TABLE = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "5\t1\t1\t1\t1\t1\t10\t12\t80\t30\t96.1\t退款\n5\t1\t1\t1\t1\t2\t95\t12\t80\t30\t91.0\t请加\n5\t1\t1\t1\t2\t1\t10\t160\t50\t30\t88\tQQ\n"
)
# A program of our own that speaks as Tesseract does: its languages, its table, how it fails, and how it hangs.
SPEAKS = """#!{python}
import sys, time
if "--list-langs" in sys.argv:
    print("List of available languages in /usr/share:\\n{languages}")
elif {hangs}:
    time.sleep(60)
elif not sys.stdin.buffer.read().startswith(b"\\x89PNG"):
    sys.exit("no picture")
elif {fails}:
    sys.exit("out of memory")
else:
    sys.stdout.buffer.write({table!r})
"""


def picture(form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, form)
    return out.getvalue()


@pytest.fixture
def installed(tmp_path):
    """A folder with a program that speaks as Tesseract does."""

    def install(*, languages: str = "chi_sim\\neng", hangs: bool = False, fails: bool = False) -> str:
        program = tmp_path / "tesseract"
        said = {
            "python": sys.executable,
            "languages": languages,
            "hangs": hangs,
            "fails": fails,
            "table": TABLE.encode(),
        }
        program.write_text(SPEAKS.format(**said), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return str(tmp_path)

    return install


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif")])
def test_a_picture_of_every_kind_is_read_on_arrival(tmp_path, form, kind):
    file = tmp_path / "part"
    file.write_bytes(picture(form))

    found = sniff.look(file)

    assert (found.media_type, found.about["width"], found.view[:2]) == (f"image/{kind}", 64, b"\xff\xd8")


def looked_at(folder, content: bytes) -> sniff.Found:
    file = folder / "part"
    file.write_bytes(content)
    return sniff.look(file)


def test_a_photo_whose_camera_wrote_damaged_notes_is_read_all_the_same(tmp_path):
    out, notes = io.BytesIO(), Image.Exif()
    notes[ExifTags.Base.Orientation] = 6
    notes[ExifTags.Base.DateTime] = "2026:08:29 09:12:00"
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", exif=notes)
    whole = out.getvalue()
    for tag in (b"\x01\x00", b"\x01\x01", b"\x01\x07"):  # a width or height in words, as damage leaves it
        found = looked_at(tmp_path, whole.replace(b"\x01\x32\0\2", tag + b"\0\2"))
        assert (found.media_type, found.view[:2]) == ("image/jpeg", b"\xff\xd8")


def test_a_jpeg_that_goes_over_its_pixels_for_ever_is_not_read(tmp_path):
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG", progressive=True)
    whole = out.getvalue()
    sides = whole.index(b"\xff\xc2") + 5
    huge = whole[:sides] + (12_000).to_bytes(2, "big") * 2 + whole[sides + 4 :]
    last = huge.rindex(b"\xff\xda")
    with pytest.raises(Refused) as refused:
        looked_at(tmp_path, huge[:last] + huge[last:-2] * 40 + huge[-2:])
    assert refused.value.code == "picture-too-large"


def test_boxes_that_lie_in_one_another_without_end_are_no_video(tmp_path):
    within = b""
    for _ in range(2000):
        within = box(b"moov", within)
    with pytest.raises(Refused) as refused:
        looked_at(tmp_path, box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41") + within + box(b"mdat", b"x"))
    assert refused.value.code == "file-broken"


def test_writing_is_given_line_by_line_with_its_places(installed):
    writing = writing_in(picture(), path=installed())

    assert writing.text == "退款请加\nQQ"
    assert (writing.words[1].left, writing.words[1].width, writing.starts) == (95, 80, (0, 2, 5))


def test_without_the_program_it_is_said_that_there_is_none(tmp_path):
    assert not available(str(tmp_path))
    with pytest.raises(Refused) as refused:
        writing_in(picture(), path=str(tmp_path))
    assert refused.value.code == "ocr-absent"


@pytest.mark.parametrize(
    ("how", "code"),
    [({"languages": "eng\\nosd"}, "ocr-language"), ({"fails": True}, "ocr-failed"), ({"hangs": True}, "ocr-late")],
)
def test_a_reader_that_cannot_read_is_left_with_a_sentence(installed, how, code):
    with pytest.raises(Refused) as refused:
        writing_in(picture(), seconds=1.5 if "hangs" in how else ocr.SECONDS, path=installed(**how))
    assert refused.value.code == code


def test_the_reader_never_sees_a_file_that_is_no_picture(installed):
    with pytest.raises(Refused) as refused:
        writing_in(b"%PDF-1.7 not a picture", path=installed())
    assert refused.value.code == "picture-kind"
