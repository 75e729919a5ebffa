"""What is screened over the interface, and what is answered: signals with their reasons, and what they may trigger."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from gongdao.screening.talk import LONGEST
from gongdao.service.api.kinds import NO_NUL, SAID, Answer, Body
from gongdao.service.api.paging import page_of
from gongdao.service.installation import law
from gongdao.service.screener import LONGEST_NAME, MOST_BEFORE

Said = Annotated[str, Field(min_length=1, max_length=LONGEST, json_schema_extra=SAID)]
Line = Annotated[str, Field(max_length=LONGEST, json_schema_extra=NO_NUL)]
Who = Annotated[str, Field(max_length=LONGEST_NAME, json_schema_extra=NO_NUL)]
# What a browser could open: a web address with or without its scheme, or that of an app.
Link = Annotated[str, Field(min_length=1, max_length=8192, json_schema_extra={**SAID, "format": "link"})]
Short = Annotated[str, Field(max_length=200, json_schema_extra=NO_NUL)]
Family = Annotated[str, Field(pattern=r"^[a-z0-9-]{0,40}$", json_schema_extra=lambda form: _one_of(form, "families"))]
Edition = Annotated[str, Field(pattern=r"^[a-z0-9.-]{0,60}$", json_schema_extra=lambda form: _one_of(form, "versions"))]
ACTIONS = ("show", "warn", "hold", "block", "human_check", "label", "doubt")


def _one_of(form: dict[str, Any], kind: str) -> None:
    """Say which families or editions this installation has."""
    form["enum"] = ["", *sorted(getattr(law().library, kind))]


class Screened(Body):
    """Whose pack says what a signal may trigger."""

    platform: Family = Field(
        "", description="哪个平台的规则；缺省为本站的 / whose rules; those of this installation when left out",
        examples=["taobao"],
    )  # fmt: skip
    pack: Edition = Field(
        "", description="哪一版规则；缺省为今天有效的 / which edition; the one in force today when left out",
        examples=["tb-2025-08"],
    )  # fmt: skip


class TurnToScreen(Body):
    """One thing that somebody said."""

    who: Who = Field("", description="谁说的 / who says it", examples=["seller"])
    text: Line = Field(description="说了什么 / what is said", examples=["亲，退款请加微信"])


class MessageToScreen(Screened):
    """A message, and what was said before it."""

    text: Said = Field(description="消息 / the message", examples=["亲，退款请加微信 fw8899，我私下转给您"])
    who: Who = Field("", description="谁发的：buyer、seller 或称呼 / who says it", examples=["seller"])
    before: list[TurnToScreen] = Field(
        [], description="之前说的，旧的在前 / what was said before, the oldest first", max_length=MOST_BEFORE
    )


class ConversationToScreen(Screened):
    """A conversation: its turns, or as it was pasted; where both are there, the turns."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["text"]}, {"required": ["turns"]}]})

    text: Said = Field(
        "",
        description="粘贴的对话，一行一句“谁：说什么” / as pasted, a line each: who: what",
        examples=["卖家：亲，退款请加微信\n我：怎么退款"],
    )
    turns: list[TurnToScreen] = Field(
        [], description="逐句，旧的在前 / turn by turn, the oldest first", min_length=1, max_length=MOST_BEFORE
    )


class LinkToScreen(Screened):
    """A link."""

    link: Link = Field(description="网址，照原样 / the link as it stands", examples=["https://www.taobao-refund.top/x"])


class SpanSaid(Answer):
    """A place in a text."""

    turn: int = Field(
        description="第几句，从 0 起：before 的各句，然后是消息；案件里 0 是消息本身，之前的为负 / its turn from 0: "
        "those of before, then the message; on a case 0 is the message itself, those before it are negative",
        examples=[0],
    )
    start: int = Field(description="从第几个字符起 / first character", examples=[4])
    end: int = Field(description="到第几个字符止（不含） / character after the last", examples=[9])
    sign: str = Field(description="迹象的代码 / code of the sign", examples=["off-platform"])
    shows: str = Field(description="它显示什么 / what it shows", examples=["让人加微信"])


