"""The check of a shop before buying as machines and command lines are told it: each line with its state and source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongdao.kernel.text import Text
from gongdao.screening.shop_check import Item, item_named
from gongdao.screening.signal import told

SOURCE = Text("（来源：{source}）", " (source: {source})")


def told_item(item: Item, lang: str) -> dict[str, Any]:
    """Give a line of the check as JSON, its sentences in a language; ``source`` is empty where nobody said."""
    name, state = item_named(item)
    return {
        "what": item.what,
        "name": name.say(lang),
        "state": item.state,
        "state_name": state.say(lang),
        "reasons": [
            {"code": it.code, "text": told(it, lang), "fields": list(it.fields)} for it in item.reasons
        ],
        "source": item.source,
    }  # fmt: skip


def lines_of_check(items: Sequence[Item], lang: str) -> list[str]:
    """Give the lines of the check as text."""
    lines: list[str] = []
    for item in items:
        name, state = item_named(item)
        source = SOURCE.say(lang).format(source=item.source) if item.source else ""
        lines.append(f"{name.say(lang)}  {state.say(lang)}{source}")
        lines += [f"  - {' '.join(told(reason, lang).split())}" for reason in item.reasons]
    return lines
