"""Requests: a case opened on an order, by its buyer or by the marketplace in the buyer's name."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field, create_model

from gongdao.case.fields.claim import REASONS
from gongdao.case.heads import SUMS
from gongdao.case.state import Row
from gongdao.kernel.text import Text
from gongdao.service.actions.open_request import open_request
from gongdao.service.api.commands import Done, done
from gongdao.service.api.fact_models import part
from gongdao.service.api.keyed import keyed
from gongdao.service.api.kinds import Body, External, Money, Name, Text as Words, many, mapping, one_of
from gongdao.service.api.operations import asker, operation
from gongdao.service.market import facts
from gongdao.service.queries.known_orders import order_known

TAG = "cases"
TOLD_ELSEWHERE = ("opened_at", "told_seller_at", "items", "lines", "heads", "return_waybill_entered")
_Claim = part("Claim", "claim", "申请 / the claim", without=TOLD_ELSEWHERE, needed=("type",))
ClaimGiven: type[Body] = create_model(
    "ClaimGiven",
    __base__=_Claim,
    __doc__="申请 / the claim",
    note=(Words, Field(None, description="说明，用自己的话 / in one's own words", examples=["一半是坏的"])),
)
RequestGiven: type[Body] = create_model(
    "RequestGiven",
    __base__=Body,
    __doc__="提出申请 / a request",
    order=(External, Field(description="订单号 / id of the order", examples=["O-2026-1"])),
    claim=(ClaimGiven, Field(description="申请什么 / what is asked for")),
    lines=(
        mapping(Name, Money),
        Field(
            {}, description="各商品行请求多少（分） / amount asked for each line (minor units)", examples=[{"A": 4500}]
        ),
    ),
    heads=(
        mapping(one_of((*REASONS, *SUMS)), many(Name) | Money),
        Field(
            {},
            description="各项请求：原因和商品行，或一笔金额（分） / heads of claim: ground with lines, or a sum",
            examples=[{"fresh_rotten": ["A"]}],
        ),
    ),
)
EXAMPLE = {
    "rotten fruit": {
        "order": "O-2026-1",
        "claim": {"type": "refund_only", "reason": "fresh_rotten", "amount": 9900, "note": "一半是坏的"},
    }
}


@operation(
    TAG,
    "POST",
    "/cases",
    Done,
    Text("提出申请，立案", "Open a case"),
    scope="cases:write",
    status=201,
    marks=("key",),
    examples=EXAMPLE,
    takes=RequestGiven,
    more=Text(
        "买家就一个订单提出申请；平台可以代为提出。答复里的 case 是案件编号。",
        "The buyer makes a request about an order; the marketplace may do so in the buyer's name. The answer names the "
        "case.",
    ),
)
def open_case(request: HttpRequest, given: Any) -> HttpResponse:
    """Open a case on an order."""
    actor = asker(request)
    order = order_known(actor, given.order)

    def run(key: str) -> HttpResponse:
        claim = facts.row_of("claim", given.claim.model_dump(exclude_unset=True))
        receipt = open_request(actor, order, claim, _row(given.heads), _row(given.lines), key or f"api-{token_hex(16)}")
        response = done(receipt)
        response.headers["Location"] = f"/api/v1/cases/{receipt.stream}"
        return response

    return keyed(request, actor, run)


def _row(value: dict[str, Any]) -> Row:
    return tuple((key, tuple(each) if isinstance(each, list) else each) for key, each in value.items())
