"""Every problem the code can make has a sentence in Chinese and in English that says the same things."""

from __future__ import annotations

import ast
import importlib
import re
import string
from functools import cache

import pytest

from sources import ROOT, name, python_files, tree

MAKERS = {"Problem", "Refused"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FILES = [path for path in python_files("src") if path.name == "messages.py"]


def fields(sentence: str) -> set[str]:
    return {re.split(r"[.\[]", field)[0] for _, field, _, _ in string.Formatter().parse(sentence) if field is not None}


def messages_of(path) -> dict[str, tuple[str, str]]:
    return importlib.import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts)).MESSAGES


ALL = {code: pair for path in FILES for code, pair in messages_of(path).items()}


@cache
def said() -> tuple[list[tuple[str, str, ast.Call]], set[str]]:
    """Every place where a problem is made with its code written out, and every text outside the sentences' own files.

    All sources are read for it, once in a process.
    """
    made: list[tuple[str, str, ast.Call]] = []
    texts: set[str] = set()
    for path in python_files("src"):
        nodes = list(ast.walk(tree(path)))
        if path not in FILES:
            texts |= {it.value for it in nodes if isinstance(it, ast.Constant) and isinstance(it.value, str)}
        for node in nodes:
            if not (isinstance(node, ast.Call) and _called(node) in MAKERS and node.args):
                continue
            if isinstance(code := node.args[0], ast.Constant) and isinstance(code.value, str):
                made.append((f"{name(path)}:{node.lineno}", code.value, node))
    return made, texts


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def given_details(node: ast.Call) -> set[str] | None:
    """The names of the details, or None where they are not written out."""
    if _called(node) == "Refused":
        return {k.arg for k in node.keywords if k.arg} if all(k.arg for k in node.keywords) else None
    details = [*node.args[2:3], *(k.value for k in node.keywords if k.arg == "details")]
    if not details:
        return set()
    keys = details[0].keys if isinstance(details[0], ast.Dict) else [None]
    return {k.value for k in keys} if all(isinstance(k, ast.Constant) for k in keys) else None


def test_every_code_has_a_sentence():
    assert [(place, code) for place, code, _ in said()[0] if code not in ALL] == []


def test_every_sentence_asks_only_for_details_that_are_given():
    made = [(place, code, given_details(node)) for place, code, node in said()[0] if code in ALL]

    assert [
        (place, code, sorted(fields(ALL[code][1]) - given))
        for place, code, given in made
        if given is not None and not fields(ALL[code][1]) <= given
    ] == []


def test_no_code_has_two_homes():
    assert len(ALL) == sum(len(messages_of(path)) for path in FILES)


@pytest.mark.parametrize("code", sorted(ALL))
def test_a_sentence_says_the_same_in_both_languages(code):
    zh, en = ALL[code]

    assert fields(zh) == fields(en)
    assert CHINESE.search(zh)
    assert en
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)


def test_every_sentence_is_said_somewhere():
    assert sorted(set(ALL) - said()[1]) == []
