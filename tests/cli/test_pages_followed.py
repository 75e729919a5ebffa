"""What the tutorial and the how-to pages say to write and to run comes out as they say."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

STEP = "- wait: 60h"


def blocks(page: Path, kind: str) -> list[str]:
    found = re.findall(rf"^( *)```{kind}\n(.*?)^ *```$", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(body) for _, body in found]


def test_a_pack_written_as_the_page_says_stands_its_checks_and_decides_its_example(gongdao, checkout, tmp_path):
    for block in blocks(checkout / "docs/how-to/change-a-pack.md", "yaml"):
        path = tmp_path / block.splitlines()[0].removeprefix("# ")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block)
    mine = ("--packs", str(tmp_path / "mine"), "--lang", "zh")
    checked = gongdao("policy", "check", "market", *mine)
    assert (checked.status, checked.out.splitlines()[-1]) == (0, "全部通过。")
    assert "MK-1.1" in gongdao("policy", "show", "market-2", "outcome", *mine).out
    assert "+ MK-1.1" in gongdao("policy", "diff", "market-1", "market-2", *mine).out
    assert "MK-1.1" in gongdao("decide", str(tmp_path / "mine/market/examples/small.yaml"), *mine).out


def test_the_case_on_the_page_is_decided_and_conforms_with_what_the_page_expects(gongdao, checkout, written):
    page = checkout / "docs/how-to/decide-a-case.md"
    [case] = blocks(page, "yaml")
    expect = re.findall(r"`(expect: \{.*?\})`", page.read_text())[0]
    file = str(written(f"{case}{expect}\n", "my-case.yaml"))
    assert gongdao("decide", file).status == 0
    assert gongdao("decide", file, "--open").status == 0
    assert "TB-38" in gongdao("why", file, "--rule", "TB-38").out
    assert gongdao("conform", file).status == 0


def test_the_step_of_the_tutorial_turns_the_story_as_it_says(gongdao, checkout, written):
    page, scenario = checkout / "docs/tutorial/first-scenario.md", "scenarios/nobody_answers.yaml"
    story = (checkout / scenario).read_text()
    file = str(written(story.replace(STEP, blocks(page, "yaml")[0] + STEP), "nobody_answers.yaml"))
    ran = gongdao("play", file, "--quiet")
    begins, ends = blocks(page, "text")[0].strip().removeprefix(scenario).split("…")
    assert ran.status == 1
    assert any(line.startswith(file + begins) and line.endswith(ends) for line in (ran.out + ran.err).splitlines())
