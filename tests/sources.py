"""The checkout's own files, as the tidy tests read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = ("src", "tests", "bench", "scripts")
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".svg", ".json", ".sh", ""}
NOT_OURS = {".git", ".venv", ".cache", ".hypothesis", "__pycache__", "build", "dist", "LICENSE"}


def python_files(*folders: str) -> list[Path]:
    """This function will list the Python files below these folders of the checkout."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def text_files() -> Iterator[Path]:
    """This function will give every file of ours that a person reads."""
    for path in sorted(ROOT.rglob("*")):
        ours = not NOT_OURS.intersection(path.relative_to(ROOT).parts)
        if ours and path.is_file() and path.suffix in TEXT:
            yield path


def tree(path: Path) -> ast.Module:
    """This function will parse a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """This function will name a file as people do: from the root of the checkout."""
    return path.relative_to(ROOT).as_posix()


@dataclass(frozen=True, slots=True)
class Function:
    """A function, inner ones included: its first line and how many it has."""

    name: str
    line: int
    length: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What names and sizes are judged by: a whole tree of every file would fill the memory of the tests."""

    opening: str
    defers_annotations: bool
    classes: tuple[str, ...]
    functions: tuple[Function, ...]


@cache
def outline(path: Path) -> Outline:
    """This function will read a Python file once in a process, however many tests look at it."""
    parsed = tree(path)
    nodes = list(ast.walk(parsed))
    found = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return Outline(
        ast.get_docstring(parsed) or "",
        any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in parsed.body),
        tuple(node.name for node in nodes if isinstance(node, ast.ClassDef)),
        tuple(Function(each.name, each.lineno, (each.end_lineno or each.lineno) - each.lineno + 1) for each in found),
    )
