"""The letter box: what the house told somebody, what is to be done about it, and how mail is wanted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.actions.letters import choose_mail, mark_read
from gongdao.service.queries.letters import count_unread, list_letters, mail_choice, still_running
from gongdao.service.queries.my_cases import called
from gongdao.service.web.operator import number
from gongdao.service.web.visitor import Visit

MOST = 30
MAIL = {
    "each": Text("每条通知一封邮件", "A mail for each notice"),
    "digest": Text("每天一封，合在一起", "One mail a day with all of them"),
    "none": Text("不要邮件，只在这里看", "No mail, only here"),
}
ALL_READ = Text("已全部标为已读", "All are marked as read")
CHOSEN = Text("已记下：{choice}", "Noted: {choice}")


def notices(request: Visit) -> HttpResponse:
    """The letters, the newest first; a form on it marks them as read or says how mail is wanted."""
    if not request.actor.person:
        raise Refused("page-not-found")
    if request.method == "POST":
        return _done(request)
    before = number(request.GET.get("before", ""), none=0)
    found = list_letters(request.actor, before=before, most=MOST + 1)
    known = called(letter.stream for letter in found[:MOST])
    page = {
        "running": still_running(found),
        "letters": [(letter, known.get(letter.stream)) for letter in found[:MOST]],
        "older": found[MOST - 1].id if len(found) > MOST else 0,
        "unread": count_unread(request.actor),
        "mail": mail_choice(request.actor),
        "choices": MAIL.items(),
    }
    return render(request, "notices.html", page)


def _done(request: Visit) -> HttpResponse:
    choice = request.POST.get("mail", "")
    if choice:
        choose_mail(request.actor, choice)
        messages.success(request, CHOSEN.say(request.lang).format(choice=MAIL[choice].say(request.lang)))
    else:
        mark_read(request.actor)
        messages.success(request, ALL_READ.say(request.lang))
    answer = HttpResponseRedirect(reverse("notices"))
    answer.status_code = 303
    return answer
