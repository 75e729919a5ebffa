"""The checkout's own files, as the tidy tests read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """This function will list all functions of a file, inner ones included."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
