"""A backup made while the service works is restored into an empty database, and the record there verifies."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing, contextmanager
from threading import Event, Thread

import pytest
from django.db import connections

from court_room import at, opened
from gongdao.case.stages.negotiation import RefuseRequest
from gongdao.kernel.errors import Refused
from gongdao.service.backup import backup, restore
from gongdao.service.installation import law
from gongdao.service.record import store
from grounds import empty
from sources import ROOT

STREAM = "shop:C-1"


def gongdao(*arguments, **environment):
    """One command of a process of its own; gives its status and what it said."""
    command = [sys.executable, "-c", "import sys; from gongdao.cli.main import main; sys.exit(main())", *arguments]
    said = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "en_GB.UTF-8", **environment}
    ran = subprocess.run(command, env=said, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def filed(law, *commands):
    for command in commands:
        store.submit(law, STREAM, command, command.at)


def test_a_backup_made_while_others_write_is_restored_into_an_empty_database_and_verifies(standing, tmp_path):
    for command in [*opened(), RefuseRequest(at(1), "seller", "不同意")]:
        store.submit(law(), STREAM, command, command.at)
    files, back, file = tmp_path / "files", tmp_path / "back", tmp_path / "backup.tar"
    (files / "ab").mkdir(parents=True)
    (files / "ab" / "abcd").write_bytes(b"a picture")

    with writing() as wrote:
        status, said = gongdao("backup", str(file), "--database", standing.owner, GONGDAO_FILES=str(files))

    assert (status, "files of evidence 1" in said) == (0, True), said
    assert wrote
    assert file.stat().st_mode & 0o077 == 0
    with empty(standing.vendor, tmp_path) as target:
        status, said = gongdao("restore", str(file), "--database", target, GONGDAO_FILES=str(back))
        assert (status, "The record is whole." in said) == (0, True), said
        assert (back / "ab" / "abcd").read_bytes() == b"a picture"
        assert refusal(file, target, tmp_path / "elsewhere") == "restore-not-empty"


@contextmanager
def writing():
    """Somebody opens cases meanwhile; gives which."""
    stop, wrote = Event(), []

    def write():
        for number in range(2, 12):
            for command in opened():
                store.submit(law(), f"shop:C-{number}", command, command.at)
            wrote.append(number)
            if stop.is_set():
                break
        connections["default"].close()

    writer = Thread(target=write)
    writer.start()
    try:
        yield wrote
    finally:
        stop.set()
        writer.join()


def refusal(file, url, files=None):
    with pytest.raises(Refused) as no:
        restore(file, url, files, None)
    return no.value.code


def test_a_damaged_backup_and_one_that_is_none_restore_nothing(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as live:
        live.execute("CREATE TABLE a AS SELECT 1 AS b")
    file, target = tmp_path / "b.tar", tmp_path / "c.sqlite3"
    made = backup(f"sqlite:///{tmp_path / 'a.sqlite3'}", file, at(0), None, None)
    assert (made.vendor, made.files) == ("sqlite", 0)

    with tarfile.open(file) as tar:
        begin = tar.getmember("gongdao.sqlite3").offset_data
    whole, damaged = file.read_bytes(), bytearray(file.read_bytes())
    damaged[begin + 5000] ^= 1
    (tmp_path / "damaged.tar").write_bytes(damaged)
    (tmp_path / "half.tar").write_bytes(whole[: begin + 100])

    url = f"sqlite:///{target}"
    assert refusal(tmp_path / "damaged.tar", url) == "backup-damaged"
    assert refusal(tmp_path / "half.tar", url) == "backup-not-one"
    assert refusal(ROOT / "run", url) == "backup-not-one"
    assert refusal(tmp_path / "none.tar", url) == "file-missing"
    assert refusal(file, "postgresql://127.0.0.1/x") == "backup-other-vendor"
    assert not target.exists()
    with pytest.raises(Refused) as no:
        backup(url, file, at(0), None, None)
    assert no.value.code == "backup-there-already"
