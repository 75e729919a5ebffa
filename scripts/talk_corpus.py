"""Makes messages and conversations from the written scripts, and disguises them as swindlers and bad scans do."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "models" / "talk"
_SLOT = re.compile(r"\{([a-z]+)\}")
_HAN = re.compile("[\u4e00-\u9fff]")
EMOJI = "😊👍💰❤🌹🎁🙏✨🔥"
BETWEEN = " .。-_*/|~·\u200b"
NUMERALS = str.maketrans("0123456789", "零一二三四五六七八九")
CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
SEEN_AS = dict(
    [
        "未末",
        "末未",
        "己已",
        "已己",
        "人入",
        "入人",
        "日曰",
        "土士",
        "千干",
        "干千",
        "天夭",
        "大太",
        "问间",
        "间问",
        "0O",
        "1l",
        "l1",
        "O0",
        "微徽",
        "退迟",
        "户卢",
        "款欵",
        "账帐",
        "验骀",
        "码玛",
        "转砖",
        "贷货",
        "理埋",
        "赔陪",
        "银根",
        "卡下",
        "扫归",
        "请清",
        "链琏",
        "冻冼",
    ]
)


@dataclass(frozen=True, slots=True)
class Line:
    """One message with its label: 1 where it is of a swindler's script; ``family`` is what it was made of."""

    text: str
    label: int
    family: str


@dataclass(frozen=True, slots=True)
class Chat:
    """What one side of a conversation says, in order."""

    turns: tuple[str, ...]
    label: int
    family: str


def read(name: str) -> Mapping[str, Any]:
    """Read a file of scripts."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def filled(chance: random.Random, text: str, slots: Mapping[str, Sequence[str]]) -> str:
    """Put a word into every slot."""
    return _SLOT.sub(lambda found: str(chance.choice(slots[found[1]])), text)


def messages(chance: random.Random, number: int) -> Iterator[Line]:
    """Make so many messages of scripts, and as many honest ones."""
    scams, honest = read("scripts"), read("benign")
    for _ in range(number):
        family = chance.choice(scams["families"])
        yield Line(filled(chance, _of_script(chance, family), scams["slots"]), 1, family["id"])
        calm = chance.choice(honest["families"])
        said = chance.sample(calm["lines"], chance.choice((1, 1, 1, 2, 3)))
        name = f"{calm['id']}-{calm['lines'].index(said[0])}"
        yield Line(filled(chance, "".join(said), honest["slots"]), 0, name)


def _of_script(chance: random.Random, family: Mapping[str, Any]) -> str:
    shape = chance.random()
    if shape < 0.2:
        return chance.choice(family["told"])
    opening = chance.choice(family["opening"])
    pretext, demand = chance.choice(family["pretext"]), chance.choice(family["demand"])
    pressure = chance.choice(family["pressure"])
    if shape < 0.4:
        return demand
    if shape < 0.55 and not family.get("pretext_is_no_sign"):
        return opening + pretext
    if shape < 0.8:
        return opening + pretext + demand
    return opening + pretext + demand + pressure


def chats(chance: random.Random, number: int) -> Iterator[Chat]:
    """Make so many conversations of scripts, and as many honest ones; each side of a chat is one."""
    scams, honest = read("scripts"), read("benign")
    for _ in range(number):
        family = chance.choice(scams["families"])
        lines = list(_staged(chance, family))
        yield Chat(tuple(filled(chance, line, scams["slots"]) for line in lines), 1, family["id"])
        yield Chat(*_honest_side(chance, honest))


def _staged(chance: random.Random, family: Mapping[str, Any]) -> Iterator[str]:
    """A script told over several turns, in the order in which swindlers go."""
    yield chance.choice(family["opening"]) + chance.choice(("", chance.choice(family["pretext"])))
    for stage in ("pretext", "demand", "pressure"):
        yield from chance.sample(family[stage], min(len(family[stage]), chance.choice((0, 1, 1, 2))))
    yield chance.choice(family["demand"])


def _honest_side(chance: random.Random, honest: Mapping[str, Any]) -> tuple[tuple[str, ...], int, str]:
    if chance.random() < 0.5:
        number = chance.randrange(len(honest["chats"]))
        lines, name = honest["chats"][number][chance.choice((0, 1)) :: 2], f"chat-{number}"
    else:
        family = chance.choice(honest["families"])
        others = [
            line for it in honest["families"] if it["id"] in ("service", "refund", "courier") for line in it["lines"]
        ]
        lines = chance.sample(family["lines"], 4) + chance.sample(others, chance.choice((1, 3, 5)))
        name = family["id"]
    return tuple(filled(chance, line, honest["slots"]) for line in lines), 0, name


def disguises(characters: Mapping[str, Any]) -> dict[str, Callable[[random.Random, str], str]]:
    """Every disguise by its name; ``characters`` is what ``models/talk/characters.json`` says."""
    alike = {one: [it for it in ones if it != one] for ones in characters["sounds"].values() for one in ones}
    spelled = {one: sound for sound, ones in characters["sounds"].items() for one in ones}
    old = {one: ones[0] for one, ones in characters["simplified"].items()}
    split = {whole: parts for parts, whole in characters["parts"].items()}
    return {
        "homophones": lambda chance, text: _each(
            chance, text, 0.12, lambda one: chance.choice(alike.get(one) or [one])
        ),
        "split": lambda chance, text: _each(chance, text, 1.0, lambda one: split.get(one, one)),
        "spaces": lambda chance, text: _each(chance, text, 0.4, lambda one: one + chance.choice(BETWEEN)),
        "emoji": lambda chance, text: _each(chance, text, 0.2, lambda one: one + chance.choice(EMOJI)),
        "traditional": lambda chance, text: _each(chance, text, 1.0, lambda one: old.get(one, one)),
        "pinyin": lambda chance, text: _in_pinyin(chance, text, spelled),
        "numerals": lambda chance, text: text.translate(chance.choice((NUMERALS, CIRCLED))),
        "wide": lambda chance, text: text.translate(WIDE),
        "scan": _scanned,
    }


def _each(chance: random.Random, text: str, share: float, change: Callable[[str], str]) -> str:
    return "".join(change(one) if _HAN.match(one) and chance.random() < share else one for one in text)


def _in_pinyin(chance: random.Random, text: str, spelled: Mapping[str, str]) -> str:
    """A run of two to four characters in every clause as pinyin."""
    parts = re.split(r"([，。？！,])", text)
    for number, part in enumerate(parts):
        if len(part) > 5:
            start = chance.randrange(len(part) - 4)
            end = start + chance.choice((2, 3, 4))
            parts[number] = part[:start] + "".join(spelled.get(one, one) for one in part[start:end]) + part[end:]
    return "".join(parts)


def _scanned(chance: random.Random, text: str) -> str:
    """As a bad scan gives it: look-alikes, lost characters, breaks inside lines."""
    read_ = _each(chance, text, 0.3, lambda one: SEEN_AS.get(one, one))
    kept = "".join(one for one in read_ if chance.random() > 0.02)
    return "\n".join(kept[at : at + 18] for at in range(0, len(kept), 18))


def characters() -> Mapping[str, Any]:
    """Read the table of characters."""
    return json.loads((FOLDER / "characters.json").read_text(encoding="utf-8"))
