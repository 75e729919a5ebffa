"""What makes the parcels, shops and people of the benches shares no table and no module with what screens them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongdao

TESTS = Path(__file__).resolve().parents[1]
SCREENING = Path(gongdao.__file__).parent / "screening"
MAKERS = {
    "journeys.py": set(),
    "mischief.py": set(),
    "rounds_walked.py": set(),
    "shops_made.py": {"gongdao.screening.shop_facts"},
    "claims_made.py": {"gongdao.screening.claimant_facts"},
}  # fmt: skip
# What a maker may take in: the values that are handed in, never what weighs them.
LEAST = 3  # of numbers or texts that make a table
Table = tuple[object, ...]


def imported(tree: ast.AST) -> set[str]:
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = {it.name for node in ast.walk(tree) if isinstance(node, ast.Import) for it in node.names}
    return {name for name in froms | plain if name.startswith("gongdao")}


def tables(tree: ast.AST) -> Iterator[Table]:
    """Give every list, tuple and mapping of numbers or texts that is written out, in no order."""
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            parts = node.elts
        elif isinstance(node, ast.Dict):
            parts = node.values
        values = [it.value for it in parts if isinstance(it, ast.Constant) and isinstance(it.value, int | float | str)]
        if len(values) >= LEAST and len(set(values)) == len(values) == len(parts):
            yield tuple(sorted(values, key=repr))


def of(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MAKERS)
def test_a_maker_takes_in_values_only(name):
    assert imported(of(TESTS / name)) == MAKERS[name]


@pytest.mark.parametrize("name", MAKERS)
def test_no_table_of_a_maker_is_one_of_the_screening(name):
    screened = {table for path in SCREENING.rglob("*.py") for table in tables(of(path))}

    assert screened & set(tables(of(TESTS / name))) == set()