class ReasonSaid(Answer):
    """One thing that gave it away."""

    code: str = Field(description="代码，不会改变 / its code, which stays", examples=["leaves-platform"])
    text: str = Field(description="一句话 / a sentence", examples=["“加微信”：离开平台，就没有担保和记录。"])
    spans: list[SpanSaid] = Field(description="在文字里的位置 / where it stands in the text")
    fields: list[str] = Field(
        description="所看的字段 / the fields it was read from", examples=[["name", "authorisations"]]
    )


class AdviceSaid(Answer):
    """One step of advice."""

    code: str = Field(description="代码 / its code", examples=["send-no-money"])
    text: str = Field(description="现在怎么做 / what to do now", examples=["不转钱，不借款。"])


class ScriptSaid(Answer):
    """A script of swindlers (SC-n)."""

    id: str = Field(description="话术 / the script", examples=["SC-4"])
    name: str = Field(
        description="规则包里的名称 / what the pack calls it", examples=["引导到平台以外：加微信、QQ，线下转账"]
    )
    action: str = Field(description="规则包让它引起什么 / what the pack lets it trigger", examples=["block"])


class ModelSaid(Answer):
    """What gave the score."""

    name: str = Field(description="模型 / model", examples=["talk"])
    version: str = Field(description="版本 / version", examples=["1"])
    calibrated_on: str = Field(
        description="概率按哪些数据校准 / the data its probability was calibrated on",
        examples=["written scripts and honest talk, half and half"],
    )
    digest: str = Field(description="摘要 / digest", examples=["d4c9da915f869e64"])


class ContestSaid(Answer):
    """How a signal is contested."""

    text: str = Field(
        description="怎样提出异议 / how it is contested", examples=["涉及的人可以提出一次异议并写明理由，由人工复核。"]
    )
    href: str = Field(
        description="地址，没有则为空 / the address, else empty",
        examples=["/api/v1/cases/shop:GD-2026-0001/signal-objections"],
    )


class CaseContestSaid(ContestSaid):
    """How a signal on a case is contested, and whether who asks may do so now."""

    open: bool = Field(description="来问的人现在能否异议 / whether who asks may contest it now", examples=[True])


class SignalSaid(Answer):
    """What screening saw; it is evidence, never a verdict."""

    kind: str = Field(description="种类 / kind", examples=["message.scam"])
    name: str = Field(description="名称 / what it is called", examples=["像是诈骗"])
    score: float = Field(description="概率，0 至 1 / probability, 0 to 1", examples=[0.97])
    rule: str = Field(description="依据的规则，没有则为空 / the rule it rests on, else empty", examples=["P-SHIELD"])
    actions: list[str] = Field(
        description="规则包说它可以引起什么 / what the pack says it may trigger", examples=[["show", "warn"]],
        json_schema_extra={"items": {"type": "string", "enum": list(ACTIONS)}},
    )  # fmt: skip
    until: datetime | None = Field(
        description="到何时为止，null 为不限 / until when it stands; null: without end",
        examples=["2027-05-21T02:00:00Z"],
    )
    scripts: list[ScriptSaid] = Field(description="话术 / scripts of swindlers")
    reasons: list[ReasonSaid] = Field(description="为什么 / why")
    advice: list[AdviceSaid] = Field(description="现在怎么做，按先后 / what to do now, in order")
    model: ModelSaid = Field(description="模型 / what gave the score")


class ScreenedSignal(SignalSaid):
    """A signal of what was handed in; nothing of it is kept."""

    threshold: float = Field(description="规则包要的最低概率 / least probability the pack asks for", examples=[0.5])
    contest: ContestSaid = Field(description="怎样提出异议 / how it is contested")


