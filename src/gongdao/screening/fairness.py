"""Whether screening errs more often about one group of people than others: false labels by group, with intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gongdao.screening.odds import interval


@dataclass(frozen=True, slots=True)
class Share:
    """Of a group: how many honest people, how many of them were labelled, the 95 % bounds, and whether it stands out.

    ``apart`` is true where the bounds lie wholly above those of everybody else.
    """

    group: str
    honest: int
    labelled: int
    low: float
    high: float
    apart: bool


def fairness(judged: Iterable[tuple[str, bool]]) -> tuple[Share, ...]:
    """Give the false labels of each group, from (group, whether labelled) of every person known to be honest.

    A person of several groups stands in several pairs. The groups come by name.
    """
    honest: defaultdict[str, int] = defaultdict(int)
    wrong: defaultdict[str, int] = defaultdict(int)
    for group, labelled in judged:
        honest[group] += 1
        wrong[group] += labelled
    everybody, all_wrong = sum(honest.values()), sum(wrong.values())
    return tuple(_share(group, honest[group], wrong[group], everybody, all_wrong) for group in sorted(honest))


def _share(group: str, honest: int, wrong: int, everybody: int, all_wrong: int) -> Share:
    low, high = interval(wrong, honest)
    others = interval(all_wrong - wrong, everybody - honest)[1]
    return Share(group, honest, wrong, low, high, low > others)
