"""Reads what people type into forms: amounts and days, as they are written by hand."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from gongdao.kernel.errors import BadInput
from gongdao.kernel.money import parse_money, plain_money
from gongdao.telling.instants import HOME

# What may stand around an amount of each money; another money's sign is not left out but asked about.
_SIGNS = {"CNY": "¥元", "JPY": "¥円", "USD": "US$", "HKD": "HK$", "TWD": "NT$", "EUR": "€", "GBP": "£"}
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?", re.ASCII)


def money_of(text: str, currency: str) -> int | None:
    """Read an amount such as ``890``, ``¥1,045.00`` or ``８９０元`` in minor units; None where it is none."""
    bare = "".join(unicodedata.normalize("NFKC", text).split()).removesuffix(currency).removeprefix(currency)
    plain = bare.strip(_SIGNS.get(currency, ""))
    try:
        return parse_money(plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain, currency)
    except BadInput:
        return None


def shown(minor: int, currency: str) -> str:
    """Give an amount as it stands in a field: 890.00."""
    return plain_money(minor, currency)


def day_of(year: str, month: str, day: str) -> datetime | None:
    """Read a day from its three fields as the midnight it begins with; None where it is none."""
    parts = [unicodedata.normalize("NFKC", part).strip() for part in (year, month, day)]
    try:
        found = date(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        return None
    return datetime(found.year, found.month, found.day, tzinfo=HOME)
