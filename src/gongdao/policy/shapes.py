"""What a trace says of a test before any case: its text and the names it asks for."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from gongdao.policy.pack import Pack
from gongdao.policy.spell import spell
from gongdao.policy.syntax import Expr, names, params


class Shape(NamedTuple):
    """The text of a test, the names and parameters it asks for; ``only`` is its one name if it asks nothing else."""

    text: str
    names: tuple[str, ...]
    params: tuple[str, ...]
    only: str


class Shapes:
    """The shapes of the tests of one pack, each made when it is first asked for."""

    __slots__ = ("known", "pack")

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.known: dict[int, Shape] = {}

    def of(self, test: Expr) -> Shape:
        """Give the shape of a test of the pack."""
        return self.known.get(id(test)) or self._made(test)

    def _made(self, test: Expr) -> Shape:
        asked = tuple(sorted(name for name in names(test) if self.pack.kind(name)))
        numbers = tuple(sorted(params(test) & self.pack.params.keys()))
        only = asked[0] if len(asked) == 1 and not numbers else ""
        made = self.known[id(test)] = Shape(spell(test), asked, numbers, only)
        return made


@lru_cache(maxsize=64)
def shapes_of(pack: Pack) -> Shapes:
    """Give the shapes of a pack's tests."""
    return Shapes(pack)
