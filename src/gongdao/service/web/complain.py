"""Complaining about staff: about which case, and what for; a supervisor answers."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.actions.complain import complain as make
from gongdao.service.actions.evidence import shown, submit_evidence
from gongdao.service.installation import now
from gongdao.service.queries.privacy import kept_of
from gongdao.service.sentences import said
from gongdao.service.web.again import remember, sent_already
from gongdao.service.web.visitor import Visit

SUBJECTS = (
    ("unanswered", Text("一直不答复、一再拖延", "No answer, or put off again and again")),
    ("misjudged", Text("判错了，或者没有看我的证据", "Judged wrongly, or my evidence was not looked at")),
    ("conduct", Text("态度不好，或者行为不当", "Rude, or behaved improperly")),
)
MADE = Text("投诉已受理，编号 {number}；由主管答复", "Your complaint {number} was taken in; a supervisor answers it")


LABELS = {
    "case": Text("哪件案子", "Which case"),
    "about": Text("投诉什么", "What about"),
    "text": Text("经过", "What happened"),
}
HINT = Text(
    "写明时间和事情。对裁决结果不服，请用申诉。",
    "Say when it was and what happened. Against the result of a ruling there is the appeal.",
)


class Complaint(forms.Form):
    """About which case, what for, and in one's own words."""

    case = forms.ChoiceField(widget=forms.RadioSelect)
    about = forms.ChoiceField(widget=forms.RadioSelect)
    text = forms.CharField(required=False, widget=forms.Textarea, max_length=4000)


def complain(request: Visit) -> HttpResponse:
    """The form for who has a case, and how it works for everybody."""
    if not request.actor.person:
        return render(request, "complain.html", {})
    form = _form(request)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "complain.html", {"form": form}, status=status)
    given = form.cleaned_data
    key, at = request.POST.get("key", ""), now()
    if already := sent_already(request, at, None):
        return already
    try:
        stream = make(request.actor, given["case"], given["about"], key)
        if given["text"].strip():
            submit_evidence(request.actor, stream, "text", shown("text", given["text"].strip()), (), f"{key}-text")
    except Refused as no:
        return render(request, "complain.html", {"form": form, "problems": said(no, request.lang)}, status=422)
    messages.success(request, MADE.say(request.lang).format(number=stream.partition(":")[2]))
    return remember(request, at, None, reverse("case", args=[stream]))


def _form(request: Visit) -> Complaint:
    kept = kept_of(request.actor)
    wanted = next((each.stream for each in kept if each.number == request.GET.get("case", "")), "")
    form = Complaint(request.POST if request.method == "POST" else None, initial={"case": wanted})
    choices = {
        "case": [(each.stream, each.number) for each in kept],
        "about": [(value, label.say(request.lang)) for value, label in SUBJECTS],
    }
    for name, field in form.fields.items():
        field.label = LABELS[name].say(request.lang)
        if isinstance(field, forms.ChoiceField):
            field.choices = choices[name]
    form.fields["text"].help_text = HINT.say(request.lang)
    return form
