"""The parts of a case file that a marketplace tells, as schemas; made from the table of its fields."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from pydantic import BaseModel, Field, create_model

from gongdao.case.kinds import Field as FileField, Kind
from gongdao.case.schema import SCHEMA
from gongdao.ledger.account import FUNDERS
from gongdao.service.api.kinds import Body, Count, Day, Instant, Money, Name, Text, Words, many, one_of

PLAIN: dict[str, Any] = {
    "text": Text, "word": Words, "bool": bool, "int": Count, "money": Money, "instant": Instant, "date": Day,
    "decimal": Count,
}  # fmt: skip
MOST_ROWS = 500
EXAMPLES: dict[str, Any] = {
    "instant": "2026-11-20T10:00:00+08:00", "date": "2026-11-25", "money": 9900, "int": 5, "bool": True,
    "decimal": 475,
}  # fmt: skip
# Of texts, by the last part of their path.
TEXTS: dict[str, str] = {
    "displayed_score": "4.8", "place": "杭州市", "address_hash": "5f1c0a7be2f94d3a", "name": "赣南脐橙 5 斤",
    "used": "试穿过一次", "sku": "SKU-1", "receiver": "陈女士", "address": "杭州市西湖区文三路 1 号",
    "listed_ship_from": "江西赣州", "return_to": "江西赣州安远县果园路 8 号",
    "system_return_address": "江西赣州安远县果园路 8 号", "seller_later_address": "广州市白云区 3 号仓",
    "merged_with": "O-2026-2", "signer": "本人", "courier": "王师傅", "agent": "菜鸟驿站",
}  # fmt: skip


def part(
    name: str, path: str, about: str, *, without: tuple[str, ...] = (), needed: tuple[str, ...] = ()
) -> type[Body]:
    """Make the schema of a part of the facts, such as ``order`` or ``logistics[]``; nothing in it may be null."""
    start = f"facts.{path}."
    own = [field for field in SCHEMA.fields if field.path.startswith(start)]
    plain = [field for field in own if "." not in field.path.removeprefix(start)]
    inner = {field.path.removeprefix(start).partition(".")[0] for field in own if field not in plain}
    made: dict[str, Any] = {}
    for field in plain:
        key = field.path.removeprefix(start).removesuffix("[]")
        if key in without:
            continue
        of_it = [part(f"{name}{key.title()}", f"{path}.{key}", about)] if key in inner else []
        made[key] = _described(field, key in needed, of_it)
    model: type[Body] = create_model(name, __base__=Body, __doc__=about, **made)
    return model


def _described(field: FileField, needed: bool, inner: Sequence[type[BaseModel]]) -> Any:
    """One field: its kinds, and what it is called; a decimal is counted in its last place, as money is."""
    kinds = [*([_type(field.kind)] if field.kind.name != "map" else []), *inner]
    hint: Any = reduce(or_, kinds[1:], kinds[0])
    if field.path.endswith("[]"):
        hint = many(hint)
    unit = {"money": "（分） (minor units)", "decimal": "（乘以一百） (times 100)"}.get(field.kind.name, "")
    said = f"{field.zh} / {field.en}{unit}"
    examples = [_example(field.kind, field.path)] if field.kind.name != "map" else None
    more: dict[str, Any] = {}
    if field.path.endswith("[]"):
        examples, more = examples and [examples], {"max_length": MOST_ROWS}
    return hint, Field(... if needed else None, description=said, examples=examples, **more)


def _example(kind: Kind, path: str) -> Any:
    if kind.name == "either":
        return _example(kind.of[0], path)
    if kind.name in EXAMPLES:
        return EXAMPLES[kind.name]
    return kind.words[0] if kind.words else TEXTS[path.removesuffix("[]").rpartition(".")[2]]


def _type(kind: Kind) -> Any:
    if kind.name == "enum":
        return one_of(kind.words)
    if kind.name == "either":
        return reduce(or_, [_type(each) for each in kind.of[1:]], _type(kind.of[0]))
    return PLAIN[kind.name]


TOLD_APART = ("id", "status", "currency", "paid")
OrderPart = part("OrderPart", "order", "订单的其他事实 / further facts of an order", without=TOLD_APART)
GoodsPart = part("GoodsPart", "goods", "商品 / the goods")
BuyerPart = part("BuyerPart", "buyer", "买家 / the buyer")
GiftPart = part("GiftPart", "gift", "赠品 / the gift")
LinePart = part("LinePart", "items[]", "订单的一行 / a line of the order", needed=("sku",))
SellerPart = part("SellerPart", "seller", "店铺的事实 / facts of a shop")
ScanPart = part("ScanPart", "logistics[]", "一次扫描 / one scan", needed=("at", "scan"))


PaymentPart: type[Body] = create_model(
    "PaymentPart",
    __base__=Body,
    __doc__="付款的一部分 / a part of what was paid",
    instrument=(Name, Field(description="付款方式 / instrument", examples=["alipay"])),
    funder=(
        one_of(sorted(map(str, FUNDERS))),
        Field(description="谁出的钱 / who funded it", examples=["buyer_payment"]),
    ),
    amount=(Money, Field(gt=0, description="金额（分） / amount (minor units)", examples=[9900])),
)
OrderFacts: type[Body] = create_model(
    "OrderFacts",
    __base__=Body,
    __doc__="订单的事实，用案件文件的词 / the facts of an order, in the words of a case file",
    order=(OrderPart, Field(None, description="订单 / the order")),
    goods=(GoodsPart, Field(None, description="商品 / the goods")),
    buyer=(BuyerPart, Field(None, description="买家 / the buyer")),
    gift=(GiftPart, Field(None, description="赠品 / the gift")),
    items=(many(LinePart), Field(None, description="订单的各行 / the lines", max_length=MOST_ROWS)),
    payments=(
        many(PaymentPart),
        Field(
            None,
            description="付款的各部分，其余为买家的现金 / the parts of the payment; the rest is the buyer's cash",
            max_length=20,
        ),
    ),
)
