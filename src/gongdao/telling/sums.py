"""Says what follows in money: what is owed, out of which account it comes, and who bears freight and risk."""

from __future__ import annotations

from typing import Any

from gongdao.kernel.text import Text
from gongdao.telling.decision import Telling
from gongdao.telling.vocabulary import ACCOUNTS, DEBTS, PARTIES, called

Row = tuple[str, str]

WORDS = {
    "principal": Text("本金", "principal"),
    "less": Text("扣除 {item}", "less {item}"),
    "refund": Text("退款", "refund"),
    "kept": Text("买家此前已得，不追回", "the buyer had before and keeps"),
    "plus": Text("赔付 {item}", "compensation: {item}"),
    "total": Text("合计", "total"),
    "from": Text("由{account}付给{to}", "from {account} to {to}"),
    "for": Text("（{what}）", " ({what})"),
    "shortfall": Text("不足，记为欠付", "shortfall, recorded as owed"),
    "payout": Text("平台付给卖家", "the platform pays the seller"),
    "bears": Text("{what}：{who}。", "{what}: {who}."),
    "parts": Text("{what}：买家 {buyer}，卖家 {seller}。", "{what}: the buyer {buyer}, the seller {seller}."),
}
RISKS = ("risk_return_damage", "risk_return_loss", "risk_return_undeliverable")


def owed(telling: Telling) -> list[Row]:
    """What the buyer is due: the principal, less and plus what, and the sum."""
    values = telling.evaluation.values
    refund, compensation = values.get("refund"), values.get("compensation")
    if not isinstance(refund, int) or not isinstance(compensation, int) or not refund + compensation:
        return []
    deductions = _items(telling, "deductions", "less", -1) if refund else []
    rows = [*(_principal(telling) if deductions else []), *deductions]
    if refund:
        kept = telling.decision["outcome"] == "correct_ruling"
        rows.append(_row(telling, WORDS["kept" if kept else "refund"], refund))
    items = _items(telling, "compensation_items", "plus", 1)
    rows += items
    several = (refund and items) or len(items) > 1
    return [*rows, _row(telling, WORDS["total"], refund + compensation)] if several else rows


def _principal(telling: Telling) -> list[Row]:
    principal = telling.evaluation.values.get("principal")
    return [_row(telling, WORDS["principal"], principal)] if isinstance(principal, int) else []


def _items(telling: Telling, name: str, key: str, sign: int) -> list[Row]:
    found: Any = telling.evaluation.values.get(name)
    rows = found if isinstance(found, list) else []
    return [
        (telling.say(WORDS[key], item=telling.voice.word(name, row["item"])), telling.voice.money(sign * row["amount"]))
        for row in rows
        if row.get("amount") is not None
    ]


def _row(telling: Telling, label: Text, minor: int) -> Row:
    return telling.say(label), telling.voice.money(minor)


def paid(telling: Telling) -> list[Row]:
    """Out of which account it comes, and what nobody can pay."""
    values = telling.evaluation.values
    rows: list[Row] = []
    for name in ("payers", "recoveries", "seller_forfeit"):
        found: Any = values.get(name)
        rows += [_payment(telling, row) for row in (found if isinstance(found, list) else [])]
    if short := sum(telling.evaluation.shortfalls.values()):
        rows.append(_row(telling, WORDS["shortfall"], short))
    payout = values.get("platform_payout_to_seller")
    if isinstance(payout, int) and payout:
        rows.append(_row(telling, WORDS["payout"], payout))
    return rows


def _payment(telling: Telling, row: Any) -> Row:
    lang = telling.lang
    parts = {"account": called(ACCOUNTS, row["from"], lang), "to": called(PARTIES, row["to"], lang)}
    what = telling.say(WORDS["for"], what=called(DEBTS, row["for"], lang))
    return telling.say(WORDS["from"], **parts) + what, telling.voice.money(row["amount"])


def borne(telling: Telling) -> list[str]:
    """Who bears the freight out and back, and the risks of the way back."""
    said = [text for name in ("freight_outbound", "freight_return", *RISKS) for text in _borne(telling, name)]
    parts = [telling.evaluation.values.get(f"freight_return_{side}") for side in ("buyer", "seller")]
    if any(isinstance(part, int) for part in parts):
        buyer, seller = (telling.voice.money(part) if isinstance(part, int) else "-" for part in parts)
        said.append(telling.say(WORDS["parts"], what=telling.voice.name("freight_return"), buyer=buyer, seller=seller))
    return [telling.capital(text) for text in said]


def _borne(telling: Telling, name: str) -> list[str]:
    value = telling.evaluation.values.get(name)
    if not isinstance(value, str) or value == "none":
        return []
    return [telling.say(WORDS["bears"], what=telling.voice.name(name), who=telling.voice.word(name, value))]
