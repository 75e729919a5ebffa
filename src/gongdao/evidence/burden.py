"""Whether a burden was met: the weights for and against one fact under a standard of proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongdao.evidence.item import Speech, Weighed


def balance(fact: str, items: Iterable[Weighed]) -> tuple[int, int, tuple[str, ...]]:
    """Give the best weight for and against a fact, and the ids of the items that spoke of it."""
    pro = con = 0
    ids: list[str] = []
    for item in items:
        for speech in item.speeches:
            if speech.fact == fact:
                ids.append(item.id)
                pro, con = _heavier(speech, pro, con)
    return pro, con, tuple(dict.fromkeys(ids))


def _heavier(speech: Speech, pro: int, con: int) -> tuple[int, int]:
    return (max(pro, speech.weight), con) if speech.speaks else (pro, max(con, speech.weight))


def met(pro: int, con: int, standard: Mapping[str, int]) -> bool:
    """Tell whether the weights meet a standard: `pro` at least, `margin` over the other side, `con` at most.

    Shape after Gordon, Prakken and Walton, The Carneades model of argument and burden of proof (2007).
    """
    return (
        pro > 0
        and pro >= standard.get("pro", 0)
        and pro - con > standard.get("margin", 0)
        and con <= standard.get("con", 100)
    )


def admitted(fact: str, items: Iterable[Weighed], bearer: str) -> bool:
    """Tell whether the other party itself said what the bearer had to prove."""
    other = {"buyer": "seller", "seller": "buyer"}.get(bearer)
    return any(
        item.by == other and speech.fact == fact and speech.speaks and speech.grade == "admission"
        for item in items
        for speech in item.speeches
    )
