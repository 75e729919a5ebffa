"""Weighing the items of one case: each against the entries, words and judgments that say what it speaks for (CV-12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gongdao.evidence.item import Reason, Speech, Weighed

Where = tuple[tuple[str, tuple[object, ...]], ...]
OPEN_WORDS = ("says", "shows", "finding")
OUTLET = "outlet"  # the grade of what an outlet or a shop wrote for itself
NO_WEIGHT = "none"  # a kind that says: nothing was handed in


def matches(row: Mapping[str, Any], where: Where) -> bool:
    """Tell whether every field of ``where`` holds one of its words; ``present`` asks only that it is there."""
    for key, words in where:
        value = row.get(key)
        if value in words if type(value) is str and words != _PRESENT else _one(value, words):
            continue
        return False
    return True


_PRESENT = ("present",)


def _one(value: object, words: tuple[object, ...]) -> bool:
    if isinstance(value, list) and not value:
        value = None  # a list of nothing says nothing
    if words == _PRESENT:
        return value is not None
    if isinstance(value, list):
        return any(v in words for v in value)
    return value in words or (value is None and ("absent" in words or False in words))


def weigh(
    items: Sequence[Mapping[str, Any]],
    entries: Sequence[tuple[Where, str, bool, str]],
    words: Mapping[str, Sequence[tuple[str, bool, str]]],
    grades: Mapping[str, int],
    late: Callable[[Mapping[str, Any]], bool],
) -> tuple[Weighed, ...]:
    """Weigh every item.

    ``entries``: (where, fact, speaks for it, grade) in force in this case; ``words``: word -> (fact, for, grade) rows.
    """
    return tuple(_weigh(i, item, entries, words, grades, late) for i, item in enumerate(items))


def _weigh(
    index: int, item: Mapping[str, Any], entries: Sequence[tuple[Where, str, bool, str]],
    words: Mapping[str, Sequence[tuple[str, bool, str]]], grades: Mapping[str, int],
    late: Callable[[Mapping[str, Any]], bool],
) -> Weighed:  # fmt: skip
    said = tuple(str(item[key]) for key in OPEN_WORDS if item.get(key) is not None)
    unmapped = tuple(w for w in said if w not in words)
    kinds = [(fact, speaks, grade) for where, fact, speaks, grade in entries if matches(item, where)]
    spoken = [row for word in said for row in words.get(word, ())]
    speeches, reason = _credit(item, kinds, spoken, said, unmapped, late(item))
    weighted = tuple(
        Speech(fact, speaks, grade, 0 if reason in AGAINST else grades.get(grade, 0))
        for fact, speaks, grade in speeches
    )
    if reason not in AGAINST and weighted and all(s.weight == 0 for s in weighted):
        reason = Reason.OUTLET_ALONE if any(s.grade == OUTLET for s in weighted) else Reason.WORD_ALONE
    own = str(item.get("id") or f"#{index + 1}")
    kind = str(item.get("kind") or "")
    return Weighed(own, str(item.get("by") or ""), kind, item, weighted, reason, said, unmapped)


AGAINST = (Reason.JUDGED_AGAINST, Reason.LATE, Reason.PRIMA_FACIE_REJECTED)
Rows = Sequence[tuple[str, bool, str]]


def _credit(
    item: Mapping[str, Any], kinds: Rows, spoken: Rows, said: Sequence[str], unmapped: Sequence[str], late: bool
) -> tuple[list[tuple[str, bool, str]], Reason]:
    """Decide what counts: a judgment prevails over the word, the word over the bare kind."""
    named = _named(kinds, spoken)
    if item.get("kind") == NO_WEIGHT:
        return [], Reason.NOTHING
    if item.get("left"):
        return [], Reason.LEFT
    if late:
        return named, Reason.LATE
    if "prima_facie" in item:
        accepted = item["prima_facie"] == "accepted"
        fact = ("prima_facie", True, "party")
        return [fact, *(r for r in named if r[0] != "prima_facie")], _prima(accepted)
    if "judged" in item:
        valid = item["judged"] == "valid"
        rows = named if valid else [*named, *(r for r in kinds if r not in named)]
        return rows, Reason.JUDGED_VALID if valid else Reason.JUDGED_AGAINST
    if said and len(unmapped) == len(said):
        return [], Reason.UNMAPPED
    if spoken:
        return _graded(spoken, kinds), Reason.WORD
    return (list(kinds), Reason.KIND) if kinds else ([], Reason.NO_FACT)


def _prima(accepted: bool) -> Reason:
    return Reason.PRIMA_FACIE_ACCEPTED if accepted else Reason.PRIMA_FACIE_REJECTED


def _named(kinds: Rows, spoken: Rows) -> list[tuple[str, bool, str]]:
    """The facts an item speaks for: those of its words, and those of its kind that no word turns the other way."""
    facts = {fact for fact, _, _ in spoken}
    return [*_graded(spoken, kinds), *(row for row in kinds if row[0] not in facts)]


def _graded(spoken: Rows, kinds: Rows) -> list[tuple[str, bool, str]]:
    """A word without a grade of its own takes the grade of the item's kind."""
    own = {fact: grade for fact, _, grade in kinds}
    first = kinds[0][2] if kinds else "party"
    return [(fact, speaks, grade or own.get(fact, first)) for fact, speaks, grade in spoken]
