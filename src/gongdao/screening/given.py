"""Reads what a marketplace hands in about a shop or a person: strictly, within bounds, and every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from gongdao.kernel.errors import BadInput, Place, Problem
from gongdao.kernel.money import EXPONENTS, parse_money
from gongdao.kernel.text import Text, nearest

LONGEST_TEXT = 200
NEVER = datetime.min.replace(tzinfo=UTC)
LONGEST_LIST = 10_000
MOST_PROBLEMS = 50
_A_MAPPING = Text("一组字段", "a mapping of fields")
_A_LIST = Text("一个列表", "a list")
_A_TEXT = Text("一段文字", "a text")
_A_NUMBER = Text("一个数", "a number")
_A_COUNT = Text("一个整数", "a whole number")
_A_DAY = Text("日期，如 2026-01-31", "a date such as 2026-01-31")
_AN_INSTANT = Text("带时区的时刻，如 2026-01-31T09:00:00+08:00", "an instant with its zone, 2026-01-31T09:00:00+08:00")
_YES_OR_NO = Text("true 或 false", "true or false")


@dataclass(slots=True)
class Given:
    """A mapping as it was handed in, the way of keys to it, and the problems found so far in the whole."""

    data: Mapping[str, Any]
    what: str
    path: str = ""
    problems: list[Problem] = field(default_factory=list)

    def text(self, key: str, most: int = LONGEST_TEXT) -> str | None:
        """Give a text of at most so many characters, or None where it is not known."""
        value = self.data.get(key)
        if not isinstance(value, str):
            self._form(key, value, _A_TEXT)
        elif len(value) > most:
            self._wrong(key, "given-too-long", most=most, length=len(value))
        else:
            return value.strip() or None
        return None

    def needed(self, key: str) -> str:
        """Give a text that must be there and is not blank."""
        found, value = self.text(key), self.data.get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            self._wrong(key, "given-missing", name=key)
        return found or ""

    def count(self, key: str, most: int = 10**9) -> int | None:
        """Give a whole number from 0 to ``most``, or None."""
        value = self.data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self._form(key, value, _A_COUNT)
        elif not 0 <= value <= most:
            self._wrong(key, "given-range", value=_short(value), most=most)
        else:
            return value
        return None

    def number(self, key: str, most: float) -> float | None:
        """Give a number from 0 to ``most``, or None."""
        value = self.data.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool):
            self._form(key, value, _A_NUMBER)
        elif not 0 <= value <= most:
            self._wrong(key, "given-range", value=_short(value), most=most)
        else:
            return float(value)
        return None

    def flag(self, key: str) -> bool:
        """Give whether it is so; not known is no."""
        value = self.data.get(key)
        if not isinstance(value, bool):
            self._form(key, value, _YES_OR_NO)
        return value is True

    def amount(self, key: str, currency: str) -> int | None:
        """Give an amount in minor units, or None."""
        value = self.data.get(key)
        if value is None:
            return None
        try:
            return parse_money("" if type(value) is int and abs(value) >= 10**15 else value, currency, self._place(key))
        except BadInput as wrong:
            self._note(*wrong.problems)
        return None

    def currency(self) -> str:
        """Give the currency; CNY where none is named."""
        value = self.data.get("currency", "CNY")
        if isinstance(value, str) and value in EXPONENTS:
            return value
        self._wrong("currency", "given-form", value=_short(value), wanted="CNY")
        return "CNY"

    def day(self, key: str) -> date | None:
        """Give a date, or None."""
        value = self.data.get(key)
        if isinstance(value, str) and len(value) == 10:
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self._form(key, value, _A_DAY)
        return None

    def instant(self, key: str) -> datetime | None:
        """Give an instant with its zone, or None."""
        value = self.data.get(key)
        if isinstance(value, str) and len(value) <= 40:
            try:
                found = datetime.fromisoformat(value)
            except ValueError:
                found = NEVER
            if found.utcoffset() is not None and 1 < found.year < 9998:
                return found
        self._form(key, value, _AN_INSTANT)
        return None

    def choice(self, key: str, allowed: Sequence[str]) -> str | None:
        """Give one of the allowed words, or None."""
        value = self.text(key)
        if value is None or value in allowed:
            return value
        self._wrong(key, "given-word", value=_short(value), nearest=nearest(value[:40], allowed) or allowed[0])
        return None

    def words(self, key: str, most: int = 200) -> tuple[str, ...] | None:
        """Give a list of short texts, or None."""
        value = self._list(key, most)
        if value is None:
            return None
        if all(isinstance(item, str) and len(item) <= LONGEST_TEXT for item in value):
            return tuple(value)
        self._form(key, value, _A_LIST)
        return None

    def rows(self, key: str, most: int = LONGEST_LIST) -> list[Given] | None:
        """Give a list of mappings, or None."""
        value = self._list(key, most)
        if value is None:
            return None
        if all(isinstance(item, Mapping) for item in value):
            return [Given(item, self.what, f"{self.path}{key}[{at}].", self.problems) for at, item in enumerate(value)]
        self._form(key, value, _A_LIST)
        return None

    def part(self, key: str) -> Given:
        """Give a mapping within; an empty one where it is not known."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, Mapping):
            self._form(key, value, _A_MAPPING)
        return Given(value if isinstance(value, Mapping) else {}, self.what, f"{self.path}{key}.", self.problems)

    def only(self, *keys: str) -> None:
        """Name the keys that nobody knows: a misspelt field would else count as not known."""
        for key in list(self.data)[:LONGEST_LIST]:
            if key not in keys:
                near = nearest(str(key)[:40], keys) or keys[0]
                self._wrong(str(key)[:40], "given-unknown", name=_short(key), nearest=near)

    def checked(self) -> None:
        """Raise all problems, if there are any.

        :raises BadInput: something was wrong.
        """
        if self.problems:
            raise BadInput(self.problems)

    def _list(self, key: str, most: int) -> Sequence[Any] | None:
        value = self.data.get(key)
        if not isinstance(value, list | tuple):
            self._form(key, value, _A_LIST)
        elif len(value) > most:
            self._wrong(key, "given-too-many", most=most, number=len(value))
        else:
            return value
        return None

    def _form(self, key: str, value: object, wanted: Text) -> None:
        if value is not None:
            self._wrong(key, "given-form", value=_short(value), wanted=wanted)

    def _wrong(self, key: str, code: str, **details: object) -> None:
        self._note(Problem(code, self._place(key), details))

    def _note(self, *problems: Problem) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.extend(problems)

    def _place(self, key: str) -> Place:
        return Place(self.what, path=f"{self.path}{key}")


def given(data: object, what: str) -> Given:
    """Take what was handed in about a ``what``.

    :raises BadInput: ``given-missing`` or ``given-form``: it is not there, or no mapping.
    """
    if isinstance(data, Mapping):
        return Given(data, what)
    if data is None:
        raise BadInput([Problem("given-missing", Place(what), {"name": what})])
    raise BadInput([Problem("given-form", Place(what), {"value": _short(data), "wanted": _A_MAPPING})])


def _short(value: object) -> str:
    """A value as a message may quote it; what is huge is not even written out."""
    if isinstance(value, int) and abs(value) >= 10**40:
        return "1e40…"
    if isinstance(value, list | tuple | dict | set):
        return f"{type(value).__name__}({len(value)})"
    return str(value)[:40]
