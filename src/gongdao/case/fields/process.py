"""Fields of what happened in the case: its events and its jury."""

from __future__ import annotations

from gongdao.case.kinds import BOOL, INSTANT, INT, MAP, MONEY, ROWS, TEXT, Field, either, words

ACTS = (
    "agree_return", "agree_return_in_chat", "announce_police_report", "appeal", "call_platform", "declare_lost",
    "demand_other_address", "escalate_to_claim", "intervene_and_request_evidence", "intervene_freight_dispute", "pay",
    "refuse_request", "refuse_resend", "reject_appeal", "request_buyer_test", "request_supplement",
    "resume_processing", "ruling", "settle", "ship_return", "sign_return", "undeliverable",
)  # fmt: skip
ACTORS = ("both", "buyer", "carrier", "platform", "seller")

EVENTS = (
    Field("facts.events[]", ROWS, "经过，按时间先后", "what happened, in order of time"),
    Field("facts.events[].at", INSTANT, "时间", "time"),
    Field("facts.events[].actor", words(*ACTORS), "行为人", "who acted"),
    Field("facts.events[].act", words(*ACTS), "行为", "what was done", required=True),
    Field("facts.events[].amount", MONEY, "金额", "amount"),
    Field("facts.events[].executed", BOOL, "已执行", "it was carried out"),
    Field("facts.events[].freight_mentioned", BOOL, "提到运费", "freight was mentioned"),
    Field("facts.events[].head", TEXT, "裁决的请求", "the head it decides"),
    Field("facts.events[].n", INT, "第几次", "which one"),
    Field("facts.events[].new_evidence", either(TEXT, BOOL), "新证据", "new evidence"),
    Field("facts.events[].to", TEXT, "寄往", "sent to"),
    Field("facts.events[].waybill", TEXT, "运单号", "waybill"),
    Field("facts.events[].winner", words("buyer", "seller", "split", "none"), "当时胜方", "who won then"),
)

# `void` and `void_candidates` hold the same kind of row; a void vote may also be named by its juror alone.
JURY = (
    Field("facts.jury", MAP, "大众评审", "the jury"),
    Field("facts.jury.opened_at", INSTANT, "开始投票时间", "voting opened at"),
    Field("facts.jury.returned_at", INSTANT, "评审未决、转回小二的时间", "handed to staff without a verdict at"),
    Field("facts.jury.size", INT, "人数", "how many jurors"),
    Field("facts.jury.to_win", INT, "获胜票数", "votes needed to win"),
    Field("facts.jury.votes", MAP, "票数", "the votes"),
    Field("facts.jury.votes.buyer", INT, "支持买家", "for the buyer"),
    Field("facts.jury.votes.seller", INT, "支持卖家", "for the seller"),
    Field("facts.jury.votes.none", INT, "弃权", "for nobody"),
    Field("facts.jury.void[]", TEXT, "无效票（评审员）", "void votes, by juror"),
    Field("facts.jury.void[].juror", TEXT, "评审员", "juror"),
    Field("facts.jury.void[].address_hash", TEXT, "评审员地址摘要", "digest of the juror's address"),
    Field("facts.jury.void[].voted", either(TEXT, BOOL), "所投", "voted for"),
    Field("facts.jury.void_candidates[]", ROWS, "可能无效的票", "votes that may be void"),
    Field("facts.jury.void_candidates[].juror", TEXT, "评审员", "juror"),
    Field("facts.jury.void_candidates[].address_hash", TEXT, "评审员地址摘要", "digest of the juror's address"),
    Field("facts.jury.void_candidates[].voted", either(TEXT, BOOL), "所投", "voted for"),
)

FIELDS = (*EVENTS, *JURY)
