"""The scripts start quickly, and name in one line what they cannot install."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sources import ROOT

SCRIPTS = ["run", "test", ".ci/run", "scripts/setup", "scripts/lock", "scripts/postgres", "scripts/tesseract"]
NEEDED = ["bash", "cat", "cksum", "cmp", "cp", "dirname", "env", "id", "mkdir", "rm", "tr"]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine with a shell and a copy of the scripts, but without Python."""
    (tmp_path / "bin").mkdir()
    for tool in NEEDED:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    for script in SCRIPTS:
        (tmp_path / "checkout" / script).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / script, tmp_path / "checkout" / script)
    shutil.copytree(ROOT / "requirements", tmp_path / "checkout" / "requirements")
    return tmp_path


def start(machine: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": str(machine / "bin"), "HOME": str(machine)}
    command = [str(machine / "bin" / "bash"), str(machine / "checkout" / script), *arguments]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)


def put_python(machine: Path, body: str, folder: str = "bin") -> None:
    program = machine / folder / ("python3" if folder == "bin" else "python")
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!{machine}/bin/bash\n{body}\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.mark.parametrize("script", ["run", "test"])
def test_a_missing_python_is_named_with_the_command_that_installs_it(machine, script):
    ran = start(machine, script)

    assert ran.returncode != 0
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert "Python 3.11" in ran.stderr
    assert "apt-get install python3" in ran.stderr


@pytest.mark.parametrize("script", ["run", "test"])
def test_a_missing_pip_is_named_with_the_command_that_installs_it(machine, script):
    put_python(machine, '[ "$1" = -c ]')

    ran = start(machine, script)

    assert ran.returncode != 0
    assert len(ran.stderr.splitlines()) == 1
    assert "pip" in ran.stderr
    assert "apt-get install python3-pip" in ran.stderr


def test_a_python_that_is_too_old_does_not_count(machine):
    put_python(machine, "exit 1")

    assert "Python 3.11" in start(machine, "run").stderr


@pytest.mark.parametrize(
    ("given", "meant"),
    [((), ("demo", "--folder", "{}/.demo")), (("demo", "--fresh"), ("demo", "--folder", "{}/.demo", "--fresh")),
     (("demo", "--folder", "mine"), ("demo", "--folder", "{}/.demo", "--folder", "mine")),
     (("play", "a.yaml"), ("play", "a.yaml"))],
)  # fmt: skip
def test_the_demo_has_one_folder_however_it_is_started(machine, given, meant):
    checkout = machine / "checkout"
    put_python(machine, 'printf "%s\n" "${@:2}"', "checkout/.venv/bin")
    shutil.copy(checkout / ".venv" / "bin" / "python", checkout / ".venv" / "bin" / "gongdao")
    shutil.copy(checkout / "requirements" / "run.lock", checkout / ".venv" / "run.lock")

    ran = start(machine, "run", *given)

    assert ran.stdout.splitlines() == [word.format(checkout) for word in meant]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_can_be_run_and_parsed(script):
    assert os.access(ROOT / script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(ROOT / script)], check=False).returncode == 0


def test_without_a_package_manager_tesseract_is_tried_for_once_and_nothing_fails(machine):
    for tool in ("grep", "touch"):
        (machine / "bin" / tool).symlink_to(str(shutil.which(tool)))

    ran = start(machine, "scripts/tesseract", str(machine / "tried"))

    assert (ran.returncode, ran.stderr) == (0, "")
    assert (machine / "tried").exists()
