"""Where people of the desk see what screening says in all cases: what is contested, held back, or to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongdao.kernel.text import Text
from gongdao.policy.library import pack_of
from gongdao.screening.messages import KINDS
from gongdao.service.installation import law
from gongdao.service.people.models import SUPERVISOR
from gongdao.service.queries.desk import Entry
from gongdao.service.queries.signals import ALL, CONTESTED, HELD, SHOWS, WAITS, Seen, standing
from gongdao.service.web.desk_words import title_of
from gongdao.service.web.signal_words import STATES, TONES, WHOM
from gongdao.service.web.visitor import Visit, now_of

TABS = {
    WAITS: Text("等人工看", "To be looked at"),
    CONTESTED: Text("有异议", "Contested"),
    ALL: Text("全部还在的", "All that stand"),
}
MESSAGE_HELD = Text("被拦下的消息", "a message held back")


@dataclass(frozen=True, slots=True)
class Row:
    """A signal in a line of the list: what it is, of whom it speaks, in which case, and what to do with it."""

    seen: Seen
    entry: Entry
    name: str
    title: str
    whom: Text
    state: Text
    tone: str
    review: str
    release: str


def signals(request: Visit) -> HttpResponse:
    """The signals that stand and the messages that were held back, by kind, what waits longest first."""
    show, kind = request.GET.get("show", ""), request.GET.get("kind", "")[:60]
    show = show if show in SHOWS else WAITS
    found = standing(request.actor, now_of(request), show, kind)
    context = {
        "rows": [_row(it, entry, request.lang) for it, entry in found.rows],
        "tabs": [(name, label, found.counts[name], name == show) for name, label in TABS.items()],
        "kinds": [(name, _kind(name, None, request.lang), count) for name, count in found.kinds.items()],
        "show": show, "kind": kind, "more": found.more, "waits": found.counts[WAITS],
        "supervisor": request.actor.has(SUPERVISOR),
    }  # fmt: skip
    return render(request, "desk/signals.html", context)


def _row(it: Seen, entry: Entry, lang: str) -> Row:
    review = "" if it.kind == HELD or it.state == "upheld" else _do(it.stream, "decide_signal", it.id)
    release = _do(it.stream, "release_message", it.about.partition(":")[2]) if it.held else ""
    title = title_of(entry.pack, entry.reason, entry.currency, lang)
    name = _kind(it.kind, entry, lang)
    return Row(it, entry, name, title, WHOM[it.whom], STATES[it.state], TONES[it.state], review, release)


def _do(stream: str, command: str, id_: str) -> str:
    return f"{reverse('desk_do', args=[stream, command])}?{urlencode({'id': id_})}"


def _kind(kind: str, entry: Entry | None, lang: str) -> str:
    """What the pack of a case calls a kind of signal; what screening itself calls it where no case is meant."""
    if kind == HELD:
        return MESSAGE_HELD.say(lang)
    law_ = pack_of(law().library, entry.pack) if entry and entry.pack else None
    if law_ and kind in law_.signals:
        return law_.signals[kind].label.say(lang)
    return Text(*KINDS[kind]).say(lang) if kind in KINDS else kind
