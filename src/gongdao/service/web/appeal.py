"""The page of an appeal: what is new is needed, which one it is of how many, what is heard again, until when."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from gongdao.case.rounds import MOST, appeal_end
from gongdao.case.state import Ruled
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.policy.work import Countdown
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.tellers import teller_of
from gongdao.service.web.act_sheets import SHEETS
from gongdao.service.web.do import asked, of_party
from gongdao.service.web.drafts import for_people
from gongdao.service.web.visitor import Visit


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above the form: the ruling that is appealed, which appeal it is, and until when it may be made."""

    template: str
    number: int
    most: int
    ruling: Ruled
    outcome: str
    refund: str
    end: Countdown | None


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def appeal(request: Visit, stream: str) -> HttpResponse:
    """Appeal against the last ruling, with what is new."""
    seen = of_party(request, stream)
    vars(request)["above"] = _above(seen, request.lang) if seen.case.rulings else None
    return asked(request, seen, SHEETS["appeal"])


def _above(seen: Opened, lang: str) -> Above:
    last = seen.case.rulings[-1]
    voice = teller_of(seen, lang, {}, {}).voice(seen.case)
    outcome = voice.word("outcome", last.outcome) if voice else Text(last.outcome, last.outcome).say(lang)
    return Above(
        "do/appeal_above.html", seen.case.round + 1, MOST, last, outcome, show_money(last.refund, seen.row.currency),
        appeal_end(seen.case, seen.court, seen.now, seen.side),
    )  # fmt: skip
