"""The built wheel works outside the checkout, with its packs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sources import ROOT

RUN = "import sys; from gongdao.cli.main import main; sys.exit(main())"
RUN_WITHOUT_COMPOSING = f"import gongdao.policy.compose as c; c.compose = None; {RUN}"


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with what the wheel installs, and nothing else of ours."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def python(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=installed.parent,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_is_what_is_imported(installed):
    ran = python(installed, "-c", "import gongdao; print(gongdao.__file__)")

    assert ran.stdout.strip() == str(installed / "gongdao" / "__init__.py")


def test_the_wheel_carries_every_pack(installed):
    def files(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}

    assert files(ROOT / "packs") != set()
    assert files(ROOT / "packs") <= files(installed / "gongdao" / "packs")


def test_the_wheel_carries_every_model(installed):
    def files(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*.json")}

    assert files(ROOT / "models") != set()
    assert files(ROOT / "models") <= files(installed / "gongdao" / "models")


def test_the_wheel_lists_its_packs_from_anywhere(installed):
    ran = python(installed, "-c", RUN, "policy", "list")

    assert ran.stderr == ""
    assert ran.returncode == 0
    assert "taobao" in ran.stdout


def test_the_wheel_decides_a_case_from_the_packs_it_was_built_with(installed, tmp_path):
    example = tmp_path / "case.yaml"
    example.write_text((ROOT / "examples" / "paid-and-not-shipped.yaml").read_text(encoding="utf-8"), encoding="utf-8")

    ran = python(installed, "-c", RUN_WITHOUT_COMPOSING, "decide", str(example), "--json", "--lang", "en")

    assert ran.stderr == ""
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["outcome"] == "refund"


def test_the_wheel_reads_a_pack_that_was_changed(installed, tmp_path):
    changed = tmp_path / "site"
    shutil.copytree(installed, changed)
    (changed / "gongdao" / "packs" / "taobao" / "more.yaml").write_text("nonsense: 1", encoding="utf-8")

    ran = python(changed, "-c", RUN, "decide", str(ROOT / "examples" / "paid-and-not-shipped.yaml"), "--lang", "en")

    assert ran.returncode == 2
    assert "nonsense" in ran.stderr


def test_the_wheel_says_under_which_licence_it_comes(installed):
    (metadata,) = installed.glob("gongdao-*.dist-info/METADATA")

    assert "License-Expression: Apache-2.0" in metadata.read_text(encoding="utf-8")
    assert list(installed.glob("gongdao-*.dist-info/licenses/LICENSE")) != []
