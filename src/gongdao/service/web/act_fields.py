"""The questions of the forms by which the parties act: choices that the case offers, amounts as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongdao.case.burden import SETTLED, steps
from gongdao.case.heads import unsent
from gongdao.case.overlays import LONGEST as LONGEST_TERM
from gongdao.case.stages.offers import EXTRAS, KINDS, WITH_RETURN
from gongdao.case.stages.returning import RESULTS
from gongdao.case.state import Offer, role
from gongdao.kernel.money import show_money as said
from gongdao.kernel.text import Text
from gongdao.service.queries.cases import Opened
from gongdao.service.web.reading import money_of, shown
from gongdao.telling import offers
from gongdao.telling.send_back import INSPECTED
from gongdao.telling.vocabulary import KINDS as EVIDENCE, called
from gongdao.telling.words import EXTRAS as EXTRA_WORDS

Fields = dict[str, forms.Field]
Options = Iterable[tuple[str, str]]
LONGEST = 2000
MOST_HOURS = 720
CARRIERS = ("顺丰", "中通", "圆通", "申通", "韵达", "极兔", "邮政 EMS", "京东物流", "德邦")
AMOUNT = Text("这不是金额，请写成 50 或 50.00", "This is no amount; write 50 or 50.00")


class Money(forms.Field):
    """An amount as people write it; its value is minor units, nothing is nothing."""

    def __init__(self, currency: str, lang: str, **given: Any) -> None:
        self.currency, self.lang = currency, lang
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": "24"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **given)

    def to_python(self, value: Any) -> Any:
        """Read the amount.

        :raises ValidationError: it is none.
        """
        if not value:
            return 0
        read = money_of(str(value), self.currency)
        if read is None:
            raise ValidationError(AMOUNT.say(self.lang))
        return read


class OneOf(forms.CharField):
    """A text that may be left out where another of its form is given."""

    one_of = True


@dataclass(frozen=True, slots=True)
class About:
    """What a form is made for: the case as somebody stands in it, the language, what facts and pieces are called.

    ``chosen`` is what the link that led here chose, such as the offer that is answered.
    """

    seen: Opened
    lang: str
    names: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def side(self) -> str:
        """Whose form it is."""
        return self.seen.side

    @property
    def paid(self) -> int:
        """What was paid for the order."""
        return int(self.seen.case.facts.get("order", {}).get("paid", 0))

    def say(self, zh: str, en: str) -> str:
        """Say one of two."""
        return zh if self.lang == "zh" else en

    def money(self, minor: int) -> str:
        """Say an amount."""
        return said(minor, self.seen.row.currency)


def nothing(about: About) -> Fields:
    """Ask nothing but whether it is meant."""
    return {}


def offer(about: About) -> Fields:
    """Ask what is offered, how much, who pays for the way back, what else, for how long."""
    most = about.money(about.paid)
    amount = Money(
        about.seen.row.currency, about.lang, label=about.say("金额（元）", "Amount"), required=False,
        initial=shown(about.paid, about.seen.row.currency),
        help_text=about.say(f"退钱的最多 {most}；不退钱的写 0。", f"At most {most} back; 0 where no money is."),
    )  # fmt: skip
    kinds = [word for word in KINDS if word not in WITH_RETURN or not unsent(about.seen.case)]
    freight = [("seller", about.say("卖家出", "the seller")), ("buyer", about.say("买家出", "the buyer"))]
    asked: Fields = {
        "kind": _one(about.say("方案", "What"), _called(about, kinds, offers.KINDS)),
        "amount": amount,
        "freight": _one(
            about.say("退回来的运费谁出", "Who pays the freight back"),
            [*freight, ("", about.say("不用寄回，或者不说", "nothing goes back, or not said"))],
            hint=about.say("货要寄回来的方案才有这笔运费。", "Only where the goods go back."), required=False,
        ),
        "hours": forms.IntegerField(
            label=about.say("几小时内有效", "Open for how many hours"), min_value=0, max_value=MOST_HOURS,
            required=False, initial=48, help_text=about.say("0 表示一直有效。", "0 keeps it open."),
        ),
    }  # fmt: skip
    return {**asked, **{f"extra_{word}": _extra(about, word) for word in EXTRAS}, **_hidden(about)}


def other_offer(about: About) -> Fields:
    """Ask which offer of the other side."""
    return {"id": _which(about, own=False)}


def own_offer(about: About) -> Fields:
    """Ask which of one's own offers."""
    return {"id": _which(about, own=True)}


