"""Every pack is the same whether composed or kept; what is kept is read only while its files are the same."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from gongdao.kernel.errors import BadInput
from gongdao.policy.library import Library, pack_of
from gongdao.policy.pack import Pack
from gongdao.policy.stored import restore, store
from gongdao.service.kept import compile_packs, open_packs
from gongdao.service.packs import Shelf, find_packs, open_library

FAMILY = """
family: shop
zh: 商城
en: Shop
governs: {clock: decided_at}
versions: [{id: shop-1, from: 2020-01-01}]
facts:
  decided_at: {type: instant, from: policy.decided_at, zh: 裁决时, en: decided at}
"""
RULES = """
decisions:
  outcome:
    zh: 结果
    en: outcome
    answer: enum(refund, reject)
    rules: [{id: S-1, then: refund, zh: 退款, en: refund}]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Shelf:
    folder = tmp_path / "packs" / "shop"
    folder.mkdir(parents=True)
    (folder / "family.yaml").write_text(FAMILY, encoding="utf-8")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    return find_packs(str(tmp_path / "packs"))


def opened(shelf: Shelf, cache: Path) -> Pack:
    return pack_of(open_packs(shelf, cache), "shop-1")


def answer(pack: Pack) -> str:
    then = pack.decisions["outcome"].rules[0].then
    return str(getattr(then, "value", then))


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(find_packs())


@pytest.mark.parametrize("version", sorted(find_packs().versions))
def test_every_pack_comes_back_as_it_was_composed(library, version):
    pack = pack_of(library, version)
    again = restore(store(pack, {}), {})

    for field in fields(Pack):
        assert getattr(again, field.name) == getattr(pack, field.name), field.name


def test_a_pack_is_kept_when_it_was_composed_and_read_from_there(shop, tmp_path):
    composed = opened(shop, tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_text(kept.read_text(encoding="utf-8").replace('"reject"', '"dismiss"'), encoding="utf-8")

    assert opened(shop, tmp_path / "cache").decisions["outcome"].answer != composed.decisions["outcome"].answer
    assert opened(shop, tmp_path / "cache").digest == composed.digest


def test_a_changed_file_is_read_again(shop, tmp_path):
    opened(shop, tmp_path / "cache")
    rules = shop.folders["shop"] / "rules.yaml"
    rules.write_text(RULES.replace("then: refund", "then: reject"), encoding="utf-8")

    assert answer(opened(shop, tmp_path / "cache")) == "reject"
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_new_file_is_read_too(shop, tmp_path):
    opened(shop, tmp_path / "cache")
    (shop.folders["shop"] / "more.yaml").write_text(RULES.replace("outcome:", "remedy:", 1).replace("S-1", "S-2"))

    assert "remedy" in opened(shop, tmp_path / "cache").decisions


def test_a_file_that_became_wrong_is_told_although_the_pack_was_kept(shop, tmp_path):
    opened(shop, tmp_path / "cache")
    (shop.folders["shop"] / "rules.yaml").write_text(
        RULES.replace("zh: 结果", "zh: 结果\n    zh: 又一个"), encoding="utf-8"
    )

    with pytest.raises(BadInput) as told:
        opened(shop, tmp_path / "cache")

    assert [problem.code for problem in told.value.problems] == ["yaml-duplicate-key"]


def test_a_spoilt_copy_is_composed_anew(shop, tmp_path):
    opened(shop, tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_text(kept.read_text(encoding="utf-8")[:-40], encoding="utf-8")

    assert answer(opened(shop, tmp_path / "cache")) == "refund"


def test_a_cache_that_cannot_be_written_is_done_without(shop, tmp_path):
    (tmp_path / "cache").write_text("a file, not a folder", encoding="utf-8")

    assert answer(opened(shop, tmp_path / "cache")) == "refund"


def test_shipped_packs_are_written_one_file_each(shop, tmp_path):
    only = Shelf({"shop": shop.folders["shop"]}, {"shop": shop.heads["shop"]}, shop.calendars)

    compile_packs(only, tmp_path / "shipped")
    (kept,) = (tmp_path / "shipped").iterdir()

    assert kept.name == "shop-1.json"
    assert str(tmp_path) not in kept.read_text(encoding="utf-8")


def test_examples_and_the_coverage_list_are_no_part_of_a_pack(shop, tmp_path):
    before = opened(shop, tmp_path / "cache")
    (shop.folders["shop"] / "examples").mkdir()
    (shop.folders["shop"] / "examples" / "one.yaml").write_text("cases: []", encoding="utf-8")
    (shop.folders["shop"] / "coverage.yaml").write_text("CV-1: {zh: 略, en: left out}", encoding="utf-8")

    assert pack_of(open_library(shop), "shop-1").digest == before.digest


def test_the_places_of_a_kept_pack_are_those_of_its_files(shop, tmp_path):
    opened(shop, tmp_path / "cache")

    rule = opened(shop, tmp_path / "cache").decisions["outcome"].rules[0]

    assert Path(rule.place.file).resolve() == (shop.folders["shop"] / "rules.yaml").resolve()
    assert (rule.place.line, rule.place.column) == (7, 13)
