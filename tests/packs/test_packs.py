"""Every version of every pack: it composes, its facts are found in a case file, and its examples come out."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from builders import at
from gongdao.case.bindings import check_bindings
from gongdao.case.file import Case, Policy
from gongdao.case.ruling import choose
from gongdao.kernel.errors import Place
from gongdao.policy.pack import Trust
from gongdao.policy.select import select
from shelf import EXAMPLES, SHELF, VERSIONS, example_name, library, pack
from verdicts import decided, misses_of

EVERY_VERSION = pytest.mark.parametrize("version", VERSIONS)


@EVERY_VERSION
def test_a_version_composes_and_its_facts_are_found_in_a_case_file(version):
    assert check_bindings(pack(version)) == []


@EVERY_VERSION
def test_a_pack_says_of_everything_what_it_is_in_both_languages(version):
    found = pack(version)
    labels = [fact.label for fact in found.facts.values()] + [term.label for term in found.terms.values()]
    labels += [rule.label for decision in found.decisions.values() for rule in decision.rules]
    labels += [provision.label for provision in found.provisions.values()]

    assert [label for label in labels if not (label.zh and label.en)] == []


@EVERY_VERSION
def test_a_version_chosen_by_its_own_first_day_is_that_version(version):
    meant = library().versions[version]
    family = library().families[meant.family]
    together = [v.id for v in family.versions if v.since == meant.since]

    assert select(family.versions, at(f"{meant.since}T12:00"), "Asia/Shanghai").id in together


@pytest.mark.parametrize(
    ("platform", "decided", "conduct", "version"),
    [
        ("taobao", "2019-12-31T23:59", "2015-06-01", "tb-2015"),
        ("taobao", "2020-01-01T00:00", "2015-06-01", "tb-2020"),
        ("taobao", "2025-08-14T23:59", "2025-08-01", "tb-2024-08"),
        ("taobao", "2025-08-15T00:00", "2025-08-01", "tb-2025-08"),
        ("jd", "2026-09-01T00:00", "2026-06-14T23:59", "jd-2025-07"),
        ("jd", "2026-09-01T00:00", "2026-06-15T00:00", "jd-2026-06"),
    ],
)
def test_taobao_judges_by_the_day_of_the_decision_and_jd_by_that_of_the_conduct(platform, decided, conduct, version):
    policy = Policy("auto", at(decided), platform)
    case = Case("one", "", policy, {"order": {"conduct_at": at(conduct)}}, None, {}, Place("case.yaml"), {})

    assert choose(library(), case)[0].id == version


def test_a_number_that_is_not_read_from_a_text_says_so():
    params = [param for version in VERSIONS for param in pack(version).params.values()]

    assert {param.id for param in params if param.trust not in set(Trust)} == set()


@pytest.mark.parametrize("path", EXAMPLES, ids=example_name)
def test_an_example_comes_out_as_it_says(path):
    assert misses_of(path) == {}


def test_each_family_on_which_no_other_stands_has_examples():
    floors = {family.extends for family in SHELF.heads.values()}

    assert [family for family in SHELF.heads if family not in floors and not SHELF.examples(family)] == []


@pytest.mark.parametrize("how", [[], ["--open"]], ids=["closed", "open"])
def test_two_processes_write_the_same_bytes(how):
    command = "import sys; from gongdao.cli.main import main; sys.exit(main(sys.argv[1:]))"
    call = [sys.executable, "-c", command, "decide", str(SHELF.examples("jd")[0]), "--json", *how]
    one, other = (
        subprocess.run(call, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    )

    assert one == other
    assert one


def test_each_row_of_the_rule_book_that_is_a_rule_fires_in_some_example():
    rows = {rule.row for version in VERSIONS for d in pack(version).decisions.values() for rule in d.rules}
    fired = {
        rule.row
        for path in EXAMPLES
        for one in decided(path)
        for answer in one.evaluation.answers.values()
        for rule in answer.winners
    }

    assert sorted(row for row in rows - fired if not row.startswith("GD-")) == []  # those: test_default_clocks
