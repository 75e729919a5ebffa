"""Says amounts as pages and letters do: ¥1,045.00."""

from __future__ import annotations

from gongdao.kernel.money import plain_money

MINUS = "\N{MINUS SIGN}"
SIGNS = {"CNY": "¥", "USD": "US$", "EUR": "€", "GBP": "£", "HKD": "HK$", "TWD": "NT$", "SGD": "S$", "AUD": "A$"}


def amount(minor: int, currency: str) -> str:
    """Minor units as people read them: ``104500`` of CNY is ``¥1,045.00``; a loss has a real minus.

    :raises BadInput: nobody told us of this currency.
    """
    whole, point, part = plain_money(abs(minor), currency).partition(".")
    sign = SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    return f"{MINUS if minor < 0 else ''}{sign}{int(whole):,}{point}{part}"