def refused_offer(about: About) -> Fields:
    """Ask which offer of the other side, and why not."""
    hint = about.say("写清楚差在哪里，对方好改。", "Say what is lacking, so that the other side can mend it.")
    return {"id": _which(about, own=False), "reason": text(about.say("为什么不接受", "Why not"), hint)}


def refused_request(about: About) -> Fields:
    """Ask why a request is refused."""
    hint = about.say(
        "写事实和依据，买家看得到。拒绝以后，双方都可以马上请平台介入。",
        "Give facts and grounds; the buyer reads it. Either side may then call the platform at once.",
    )
    return {"reason": text(about.say("拒绝的理由", "Why you refuse"), hint)}


def agreed_return(about: About) -> Fields:
    """Ask where the goods go back to, and whether the freight was spoken of."""
    spoken = [("yes", about.say("说好了", "It was")), ("no", about.say("没有说", "It was not"))]
    hint = about.say("没有说好运费的，按规则可能由卖家承担。", "If not, the rules may put the freight on the seller.")
    return {
        "address": address(about),
        "freight_mentioned": _one(about.say("运费谁出，说好了吗", "Was the freight agreed on"), spoken, hint=hint),
    }


def return_address(about: About) -> Fields:
    """Ask where the goods go back to."""
    return {"address": address(about)}


def parcel(about: About) -> Fields:
    """Ask by which parcel goods were sent."""
    hint = about.say("快递面单上的那串号码。", "The number on the carrier's slip.")
    return {
        "carrier": forms.CharField(
            label=about.say("快递公司", "Carrier"), max_length=60, required=False,
            widget=forms.TextInput(attrs={"list": "carriers", "autocomplete": "off"}),
        ),
        "waybill": forms.CharField(
            label=about.say("运单号", "Waybill"), max_length=60, help_text=hint,
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        ),
    }  # fmt: skip


def inspection(about: About) -> Fields:
    """Ask what came back."""
    pieces = [(id_, name) for id_, name in about.pieces.items()]
    hint = about.say(
        "拍照、录像，先在“证据”里上传，再在这里勾上。", "Upload photos or videos as evidence first, then tick them."
    )
    asked: Fields = {
        "result": _one(
            about.say("收到的东西怎么样", "What came back"),
            _called(about, RESULTS, INSPECTED),
            hint=about.say(
                "和寄回前一样的，包括买家申请里已经说过的问题，都选第一项；另外的破损、缺少才选后面的。",
                "If it is as it was before it was sent back, faults the buyer told of included, choose the first; the "
                "others are for new damage or what is missing besides.",
            ),
        ),
        "note": text(about.say("说明", "Note"), about.say("哪里不对，写具体。", "Say what is wrong."), required=False),
    }
    if pieces:
        asked["evidence"] = forms.MultipleChoiceField(
            label=about.say("哪些证据能看出来", "Which evidence shows it"), choices=pieces, required=False,
            widget=forms.CheckboxSelectMultiple, help_text=hint,
        )  # fmt: skip
    return asked


def challenge(about: About) -> Fields:
    """Ask which piece of the other side is challenged, and on what ground."""
    rows = about.seen.case.facts.get("evidence", ())
    options = [(str(row["id"]), about.pieces.get(str(row["id"]), str(row["id"]))) for row in rows]
    theirs = [option for option, row in zip(options, rows, strict=True) if row["by"] != about.side]
    hint = about.say(
        "例如：不是这件商品、时间对不上、被剪辑过、只是一方自己写的。",
        "Such as: it shows other goods, the time does not fit, it was cut, it is their own word only.",
    )
    return {
        "id": _one(about.say("哪一份证据", "Which piece"), theirs),
        "ground": text(about.say("哪里有问题", "What is wrong with it"), hint),
    }


def admission(about: About) -> Fields:
    """Ask which fact is admitted."""
    open_ = [step for step in steps(about.seen.case, about.seen.court) if step.state not in SETTLED]
    options = [(step.fact, f"{about.names.get(step.fact, step.fact)}{_effect(about, step.bearer)}") for step in open_]
    return {"fact": _one(about.say("承认哪一件", "Which point"), options)}


def recusal(about: About) -> Fields:
    """Ask why the adjudicator should stand aside."""
    hint = about.say(
        "例如是对方的亲属、朋友、同事，或者和这件事有利害关系。",
        "Such as: a relative, friend or colleague of the other side, or an interest of his own.",
    )
    return {"reason": text(about.say("为什么要换人", "Why somebody else should hear it"), hint)}


