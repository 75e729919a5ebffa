"""The scored keys of ``expect``; whatever else stands there is explanation and not checked."""

from __future__ import annotations

from gongdao.case.kinds import BOOL, INSTANT, MAP, MONEY, ROWS, TEXT, Field, words

ITEMS = (
    "earnest_penalty", "freight_difference", "late_shipping", "out_of_stock", "promised_liquidated_damages",
    "return_freight", "statutory_triple", "test_fee", "necessary_costs",
)  # fmt: skip
DEADLINES = (
    "accept_decision_due", "after_sales_window", "auto_refund_at", "certificate_due", "claim_window",
    "courier_answer_due", "escalate_due", "evidence_due", "fresh_report_due", "internal_complaint_window", "jury_due",
    "mediation_due", "no_reason_window_platform", "no_reason_window_statutory", "ods_decision_due",
    "ods_decision_due_max", "open_window", "out_of_stock_at", "pickup_due", "postal_answer_due", "punishable_after",
    "refund_due", "review_due", "seller_response_due", "ship_due", "supplement_due",
)  # fmt: skip
FLAGS = (
    "P-ABUSE", "SC-1", "SC-2", "SC-3", "SC-4", "SC-5", "SC-6", "SC-7", "SC-8", "SC-9", "SC-10", "SH-FAKE",
)  # fmt: skip
HEADS = ("costs", "goods", "no_reason_return", "quality", "statutory_damages", "test_fee")
REMEDIES = (
    "block_and_warn", "continue_negotiation", "continue_voting", "correct_ruling", "dismiss", "inadmissible",
    "mediation", "partial_refund", "pay_seller", "redo_internal_review_by_human", "refer", "refund", "repair",
    "resume_processing", "return_refund", "staff_review", "lift_measure", "keep_measure", "uphold_complaint",
    "reject_complaint",
)  # fmt: skip
SOURCES = ("affiliate_deposit", "escrow", "platform", "platform_advance", "seller_deposit", "seller_settlement")
BODIES = ("12305", "12315", "carrier_claim", "court", "police")
SIDES = ("buyer", "none", "seller", "shared")

FIELDS = (
    Field("expect", MAP, "应有结果", "how it should come out", open=True),
    Field("expect.admissible", BOOL, "是否受理", "admissible"),
    Field("expect.winner", words("buyer", "none", "pending", "seller", "split"), "胜方", "who wins"),
    Field("expect.remedy", words(*REMEDIES), "处理方式", "remedy"),
    Field("expect.selected_pack", TEXT, "选中的规则包", "pack that was chosen"),
    Field("expect.refund", MONEY, "退款（本金）", "principal given back to the buyer"),
    Field("expect.compensation", MONEY, "本金以外的赔付", "everything on top of the principal"),
    Field("expect.compensation_items[]", ROWS, "赔付明细", "items of the compensation", open=True),
    Field("expect.compensation_items[].item", words(*ITEMS), "项目", "item"),
    Field("expect.compensation_items[].amount", MONEY, "金额", "amount"),
    Field("expect.deductions[]", ROWS, "扣减明细", "deductions", open=True),
    Field("expect.deductions[].item", words("gift", "missing_charger_cable", "outbound_freight"), "项目", "item"),
    Field("expect.deductions[].amount", MONEY, "金额", "amount"),
    Field("expect.freight", MAP, "运费承担", "who bears the freight", open=True),
    Field("expect.freight.outbound", words(*SIDES), "发货运费", "outbound"),
    Field("expect.freight.return", words(*SIDES), "退回运费", "return"),
    Field("expect.freight.return_buyer", MONEY, "买家承担的退回运费", "share of the buyer"),
    Field("expect.freight.return_seller", MONEY, "卖家承担的退回运费", "share of the seller"),
    Field("expect.risk", MAP, "退货途中风险", "risk on the way back", open=True),
    Field("expect.risk.return_damage", words(*SIDES), "破损", "damage"),
    Field("expect.risk.return_loss", words(*SIDES), "灭失", "loss"),
    Field("expect.risk.return_undeliverable", words(*SIDES), "无法送达", "cannot be delivered"),
    Field("expect.payers[]", ROWS, "资金流向", "who pays whom", open=True),
    Field("expect.payers[].from", words(*SOURCES), "付款来源", "from"),
    Field("expect.payers[].to", words("buyer", "platform", "seller"), "收款方", "to"),
    Field("expect.payers[].amount", MONEY, "金额", "amount"),
    Field("expect.shortfall", MONEY, "不足额", "what nobody could pay"),
    Field("expect.platform_payout_to_seller", MONEY, "平台付给卖家", "what the platform pays the seller"),
    Field("expect.heads[]", ROWS, "各项请求", "heads of claim", open=True),
    Field("expect.heads[].head", words(*HEADS), "请求", "head"),
    Field("expect.heads[].winner", words("buyer", "none", "seller"), "胜方", "who wins it"),
    Field("expect.deadlines[]", ROWS, "期限", "deadlines", open=True),
    Field("expect.deadlines[].name", words(*DEADLINES), "期限名", "name"),
    Field("expect.deadlines[].due", INSTANT, "到期（不含）", "due; an act at this instant is late"),
    Field("expect.referrals[]", ROWS, "可转向的机构", "where to go next", open=True),
    Field("expect.referrals[].to", words(*BODIES), "机构", "body"),
    Field("expect.referrals[].ready", BOOL, "材料是否齐备", "ready to be sent"),
    Field("expect.flags[]", words(*FLAGS), "标记", "flags"),
    Field("expect.cites", MAP, "引用", "what must be cited", open=True),
    Field("expect.cites.rules[]", TEXT, "规则", "rules"),
    Field("expect.cites.law[]", TEXT, "法律", "law"),
)
