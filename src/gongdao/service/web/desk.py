"""The adjudicator's queue: what waits, what is due first, and the next case to take."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongdao.case.words import STAGES
from gongdao.kernel.text import Text
from gongdao.service.actions.desk import take_next
from gongdao.service.people.models import SUPERVISOR
from gongdao.service.queries.colleagues import colleagues
from gongdao.service.queries.desk import ALL, FREE, HEARD, MINE, OTHERS, SHOWS, Wanted, at_the_desk, desk as waiting
from gongdao.service.web.desk_words import by_name, lines, title_of
from gongdao.service.web.visitor import Visit, now_of

TABS = {
    MINE: Text("我的", "Mine"),
    FREE: Text("待领取", "To be taken"),
    OTHERS: Text("同事的", "Colleagues'"),
    ALL: Text("全部", "All"),
}
TAKEN = Text("已领取案件 {number}。从领取起由您承办到底。", "You have taken case {number}. It is yours until it ends.")
NONE_LEFT = Text("现在没有可以领取的案件。", "There is no case to take now.")


def desk(request: Visit) -> HttpResponse:
    """My cases and the queue, by the time that is left."""
    wanted = wanted_by(request)
    found = waiting(request.actor, wanted)
    people = by_name(colleagues(request.actor))
    own = at_the_desk(request.actor)
    context = {
        "desk": found,
        "lines": lines(found.entries, request.lang, now_of(request), people, own),
        "tabs": [(name, label, found.counts[name], name == wanted.show) for name, label in TABS.items()],
        "stages": [(name, STAGES[name]) for name in HEARD],
        "reasons": [(name, title_of(pack, name, "CNY", request.lang)) for name, pack in found.reasons],
        "pages": pages(request, wanted, found.more),
        "supervisor": request.actor.has(SUPERVISOR),
    }
    return render(request, "desk/queue.html", context)


def wanted_by(request: Visit) -> Wanted:
    """Read the filters of the address; what is none is left out."""
    show, stage, page = (request.GET.get(name, "") for name in ("show", "stage", "page"))
    return Wanted(
        show if show in SHOWS else MINE,
        stage if stage in HEARD else "",
        request.GET.get("reason", "")[:60],
        int(page) if page.isascii() and page.isdigit() and 0 < int(page) < 10000 else 1,
    )


def pages(request: Visit, wanted: Wanted, more: bool) -> dict[str, str]:
    """Give the addresses of the page before and after, where there are any."""
    found = {}
    for name, number in (("before", wanted.page - 1), ("after", wanted.page + 1 if more else 0)):
        if number > 0:
            query = request.GET.copy()
            query["page"] = str(number)
            found[name] = f"?{query.urlencode()}"
    return found


@require_POST
def desk_next(request: Visit) -> HttpResponse:
    """Take the most urgent case that the person may take, and open it."""
    stream = take_next(request.actor, request.POST.get("key", ""))
    if not stream:
        messages.info(request, NONE_LEFT.say(request.lang))
        return HttpResponseRedirect(reverse("desk"), status=303)
    number = stream.partition(":")[2]
    messages.success(request, TAKEN.say(request.lang).format(number=number))
    return HttpResponseRedirect(reverse("desk_case", args=[stream]), status=303)