class CaseSignal(SignalSaid):
    """A signal that stands on a case."""

    id: str = Field(description="编号 / its id", examples=["G1"])
    about: str = Field(description="说的是哪一件 / what it is about", examples=["message:M-1"])
    whom: Literal["buyer", "seller", "carrier", "stranger"] = Field(
        description="说的是谁 / whom it speaks of", examples=["seller"]
    )
    state: Literal["raised", "contested", "upheld"] = Field(
        description="raised 没有人看过，contested 有异议，upheld 人工看过并保留 / raised: no person has looked; "
        "contested; upheld: a person keeps it",
        examples=["raised"],
    )
    at: datetime = Field(description="何时 / when it was raised", examples=["2026-11-22T02:00:00Z"])
    screened: Literal["before", "after"] = Field(
        description="给人看之前还是之后筛查的 / screened before it was shown, or after", examples=["before"]
    )
    seen_by: list[str] = Field(description="哪些当事人看得到 / which parties see it", examples=[["buyer", "seller"]])
    contest: CaseContestSaid = Field(description="怎样提出异议 / how it is contested")


class Answered(Answer):
    """What was seen; where nothing was, that does not mean all is well."""

    signals: list[ScreenedSignal] = Field(description="提示 / the signals")
    pack: str = Field(description="按哪一版规则 / the pack that says what they may trigger", examples=["tb-2025-08"])
    at: datetime = Field(description="何时看的 / when it was looked at", examples=["2026-11-22T02:00:00Z"])


class MessageAnswered(Answered):
    """What was seen in a message, and what a marketplace does with it before it is shown."""

    verdict: Literal["show", "warn", "hold", "block"] = Field(
        description="show 照常给人看；warn 连同提示给人看；hold 先留住；block 不给人看，有人放行为止 / show it; "
        "show it with its warning; keep it back; do not show it until a person lets it through",
        examples=["warn"],
    )
    hold_until: datetime | None = Field(
        description="最迟留到何时，之前有人放行就放；null 为不留，或没有期限 / the latest until when it is kept back "
        "unless a person lets it through before; null: it is not, or without end",
        examples=["2026-11-22T02:00:00Z"],
    )
    scripts: list[ScriptSaid] = Field(
        description="文字里的话术，verdict 按它们 / scripts in it, which the verdict rests on"
    )


class LineReason(Answer):
    """What is known of one thing."""

    code: str = Field(description="代码，不会改变 / its code, which stays", examples=["check-licence"])
    text: str = Field(description="一句话 / a sentence", examples=["“加微信”：离开平台，就没有担保和记录。"])
    fields: list[str] = Field(
        description="所看的字段 / the fields it was read from", examples=[["name", "authorisations"]]
    )


class ShopLine(Answer):
    """One line of the check of a shop before buying."""

    what: str = Field(description="看的是什么 / what was looked at", examples=["licence"])
    name: str = Field(description="名称 / what it is called", examples=["店名和营业执照"])
    state: Literal["fine", "look", "doubt", "unknown"] = Field(
        description="fine 没看出问题，look 请留意，doubt 有疑问，unknown 不知道 / nothing odd seen; worth a look; "
        "doubtful; not known",
        examples=["doubt"],
    )
    state_name: str = Field(description="怎么样 / how it stands", examples=["有疑问"])
    reasons: list[LineReason] = Field(description="为什么 / why")
    source: str = Field(
        description="来源，没有说则为空 / the source; empty where nobody said", examples=["国家企业信用信息公示系统"]
    )


class ShopAnswered(Answered):
    """What was seen in a shop, and the check before buying, line by line."""

    lines: list[ShopLine] = Field(description="买之前逐项核对，总是七项 / the check before buying, always seven lines")


class PictureAnswered(Answered):
    """What was seen in a picture."""

    read: list[str] = Field(
        description="读出的文字和二维码 / words and codes that were read in it",
        examples=[["退款请扫码", "https://qr.example/pay"]],
    )
    unread: str = Field(
        description="为什么没读出文字，否则为空 / why its words could not be read, else empty",
        examples=["图里的字认了 20 秒还没认完；请裁出要紧的一块再试，或者把话打出来"],
    )


CaseSignalPage = page_of(CaseSignal, "CaseSignalPage")