def appeal(about: About) -> Fields:
    """Ask what is new: a ground, a piece of evidence, or both."""
    ground = about.say(
        "写裁决哪里错了、为什么，以前没有说过的。", "Say what is wrong in the ruling and why; not said before."
    )
    proof = about.say(
        "是什么、能证明什么。提出以后在“证据”里上传。", "What it is and what it shows; upload it afterwards."
    )
    return {
        "ground": text(about.say("新的理由", "A new ground"), ground, required=False, kind=OneOf),
        "new_evidence": text(about.say("新的证据", "New evidence"), proof, required=False, kind=OneOf),
    }


def suspension(about: About) -> Fields:
    """Ask why the case should wait, with the papers or the term."""
    grounds = [
        ("police", about.say("我已经报警", "I reported it to the police")),
        ("court", about.say("已经起诉到法院", "It is before a court")),
        ("agreement", about.say("和对方说好先停一停", "Both of us want it to wait")),
    ]
    return {
        "ground": _one(about.say("为什么停", "Why"), grounds),
        "proof": text(
            about.say("凭证", "Papers"),
            about.say("受案回执、法院受理通知的编号和机关。起诉的必须填。", "Number and authority."),
            required=False,
        ),
        "days": forms.IntegerField(
            label=about.say("停多少天", "For how many days"), min_value=1, max_value=LONGEST_TERM, required=False,
            help_text=about.say(
                f"说好一起停的才填，最多 {LONGEST_TERM} 天；对方要填同样的天数才生效。",
                f"Only if both agree, at most {LONGEST_TERM}; the other side must name the same.",
            ),
        ),
    }  # fmt: skip


def reason(about: About) -> Fields:
    """Ask why."""
    return {"reason": text(about.say("理由", "Reason"), "")}


def text(
    label: str, hint: str, required: bool = True, kind: type[forms.CharField] = forms.CharField
) -> forms.CharField:
    """A text of some lines."""
    return kind(
        label=label, help_text=hint, required=required, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


def address(about: About) -> forms.CharField:
    """Where goods go back to."""
    hint = about.say(
        "省市区、街道门牌、收件人和电话，买家照着寄。", "Street, town, who receives it and a phone number."
    )
    if about.chosen.get("address"):
        hint += about.say("已经照上一次的填好，不对就改。", " The last one is filled in; change it where it is wrong.")
    label = about.say("退货地址", "Address for the return")
    return forms.CharField(label=label, help_text=hint, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


def offer_said(about: About, it: Offer) -> str:
    """Say an offer as one reads it in a choice: 退 ¥50.00，不用退货."""
    return offers.said(it, about.lang, about.money)


def new_offer(about: About) -> str:
    """Give a name that no offer of the case has."""
    taken = {it.id for it in about.seen.case.offers}
    return next(f"offer-{n}" for n in range(len(taken) + 1, 2 * len(taken) + 2) if f"offer-{n}" not in taken)


def piece_said(lang: str, row: Mapping[str, Any]) -> str:
    """Say a piece of evidence as one reads it in a choice: E1 照片."""
    return f"{row['id']} {called(EVIDENCE, str(row.get('kind', '')), lang)}"


def _which(about: About, own: bool) -> forms.Field:
    found = [it for it in about.seen.case.offers if it.state == "open" and (role(it.by) == about.side) is own]
    options = [(it.id, offer_said(about, it)) for it in found]
    label = about.say("哪一个方案", "Which offer")
    return _one(label, options, initial=options[0][0] if len(options) == 1 else None)


def _extra(about: About, word: str) -> Money:
    return Money(about.seen.row.currency, about.lang, label=called(EXTRA_WORDS, word, about.lang), required=False)


def _effect(about: About, bearer: str) -> str:
    """What an admission does: against the one who admits, always."""
    if bearer == about.side:
        return about.say("（我收回这一点，以后不能再提）", " (I give this point up for good)")
    return about.say("（对方说得对，不用再证明）", " (the other side is right and need not prove it)")


def _one(
    label: str, options: Options, *, required: bool = True, hint: str = "", initial: str | None = None
) -> forms.Field:
    return forms.ChoiceField(
        label=label, choices=list(options), required=required, help_text=hint, initial=initial, widget=forms.RadioSelect
    )


def _called(about: About, words: Iterable[str], table: Mapping[str, Text]) -> list[tuple[str, str]]:
    named = [(word, called(table, word, about.lang)) for word in words]
    return [(word, name[:1].upper() + name[1:]) for word, name in named]


def _hidden(about: About) -> Fields:
    """Which offer it answers, and its own name, which stays the same when it is sent twice."""
    given: Any = {"required": False, "max_length": 40, "widget": forms.HiddenInput}
    return {"answers": forms.CharField(**given), "name": forms.CharField(initial=new_offer(about), **given)}
