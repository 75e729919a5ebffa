"""Every regular expression that reads what strangers write runs in linear time, and the proof of it knows bad ones."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import gongdao
from counts import count
from linear import NotLinear, prove

ROOT = Path(gongdao.__file__).parent
READERS = (
    "screening/**/*.py",
    "service/intake/*.py",
    "service/screen*.py",
    "telling/check*.py",
    "service/web/check.py",
)
LENGTH = 20_000
ONCE = {"match", "fullmatch"}
BAD = (
    r"(a+)+b", r"(a|a)*b", r"(?:a|ab)*c", r"[a-z]+@", r"\s+$", r"(x?){30}y", r"a*a*b", r".*x", r"(?:[a-z]+\.)*z",
    r"(?=a*b)c", r"(\d+)-\1", r"(?:a{0,40}){1,40}b",
)  # fmt: skip
GOOD = (
    r"[a-z]{4,}", r"(?<!\d)\d{7,14}(?!\d)", r"https?:|www\.", r"a{1,9}(?:b|c)", r"(?:x\d{1,3})?y{0,5}", r"[^\s,]+",
    r"^\s*[a-z]{1,20}\s*:", r"\.[a-z]+(?:-[0-9]+)*",
)  # fmt: skip


@cache
def files() -> tuple[Path, ...]:
    return tuple(sorted({path for under in READERS for path in ROOT.glob(under)}))


def module_of(path: Path) -> ModuleType:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return importlib.import_module(".".join(part for part in parts if part != "__init__"))


def compiled(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from compiled(item)


def calls_of_re(tree: ast.AST) -> list[ast.Call]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return [call for call in calls if isinstance(call.func.value, ast.Name) and call.func.value.id == "re"]


def of_words(call: ast.Call) -> bool:
    """Whether a pattern is one of written words only, which has no run: linear whatever the words are."""
    return ast.unparse(call.args[0]).startswith("'|'.join(map(re.escape, ")


def tried_once(tree: ast.AST, name: str) -> bool:
    """Whether a pattern is only matched at the beginning of a text."""
    uses = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name) and node.func.value.id == name
    ]  # fmt: skip
    named = sum(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree))
    return named == len(uses) + 1 and all(it.func.attr in ONCE and len(it.args) == 1 for it in uses)


def patterns_of(path: Path) -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Give the patterns of a module by name, each with whether it is tried from one start only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = calls_of_re(tree)
    if not calls:
        return
    place = str(path.relative_to(ROOT))
    number = 0
    for name, value in vars(module_of(path)).items():
        for pattern in compiled(value):
            number += 1
            yield f"{place} {name}", pattern, tried_once(tree, name)
    assert number == sum(call.func.attr == "compile" and not of_words(call) for call in calls), (
        f"{place}: a pattern is hidden"
    )
    for call in calls:
        if call.func.attr not in ("compile", "escape"):
            written = ast.literal_eval(call.args[0])
            yield f"{place}:{call.lineno}", re.compile(written), False


def test_every_pattern_that_reads_what_strangers_write_is_linear():
    found = [it for path in files() for it in patterns_of(path)]
    wrong = {}
    for name, pattern, once in found:
        try:
            prove(pattern, once=once)
        except NotLinear as why:
            wrong[name, pattern.pattern] = str(why)

    assert wrong == {}
    assert len(found) > 35


@pytest.mark.parametrize("written", BAD)
def test_a_pattern_that_may_take_longer_is_not_proved(written):
    with pytest.raises(NotLinear):
        prove(re.compile(written), once=False)


@pytest.mark.parametrize("written", GOOD)
def test_a_linear_pattern_is_proved(written):
    prove(re.compile(written), once=False)


def test_what_is_proved_is_quick_on_runs_of_its_own_characters():
    slow = {}
    for name, pattern, once in (it for path in files() for it in patterns_of(path)):
        for run in sorted(set(str(pattern.pattern)) | set(" 0a签"))[: count(short=6, long=100)]:
            text: str | bytes = run * LENGTH if isinstance(pattern.pattern, str) else run.encode() * LENGTH
            started = time.process_time()
            pattern.match(text) if once else sum(1 for _ in pattern.finditer(text))
            if (spent := time.process_time() - started) > 1:
                slow[name, run] = spent

    assert slow == {}
