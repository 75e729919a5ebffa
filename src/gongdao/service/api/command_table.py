"""The commands of people as resources of a case: where each is posted, what its fields mean, and an example of each.

Machines' own commands are not among them: facts are told through the mirror, payments through executions, requests are
opened and evidence is handed in by operations of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field

from gongdao.case import messaging, overlays, rounds, signals
from gongdao.case.stages import evidence, jury, negotiation, offers, performance, remedy, returning, review, ruled
from gongdao.service.api.kinds import Money, Name, Short, Words, mapping, one_of

LEFT_OUT = (
    "TakeFacts", "OpenRequest", "TakeStandingOffer", "SubmitEvidence", "SendLeg", "AnswerLeg", "FailLeg", "SayMessage",
    "RaiseSignal",
    "WithdrawSignal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a command: what it is, an example, its kind, and whether it may be left out."""

    zh: str
    en: str
    example: Any
    kind: Any = Words
    optional: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True)
class Line:
    """Where a command is posted, below its case, and its fields."""

    resource: str
    fields: dict[str, Told] = field(default_factory=dict)


Id = Annotated[str, Field(pattern=r"^[!-~]{1,100}$")]
Hours = Annotated[int, Field(ge=0, le=24 * 90)]
Days = Annotated[int, Field(ge=0, le=180)]
Seats = Annotated[int, Field(ge=1, le=1000)]
Number = Annotated[int, Field(ge=1, le=1000)]
Ids = Sequence[Id]
REASON = Told("理由，用自己的话", "the reason, in one's own words", "照片里看不出坏果")
OFFER = Told("方案编号", "id of the offer", "offer-1", Id)
PIECE = Told("凭证编号", "id of the piece of evidence", "evidence-1", Id)
LEG = Told("付款编号，见案件的 payments", "id of the payment, from the case's payments", "1", Id)
SIGNAL = Told("提示编号", "id of the signal", "G1", Id)
PIECES = Told("凭证编号", "ids of pieces of evidence", ["evidence-1"], Ids, optional=True, default=())
FACT = Told("待证事实的编号，见规则包", "id of the fact, from the pack", "goods_rotten", Id)
EXTRAS = Told(
    "另外给的，各为金额（分）",
    "what comes on top, each an amount in minor units",
    {"coupon": 500},
    mapping(one_of(offers.EXTRAS), Money),
    optional=True,
    default=(),
)

