"""Knows what was just sent from a page, so that the back button or a second tab does not send it twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib import messages
from django.http import HttpResponseRedirect

from gongdao.kernel.digest import plain
from gongdao.kernel.text import Text
from gongdao.service.web.drafts import posted
from gongdao.service.web.visitor import Visit
from gongdao.telling import instants

SENT, MOST, SOON = "sent", 20, timedelta(minutes=10)
# A form made anew has another key and another name for what it makes; the buttons say nothing.
NOT_SAID = ("name", "confirm", "change")
AGAIN = Text(
    "您在 {at} 已经提交过一模一样的内容，没有再提交一次。真要再说一遍，改几个字，或者过 10 分钟再提交。",
    "You sent the very same at {at}; it was not sent twice. To say it again, change a word or wait ten minutes.",
)


def remember(
    request: Visit, at: datetime, spoken_at: datetime | None, where: str, files: Iterable[str] = ()
) -> HttpResponseRedirect:
    """Lead on to ``where``, and remember what was sent from this page and when.

    ``spoken_at`` is when a party last did something in the case, this included; ``files`` what was sent along.
    """
    before = dict(request.session.get(SENT, {}))
    before.pop(request.path, None)
    said = {"what": _digest(request, files), "key": request.POST.get("key", ""), "at": at.isoformat(), "where": where}
    before[request.path] = {**said, "spoken": _text(spoken_at)}
    request.session[SENT] = dict(list(before.items())[-MOST:])
    return HttpResponseRedirect(where, status=303)


def sent_already(
    request: Visit, at: datetime, spoken_at: datetime | None, files: Iterable[str] = ()
) -> HttpResponseRedirect | None:
    """Tell who sends what he just sent that it stands already, and lead on as then; None where it is something new.

    It is new after ten minutes, or once a party has done anything in the case since. The same form sent again is
    answered again by its key.
    """
    found: dict[str, str] | None = request.session.get(SENT, {}).get(request.path)
    if found is None or found["key"] == request.POST.get("key", "") or found["what"] != _digest(request, files):
        return None
    then = datetime.fromisoformat(found["at"])
    if found["spoken"] != _text(spoken_at) or at - then > SOON:
        return None
    messages.info(request, AGAIN.say(request.lang).format(at=instants.moment(then, request.lang, at)))
    return HttpResponseRedirect(found["where"], status=303)


def _digest(request: Visit, files: Iterable[str]) -> str:
    said = {name: values for name, values in posted(request).items() if name not in NOT_SAID}
    return sha256(plain({"by": request.actor.person, "said": said, "files": sorted(files)}).encode()).hexdigest()


def _text(at: datetime | None) -> str:
    return at.isoformat() if at is not None else ""
