"""Cases: opened, listed and read, with everything that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from gongdao.case.rounds import Appealed
from gongdao.kernel.text import Text, snake
from gongdao.service.api import case_models as models, case_rows
from gongdao.service.api.command_table import TABLE
from gongdao.service.api.commands import CaseId, tag
from gongdao.service.api.operations import answer, asker, operation
from gongdao.service.api.paging import Paged, begin, page
from gongdao.service.queries.allowed import acts
from gongdao.service.queries.cases import Opened, course, facts_shown, opened, texts
from gongdao.service.queries.docket import deadlines_of, docket
from gongdao.service.queries.money import entries, notices
from gongdao.service.record.instants import stored
from gongdao.service.record.models import CaseRow

TAG = "cases"
READ = "cases:read"
# Who may read what was said and shown; the others see only where a case stands.
READERS = ("buyer", "seller", "staff", "supervisor", "juror", "marketplace")
OF_MONEY = ("buyer", "seller", "staff", "supervisor", "marketplace")
STAGES = Literal[
    "", "opening", "negotiation", "returning", "evidence", "jury", "review", "ruled", "remedy", "closed"
]  # fmt: skip


class Listed(Paged):
    """Which cases are asked for."""

    stage: STAGES = Field("", description="阶段 / stage")
    order: str = Field("", max_length=120, description="订单号 / id of the order")
    turn: Literal["", "buyer", "seller", "platform", "supervisor", "jury", "marketplace", "carrier"] = Field(
        "", description="轮到谁 / whose turn it is"
    )
    open: bool | None = Field(None, description="true 未结，false 已结 / true: open ones, false: closed ones")


@operation(TAG, "GET", "/cases", models.CasePage, Text("案件列表", "List cases"), scope=READ)
def list_cases(request: HttpRequest, listed: Query[Listed]) -> HttpResponse:
    """Give the cases that concern who asks, by number, the newest first."""
    wanted = {"stage": listed.stage, "order": listed.order, "turn": listed.turn, "open": listed.open}
    found = list(docket(asker(request), wanted, *begin(listed.cursor, str))[: listed.limit + 1])
    return page(found, listed.limit, _rows, lambda row: [row.stream])


def _rows(found: Sequence[CaseRow]) -> list[dict[str, Any]]:
    due = deadlines_of(list(found))
    return [case_rows.listed(row, due.get(row.stream, ())) for row in found]


@operation(
    TAG, "GET", "/cases/{case_id}", models.CaseSaid, Text("读取案件", "Read a case"), scope=READ, marks=("etag",)
)
def get_case(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give a case as it stands, also where the clerk has not come to it yet."""
    seen = opened(asker(request), case_id)
    etag = tag(seen.row.digest, seen.case.seq - seen.row.seq)
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    return answer(case_rows.shown(seen), 200, {"ETag": etag})


def _read(request: HttpRequest, case_id: str, *roles: str) -> Opened:
    return opened(asker(request), case_id, *(roles or READERS))


def _list(items: list[Any]) -> HttpResponse:
    return answer({"items": items, "next_cursor": ""})


