"""The parts of the facts of a case and their fields, with what they are called."""

from __future__ import annotations

from functools import cache

from gongdao.case.kinds import MONEY, ROWS, TEXT, Field, words
from gongdao.case.schema import SCHEMA, Shape
from gongdao.ledger.account import FUNDERS

PAYMENTS = "payments"
_PAYMENT = {
    "instrument": Field("instrument", TEXT, "付款方式", "instrument"),
    "funder": Field("funder", words(*sorted(FUNDERS)), "谁出的钱", "who funded it"),
    "amount": Field("amount", MONEY, "金额", "amount"),
}


def facts_part(name: str) -> Shape:
    """The shape of one part of the facts: the order, the claim, a list such as the evidence."""
    if name == PAYMENTS:
        parts = {key: Shape(field, field.kind, {}) for key, field in _PAYMENT.items()}
        rows = Field(PAYMENTS, ROWS, "付款的各部分", "the parts of the payment")
        return Shape(rows, None, {}, Shape(rows, None, parts))
    return facts_shape().parts[name]


@cache
def facts_shape() -> Shape:
    return SCHEMA.case_shape().parts["facts"]
