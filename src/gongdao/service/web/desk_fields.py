"""The questions of the forms of the desk, in the language of the page: choices that the case offers, and reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from gongdao.case.burden import PARTIES as SIDES, SETTLED, steps
from gongdao.case.court import Court, pack
from gongdao.case.overlays import LONGEST as LONGEST_TERM
from gongdao.case.stages.evidence import ASKS, REOPENS
from gongdao.case.stages.review import JUDGMENTS, findings
from gongdao.case.state import Case
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.policy.work import day_in, param_on
from gongdao.service.queries.colleagues import Colleague
from gongdao.service.web.desk_words import OFFICES
from gongdao.telling.vocabulary import KINDS, PARTIES, called
from gongdao.telling.words import ASKED, GROUNDS, JUDGED

Fields = dict[str, forms.Field]
Options = Iterable[tuple[str, str]]
LONGEST = 4000
JURY_SIZE = 31
YES, NO = Text("成立", "It holds"), Text("不成立", "It does not hold")
REOPENED = {
    "evasion": Text("一方推诿拖延，使对方不能按时举证", "one side's evasion kept the other from its evidence"),
    "not_served": Text("凭证没有送达对方", "evidence was not served on the other side"),
    "excused": Text("逾期有正当理由", "the lateness is excused"),
    "new_issue": Text("出现新的争点", "a new issue came up"),
}
PRIMA_FACIE = {
    "": Text("不涉及初步凭证", "Not a matter of prima facie proof"),
    "accepted": Text("作为初步凭证采信，轮到对方反驳", "Accepted as prima facie proof: the other side must answer it"),
    "rejected": Text("不作为初步凭证", "Not accepted as prima facie proof"),
}
READ_HINT = Text("会记入案件，双方都能看到。", "It goes on record; both sides can read it.")
WHY_HINT = Text(
    "写明看了哪几份、为什么。会原样写进裁决书，双方都能看到。",
    "Say what you looked at and why. It goes into the ruling as it stands, and both parties see it.",
)


@dataclass(frozen=True, slots=True)
class About:
    """What a form is made for: the case and its court, the language, who works at the desk, and what facts are called.

    ``names`` are the names of facts and findings; ``shown`` says of each piece of evidence what it shows.
    """

    case: Case
    court: Court
    lang: str
    now: datetime
    people: tuple[Colleague, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    shown: tuple[tuple[str, str], ...] = ()
    currency: str = ""

    def say(self, zh: str, en: str) -> str:
        """Say one of two."""
        return zh if self.lang == "zh" else en

    def named(self, fact: str) -> str:
        """What a fact or a finding is called."""
        return dict(self.names).get(fact, fact.replace("_", " "))

    def piece(self, row: Any) -> str:
        """A piece of evidence in a choice: its id, its kind and who brought it."""
        kind, by = called(KINDS, str(row["kind"]), self.lang), called(PARTIES, str(row["by"]), self.lang)
        shown = dict(self.shown).get(str(row["id"]), "")
        return (
            f"{row['id']} {kind}（{by}）{shown}" if self.lang == "zh" else f"{row['id']} {kind}, {by} {shown}".strip()
        )


def nothing(about: About) -> Fields:
    """Ask nothing but whether it is meant."""
    return {}


def reason_alone(about: About) -> Fields:
    """Ask for the reason."""
    return {"reason": _reason(about, READ_HINT)}


def handover(about: About) -> Fields:
    """Ask to whom a case goes, and why."""
    offices = {it.by: _with_office(it.name, OFFICES[it.role].say(about.lang), about.lang) for it in about.people}
    others = [(by, name) for by, name in offices.items() if by != about.case.owner]
    hint = Text("理由接手的人能看到。", "Whoever takes it reads the reason.")
    return {
        "to": _one(about.say("交给谁", "To whom"), others, listed=True),
        "reason": _reason(about, hint),
    }


def recusal(about: About) -> Fields:
    """Ask whether the owner must stand aside, and why."""
    options = [("yes", about.say("准许回避", "Granted")), ("no", about.say("不准", "Not granted"))]
    return {"granted": _one(about.say("决定", "Decision"), options), "reason": _reason(about, READ_HINT)}


def judgment(about: About) -> Fields:
    """Ask what a piece of evidence proves."""
    return {
        "id": _one(about.say("哪一份", "Which piece"), _pieces(about, late=False)),
        "judged": _one(about.say("能证明吗", "Does it prove it"), [(w, JUDGED[w].say(about.lang)) for w in JUDGMENTS]),
        "prima_facie": _one(
            about.say("初步凭证", "Prima facie proof"),
            [(word, text.say(about.lang)) for word, text in PRIMA_FACIE.items()],
            required=False,
        ),
        "reason": _reason(about),
    }


def leaving(about: About) -> Fields:
    """Ask which piece is left unweighed, and why."""
    return {"id": _one(about.say("哪一份", "Which piece"), _pieces(about)), "reason": _reason(about)}


def finding(about: About) -> Fields:
    """Ask whether a fact holds, by which evidence, and why."""
    options = [(name, about.named(name)) for name in findings(about.case, about.court)]
    return {
        "fact": _one(about.say("哪一项事实", "Which fact"), options),
        "holds": _one(about.say("认定", "Finding"), [("yes", YES.say(about.lang)), ("no", NO.say(about.lang))]),
        "evidence": _several(
            about.say("依据哪几份凭证", "By which evidence"),
            _pieces(about),
            about.say("没有凭证可依据的，理由里写明。", "Where there is none, say so in the reason."),
        ),
        "reason": _reason(about),
    }


def asking(about: About) -> Fields:
    """Ask what is to be proved, and by whom."""
    open_ = [step for step in steps(about.case, about.court) if step.state not in SETTLED]
    facts = [(it.fact, f"{about.named(it.fact)}{_by(about, it.bearer)}") for it in open_]
    both = about.say("不限于某一项事实", "Not about one fact")
    parties = [(side, called(PARTIES, side, about.lang)) for side in SIDES]
    hint = Text(
        "写明要什么、怎么拍、到哪里开。当事人会看到。", "Say what, how to take it, where to get it. The party reads it."
    )
    return {
        "what": _one(about.say("要什么", "What"), [(word, ASKED[word].say(about.lang)) for word in ASKS]),
        "fact": _one(about.say("证明哪一项", "To prove what"), [*facts, ("", both)], required=False),
        "party": _one(
            about.say("向谁要", "Of whom"),
            [*parties, ("", about.say("双方", "Both"))],
            required=False,
            hint=about.say(
                "选了事实的，向负有举证责任的一方要。", "With a fact chosen, it is asked of who must prove it."
            ),
        ),
        "note": _reason(about, hint, about.say("说明", "What is needed"), required=False),
    }


def reopening(about: About) -> Fields:
    """Ask on what ground evidence opens again, and which late pieces are let in."""
    return {
        "ground": _one(about.say("事由", "Ground"), [(word, REOPENED[word].say(about.lang)) for word in REOPENS]),
        "evidence": _several(
            about.say("准许哪几份逾期凭证", "Which late pieces are let in"), _pieces(about, late=True)
        ),
        "reason": _reason(about),
    }


def jury(about: About) -> Fields:
    """Ask how large the jury is; the half and one more win."""
    size = _jury_size(about)
    label = about.say("评审员人数", "Number of jurors")
    hint = about.say("先过半数的一方胜。", "The first side past the half wins.")
    return {"size": forms.IntegerField(label=label, help_text=hint, initial=size, min_value=1, max_value=size)}


def vote(about: About) -> Fields:
    """Ask whose vote is void, and why; whom it was for is not told."""
    jurors = [
        (juror, f"{about.say('第', 'Vote')} {n} {about.say('票', '')}")
        for n, (juror, _) in enumerate(about.case.voted, 1)
    ]
    return {"juror": _one(about.say("哪一票", "Which vote"), jurors), "reason": _reason(about)}


def suspension(about: About) -> Fields:
    """Ask why the case waits, with the papers or the term."""
    grounds = [(word, GROUNDS[word].say(about.lang)) for word in ("police", "court", "agreement")]
    days = about.say("约定的天数", "Days agreed on")
    return {
        "ground": _one(about.say("事由", "Ground"), grounds),
        "proof": _reason(
            about,
            Text("受案回执、受理通知的编号和机关。", "The number and the authority of the certificate or notice."),
            about.say("凭证", "Papers"),
            required=False,
        ),
        "days": forms.IntegerField(
            label=days, min_value=1, max_value=LONGEST_TERM, required=False,
            help_text=about.say("双方同意中止的才填。", "Only where both agreed."),
        ),
    }  # fmt: skip


def correction(about: About) -> Fields:
    """Ask which ruling is corrected, and how it reads right."""
    numbers = [(str(it.number), about.say(f"第 {it.number} 份", f"Ruling {it.number}")) for it in about.case.rulings]
    hint = Text("写明原文和正确的写法。", "Say how it reads and how it should read.")
    return {
        "ruling": _one(about.say("哪一份裁决", "Which ruling"), numbers),
        "note": _reason(about, hint, about.say("更正", "Correction")),
    }


def leg(about: About) -> Fields:
    """Ask which failed payment is meant."""
    failed = [
        (it.id, f"{show_money(it.amount, about.currency)} · {it.id}") for it in about.case.legs if it.state == "failed"
    ]
    return {"leg": _one(about.say("哪一笔", "Which payment"), failed)}


def _reason(about: About, hint: Text = WHY_HINT, label: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label or about.say("理由", "Reason"), help_text=hint.say(about.lang), required=required,
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


def _one(label: str, options: Options, *, required: bool = True, hint: str = "", listed: bool = False) -> forms.Field:
    widget = forms.Select if listed else forms.RadioSelect
    return forms.ChoiceField(label=label, choices=list(options), required=required, help_text=hint, widget=widget)


def _several(label: str, options: Options, hint: str = "") -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=list(options), required=False, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


def _pieces(about: About, late: bool | None = None) -> list[tuple[str, str]]:
    rows = about.case.facts.get("evidence", ())
    return [(str(row["id"]), about.piece(row)) for row in rows if late is None or bool(row.get("late")) is late]


def _with_office(name: str, office: str, lang: str) -> str:
    return f"{name}（{office}）" if lang == "zh" else f"{name} ({office})"


def _by(about: About, bearer: str) -> str:
    who = called(PARTIES, bearer, about.lang)
    return f"（由{who}证明）" if about.lang == "zh" else f" ({who} must prove it)"


def _jury_size(about: About) -> int:
    """How many the rules say; in the packs of other platforms they say nothing."""
    law = pack(about.court, about.case)
    if "jury_size" not in law.params or about.case.last_at is None:
        return JURY_SIZE
    size = param_on(law.params["jury_size"], day_in(law, about.case.last_at))
    return size if isinstance(size, int) else JURY_SIZE
