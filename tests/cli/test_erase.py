"""``gongdao erase``: nothing without a yes, one person in one case with it, and the record is as whole as before."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from court_room import START, opened
from gongdao.case.stages.negotiation import WithdrawRequest
from gongdao.service.record import blobs, store
from grounds import VENDORS, fresh, opened_law
from recorded import HEARD, NEXT_DAYS, PAID, filled

OVER = "taobao:C-3"


@pytest.fixture(scope="module", params=VENDORS)
def record(request, tmp_path_factory):
    """A filled record on either database, which tests erase from in different cases and of different persons."""
    folder = tmp_path_factory.mktemp("record")
    with fresh(request.param, folder) as ground:
        with opened_law(ground) as law:
            filled(law, folder)
            blobs.keep(law.using, OVER, "buyer", b"a picture", "image/png", NEXT_DAYS)
            for command in (*opened(), WithdrawRequest(START, "buyer")):
                store.submit(law, OVER, command, NEXT_DAYS)
        yield ground


@pytest.fixture
def erased(gongdao, record):
    """``erased(case, person, …)`` runs the command on that record."""
    return lambda case, person, *words: gongdao("erase", case, "--person", person, "--database", record.url, *words)


@pytest.fixture
def exported(gongdao, record, tmp_path):
    """``exported(case)`` gives the bundle of a case as it is now."""

    def read(case: str) -> tuple[Path, dict]:
        file = tmp_path / "case.json"
        assert gongdao("export", case, "-o", file, "--database", record.url).status == 0
        return file, json.loads(file.read_bytes())

    return read


def of(bundle: dict, person: str, key: str = "blobs") -> list[str]:
    return [row["commitment"] for row in bundle[key] if row["person"] == person]


@pytest.mark.parametrize(
    ("lang", "said", "asked"),
    [
        ("zh", f"{HEARD}：seller 的文字 1 份、材料 0 份，共 ", "没有删除任何内容。"),
        ("en", f"{HEARD}, seller: texts 1, files 0, ", "nothing was erased. "),
    ],
)
def test_without_a_yes_it_is_told_what_would_go_and_nothing_goes(erased, exported, lang, said, asked):
    _, before = exported(HEARD)

    ran = erased(HEARD, "seller", "--lang", lang)

    assert (ran.status, len(ran.err.splitlines())) == (2, 1)
    assert ran.out.startswith(said)
    assert asked in ran.err
    assert "--yes" in ran.err
    assert exported(HEARD)[1]["blobs"] == before["blobs"]


def test_with_a_yes_only_that_person_goes_and_the_chain_is_whole(gongdao, record, erased, exported):
    _, before = exported(HEARD)

    ran = erased(HEARD, "buyer", "--yes")

    file, after = exported(HEARD)
    gone, end = of(before, "buyer"), before["events"][-1]
    assert (ran.status, ran.err) == (0, "")
    assert f"已删除 {len(gone)} 份，盐也删除了，不能恢复。" in ran.lines
    assert ran.lines[-1] == f"链条完整：{end['seq']} 条事件，末端 {end['digest']}"
    assert ("VACUUM" in ran.out) == (record.vendor == "postgres")
    assert after["events"] == before["events"]
    assert (of(after, "buyer"), sorted(of(after, "buyer", "erased"))) == ([], sorted(gone))
    assert of(after, "seller") == of(before, "seller") != []
    assert gongdao("verify", "--database", record.url).lines[-1] == "记录完好。"
    assert gongdao("verify-bundle", file).lines[-1] == "全部相符。"


def test_who_is_erased_already_is_said_to_be(erased):
    assert erased(HEARD, "staff:7", "--yes").status == 0

    ran = erased(HEARD, "staff:7", "--yes")

    assert (ran.status, ran.err) == (0, "")
    assert re.search(r"此前已删除 \d+ 份\n没有什么可以删除了。\n$", ran.out)


def test_a_party_is_known_by_its_own_id_and_by_no_other(erased, exported):
    assert erased(PAID, "buyer:somebody", "--yes").status == 2
    assert len(of(exported(PAID)[1], "buyer")) == 2

    assert erased(PAID, "buyer:buyer", "--yes", "--lang", "en").lines[0].startswith(f"{PAID}, buyer: texts 2")
    assert of(exported(PAID)[1], "buyer") == []


@pytest.mark.parametrize(
    ("case", "person", "lang", "said"),
    [
        ("taobao:C-9", "buyer", "zh", "没有案件 taobao:C-9"),
        ("taobao:C-9", "buyer", "en", "there is no case taobao:C-9"),
        ("C-9", "buyer", "en", "must read source:case"),
        ("register:pauses", "supervisor:1", "en", "the record's own"),
        (HEARD, "juror:1", "zh", f"案件 {HEARD} 里没有 juror:1 的文字和材料；有：buyer、seller、staff:7"),
        (HEARD, "\x1b[2J", "en", "it has some of buyer, seller, staff:7"),
    ],
)
def test_whom_or_what_there_is_not_is_told(erased, case, person, lang, said):
    ran = erased(case, person, "--yes", "--lang", lang)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "\x1b" not in ran.err


def test_who_erases_from_a_case_that_is_not_over_is_told_what_that_means(erased):
    said = "审理的人读不到这些内容"

    assert said in erased(HEARD, "seller").out
    assert said not in erased(OVER, "buyer").out
