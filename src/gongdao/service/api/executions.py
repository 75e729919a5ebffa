"""Payments: what the marketplace was asked to pay, what it answers, and its statement compared with the journal."""

from __future__ import annotations

import json
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import Field, create_model

from gongdao.kernel.money import EXPONENTS
from gongdao.kernel.text import Text
from gongdao.ledger.reconcile import Moved, Verdict, compare
from gongdao.service.actions.answer_payment import FULL, PART, REFUSED, RESULTS, answer_payment, payment
from gongdao.service.api import case_rows
from gongdao.service.api.case_models import ExecutionPage, PaymentSaid
from gongdao.service.api.commands import Done, done
from gongdao.service.api.keyed import keyed
from gongdao.service.api.kinds import Answer, Body, Instant, Money, Name, Short, many, one_of
from gongdao.service.api.operations import answer, asker, operation
from gongdao.service.api.paging import Paged, begin, page
from gongdao.service.installation import law
from gongdao.service.people.actor import Actor
from gongdao.service.queries.cases import Opened, opened
from gongdao.service.queries.money import payments_asked
from gongdao.service.record.instants import stored
from gongdao.service.record.journal import moved

TAG = "money"
SCOPE = "executions:write"
Id = Annotated[
    str, Path(max_length=300, description="付款编号 / id of the payment", examples=["shop:GD-2026-0001/R1/1"])
]
ResultGiven: type[Body] = create_model(
    "ResultGiven",
    __base__=Body,
    __doc__="付款的结果 / the result of a payment",
    result=(
        one_of(RESULTS),
        Field(description="全额、部分、拒付，或没有结果 / in full, in part, refused, or no result", examples=[FULL]),
    ),
    receipt=(Name, Field(None, description="平台的回执号；failed 不用 / receipt; not with failed", examples=["R-77"])),
    amount=(Money, Field(None, description="部分付款的金额（分） / amount of a part (minor units)", examples=[4500])),
    reason=(Short, Field("", description="原因 / reason", examples=["余额不足"])),
)
StatementRow: type[Body] = create_model(
    "StatementRow",
    __base__=Body,
    __doc__="对账单的一行 / a row of a statement",
    key=(Name, Field(description="付款编号 / id of the payment", examples=["shop:GD-2026-0001/R1/1"])),
    amount=(Money, Field(description="金额（分） / amount (minor units)", examples=[9900])),
    currency=(one_of(EXPONENTS), Field("CNY", description="币种 / currency", examples=["CNY"])),
)
StatementGiven: type[Body] = create_model(
    "StatementGiven",
    __base__=Body,
    __doc__="对账单 / a statement",
    rows=(many(StatementRow), Field(description="各行 / the rows", max_length=20_000)),
    since=(
        Instant,
        Field(
            None,
            description="账本从此时起（含） / of the journal: from this instant on",
            examples=["2026-11-01T00:00:00+08:00"],
        ),
    ),
    until=(
        Instant,
        Field(
            None,
            description="账本到此时止（不含） / of the journal: before this instant",
            examples=["2026-12-01T00:00:00+08:00"],
        ),
    ),
)


class Difference(Answer):
    """A row in which statement and journal differ."""

    verdict: str = Field(description="哪里不符 / how they differ", examples=[Verdict.DIFFERENT.value])
    key: str = Field(description="付款编号 / id of the payment", examples=["shop:GD-2026-0001/R1/1"])
    here: int | None = Field(description="账本的金额（分） / amount in the journal (minor units)", examples=[9900])
    there: int | None = Field(description="对账单的金额（分） / amount in the statement (minor units)", examples=[9000])
    currency: str = Field(description="账本的币种 / currency in the journal", examples=["CNY"])
    their_currency: str = Field(description="对账单的币种 / currency in the statement", examples=["CNY"])


class Compared(Answer):
    """A statement compared with the journal."""

    matched: int = Field(description="相符几笔 / how many rows match", examples=[41])
    differences: list[Difference] = Field(description="不符之处 / where they differ")


@operation(
    TAG,
    "GET",
    "/executions",
    ExecutionPage,
    Text("要付的款", "List payments asked for"),
    scope=SCOPE,
    by_marketplace=True,
)
def list_executions(request: HttpRequest, paged: Query[Paged]) -> HttpResponse:
    """Give the payments that the marketplace was asked for, in the order of asking, each as it stands now."""
    actor: Actor = asker(request)
    (after,) = begin(paged.cursor, int) or [0]
    found = payments_asked(actor.source, after, paged.limit + 1)
    cases = {stream: opened(actor, stream) for stream in {row[1] for row in found}}
    return page(found, paged.limit, lambda rows: [_asked(cases[row[1]], row) for row in rows], lambda row: [row[0]])


def _asked(case: Opened, row: tuple[Any, ...]) -> dict[str, Any]:
    wanted = json.loads(row[2])["leg"]
    return next(case_rows.payment(case.stream, leg) for leg in case.case.legs if leg.id == wanted)


@operation(
    TAG,
    "POST",
    "/executions/{path:execution_id}/result",
    Done,
    Text("答复付款", "Answer a payment"),
    scope=SCOPE,
    by_marketplace=True,
    status=201,
    marks=("key",),
    takes=ResultGiven,
    examples={
        "full": {"result": FULL, "receipt": "R-77"},
        "part": {"result": PART, "amount": 4500, "receipt": "R-78"},
        "refused": {"result": REFUSED, "receipt": "R-79", "reason": "余额不足"},
    },
)
def answer_execution(request: HttpRequest, execution_id: Id, given: Any) -> HttpResponse:
    """Take in what became of a payment; the same receipt again changes nothing."""
    actor, said = asker(request), given.model_dump(exclude_unset=True)
    return keyed(request, actor, lambda key: done(answer_payment(actor, execution_id, key=key, **said)))


@operation(
    TAG,
    "GET",
    "/executions/{path:execution_id}",
    PaymentSaid,
    Text("读取付款", "Read a payment"),
    scope=SCOPE,
    by_marketplace=True,
)
def get_execution(request: HttpRequest, execution_id: Id) -> HttpResponse:
    """Give a payment as it stands."""
    stream, leg = payment(asker(request), execution_id)
    return answer(case_rows.payment(stream, leg))


@operation(
    TAG,
    "POST",
    "/reconciliations",
    Compared,
    Text("对账", "Reconcile"),
    scope=SCOPE,
    by_marketplace=True,
    takes=StatementGiven,
    examples={"day": {"rows": [{"key": "shop:GD-2026-0001/R1/1", "amount": 9900, "currency": "CNY"}]}},
    more=Text(
        "把平台的付款对账单与账本逐行比对；什么也不写入",
        "Compare a statement of payments with the journal; nothing is written",
    ),
)
def reconcile(request: HttpRequest, given: Any) -> HttpResponse:
    """Compare the marketplace's statement with the journal, row by row."""
    span = [stored(at) if at else "" for at in (given.since, given.until)]
    found = compare(
        moved(law().using, asker(request).source, *span),
        [Moved(row.key, row.amount, row.currency) for row in given.rows],
    )
    wrong = [it for it in found if it.verdict is not Verdict.MATCHED]
    said = [
        {"verdict": it.verdict.value, "key": it.key, "here": it.here, "there": it.there, "currency": it.currency,
         "their_currency": it.their_currency}
        for it in wrong
    ]  # fmt: skip
    return answer({"matched": len(found) - len(wrong), "differences": said})
