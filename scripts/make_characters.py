"""Writes models/talk/characters.json: simplified forms and sounds of characters, from OpenCC and pypinyin.

    pip install opencc-python-reimplemented pypinyin
    python scripts/make_characters.py

Both are only needed to write the file anew; neither is needed to read it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import opencc
from pypinyin import lazy_pinyin

TARGET = Path(__file__).resolve().parent.parent / "models" / "talk" / "characters.json"
SOURCE = (
    "simplified: OpenCC (https://github.com/BYVoid/OpenCC, Apache-2.0), of opencc-python-reimplemented 0.1.7; "
    "sounds: pypinyin 0.55 (https://github.com/mozillazg/python-pinyin, MIT); "
    "parts, alike, letters: written for Gongdao (Apache-2.0)"
)
PARTS = (
    "亻言=信 彳山=微 车专=转 贝长=账 巾长=帐 石马=码 马佥=验 讠正=证 力口=加 钅戋=钱 扌彐=扫 君羊=群 王里=理 贝咅=赔 "
    "艮辶=退 辶艮=退 代贝=贷 亻昔=借 亻呆=保 扌妾=接 钅连=链 纟工=红 讠平=评 讠只=识 冫东=冻 纟吉=结 亻寸=付 "
    "亻牛=件 忄夬=快 "
    "弟辶=递 亻用=佣 亻故=做 亻壬=任 夂力=务 讠卖=读 扌殳=投 尸幷=屏 巾冨=幅 氵夬=决 讠川=训 亻介=价 讠周=调 "
    "亻弋=代 纟田=细 讠舌=话"
)
ALIKE = (
    "徽=微 薇=微 徵=微 帐=账 侯=候 戶=户 歀=款 佘=余 贳=贷 货=货 冋=回 囗=口 囬=回 伩=信 銀=银 "
    "砝=码 碼=码 駯=验 扗=在 洤=全 咹=安 帳=账 賬=账 証=证 證=证 辧=办 処=处 峎=退 啚=图"
)
LETTERS = "０=0 Ｏ=o а=a е=e о=o р=p с=c х=x у=y і=i ѕ=s ԁ=d ɡ=g ν=v ω=w α=a ο=o ι=i κ=k τ=t"


def main() -> None:
    """Write the file."""
    tables = {
        "about": "Simplified forms, toneless sounds, characters written in two parts, and look-alikes.",
        "source": SOURCE,
        "simplified": simplified(),
        "sounds": sounds(),
        "parts": dict(pair.split("=") for pair in PARTS.split()),
        "alike": {one: other for one, other in (pair.split("=") for pair in ALIKE.split()) if one != other},
        "letters": dict(pair.split("=") for pair in LETTERS.split()),
    }
    TARGET.write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def simplified() -> dict[str, str]:
    """Each simplified character with the traditional ones that become it."""
    folder = Path(opencc.__file__).parent / "dictionary"
    found: dict[str, list[str]] = defaultdict(list)
    for line in (folder / "TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        one, others = line.split("\t")
        other = others.split()[0]
        if one != other and len(one) == 1 and "\u4e00" <= one <= "\u9fff" and _common(other):
            found[other].append(one)
    return {other: "".join(ones) for other, ones in sorted(found.items())}


def sounds() -> dict[str, str]:
    """Each toneless sound with the characters of GB 2312 that are read so."""
    found: dict[str, list[str]] = defaultdict(list)
    for character in _gb2312():
        found[lazy_pinyin(character, v_to_u=False)[0]].append(character)
    return {sound: "".join(ones) for sound, ones in sorted(found.items()) if sound.isalpha()}


def _gb2312() -> Iterator[str]:
    return (chr(code) for code in range(0x4E00, 0xA000) if _common(chr(code)))


def _common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
