"""The page on which a party writes to the other; what is written is screened before it is shown."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.actions.say import say
from gongdao.service.queries.allowed import acts
from gongdao.service.queries.cases import Opened, texts
from gongdao.service.queries.people import people
from gongdao.service.queries.tellers import teller_of
from gongdao.service.sentences import messages as sentences
from gongdao.service.web.again import remember, sent_already
from gongdao.service.web.do import of_party
from gongdao.service.web.drafts import for_people, forget, kept
from gongdao.service.web.missing import naming_what_is_missing
from gongdao.service.web.visitor import Visit
from gongdao.telling.refusals import why

LONGEST = 2000
SENT = Text("消息已发出，对方看得到。", "The message is sent; the other side sees it.")
WARNED = Text(
    "消息已发出，但是带着提示：里面有像骗局的话，下面标出来了。觉得不对，可以提出异议。",
    "The message is sent, with a warning: some of it is like a scam and is marked below. You may contest that.",
)
HELD = Text(
    "消息被拦下了，对方还看不到：里面有规则要拦的内容，下面标出来了。改掉它们另发一条，或者等人工看过。",
    "The message was stopped and is not shown: it holds what the rules stop, marked below. Write it anew without "
    "those words, or wait until a person has looked at it.",
)
HINT = Text(
    "双方和平台都看得到，会留在案件里。不要写验证码、密码和银行卡号。",
    "Both sides and the platform read it and it stays with the case. Write no codes, passwords or card numbers.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def say_message(request: Visit, stream: str) -> HttpResponse:
    """Ask what the other side should read, and send it."""
    seen = of_party(request, stream)
    vars(request)["now"] = seen.now
    form = _form(request)
    if request.method != "POST":
        return _page(request, seen, form, [], 200)
    if not form.is_valid():
        return _page(request, seen, form, [], 422)
    if already := sent_already(request, seen.now, seen.case.spoken_at):
        return already
    try:
        sent = say(request.actor, stream, form.cleaned_data["text"], request.POST.get("key", ""))
    except Refused as no:
        teller = teller_of(seen, request.lang, people(seen), texts(seen))
        return _page(request, seen, form, [why(teller, seen.case, no, sentences())], 422)
    forget(request, request.path)
    tell = messages.warning if sent.held or sent.warned else messages.success
    tell(request, (HELD if sent.held else WARNED if sent.warned else SENT).say(request.lang))
    where = f"{reverse('case', args=[stream])}?tab=talks"
    return remember(request, seen.now, sent.receipt.case.spoken_at, where)


def _form(request: Visit) -> forms.Form:
    """The form, with the words of the assistant where it was asked."""
    begun = {name: values[0] for name, values in kept(request, request.path).items() if values}
    form = forms.Form(request.POST if request.method == "POST" else None, initial=begun, label_suffix="")
    form.fields["text"] = forms.CharField(
        label=Text("要说的话", "What you want to say").say(request.lang), help_text=HINT.say(request.lang),
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    return naming_what_is_missing(form, request.lang)


def _page(request: Visit, seen: Opened, form: forms.Form, problems: list[str], status: int) -> HttpResponse:
    found = next(it for it in acts(seen) if it.command == "say_message")
    shown = {
        "seen": seen, "stream": seen.stream, "form": form, "problems": problems, "refused": None if found.yes else found
    }  # fmt: skip
    return render(request, "do/say.html", shown, status=status)
