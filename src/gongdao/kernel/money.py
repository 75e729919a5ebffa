"""Money as whole minor units of a currency, and the exact arithmetic that divides it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from gongdao.kernel.errors import BadInput, Place, Problem, Refused
from gongdao.kernel.text import nearest

Number = TypeVar("Number", int, Decimal)

# ISO 4217: how many decimals a currency has.
_BY_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: "AED ARS AUD BDT BGN BRL CAD CHF CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR KES KZT LKR MAD MNT MOP "
    "MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD UYU ZAR",
    3: "BHD IQD JOD KWD LYD OMR TND",
}
EXPONENTS: dict[str, int] = {code: decimals for decimals, codes in _BY_DECIMALS.items() for code in codes.split()}
MINUS = "\N{MINUS SIGN}"
SIGNS = {"CNY": "¥", "USD": "US$", "EUR": "€", "GBP": "£", "HKD": "HK$", "TWD": "NT$", "SGD": "S$", "AUD": "A$"}
_AMOUNT = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?", re.ASCII)
_MOST_DIGITS = 15


def exponent(currency: str, place: Place | None = None) -> int:
    """How many decimals ``currency`` has.

    :raises BadInput: nobody told us of this currency.
    """
    if currency not in EXPONENTS:
        raise _wrong("money-currency", place, value=currency, nearest=near_currency(currency))
    return EXPONENTS[currency]


def near_currency(currency: str) -> str:
    """The currency that was probably meant; RMB is what many people write for CNY."""
    return "CNY" if currency.upper() == "RMB" else nearest(currency, EXPONENTS) or "CNY"


def parse_money(text: object, currency: str, place: Place | None = None) -> int:
    """An amount as written (``"30.00"``; a whole number may stand without quotes) in minor units.

    :raises BadInput: it is a number with a point, negative, too exact, too large or no amount at all.
    """
    decimals = exponent(currency, place)
    if isinstance(text, float | Decimal):
        raise _wrong("money-number", place, value=text)
    amount = _AMOUNT.fullmatch(str(text)) if isinstance(text, str | int) and not isinstance(text, bool) else None
    if amount is None:
        raise _wrong("money-form", place, value=text)
    sign, whole, part = amount[1], amount[2], amount[3] or ""
    if sign:
        raise _wrong("money-negative", place, value=text)
    if len(part) > decimals:
        raise _wrong("money-decimals", place, value=text, currency=currency, most=decimals)
    if len(whole.lstrip("0")) + decimals > _MOST_DIGITS:
        raise _wrong("money-too-large", place, value=text)
    return int(whole + part.ljust(decimals, "0"))


def plain_money(minor: int, currency: str) -> str:
    """Minor units as an amount for machines: ``3000`` of CNY is ``30.00``."""
    decimals = exponent(currency)
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else sign + digits


def show_money(minor: int, currency: str) -> str:
    """Minor units as people read them, in every language: ``104500`` of CNY is ``¥1,045.00``; a loss has a real minus.

    :raises BadInput: nobody told us of this currency.
    """
    whole, point, part = plain_money(abs(minor), currency).partition(".")
    sign = SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    return f"{MINUS if minor < 0 else ''}{sign}{int(whole):,}{point}{part}"


def amount_text(minor: object, currency: str) -> object:
    """Minor units as a detail of a sentence; what is no amount stays as it was given."""
    return show_money(minor, currency) if type(minor) is int else minor


def half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded to the nearest whole number, a half away from zero (CV-7)."""
    size = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return size if (numerator < 0) == (denominator < 0) else -size


def percent(minor: int, n: int | Decimal) -> int:
    """``n`` per cent of the money, half up (CV-7)."""
    numerator, denominator = n.as_integer_ratio()
    return half_up(minor * numerator, 100 * denominator)


def share(total: int, part: int | Decimal, whole: int | Decimal) -> int:
    """``total × part / whole``, half up.

    :raises Refused: the whole is nothing.
    """
    if not whole:
        raise Refused("share-of-nothing", part=part)
    above, below = part.as_integer_ratio(), whole.as_integer_ratio()
    return half_up(total * above[0] * below[1], above[1] * below[0])


def split(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """``total`` by weight, each share half up, the remainder on the last line that has weight (CV-9).

    No share is negative and the shares sum to the total: where rounding up has used everything, the lines that follow
    get nothing. Without any weight the last line takes all.

    :raises Refused: the total or a weight is negative, or there is no line to take the total.
    """
    if total < 0 or any(weight < 0 for weight in weights) or (total and not weights):
        raise Refused("split-impossible", total=total, weights=tuple(weights))
    whole = sum(weights)
    last = max((line for line, weight in enumerate(weights) if weight), default=len(weights) - 1)
    left = total
    shares: list[int] = []
    for line, weight in enumerate(weights):
        mine = left if line == last else min(left, half_up(total * weight, whole)) if whole else 0
        shares.append(mine)
        left -= mine
    return tuple(shares)


def tier(part: int, whole: int, bands: Sequence[tuple[int | Decimal, Number]]) -> Number:
    """The value of the first band whose right end reaches ``part / whole`` in per cent; beyond all, of the last.

    :raises Refused: there is no band.
    """
    if not bands:
        raise Refused("tier-without-bands")
    for upto, value in bands:
        if part * 100 <= upto * whole:
            return value
    return bands[-1][1]


def clamp(amount: Number, low: Number, high: Number) -> Number:
    """``amount``, not above ``high`` and not below ``low``; where they contradict, the floor holds."""
    return max(low, min(amount, high))


def times(amount: int, step: int) -> int:
    """How many whole steps are in the amount.

    :raises Refused: the step is not above zero.
    """
    if step <= 0:
        raise Refused("step-not-positive", step=step)
    return max(0, amount // step)


def _wrong(code: str, place: Place | None, **details: object) -> BadInput:
    return BadInput([Problem(code, place, details)])