@operation(TAG, "GET", "/cases/{case_id}/facts", models.FactsSaid, Text("案件的事实", "Facts"), scope=READ)
def list_facts(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the facts as a case file would tell them."""
    seen = _read(request, case_id)
    return answer({"facts": case_rows.plain(facts_shown(seen), texts(seen))})


@operation(TAG, "GET", "/cases/{case_id}/events", models.EventPage, Text("案件的事件", "Events"), scope=READ)
def list_events(request: HttpRequest, case_id: CaseId, paged: Query[Paged]) -> HttpResponse:
    """Give the events of a case in order."""
    seen = _read(request, case_id)
    said = case_rows.events(seen, course(seen), texts(seen), vars(request)["lang"])
    return _some(said, paged, lambda row: [row["seq"]])


@operation(TAG, "GET", "/cases/{case_id}/timeline", models.TimelinePage, Text("案件的经过", "Timeline"), scope=READ)
def list_timeline(request: HttpRequest, case_id: CaseId, paged: Query[Paged]) -> HttpResponse:
    """Give what happened between the parties, by time."""
    seen = _read(request, case_id)
    said = [{**row, "number": number} for number, row in enumerate(case_rows.timeline(seen, texts(seen)), 1)]
    return _some(said, paged, lambda row: [row["number"]])


def _some(said: list[dict[str, Any]], paged: Paged, key: Any) -> HttpResponse:
    """One page of what is known as a whole; the key of a line is its number, counted from 1."""
    (first,) = begin(paged.cursor, int) or [0]
    return page(said[max(first, 0) :][: paged.limit + 1], paged.limit, list, key)


@operation(TAG, "GET", "/cases/{case_id}/offers", models.OfferPage, Text("案件的方案", "Offers"), scope=READ)
def list_offers(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the offers of both sides."""
    return _list(case_rows.offers(_read(request, case_id)))


@operation(TAG, "GET", "/cases/{case_id}/evidence", models.EvidencePage, Text("案件的凭证", "Evidence"), scope=READ)
def list_evidence(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the pieces of evidence and what became of each."""
    seen = _read(request, case_id)
    return _list(case_rows.evidence(seen, texts(seen)))


@operation(TAG, "GET", "/cases/{case_id}/findings", models.FindingPage, Text("案件的认定", "Findings"), scope=READ)
def list_findings(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the facts that staff found, each with its reason."""
    seen = _read(request, case_id)
    return _list(case_rows.findings(course(seen), texts(seen)))


@operation(TAG, "GET", "/cases/{case_id}/rulings", models.RulingPage, Text("案件的裁决", "Rulings"), scope=READ)
def list_rulings(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the rulings of a case."""
    return _list(case_rows.rulings(course(_read(request, case_id))))


@operation(TAG, "GET", "/cases/{case_id}/appeals", models.AppealPage, Text("案件的申诉", "Appeals"), scope=READ)
def list_appeals(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the appeals of a case."""
    seen = _read(request, case_id)
    known = texts(seen)
    made = [it.event for it in course(seen) if isinstance(it.event, Appealed)]
    return _list([
        {"number": it.number, "by": it.by, "at": stored(it.at), "ground": known.get(it.ground, it.ground),
         "new_evidence": known.get(it.new_evidence, it.new_evidence)}
        for it in made
    ])  # fmt: skip


@operation(TAG, "GET", "/cases/{case_id}/ledger", models.LedgerSaid, Text("案件的账", "Ledger"), scope=READ)
def get_ledger(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the payments of a case and the lines of the journal that it wrote."""
    seen = _read(request, case_id, *OF_MONEY)
    payments = [case_rows.payment(case_id, leg) for leg in seen.case.legs]
    return answer({"currency": seen.row.currency, "payments": payments, "entries": entries(case_id)})


@operation(TAG, "GET", "/cases/{case_id}/deadlines", models.DeadlinesSaid, Text("案件的期限", "Deadlines"), scope=READ)
def list_deadlines(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give the deadlines that run."""
    seen = _read(request, case_id)
    return answer({"now": stored(seen.now), "items": case_rows.deadlines(seen)})


@operation(
    TAG, "GET", "/cases/{case_id}/actions", models.ActionsSaid, Text("现在能做什么", "Allowed actions"), scope=READ
)
def list_actions(request: HttpRequest, case_id: CaseId) -> HttpResponse:
    """Give what who asks may do in a case, or why not and from when."""
    seen, lang = opened(asker(request), case_id), vars(request)["lang"]
    items = [
        {"command": act.command, "label": act.label.say(lang), "allowed": act.yes, "code": act.code,
         "reason": act.reason.say(lang), "since": stored(act.since) if act.since else None,
         "href": f"/api/v1/cases/{case_id}/{RESOURCES.get(act.command, 'evidence')}"}
        for act in acts(seen)
    ]  # fmt: skip
    return answer({"role": seen.place.role, "by": seen.place.by, "items": items})


@operation(TAG, "GET", "/cases/{case_id}/notices", models.NoticePage, Text("案件的通知", "Notices"), scope=READ)
def list_notices(request: HttpRequest, case_id: CaseId, paged: Query[Paged]) -> HttpResponse:
    """Give the notices that a case sent; a party sees its own."""
    seen = _read(request, case_id, *OF_MONEY)
    (after,) = begin(paged.cursor, int) or [0]
    found = notices(case_id, seen.side, after, paged.limit + 1)
    return page(found, paged.limit, lambda rows: [case_rows.notice(row) for row in rows], lambda row: [row[0]])


RESOURCES = {snake(kind.__name__): line.resource for kind, line in TABLE.items()}
