"""Proves that a regular expression needs time that only grows with the length of the text, or says why it may not.

Python's engine tries one way after another. It is linear where from each start there is a bounded number of ways, and
what may run on without a bound runs once: nothing after it can fail, or the expression is tried from one start only and
the run has one place to end at. The proof reads the parsed expression; what it does not know it does not accept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from re import _constants as op, _parser as parser
from typing import Any

MOST_WAYS = 300
SAMPLE = frozenset(map(ord, "\n\t\r\v\f \x1c\x85\u00a0\u3000aAzZ_09٣é一鿿，。.-+/:：@~\u200b\uffff"))
ENDLESS = parser.MAXREPEAT
SINGLE = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
Items = Sequence[tuple[Any, Any]]


class NotLinear(Exception):
    """The expression was not proved, for the reason given."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What follows: the characters it may begin with, whether it may be empty, whether it may fail, the ways it has."""

    first: frozenset[int]
    empty: bool
    fails: bool
    ways: int = 1


END = Rest(frozenset(), empty=True, fails=False)


def prove(pattern: re.Pattern[str] | re.Pattern[bytes], *, once: bool) -> None:
    """Prove it; ``once`` where it is tried from one start only (`match` without a place, or it begins with ``^``).

    Raises `NotLinear`.
    """
    items = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    once = once or (items[0] == (op.AT, op.AT_BEGINNING) and not pattern.flags & re.MULTILINE)
    proof = Proof(frozenset(_samples(items)) | SAMPLE, pattern.flags, once)
    if (ways := proof.of(items, END).ways) > MOST_WAYS:
        raise NotLinear(f"{ways} ways from each start")


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof in the making: the characters that stand for all, the flags, and whether there is one start only."""

    characters: frozenset[int]
    flags: int
    once: bool

    def of(self, items: Items, rest: Rest) -> Rest:
        """Give what stands before ``rest`` once these items are put before it."""
        for code, about in reversed(items):
            rest = self._one(code, about, rest)
        return rest

    def _one(self, code: Any, about: Any, rest: Rest) -> Rest:
        if code in SINGLE:
            return Rest(self._set(code, about), empty=False, fails=True, ways=rest.ways)
        if code is op.SUBPATTERN:
            return self.of(about[3], rest)
        if code is op.BRANCH:
            return self._branch(about[1], rest)
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            return self._repeat(*about, rest)
        if code is op.AT:
            first = {op.AT_END: frozenset((10,)), op.AT_END_STRING: frozenset()}.get(about, rest.first)
            return Rest(first, empty=rest.empty, fails=True, ways=rest.ways)
        if code in (op.ASSERT, op.ASSERT_NOT):
            self._bounded(about[1])
            return Rest(rest.first, empty=rest.empty, fails=True, ways=rest.ways)
        raise NotLinear(f"{code} is not known to this proof")

    def _branch(self, branches: Sequence[Items], rest: Rest) -> Rest:
        found = [self.of(list(branch), rest) for branch in branches]
        apart = sum(len(it.first) for it in found) == len(frozenset().union(*(it.first for it in found)))
        ways = max(it.ways for it in found) if apart else sum(it.ways for it in found)
        first = frozenset().union(*(it.first for it in found))
        return Rest(first, any(it.empty for it in found), any(it.fails for it in found), ways)

    def _repeat(self, least: int, most: int, items: Any, rest: Rest) -> Rest:
        items = list(items)
        endless = most == ENDLESS
        if endless and rest.fails and not self.once:
            raise NotLinear("a run without a bound, after which it may fail, is tried from every start")
        again = self.of(items, Rest(frozenset(), empty=True, fails=rest.fails or least > 1))
        inner = self.of(items, Rest(rest.first | again.first, rest.empty, rest.fails or least > 1))
        alone = len(items) == 1 and items[0][0] in SINGLE
        sure = not rest.fails or not (inner.first & rest.first)
        if endless and (inner.empty or inner.ways > 1 or not sure):
            raise NotLinear("a run without a bound may end in several places")
        ways = 1 if endless or (alone and sure) else self._ways(inner.ways, least, most, sure=sure)
        first = inner.first | rest.first if least == 0 else inner.first
        return Rest(first, rest.empty and least == 0, rest.fails or least > 0, ways * rest.ways)

    def _ways(self, each: int, least: int, most: int, *, sure: bool) -> int:
        if most > 64 and each > 1:
            raise NotLinear("a repeated part has several ways")
        return each**most if sure else sum(each**number for number in range(least, most + 1))

    def _bounded(self, items: Items) -> None:
        if parser.SubPattern(parser.State(), list(items)).getwidth()[1] >= ENDLESS:
            raise NotLinear("it looks ahead without a bound")

    def _set(self, code: Any, about: Any) -> frozenset[int]:
        return frozenset(one for one in self.characters if self._holds(code, about, one))

    def _holds(self, code: Any, about: Any, one: int) -> bool:
        cases = {one}
        if self.flags & re.IGNORECASE:
            cases |= {ord(it) for it in (chr(one).lower(), chr(one).upper()) if len(it) == 1}
        if code is op.ANY:
            return one != 10 or bool(self.flags & re.DOTALL)
        if code is op.IN and about[0][0] is op.NEGATE:
            return not any(_in(part, it) for part in about[1:] for it in cases)
        parts = about if code is op.IN else [(op.LITERAL, about)]
        return any(_in(part, it) for part in parts for it in cases) != (code is op.NOT_LITERAL)


def _in(part: tuple[Any, Any], one: int) -> bool:
    code, about = part
    if code is op.LITERAL:
        return bool(one == about)
    if code is op.RANGE:
        return bool(about[0] <= one <= about[1])
    if code is op.CATEGORY:
        return re.fullmatch(CATEGORIES[about], chr(one)) is not None
    raise NotLinear(f"{code} is not known to this proof")


def _samples(items: Iterable[Any]) -> Iterator[int]:
    """Give every character at which a set of the expression begins, ends, or is left."""
    for item in items:
        if isinstance(item, tuple | list | parser.SubPattern):
            yield from _samples(item)
        elif isinstance(item, int) and not isinstance(item, bool) and 0 <= item < 0x10FFFF:
            yield from (max(0, int(item) - 1), int(item), int(item) + 1)
