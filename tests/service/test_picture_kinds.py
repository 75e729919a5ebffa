"""Every kind of picture that is taken can be read: photos of phones, screenshots, what browsers save."""

from __future__ import annotations

import pytest

from evidence_files import photo
from gongdao.screening.pictures.reading import read_picture
from gongdao.service.intake.sniff import look


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("JPEG", "image/jpeg"), ("MPO", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("AVIF", "image/avif")],
)
def test_a_picture_of_every_kind_is_taken(tmp_path, form, media_type):
    content = photo(form=form)
    file = tmp_path / "picture"
    file.write_bytes(content)

    found = look(file)

    assert (found.media_type, bool(found.view), bool(found.thumb)) == (media_type, True, True)
    assert read_picture(content).media_type == media_type
