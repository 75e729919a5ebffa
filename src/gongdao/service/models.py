"""Finds the models of screening on the disk: readable JSON that came with the program, read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongdao.kernel.errors import Refused


def models_folder() -> Path:
    """The models that came with the program: inside the package, or beside the checkout."""
    here = Path(__file__).resolve()
    shipped = here.parents[1] / "models"
    return shipped if shipped.is_dir() else here.parents[3] / "models"


@lru_cache(maxsize=32)
def model(name: str, folder: Path | None = None) -> Mapping[str, Any]:
    """Give what ``models/NAME.json`` says, or what each JSON file of the folder ``models/NAME`` says, by its name.

    :raises Refused: there is no such model.
    """
    where = folder or models_folder()
    if (where / name).is_dir():
        return {file.stem: _read(file) for file in sorted((where / name).glob("*.json"))}
    if (where / f"{name}.json").is_file():
        return _read(where / f"{name}.json")
    names = sorted(path.stem for path in where.iterdir() if path.is_dir() or path.suffix == ".json")
    raise Refused("model-unknown", name=name, names=names)


def _read(file: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
