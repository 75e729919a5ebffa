"""The options of ``./test`` change counts, order and what is collected, never what a test asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sources import ROOT

SAMPLE = """
import pytest
from counts import examples
from hypothesis import given, strategies

seen = []


@examples(short=7, long=70)
@given(strategies.integers())
def test_one_that_looks_at_examples(number):
    seen.append(number)


def test_two_that_counts(count):
    print("counts", count(short=3, long=30))


def test_three_that_comes_last():
    print("looked at", len(seen))


@pytest.mark.data
def test_four_that_reads_the_public_data(data_folder):
    print("reads", data_folder.name)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for file in ("conftest.py", "counts.py"):
        shutil.copy(ROOT / "tests" / file, folder)
    (folder / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\npythonpath = .\nmarkers = data\n", encoding="utf-8")
    (folder / "figures").mkdir()
    return folder


def said(project: Path, *options: str, **surroundings: str) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GONGDAO_")}
    clean["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # none is asked about, and all take longer to read than the tests
    command = [sys.executable, "-m", "pytest", "-v", "-s", "-p", "no:cacheprovider", *options]
    ran = subprocess.run(
        command, cwd=project, env={**clean, **surroundings}, capture_output=True, text=True, check=False
    )
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def plain(project) -> str:
    return said(project)


@pytest.fixture(scope="module")
def full(project) -> str:
    return said(project, "--long", "--shuffle", "b", GONGDAO_DATA="figures")


def test_a_run_is_short_unless_long_is_asked_for(plain, full):
    assert "counts 3\n" in plain
    assert "looked at 7\n" in plain
    assert "counts 30\n" in full


def test_tests_on_the_public_data_are_left_out_and_the_summary_says_so(plain):
    assert "test_four" not in plain
    assert "3 passed" in plain
    assert "tests not collected for want of public data: 1 " in plain


def test_the_public_data_may_be_named_by_option_or_environment(project, full):
    for output in (said(project, "--data", "figures"), full):
        assert "reads figures\n" in output
        assert "4 passed" in output
        assert "not collected" not in output


def test_a_folder_of_public_data_that_is_not_there_is_an_error(project):
    assert "no such folder of public data" in said(project, "--data", "nowhere")


def test_a_seed_draws_an_order_of_the_same_tests(plain, full):
    def order(output: str) -> list[str]:
        return [line.split()[0] for line in output.splitlines() if line.startswith("test_sample.py::test_")]

    assert set(order(plain)) < set(order(full))
    assert [name for name in order(full) if name in order(plain)] != order(plain)
