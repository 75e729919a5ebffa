"""The list of somebody's cases, by his own deadline."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongdao.service.queries.my_cases import my_cases
from gongdao.service.web.drafts import for_people
from gongdao.service.web.visitor import Visit
from gongdao.telling import asking


@require_safe
@for_people
def cases(request: Visit) -> HttpResponse:
    """My cases: whose turn it is in each, until when, and what silence does."""
    found = my_cases(request.actor)
    rows = [(case, asking.reason(case.reason)[0]) for case in found]
    shown = {
        "mine": [row for row in rows if row[0].mine],
        "others": [row for row in rows if not row[0].mine and not row[0].closed],
        "closed": [row for row in rows if row[0].closed],
        "is_seller": bool(request.actor.shops),
    }
    return render(request, "cases/list.html", shown)
