"""What is answered of a case and of its parts."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from gongdao.case.state import STAGES
from gongdao.service.api.kinds import Answer
from gongdao.service.api.paging import page_of

CASE = Field(description="案件 / the case", examples=["shop:GD-2026-0001"])
AT = Field(description="时间 / instant", examples=["2026-11-22T02:00:00Z"])
WHEN = Field(description="时间，没有则为 null / instant, or null", examples=["2026-11-22T02:00:00Z"])


class Deadline(Answer):
    """A deadline that runs: whose it is, when it is over, and what silence does then."""

    party: str = Field(description="谁的期限 / whose it is", examples=["seller"])
    name: str = Field(description="期限名，见规则包 / its name in the pack", examples=["seller_response_due"])
    due: str = Field(description="到期（不含） / it is over at this instant", examples=["2026-11-24T02:00:00Z"])
    effect: str = Field(description="沉默的后果 / what silence does", examples=["refund"])
    rule: str = Field(description="依据的规则 / the rule it rests on", examples=["TB-76"])
    provisional: bool = Field(
        description="是否暂定（节假日未公布） / whether it may move: holidays not published yet", examples=[False]
    )


class CaseSaid(Answer):
    """A case as it stands."""

    id: str = CASE
    number: str = Field(description="案件编号 / number", examples=["GD-2026-0001"])
    source: str = Field(description="来源（平台） / source, the marketplace", examples=["shop"])
    platform: str = Field(description="规则家族 / family of rules", examples=["taobao"])
    pack: str = Field(description="适用的规则包 / the pack in force", examples=["tb-2025-08"])
    stage: str = Field(description="阶段 / stage", examples=["negotiation"], json_schema_extra={"enum": list(STAGES)})
    round: int = Field(description="第几次申诉，0 为初审 / round; 0 is the first", examples=[0])
    suspended: bool = Field(description="是否中止 / whether it is suspended", examples=[False])
    reason: str = Field(description="申请原因 / reason", examples=["fresh_rotten"])
    currency: str = Field(description="币种 / currency", examples=["CNY"])
    claimed: int = Field(description="请求金额（分） / amount asked for (minor units)", examples=[9900])
    order: str = Field(description="订单号 / id of the order", examples=["O-2026-1"])
    buyer: str = Field(description="买家的化名 / pseudonym of the buyer", examples=["p-0123456789ab"])
    seller: str = Field(description="店铺的化名 / pseudonym of the shop", examples=["s-0123456789ab"])
    owner: str = Field(description="承办人，没有则为空 / who decides it, else empty", examples=["staff:p-0123456789ab"])
    turn: list[str] = Field(description="轮到谁 / whose turn it is", examples=[["seller"]])
    deadlines: list[Deadline] = Field(description="各方自己的下一个期限 / each party's own next deadline")
    opened_at: str | None = WHEN
    entered_at: str | None = Field(
        description="进入本阶段的时间 / when this stage began", examples=["2026-11-22T02:00:00Z"]
    )
    closed_at: str | None = Field(description="结案时间 / when it was closed", examples=["2026-11-22T02:00:00Z"])
    updated_at: str = Field(
        description="最后一次写入的时间 / when it was last written to", examples=["2026-11-22T02:00:00Z"]
    )
    seq: int = Field(description="最后一个事件的序号 / number of the last event", examples=[12])


class EventSaid(Answer):
    """Something that happened in a case, as the record keeps it."""

    seq: int = Field(description="序号 / number", examples=[12])
    type: str = Field(description="事件名 / name", examples=["OfferMade"])
    label: str = Field(description="事件的称呼，语言看 Accept-Language / what it is called", examples=["提出了方案"])
    at: str = Field(description="生效时间 / when it took effect", examples=["2026-11-22T02:00:00Z"])
    recorded_at: str = Field(description="得知时间 / when it became known", examples=["2026-11-22T02:00:00Z"])
    by: str = Field(description="谁 / by whom", examples=["seller:p-0123456789ab"])
    body: dict[str, Any] = Field(
        description="内容，字段见事件参考 / what it says; the fields of the event",
        examples=[{"id": "offer-1", "kind": "refund", "amount": 4500}],
    )
    written: bool = Field(
        description="false 为刚到期、还没写入 / false: it fell due and is not written yet", examples=[True]
    )


class TimelineEntry(Answer):
    """A line of what happened between the parties: an act, a scan, a message."""

    at: str = AT
    kind: str = Field(
        description="种类 / kind", examples=["act"], json_schema_extra={"enum": ["act", "scan", "message"]}
    )
    by: str = Field(description="谁 / by whom", examples=["seller"])
    what: str = Field(
        description="行为、扫描节点，或 message / the act, the scan, or message", examples=["refuse_request"]
    )
    row: dict[str, Any] = Field(
        description="案件文件里的这一行 / the row as a case file has it",
        examples=[{"at": "2026-11-22T02:00:00Z", "actor": "seller", "act": "refuse_request"}],
    )


class OfferSaid(Answer):
    """What one side proposed to the other."""

    id: str = Field(description="编号 / id", examples=["offer-1"])
    by: str = Field(description="谁提出的 / by whom", examples=["seller:s-0123456789ab"])
    kind: str = Field(description="种类 / kind", examples=["refund"])
    amount: int = Field(description="金额（分） / amount (minor units)", examples=[4500])
    freight: str = Field(description="退货运费由谁承担 / who bears the freight of a return", examples=["seller"])
    state: str = Field(description="状态 / state", examples=["open"])
    answers: str = Field(description="所答复的方案 / the offer it counters", examples=["offer-1"])
    extras: dict[str, Any] = Field(description="另外给的 / what comes on top", examples=[{"coupon": 500}])
    hours: int = Field(description="有效几小时，0 为直到答复 / for how many hours it stands", examples=[48])
    at: str | None = WHEN


class EvidenceSaid(Answer):
    """A piece of evidence: what it is and shows, what became of it; its files are read apart."""

    id: str = Field(description="编号 / id", examples=["evidence-1"])
    by: str = Field(description="提交人 / handed in by", examples=["buyer"])
    kind: str = Field(description="种类 / kind", examples=["photo"])
    at: str | None = WHEN
    late: bool = Field(description="是否逾期 / whether it was late", examples=[False])
    judged: str = Field(description="审核结论，没有则为空 / how it was judged, else empty", examples=["valid"])
    shows: dict[str, Any] = Field(
        description="其他内容，见案件文件的 evidence / what else is known of it",
        examples=[{"shows": "十五个里有五个长霉"}],
    )
    served: dict[str, str] = Field(
        description="送达谁、何时 / on whom it was served, and when", examples=[{"seller": "2026-11-22T02:00:00Z"}]
    )
    challenged: list[str] = Field(
        description="质疑的理由 / grounds on which it was challenged", examples=[["照片是去年的"]]
    )


class FindingSaid(Answer):
    """A fact that staff found, with the reason."""

    fact: str = Field(description="事实 / fact", examples=["defect_established"])
    holds: bool = Field(description="是否成立 / whether it holds", examples=[True])
    by: str = Field(description="谁认定的 / by whom", examples=["staff:p-0123456789ab"])
    at: str = AT
    evidence: list[str] = Field(description="依据的凭证 / the evidence it rests on", examples=[["evidence-1"]])
    reason: str = Field(description="理由 / the reason", examples=["照片里五个长霉，签收当天拍的"])


class RulingSaid(Answer):
    """A ruling: what follows from the facts under the pack, with the digests of all it was made of."""

    number: int = Field(description="第几号 / number", examples=[1])
    at: str = AT
    by: str = Field(description="谁作出的 / by whom", examples=["staff:p-0123456789ab"])
    outcome: str = Field(description="结果 / outcome", examples=["refund"])
    winner: str = Field(description="胜方 / who wins", examples=["buyer"])
    refund: int = Field(description="退款（分） / refund (minor units)", examples=[9900])
    head: str = Field(
        description="裁决的请求，只有一项时为空 / the head it decides, empty where there is one", examples=["H2"]
    )
    rules: list[str] = Field(description="引用的规则 / rules it cites", examples=[["TB-29"]])
    law: list[str] = Field(description="引用的法律 / law it cites", examples=[["CPL-24"]])
    evidence: list[str] = Field(description="所依据的凭证 / evidence it rests on", examples=[["evidence-1"]])
    payers: dict[str, Any] = Field(
        description="谁付给谁，如 escrow|buyer|refund / who pays whom (minor units)",
        examples=[{"escrow|buyer|refund": 9900}],
    )
    lines: dict[str, Any] = Field(
        description="各商品行的退款（分） / refund by order line (minor units)", examples=[{"SKU-1": 9900}]
    )
    pack: str = Field(description="规则包 / pack", examples=["tb-2025-08"])
    pack_digest: str = Field(
        description="规则包的摘要 / digest of the pack",
        examples=["7b5245790cfb8f607b5245790cfb8f607b5245790cfb8f607b5245790cfb8f60"],
    )
    facts_digest: str = Field(
        description="事实的摘要 / digest of the facts",
        examples=["5274f0ca40c54e195274f0ca40c54e195274f0ca40c54e195274f0ca40c54e19"],
    )
    digest: str = Field(
        description="裁决的摘要 / digest of the ruling",
        examples=["ddc52ebd9cc229a5ddc52ebd9cc229a5ddc52ebd9cc229a5ddc52ebd9cc229a5"],
    )


class AppealSaid(Answer):
    """An appeal."""

    number: int = Field(description="第几次 / which one", examples=[1])
    by: str = Field(description="谁提出的 / by whom", examples=["seller:p-0123456789ab"])
    at: str = AT
    ground: str = Field(description="理由 / ground", examples=["退回的炸篮看不出脱落"])
    new_evidence: str = Field(description="新的凭证 / new evidence", examples=["evidence-2"])


class PaymentSaid(Answer):
    """A payment that the marketplace is asked to make."""

    id: str = Field(description="付款编号，答复时用 / id, by which it is answered", examples=["shop:GD-2026-0001/R1/1"])
    leg: str = Field(description="案件里的编号 / id within the case", examples=["L1"])
    debt: str = Field(description="为什么付 / for which debt", examples=["refund"])
    source: str = Field(description="付款账户 / account it comes from", examples=["escrow:O-2026-1"])
    to: str = Field(description="收款账户 / account it goes to", examples=["buyer_payment:O-2026-1/cash"])
    amount: int = Field(description="金额（分） / amount (minor units)", examples=[9900])
    held: int = Field(description="已备付（分） / set aside for it (minor units)", examples=[9900])
    paid: int = Field(description="已付（分） / paid (minor units)", examples=[0])
    state: str = Field(description="状态 / state", examples=["sent"])
    receipts: list[str] = Field(description="平台的回执 / receipts of the marketplace", examples=[["R-77"]])


class EntrySaid(Answer):
    """One line of the journal."""

    seq: int = Field(description="由哪个事件引起 / number of the event it follows from", examples=[12])
    key: str = Field(description="过账编号 / what the posting is known by", examples=["shop:GD-2026-0001/R1/1"])
    account: str = Field(description="账户 / account", examples=["escrow:shop/O-2026-1"])
    amount: int = Field(
        description="金额（分），负为减少 / amount (minor units), negative where it goes out", examples=[-9900]
    )
    at: str = AT


class LedgerSaid(Answer):
    """The money of a case."""

    currency: str = Field(description="币种 / currency", examples=["CNY"])
    payments: list[PaymentSaid] = Field(description="付款 / the payments")
    entries: list[EntrySaid] = Field(description="账本各行 / lines of the journal")


class DeadlinesSaid(Answer):
    """The deadlines of a case."""

    now: str = Field(description="现在 / now", examples=["2026-11-22T02:00:00Z"])
    items: list[Deadline] = Field(description="在走的期限，先到期的在前 / deadlines that run, the first to end first")


class ActionSaid(Answer):
    """A command that may be given, or may not, and why not."""

    command: str = Field(description="命令 / command", examples=["accept_offer"])
    label: str = Field(description="称呼，语言看 Accept-Language / what it is called", examples=["接受方案"])
    allowed: bool = Field(description="现在可以吗 / whether it may be given now", examples=[True])
    code: str = Field(description="不可以的原因代码 / code of why not, else empty", examples=["call-too-early"])
    reason: str = Field(
        description="不可以的原因 / why not, else empty", examples=["从 2026-11-24 10:00 起才可以请平台介入。"]
    )
    since: str | None = Field(
        description="从何时起可以（如知道） / from when it may be, where that is known",
        examples=["2026-11-24T02:00:00Z"],
    )
    href: str = Field(
        description="向哪里 POST / where it is posted", examples=["/api/v1/cases/shop:GD-2026-0001/offers"]
    )


class ActionsSaid(Answer):
    """What who asks may do in a case."""

    role: str = Field(description="在本案的身份 / the role in this case", examples=["buyer"])
    by: str = Field(description="在记录里的名字 / the name in the record", examples=["buyer:p-0123456789ab"])
    items: list[ActionSaid] = Field(description="命令，可以的在前 / commands, those allowed first")


class NoticeSaid(Answer):
    """A notice that the case sent."""

    id: int = Field(description="编号 / id", examples=[7])
    to: str = Field(description="给谁 / to whom", examples=["seller"])
    about: str = Field(description="关于哪个事件 / about which event", examples=["RequestOpened"])
    seq: int = Field(description="事件的序号 / number of the event", examples=[12])
    deadline: str = Field(
        description="期限名，没有则为空 / name of the deadline, else empty", examples=["seller_response_due"]
    )
    due: str | None = Field(description="到期 / when it is over", examples=["2026-11-22T02:00:00Z"])
    effect: str = Field(description="沉默的后果 / what silence does", examples=["refund"])
    at: str = AT


class FactsSaid(Answer):
    """The facts as a case file would tell them."""

    facts: dict[str, Any] = Field(
        description="各部分，见案件文件格式 / the parts, as a case file has them",
        examples=[{"order": {"id": "O-2026-1", "paid": 9900, "status": "signed"}}],
    )


CasePage = page_of(CaseSaid, "CasePage")
EventPage = page_of(EventSaid, "EventPage")
TimelinePage = page_of(TimelineEntry, "TimelinePage")
NoticePage = page_of(NoticeSaid, "NoticePage")
ExecutionPage = page_of(PaymentSaid, "ExecutionPage")
OfferPage, EvidencePage = page_of(OfferSaid, "OfferPage"), page_of(EvidenceSaid, "EvidencePage")
FindingPage, RulingPage = page_of(FindingSaid, "FindingPage"), page_of(RulingSaid, "RulingPage")
AppealPage = page_of(AppealSaid, "AppealPage")
