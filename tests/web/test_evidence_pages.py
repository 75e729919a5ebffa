"""The pages of evidence: a party hands it in with or without a script, and only who may sees it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from evidence_files import dispute, handed_in, kept_in, photo, sent, video
from gongdao.service.installation import law, now
from gongdao.service.people.models import AccessRow, RoleRow, User
from gongdao.service.queries.files import handed_in as pieces_of
from gongdao.service.record import erasure, store
from gongdao.service.record.verify import Verified, verify
from grounds import Ground


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Path]:
    with kept_in(tmp_path / "files") as folder:
        yield folder


def named(name: str, role: str = "") -> User:
    user = User.objects.create_user(name, name=name)
    if role:
        RoleRow.objects.create(user=user, role=role)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return user


def chosen(content: bytes, name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def test_a_piece_is_handed_in_by_the_plain_form_with_its_files_and_once(standing: Ground, files: Path):
    fair, stream = dispute()
    browser, where = fair.browser(), f"/cases/{stream}/evidence/new"
    assert browser.get(where).status_code == 200
    given = {"text": "左边接缝裂开了", "y": "2026", "m": "8", "d": "29", "key": "once", "send": "1"}

    answers = [
        browser.post(where, {**given, "files": [chosen(photo(place=True)), chosen(video(), "VID.mp4")]}) for _ in "ab"
    ]

    assert [(it.status_code, it["Location"]) for it in answers] == [(303, f"/cases/{stream}/evidence/E1")] * 2
    (piece,) = pieces_of(stream).values()
    assert [file.media_type for file in piece.files] == ["image/jpeg", "video/mp4"]
    assert piece.event.kind == "video"
    assert list(piece.served) == ["seller"]
    page = browser.get(answers[0]["Location"]).content.decode()
    assert "左边接缝裂开了" in page
    assert page.count("<figure") == 2
    assert list(verify(law(), Verified())) == []


def test_what_is_missing_is_said_and_what_was_sent_and_typed_is_kept(standing: Ground, files: Path):
    fair, stream = dispute()
    browser, where = fair.browser(), f"/cases/{stream}/evidence/new"

    answer = browser.post(where, {"text": "", "files": [chosen(photo())], "y": "2026", "key": "k"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写一句话" in page
    assert "请把年、月、日填全" in page
    assert "IMG_1.jpg" in page
    assert "已传好" in page
    assert store.load(law(), stream).facts.get("evidence", []) == []
    assert browser.post(where, {"text": "裂了", "key": "k"}).status_code == 303


def test_a_file_that_is_not_what_it_says_is_refused_with_the_remedy(standing: Ground, files: Path):
    fair, stream = dispute()
    browser, where = fair.browser(), f"/cases/{stream}/evidence/new"
    cut, html = photo()[:900], b"<html><script>alert(1)</script>"
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)

    page = browser.post(
        where, {"text": "裂了", "files": [chosen(cut, "a.jpg"), chosen(html, "b.jpg"), chosen(heic, "c.heic")]}
    ).content.decode()

    assert "a.jpg：文件打不开" in page
    assert "b.jpg：这是网页或程序" in page
    assert "c.heic：这张照片是苹果手机的 HEIC 格式" in page
    assert [it for it in files.rglob("*") if it.is_file()] == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04" + bytes(60), "这是文档、表格或压缩包"),
        (b"GIF89a" + bytes(60), "这种图片别人可能打不开"),
        (b"ID3\x03" + bytes(20) + b"\xff\xfb" * 40, "这是录音"),
        (b"MZ" + bytes(100), "认不出这是什么文件"),
        (b"\x00\x01\x02" * 50, "认不出这是什么文件"),
    ],
)
def test_what_is_not_taken_is_said_as_people_call_it(standing: Ground, files: Path, content: bytes, told: str):
    fair, stream = dispute()
    given = {"text": "裂了", "files": [chosen(content, "一份.bin")]}
    page = fair.browser().post(f"/cases/{stream}/evidence/new", given).content.decode()

    assert re.search(told, page)
    assert "octet-stream" not in page


def test_no_other_form_takes_a_file(standing: Ground, files: Path):
    fair, _ = dispute()
    assert fair.browser().post("/language", {"lang": "en", "files": chosen(photo())}).status_code == 302
    assert not files.exists()


def test_the_other_side_sees_the_picture_without_what_the_camera_wrote(standing: Ground, files: Path):
    fair, stream = dispute()
    handed_in(fair.buys(), stream, photo(place=True))
    (piece,) = pieces_of(stream).values()
    url = f"/cases/{stream}/files/{piece.files[0].commitment}"
    buyer, seller = fair.browser(), fair.browser(fair.seller)

    for address in (url, f"{url}?form=thumb", f"{url}?form=original", f"{url}?form=%0A"):
        seen = b"".join(seller.get(address).streaming_content)
        assert b"Phone of Fang" not in seen
        assert Image.open(io.BytesIO(seen)).getexif() == {}
    assert b"".join(buyer.get(f"{url}?form=original").streaming_content) == photo(place=True)
    for drawn in [*files.rglob("*.view"), *files.rglob("*.thumb")]:  # as a restore may lose them
        drawn.unlink()
    assert (seller.get(url).status_code, buyer.get(url).status_code) == (404, 200)
    assert "文件里写的拍摄时间" in buyer.get(f"/cases/{stream}/evidence/E1").content.decode()
    assert "文件里写的拍摄时间" not in seller.get(f"/cases/{stream}/evidence/E1").content.decode()


def test_where_a_video_was_made_is_blanked_for_the_other_side_and_its_length_is_kept(standing: Ground, files: Path):
    fair, stream = dispute()
    film = video(place=True)
    handed_in(fair.buys(), stream, film, kind="video")
    (piece,) = pieces_of(stream).values()
    url = f"/cases/{stream}/files/{piece.files[0].commitment}"

    whole = b"".join(fair.browser(fair.seller).get(url).streaming_content)
    part = fair.browser(fair.seller).get(url, headers={"range": "bytes=100-299"})

    assert len(whole) == len(film)
    assert b"+31.2304" in film
    assert b"+31.2304" not in whole
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 100-299/{len(film)}")
    assert b"".join(part.streaming_content) == whole[100:300]
    assert b"".join(fair.browser().get(url).streaming_content) == film
    assert fair.browser().get(url, headers={"range": f"bytes={len(film)}-"}).status_code == 416


def test_files_are_seen_by_parties_and_who_decides_and_by_nobody_else(standing: Ground, files: Path):
    fair, stream = dispute()
    handed_in(fair.buys(), stream, photo())
    (piece,) = pieces_of(stream).values()
    pages = [f"/cases/{stream}/evidence/E1", f"/cases/{stream}/files/{piece.files[0].commitment}"]
    may = {
        "buyer": fair.buyer,
        "seller": fair.seller,
        "staff": named("xia", "staff"),
        "boss": named("lu", "supervisor"),
    }
    may_not = {
        "stranger": named("wang"), "juror": named("ji", "juror"), "operator": named("op", "operator"),
        "policy": named("po", "policy"), "other shop": named("zhao"),
    }  # fmt: skip
    RoleRow.objects.create(user=may_not["other shop"], role="seller", shop="s-other")

    def answers(users: dict[str, User]) -> dict[str, list[int]]:
        return {who: [fair.browser(user).get(page).status_code for page in pages] for who, user in users.items()}

    assert answers(may) == {who: [200, 200] for who in may}
    assert answers(may_not) == {
        "stranger": [404, 404], "juror": [404, 404], "other shop": [404, 404], "operator": [403, 403],
        "policy": [403, 403],
    }  # fmt: skip
    assert AccessRow.objects.filter(stream=stream, what="file").count() == 2
    assert fair.browser(named("li")).get(f"/cases/{stream}/evidence/new").status_code == 404
    assert fair.browser(may["staff"]).get(f"/cases/{stream}/evidence/new").status_code == 403


def test_a_file_that_is_not_handed_in_yet_is_seen_by_who_sent_it_alone(standing: Ground, files: Path):
    fair, stream = dispute()
    sent(fair.buys(), stream, photo())
    page = fair.browser().get(f"/cases/{stream}/evidence/new").content.decode()
    url = page.partition('<img src="')[2].partition('"')[0].replace("&amp;", "&")

    assert fair.browser().get(url).status_code == 200
    assert fair.browser(fair.seller).get(url).status_code == 404


def test_an_erased_file_is_gone_and_says_so_and_the_record_stays_whole(standing: Ground, files: Path):
    fair, stream = dispute()
    handed_in(fair.buys(), stream, photo(), video(), kind="video", text="一直漏水")
    (piece,) = pieces_of(stream).values()
    sent(fair.buys(), stream, photo("red"), "later.jpg")
    held = erasure.holding(law().using, stream, "buyer")

    erasure.erase(law().using, stream, "buyer", now())

    assert held.files == 2
    assert [it for it in files.rglob("*") if it.is_file()] == []
    assert fair.browser().get(f"/cases/{stream}/files/{piece.files[0].commitment}").status_code == 410
    page = fair.browser(fair.seller).get(f"/cases/{stream}/evidence/E1").content.decode()
    assert "内容已经删除" in page
    assert "一直漏水" not in page
    assert list(verify(law(), Verified())) == []


def test_the_first_opening_by_the_other_side_is_noted_once_beside_its_service(standing: Ground, files: Path):
    fair, stream = dispute()
    handed_in(fair.buys(), stream, photo())
    where = f"/cases/{stream}/evidence/E1"
    assert "打开过" not in fair.browser().get(where).content.decode()

    for _ in range(2):
        fair.browser(fair.seller).get(where)

    assert AccessRow.objects.filter(stream=stream, what="evidence E1").count() == 1
    assert "打开过" in fair.browser().get(where).content.decode()
    assert len(store.load(law(), stream).served) == 1


def test_a_changed_file_and_a_missing_one_are_found_by_verify(standing: Ground, files: Path):
    fair, stream = dispute()
    handed_in(fair.buys(), stream, photo(), photo("red"))
    first, second = (files / it.commitment[:2] / it.commitment for it in pieces_of(stream)["E1"].files)
    content = first.read_bytes()
    first.write_bytes(content[:-1] + b"\0")
    second.unlink()

    assert sorted(it.code for it in verify(law(), Verified())) == ["row-differs", "stored-file-missing"]


def test_who_is_not_signed_in_sends_nothing_that_is_kept(standing: Ground, files: Path):
    _, stream = dispute()
    nobody = Client(headers={"host": "localhost"})

    answer = nobody.post(f"/cases/{stream}/evidence/new", {"text": "裂了", "files": chosen(photo())})

    assert answer.status_code == 303
    assert answer.wsgi_request.FILES == {}
    assert not files.exists()
