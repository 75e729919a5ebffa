"""The lint rules are tested themselves: each refuses its bad lines and lets its good lines pass."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sources import ROOT

BAD = [
    "import datetime\n\nNOW = datetime.datetime.now(datetime.UTC)\n",
    "from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)\n",
    "from datetime import datetime\n\nNOW = datetime.utcnow()\n",
    "from datetime import date\n\nTODAY = date.today()\n",
    "import time\n\nNOW = time.time()\n",
    "from time import monotonic\n\nNOW = monotonic()\n",
    "import time\n\nNOW = time.perf_counter()\n",
    "import random\n\nDICE = random.randint(1, 6)\n",
    "import secrets\n\nSALT = secrets.token_hex()\n",
    "from uuid import uuid4\n\nID = uuid4()\n",
    "import os\n\nZONE = os.environ['TZ']\n",
    "from os import getenv\n\nZONE = getenv('TZ')\n",
    "TEXT = open('x', encoding='utf-8').read()\n",
    "import io\n\nTEXT = io.open('x').read()\n",
    "from pathlib import Path\n\nTEXT = Path('x').read_text()\n",
    "import pathlib\n\nTEXT = pathlib.Path('x').read_text()\n",
    "import sys\n\nARGS = sys.argv\n",
    "from importlib.resources import files\n\nPACKS = files('gongdao')\n",
]
GOOD = [
    "from datetime import UTC, datetime\n\nDAY = datetime(2024, 7, 26, tzinfo=UTC)\n",
    "from datetime import date\n\nDAY = date.fromisoformat('2024-07-26')\n",
    "import io\n\nTEXT = io.StringIO('x').read()\n",
    "from uuid import UUID\n\nID = UUID(int=1)\n",
    "from hashlib import sha256\n\nSEED = sha256(b'x').hexdigest()\n",
]
PLANTS = {
    "kernel/planted.py": "import gongdao.policy\n",
    "policy/planted.py": "import gongdao.evidence\n",
    "evidence/planted.py": "import gongdao.case\n",
    "ledger/planted.py": "import gongdao.policy\n",
    "case/planted.py": "import gongdao.cli\n",
    "policy/reader.py": "import sqlite3\n",
    "ledger/reader.py": "import sqlite3\n",
    "kernel/caller.py": "import http.client\n",
    "case/reader.py": "import psycopg\n",
    "case/keeper.py": "import gongdao.service\n",
    "service/planted.py": "import gongdao.cli\n",
    "cli/planted.py": "import django\n",
    "cli/reader.py": "import psycopg\n",
    "service/packs.py": "import django\n",
    "newcomer/__init__.py": "",
}


CORE = ("kernel", "policy", "evidence", "ledger", "case")


def refused(folder: Path, package: str, lines: list[str]) -> set[str]:
    """Those of the lines that the lint refuses in a module of this package."""
    package_folder = folder / "src" / "gongdao" / package
    package_folder.mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", folder)
    modules = {package_folder / f"planted{number}.py": line for number, line in enumerate(lines)}
    for path, line in modules.items():
        path.write_text(line, encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=json", "--select=TID251,PTH123"]
    ran = subprocess.run([*command, "src"], cwd=folder, capture_output=True, text=True, check=False)
    return {modules[Path(finding["filename"])] for finding in json.loads(ran.stdout)}


@pytest.mark.parametrize("package", CORE)
def test_the_core_may_not_read_clock_chance_environment_or_disk(tmp_path, package):
    assert refused(tmp_path, package, BAD) == set(BAD)


@pytest.mark.parametrize("package", CORE)
def test_the_core_may_work_with_values_it_was_given(tmp_path, package):
    assert refused(tmp_path, package, GOOD) == set()


def test_the_command_line_may_read_what_the_core_may_not(tmp_path):
    assert refused(tmp_path, "cli", BAD) == {line for line in BAD if "= open(" in line}


def copied(folder: Path) -> Path:
    """A copy of our sources in a folder, with the rules of their imports beside them."""
    code = folder / "src" / "gongdao"
    shutil.copytree(ROOT / "src" / "gongdao", code, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return code


@pytest.fixture(scope="module")
def refusals(tmp_path_factory) -> str:
    """What is said of our sources with everything in them that must be refused."""
    folder = tmp_path_factory.mktemp("planted")
    code = copied(folder)
    for plant, line in PLANTS.items():
        (code / plant).parent.mkdir(exist_ok=True)
        (code / plant).write_text(line, encoding="utf-8")
    ran = lint_imports(folder)
    assert ran.returncode == 1
    return ran.stdout


def test_imports_point_one_way(tmp_path):
    copied(tmp_path)
    ran = lint_imports(tmp_path)

    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("plant", PLANTS)
def test_an_import_that_points_the_other_way_is_named(refusals, plant):
    module = ".".join(("gongdao", *Path(plant).with_suffix("").parts)).removesuffix(".__init__")
    imported = PLANTS[plant].removeprefix("import ").partition(".client")[0].strip()
    named = f"{module} -> {imported} (l.1)" if imported else f"- {module}"

    assert named in [line.removeprefix("-").strip() if imported else line for line in refusals.splitlines()]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
