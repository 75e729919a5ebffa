"""What persons wrote lies beside the chain: readable until it is erased, and past guessing afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connections

from gongdao.case.personal import Personal
from gongdao.kernel.errors import Refused
from gongdao.service.record import blobs
from gongdao.service.record.commitment import TEXT, commitment

CASE = "taobao:C-1"
NOW = datetime.fromisoformat("2025-09-22T10:00:00+08:00")
PHONE = "请打 13800000000"


def rows(law, what: str) -> list[tuple]:
    with connections[law.using].cursor() as cursor:
        cursor.execute(f"SELECT {what} FROM record_blob ORDER BY commitment")
        return [tuple(bytes(it) if isinstance(it, memoryview) else it for it in row) for row in cursor.fetchall()]


def refusal(law, wanted: str) -> str:
    with pytest.raises(Refused) as refused:
        blobs.read(law.using, wanted)
    return refused.value.code


def test_a_text_is_read_back_by_its_commitment(law):
    (made,) = blobs.keep_texts(law.using, CASE, [Personal("reason", "buyer", PHONE)], NOW).values()

    kept = blobs.read(law.using, made)

    assert (kept.content.decode(), kept.stream, kept.person, kept.media_type) == (PHONE, CASE, "buyer", TEXT)
    assert kept.at == NOW


def test_a_file_is_kept_as_the_bytes_it_is(law):
    picture = bytes(range(256))

    made = blobs.keep(law.using, CASE, "buyer", picture, "image/png", NOW)

    assert blobs.read(law.using, made).content == picture


def test_equal_texts_of_one_person_in_one_case_have_one_commitment(law):
    found = [Personal("row.receiver", "buyer", "王五"), Personal("row.signer", "buyer", "王五")]

    made = blobs.keep_texts(law.using, CASE, found, NOW)
    later = blobs.keep_texts(law.using, CASE, found[:1], NOW + timedelta(days=1))

    assert made["row.receiver"] == made["row.signer"] == later["row.receiver"]
    assert len(rows(law, "commitment")) == 1


def test_equal_texts_of_two_persons_or_in_two_cases_cannot_be_told_to_be_equal(law):
    made = {
        blobs.keep(law.using, stream, person, b"same", TEXT, NOW)
        for stream in (CASE, "taobao:C-2")
        for person in ("buyer", "seller")
    }

    assert len(made) == 4
    assert len(set(rows(law, "salt"))) == 4


def test_an_erased_text_leaves_nothing_to_try_a_guess_against(law):
    made = blobs.keep(law.using, CASE, "buyer", PHONE.encode(), TEXT, NOW)
    ((salt,),) = rows(law, "salt")
    assert commitment(salt, CASE, "buyer", TEXT, PHONE.encode()) == made

    count = blobs.erase(law.using, CASE, "buyer", NOW + timedelta(days=30))

    assert count == 1
    assert rows(law, "commitment, salt, content") == [(made, None, None)]
    assert refusal(law, made) == "blob-erased"


def test_only_that_person_in_that_case_is_erased(law):
    others = [
        blobs.keep(law.using, stream, person, b"stays", TEXT, NOW)
        for stream, person in ((CASE, "seller"), ("taobao:C-2", "buyer"))
    ]
    blobs.keep(law.using, CASE, "buyer", b"goes", TEXT, NOW)

    blobs.erase(law.using, CASE, "buyer", NOW)

    assert [blobs.read(law.using, it).content for it in others] == [b"stays", b"stays"]


def test_who_was_erased_and_writes_again_gets_another_salt(law):
    before = blobs.keep(law.using, CASE, "buyer", b"same", TEXT, NOW)
    blobs.erase(law.using, CASE, "buyer", NOW)

    assert blobs.keep(law.using, CASE, "buyer", b"same", TEXT, NOW) != before


def test_erasing_twice_erases_nothing_more(law):
    blobs.keep(law.using, CASE, "buyer", b"goes", TEXT, NOW)

    assert [blobs.erase(law.using, CASE, "buyer", NOW) for _ in range(2)] == [1, 0]


def test_what_was_never_kept_is_said_not_to_be_there(law):
    assert refusal(law, "0" * 64) == "blob-unknown"


def test_a_piece_that_is_too_large_is_refused_with_its_size(law):
    with pytest.raises(Refused) as refused:
        blobs.keep(law.using, CASE, "buyer", bytes(blobs.MOST_BYTES + 1), "video/mp4", NOW)

    assert refused.value.details == {"size": blobs.MOST_BYTES + 1, "most": blobs.MOST_BYTES}
    assert rows(law, "commitment") == []


def test_a_command_without_texts_asks_the_database_for_nothing(law):
    assert blobs.keep_texts("no-such-database", CASE, [], NOW) == {}


@pytest.mark.parametrize("word", ["13800000000"])
def test_on_sqlite_not_even_the_files_hold_what_was_erased(law, ground, word):
    blobs.keep(law.using, CASE, "buyer", f"请打 {word}".encode(), TEXT, NOW)
    blobs.erase(law.using, CASE, "buyer", NOW)
    if ground.vendor != "sqlite":
        return
    connections[law.using].close()

    file = ground.url.removeprefix("sqlite:///")

    assert word.encode() not in Path(file).read_bytes()
