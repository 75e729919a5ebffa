"""The record at the command line: tables are made, a case leaves as a bundle, and what is wrong is said in a line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grounds import fresh, opened_law
from recorded import HEARD, filled

RUN = [sys.executable, "-c", "import sys; from gongdao.cli.main import main; sys.exit(main())"]
WITHOUT_DJANGO = """
import sys
from gongdao.cli.main import main
status = main(sys.argv[1:])
assert not [name for name in sys.modules if name.startswith(("django", "psycopg", "sqlite3"))]
sys.exit(status)
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """A filled record and its anchor file."""
    folder = tmp_path_factory.mktemp("record")
    with fresh("sqlite", folder) as ground:
        with opened_law(ground) as law:
            anchor_file = filled(law, folder).anchor_file
        yield ground.url, anchor_file


@pytest.fixture
def exported(gongdao, record, tmp_path) -> Path:
    file = tmp_path / "case.json"
    assert gongdao("export", HEARD, "-o", file, "--database", record[0]).status == 0
    return file


def test_the_tables_are_made_once_and_again_without_harm(gongdao, tmp_path):
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"

    for _ in range(2):
        ran = gongdao("migrate", "--database", url)

        assert (ran.status, ran.out, ran.err) == (0, f"{url} 的表已就绪。\n", "")
    assert gongdao("verify", "--database", url).out == "记录完好。\n"


def test_a_role_is_only_for_a_database_that_has_roles(gongdao, tmp_path):
    ran = gongdao("migrate", "--service-role", "x", "--database", f"sqlite:///{tmp_path / 'new.sqlite3'}")

    assert (ran.status, ran.err) == (2, "gongdao: SQLite 没有角色；--service-role 只用于 PostgreSQL\n")


def test_a_record_that_is_whole_is_said_to_be(gongdao, record):
    ran = gongdao("verify", "--database", record[0], "--lang", "en")

    assert (ran.status, ran.err) == (0, "")
    assert ran.lines[0] == "  chains: 3"
    assert ran.lines[-1] == "The record is whole."


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "gongdao: 没有案件 taobao:C-9\n"), ("en", "gongdao: there is no case taobao:C-9\n")]
)
def test_a_case_that_is_not_there_is_said_not_to_be(gongdao, record, lang, said):
    ran = gongdao("verify", "--case", "taobao:C-9", "--database", record[0], "--lang", lang)

    assert (ran.status, ran.out, ran.err) == (2, "", said)


def test_views_are_rebuilt(gongdao, record):
    ran = gongdao("rebuild", "--database", record[0])

    assert (ran.status, ran.out) == (0, "视图和余额已按事件重写。\n")
    assert gongdao("verify", "--database", record[0]).status == 0


def test_a_bundle_is_checked_with_the_file_and_the_packs_alone(exported):
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, "verify-bundle", str(exported), "--lang", "en"],
        capture_output=True, text=True, check=False, cwd=exported.parent,
    )  # fmt: skip

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"Case {HEARD} ")
    assert ran.stdout.splitlines()[-1] == "Everything fits."


def test_a_bundle_is_compared_with_the_anchors_somebody_kept(gongdao, record, exported):
    ran = gongdao("verify-bundle", exported, "--anchors", record[1])

    assert ran.status == 0
    assert "根与您的锚定文件相同" in ran.out


def test_a_bundle_goes_to_the_standard_output_where_no_file_is_named(record):
    ran = subprocess.run(
        [*RUN, "export", HEARD, "--database", record[0], "--without-personal"],
        capture_output=True, check=False,
    )  # fmt: skip

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["blobs"] == []


@pytest.mark.parametrize(("lang", "said"), [("zh", "不相符："), ("en", "It does not fit: ")])
def test_a_forged_bundle_is_told_with_its_row(gongdao, exported, lang, said):
    forged = json.loads(exported.read_bytes())
    forged["events"][4]["actor"] = "seller"
    exported.write_text(json.dumps(forged), encoding="utf-8")

    ran = gongdao("verify-bundle", exported, "--lang", lang)

    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith(said)
    assert f"{HEARD} #5" in ran.out


def test_a_file_that_is_no_bundle_is_told_in_one_line(gongdao, written):
    ran = gongdao("verify-bundle", written("你好", "case.json"), "--lang", "en")

    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "from here on this is no JSON" in ran.err


def test_a_bundle_that_cannot_be_written_is_told(gongdao, record, tmp_path):
    ran = gongdao("export", HEARD, "-o", tmp_path / "no" / "such" / "case.json", "--database", record[0])

    assert ran.status == 2
    assert "无法写入" in ran.err


AWAY = {
    "no file": ("sqlite:///{folder}/none.sqlite3", "没有数据库文件"),
    "no tables": ("sqlite:///{folder}/empty.sqlite3", "还没有公道的表"),
    "no database": ("sqlite:///{folder}/text.sqlite3", "不是 SQLite 数据库文件"),
    "nobody listens": ("postgresql://x:secret@127.0.0.1:1/z", "连不上数据库 postgresql://x@127.0.0.1:1/z"),
    "no address": ("mysql://x", "不认识的数据库地址 mysql://x"),
}


@pytest.mark.parametrize("what", AWAY)
@pytest.mark.parametrize("command", [("verify",), ("rebuild",), ("export", "taobao:C-1")])
def test_a_database_that_cannot_be_worked_with_is_told_with_what_to_do(gongdao, tmp_path, what, command):
    (tmp_path / "empty.sqlite3").touch()
    (tmp_path / "text.sqlite3").write_text("no database at all, but long enough to look like something\n" * 20)
    url, said = AWAY[what]

    ran = gongdao(*command, "--database", url.format(folder=tmp_path))

    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert said in ran.err
    assert "secret" not in ran.err


def test_asking_for_a_database_that_is_not_there_does_not_make_one(gongdao, tmp_path):
    gongdao("verify", "--database", f"sqlite:///{tmp_path / 'none.sqlite3'}")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["export", "verify"])
@pytest.mark.parametrize("name", ["C-1", "taobao:", "taobao:退款", "taobao:\udcff", "a b:c"])
def test_a_name_that_no_case_can_have_is_told(gongdao, record, command, name):
    ran = gongdao(command, *(["--case"] if command == "verify" else []), name, "--database", record[0], "--lang", "en")

    assert (ran.status, ran.out) == (2, "")
    assert "must read source:case" in ran.err


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "案卷.json:1:1  从这里起不是 JSON；案卷请用 gongdao export 导出"),
        ("en", "案卷.json:1:1  from here on this is no JSON"),
    ],
)
def test_what_is_no_json_is_told_in_the_readers_language(gongdao, written, lang, said):
    ran = gongdao("verify-bundle", written("你好", "案卷.json"), "--lang", lang)

    assert ran.status == 2
    assert said in ran.err
