"""The questions of the forms about signals and messages: which one is meant, what becomes of it, and why."""

from __future__ import annotations

from django import forms

from gongdao.case.court import Court, pack
from gongdao.case.signals import concerns, standing
from gongdao.case.state import Case
from gongdao.service.web import act_fields, desk_fields
from gongdao.service.web.signal_words import WHOM
from gongdao.telling.instants import moment

Fields = dict[str, forms.Field]
OPEN = ("raised", "contested")


def contest(about: act_fields.About) -> Fields:
    """Ask a party which signal that speaks of it is contested, and why."""
    seen = about.seen
    mine = [it for it in standing(seen.case, about.side, seen.now) if concerns(it, about.side) and it.state == "raised"]
    chosen = [it for it in mine if it.id == about.chosen.get("id")] or mine
    options = [(it.id, f"{it.id} {kind_said(seen.case, seen.court, it.kind, about.lang)}") for it in chosen]
    return {"id": _one(about.say("哪一条提示", "Which signal"), options), **act_fields.reason(about)}


def review(about: desk_fields.About) -> Fields:
    """Ask staff which signal is reviewed, whether it is taken down, and why."""
    lasting = [it for it in about.case.signals if it.until is None or about.now < it.until]
    open_ = [it for it in lasting if it.state in OPEN]
    options = [(it.id, f"{it.id} {kind_said(about.case, about.court, it.kind, about.lang)}") for it in open_]
    ends = [("yes", about.say("撤下", "Take it down")), ("no", about.say("保留", "It stays"))]
    why = desk_fields.reason_alone(about)
    why["reason"].help_text = about.say(
        "会记入案件；看得到这条提示的人都看得到。", "It goes on record; who sees the signal reads it."
    )
    return {
        "id": _one(about.say("哪一条提示", "Which signal"), options),
        "lifted": _one(about.say("怎么处理", "What becomes of it"), ends),
        **why,
    }


def release(about: desk_fields.About) -> Fields:
    """Ask staff which message that was held back is let through, and why."""
    held = [
        (it.id, f"{WHOM[it.by].say(about.lang)} {moment(it.at, about.lang, it.at)} {', '.join(it.scripts)}")
        for it in about.case.messages
        if it.state == "held"
    ]
    return {"id": _one(about.say("哪一条消息", "Which message"), held), **desk_fields.reason_alone(about)}


def kind_said(case: Case, court: Court, kind: str, lang: str) -> str:
    """What the pack of a case calls a kind of signal."""
    effect = pack(court, case).signals.get(kind)
    return effect.label.say(lang) if effect else kind


def _one(label: str, options: list[tuple[str, str]]) -> forms.Field:
    only = options[0][0] if len(options) == 1 else None
    return forms.ChoiceField(label=label, choices=options, initial=only, widget=forms.RadioSelect)