TABLE: dict[type, Line] = {
    offers.MakeOffer: Line("offers", {
        "id": Told("方案编号；缺省由我们给", "id of the offer; ours when left out", "offer-1", Id, optional=True),
        "kind": Told("方案种类", "kind of offer", "refund", one_of(offers.KINDS)),
        "amount": Told("金额（分）", "amount in minor units", 4500, Money),
        "freight": Told("退货运费由谁承担，空为不提", "who bears the freight of a return; empty: not said", "seller",
                        one_of(offers.FREIGHT), optional=True, default=""),
        "answers": Told("还价：所答复的方案编号", "id of the offer it counters", "offer-1", Id, optional=True,
                        default=""),
        "extras": EXTRAS,
        "hours": Told("有效几小时，0 为直到答复", "for how many hours it stands; 0: until it is answered", 48, Hours,
                      optional=True, default=0),
    }),
    offers.AcceptOffer: Line("offer-acceptances", {"id": OFFER}),
    offers.RefuseOffer: Line("offer-refusals", {"id": OFFER, "reason": REASON}),
    offers.WithdrawOffer: Line("offer-withdrawals", {"id": OFFER}),
    negotiation.RefuseRequest: Line("refusals", {"reason": REASON}),
    negotiation.AgreeRefund: Line("refund-agreements"),
    negotiation.AgreeReturn: Line("return-agreements", {
        "address": Told("退货地址", "address to send the goods to", "杭州市西湖区某路 1 号", Words),
        "freight_mentioned": Told("是否说了运费由谁承担", "whether it was said who bears the freight", True, bool),
    }),
    negotiation.WithdrawRequest: Line("withdrawals"),
    negotiation.CallPlatform: Line("escalations"),
    returning.GiveReturnAddress: Line("return-addresses", {
        "address": Told("退货地址", "address to send the goods to", "杭州市西湖区某路 1 号"),
    }),
    returning.ShipReturn: Line("return-shipments", {
        "waybill": Told("退货运单号", "waybill of the return", "SF1234567890", Name),
        "carrier": Told("快递公司", "carrier", "顺丰", Short, optional=True, default=""),
        "address": Told("寄往何处，空为卖家最后给的地址", "where it goes; empty: the address given last", "", Short,
                        optional=True, default=""),
    }),
    returning.SignReturn: Line("return-receipts"),
    returning.InspectReturn: Line("return-inspections", {
        "result": Told("验收结果", "what was found", "sound", one_of(returning.RESULTS)),
        "note": Told("说明", "a note", "外包装完好", Short, optional=True, default=""),
        "evidence": PIECES,
    }),
    performance.ShipGoods: Line("goods-shipments", {
        "waybill": Told("运单号", "waybill", "SF1234567890", Name),
        "carrier": Told("快递公司", "carrier", "顺丰", Short, optional=True, default=""),
    }),
    performance.SignGoods: Line("goods-receipts"),
    evidence.AskEvidence: Line("evidence-requests", {
        "what": Told("要求什么", "what is asked for", "evidence", one_of(evidence.ASKS)),
        "note": Told("说明", "a note", "请拍下整箱", Short, optional=True, default=""),
        "fact": Told("要证明的事实，空为不限", "the fact to be proved; empty: any", "", Short, optional=True,
                     default=""),
        "party": Told("由谁证明，空为双方", "who is to prove it; empty: both", "buyer", one_of(("", "buyer", "seller")),
                      optional=True, default=""),
    }),
    evidence.ServeEvidence: Line("evidence-services", {
        "id": PIECE,
        "to": Told("送达给谁", "whom it is served on", "seller", one_of(("buyer", "seller"))),
        "proof": Told("送达证明", "proof of service", "站内信 2026-11-22", Short, optional=True, default=""),
    }),
    evidence.ChallengeEvidence: Line("evidence-challenges", {
        "id": PIECE, "ground": Told("质疑的理由", "ground of the challenge", "照片是去年的"),
    }),
    evidence.AdmitFact: Line("admissions", {"fact": FACT}),
    evidence.ConcludeEvidence: Line("evidence-conclusions"),
    evidence.CloseEvidence: Line("evidence-closings"),
    evidence.ReopenEvidence: Line("evidence-reopenings", {
        "ground": Told("重开的理由", "ground for reopening", "not_served", one_of(evidence.REOPENS)),
        "evidence": PIECES, "reason": REASON,
    }),
    jury.OpenJury: Line("juries", {
        "size": Told("评审员人数", "how many jurors", 13, Seats),
        "to_win": Told("获胜票数", "votes needed to win", 7, Seats),
        "pool": Told("抽取范围", "pool of jurors", "public", Short, optional=True, default=""),
    }),
    jury.CastVote: Line("votes", {
        "side": Told("支持谁", "for whom", "buyer", one_of(jury.SIDES)), "reason": REASON,
    }),
    jury.VoidVote: Line("voided-votes", {
        "juror": Told("评审员", "the juror", "juror:p-0123456789ab", Id), "reason": REASON,
    }),
    review.TakeCase: Line("assignments"),
    review.HandOver: Line("handovers", {
        "to": Told("移交给谁", "to whom", "staff:p-0123456789ab", Id), "reason": REASON,
    }),
    review.AskRecusal: Line("recusal-requests", {"reason": REASON}),
    review.Recuse: Line("recusals", {"reason": REASON}),
    review.DecideRecusal: Line("recusal-decisions", {
        "granted": Told("是否准许", "whether it is granted", True, bool), "reason": REASON,
    }),
    review.JudgeEvidence: Line("evidence-judgments", {
        "id": PIECE,
        "judged": Told("审核结论", "how it is judged", "valid", one_of(review.JUDGMENTS)),
        "prima_facie": Told("是否作为初步凭证", "whether it is prima facie proof", "", one_of(review.PRIMA_FACIE),
                            optional=True, default=""),
        "reason": REASON,
    }),
    review.LeaveEvidence: Line("evidence-omissions", {"id": PIECE, "reason": REASON}),
    review.FindFact: Line("findings", {
        "fact": FACT, "holds": Told("是否成立", "whether it holds", True, bool), "evidence": PIECES, "reason": REASON,
    }),
    ruled.GiveRuling: Line("rulings"),
    ruled.CorrectClericalError: Line("ruling-corrections", {
        "ruling": Told("第几号裁决", "number of the ruling", 1, Number),
        "note": Told("更正的内容", "what is corrected", "金额单位笔误"),
    }),
    remedy.RetryLeg: Line("payment-retries", {"leg": LEG}),
    remedy.GiveUpLeg: Line("payment-abandonments", {"leg": LEG}),
    rounds.Appeal: Line("appeals", {
        "ground": Told("申诉理由", "ground of the appeal", "快递已承认破损", Words, optional=True, default=""),
        "new_evidence": Told("新的凭证", "what new evidence there is", "快递公司证明", Short, optional=True,
                             default=""),
    }),
    overlays.SuspendCase: Line("suspensions", {
        "ground": Told("中止的理由", "ground", "agreement", one_of(overlays.GROUNDS)),
        "proof": Told("报案或立案的材料", "papers of police or court", "", Short, optional=True, default=""),
        "days": Told("双方约定的天数", "term of an agreement, in days", 7, Days, optional=True, default=0),
    }),
    overlays.ResumeCase: Line("resumptions", {"reason": REASON}),
    messaging.ReleaseMessage: Line("message-releases", {
        "id": Told("消息编号", "id of the message", "M1", Id), "reason": REASON,
    }),
    signals.ContestSignal: Line("signal-objections", {"id": SIGNAL, "reason": REASON}),
    signals.DecideSignal: Line("signal-reviews", {
        "id": SIGNAL, "lifted": Told("是否撤下", "whether it is taken down", True, bool), "reason": REASON,
    }),
}  # fmt: skip
