"""Finds in a text what the police ask for: telephone numbers, numbers of cards, chat accounts and amounts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 12  # of one kind
SHORTEST_PHONE, LONGEST_PHONE = 5, 12
SHORTEST_CARD, LONGEST_CARD = 15, 19
# One run of digits with single spaces or hyphens between them; nothing nested, so time grows with the text alone.
_DIGITS = re.compile(r"\+?\d(?:[ -]?\d){4,}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ACCOUNT = re.compile(r"(微信|QQ|qq|支付宝|钉钉|WeChat|wechat|群)(?:号|账号|群)?[:：是为 ]{0,3}([A-Za-z0-9_-]{5,20})")
_AMOUNT = re.compile(
    r"(?:[¥￥$] ?\d[\d,]{0,11}(?:\.\d{1,2})?|\d[\d,]{0,11}(?:\.\d{1,2})? ?(?:万元|万|千元|千块|元|块|yuan|RMB)"
    r"|[一二两三四五六七八九十百千万零]{0,8}[十百千万][多几来]?(?:元|块)|[两二三四五六七八九](?:元|块钱))"
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What was found, each once and in the order of the text, as it was written."""

    phones: tuple[str, ...]
    cards: tuple[str, ...]
    accounts: tuple[str, ...]
    amounts: tuple[str, ...]


def particulars(text: str) -> Particulars:
    """Find them; full-width digits count as digits, and what nobody sees between them is left out."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    accounts = [f"{found[1]} {found[2]}" for found in _ACCOUNT.finditer(plain)]
    of_accounts = {said.partition(" ")[2] for said in accounts}
    numbers = [found for found in _numbers(plain) if found not in of_accounts]
    cards = [it for it in numbers if _is_card(it)]
    phones = [it for it in numbers if _is_phone(it)]
    amounts = [found[0].strip() for found in _AMOUNT.finditer(plain)]
    return Particulars(_few(phones), _few(cards), _few(accounts), _few(amounts))


def _numbers(plain: str) -> Iterator[str]:
    for found in _DIGITS.finditer(plain):
        after = plain[found.end() : found.end() + 1]
        before = plain[found.start() - 1 : found.start()] if found.start() else ""
        if not _is_of_word(before) and not _is_of_word(after) and before not in ("¥", "￥"):
            whole = re.sub("[ -]", "", found[0])
            # Two numbers with a space between them are no longer one.
            yield from (whole,) if _is_phone(whole) or _is_card(whole) else re.split("[ -]", found[0])


def _is_of_word(letter: str) -> bool:
    """Whether a letter beside digits makes them part of a name and no number."""
    return letter.isascii() and (letter.isalnum() or letter == "_")


def _is_card(number: str) -> bool:
    return SHORTEST_CARD <= len(number.lstrip("+")) <= LONGEST_CARD


def _is_phone(number: str) -> bool:
    """Mobile, landline with its area, a service number such as 95188 or 400…, or one from abroad."""
    bare = number.lstrip("+")
    if not SHORTEST_PHONE <= len(bare) <= LONGEST_PHONE + 2:
        return False
    if number.startswith("+") or bare.startswith("00"):
        return len(bare) >= SHORTEST_PHONE + 3
    return (
        (len(bare) == 11 and bare.startswith("1"))
        or (bare.startswith("0") and 10 <= len(bare) <= LONGEST_PHONE)
        or (bare.startswith(("400", "800")) and len(bare) == 10)
        or (bare.startswith(("95", "96", "12")) and len(bare) <= 8)
    )


def _few(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))[:MOST]
