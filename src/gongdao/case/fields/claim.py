"""Fields of the claim and of complaints that run beside it."""

from __future__ import annotations

from gongdao.case.kinds import BOOL, INSTANT, INT, MAP, MONEY, ROWS, TEXT, Field, words

REASONS = (
    "changed_mind_unshipped", "counterfeit", "fresh_rotten", "misdescription_in_use", "misdescription_invisible",
    "misdescription_signals", "misdescription_visible", "missing_item", "no_reason", "none", "not_received",
    "not_shipped", "quality_invisible", "quality_visible", "seller_out_of_stock", "surface_flaw",
    "surface_mismatch_broken", "unauthorised_locker_drop", "wrongful_suspension",
)  # fmt: skip
CLAIMS = ("compensation", "complaint_about_staff", "contest_measure", "none", "refund_only", "return_refund")
MEASURES = ("seller_account_suspension", "listing_removed", "listing_demoted", "points_deducted",
            "deposit_forfeited", "label")  # fmt: skip

CLAIM = (
    Field("facts.claim", MAP, "申请", "the claim"),
    Field("facts.claim.type", words(*CLAIMS), "申请类型", "what is asked for"),
    Field("facts.claim.reason", words(*REASONS), "申请原因", "reason"),
    Field("facts.claim.amount", MONEY, "申请金额（可高于实付）", "amount asked for; may be above what was paid"),
    Field("facts.claim.opened_at", INSTANT, "申请时间", "opened at"),
    Field("facts.claim.told_seller_at", INSTANT, "告知卖家时间", "told the seller at"),
    Field("facts.claim.goods_received", BOOL, "已收到货", "the goods were received"),
    Field("facts.claim.items[]", TEXT, "所涉商品编码", "item codes it is about"),
    Field(
        "facts.claim.lines",
        MAP,
        "各商品行的请求金额（办理中的案件自己记录）",
        "amount asked for each line, kept by a running case",
        open=True,
    ),
    Field(
        "facts.claim.heads",
        MAP,
        "各项请求及其商品行（办理中的案件自己记录）",
        "heads of claim and their lines, kept by a running case",
        open=True,
    ),
    Field("facts.claim.claims_test_fee", MONEY, "主张的检测费", "test fee asked for"),
    Field("facts.claim.claims_costs", MONEY, "主张的必要费用", "necessary costs asked for"),
    Field("facts.claim.fallback_no_reason", BOOL, "备选：无理由退货", "falls back on the seven-day right"),
    Field("facts.claim.return_waybill_entered", BOOL, "已填写退货单号", "a return waybill was entered"),
)

BESIDE = (
    Field("facts.complaint", MAP, "12315 投诉", "complaint to the market regulator"),
    Field("facts.complaint.channel", words("12315"), "投诉渠道", "channel"),
    Field("facts.complaint.received_at", INSTANT, "收到投诉时间", "received at"),
    Field("facts.complaint.accepted_at", INSTANT, "受理时间", "accepted at"),
    Field("facts.complaint.identity_verified", BOOL, "身份已核验", "identity is verified"),
    Field("facts.complaint.test_days_excluded", INT, "不计入的检测天数", "days of testing that do not count"),
    Field("facts.courier_complaint", MAP, "对快递企业的投诉", "complaint to the courier"),
    Field("facts.courier_complaint.at", INSTANT, "投诉时间", "made at"),
    Field("facts.courier_complaint.answered", BOOL, "快递企业已答复", "the courier answered"),
    Field("facts.postal_appeals[]", ROWS, "邮政申诉", "appeals to the postal authority"),
    Field("facts.postal_appeals[].at", INSTANT, "申诉时间", "made at"),
    Field("facts.postal_appeals[].n", INT, "第几次", "which one"),
    Field("facts.internal_complaint", MAP, "平台内部投诉", "internal complaint"),
    Field("facts.internal_complaint.at", INSTANT, "投诉时间", "made at"),
    Field("facts.internal_complaint.decided_solely_by_ai", BOOL, "仅由自动化决定", "decided by a machine alone"),
    Field("facts.ods", MAP, "庭外争议解决机构", "out-of-court dispute settlement body"),
    Field("facts.ods.complaint_received_at", INSTANT, "收到投诉时间", "complaint received at"),
    Field("facts.ods.highly_complex", BOOL, "高度复杂", "the matter is highly complex"),
    Field("facts.measure", MAP, "平台措施", "measure of the platform"),
    Field("facts.measure.kind", words(*MEASURES), "措施类型", "kind of measure"),
    Field("facts.measure.rule_id", TEXT, "依据的规则", "rule it rests on"),
    Field("facts.measure.rule_version", TEXT, "规则版本", "version of the rule"),
    Field("facts.measure.fact", TEXT, "认定的事实", "facts it states"),
    Field("facts.measure.informed_at", INSTANT, "告知时间", "informed at"),
    Field("facts.measure.reasons_given", BOOL, "已说明理由", "reasons were given"),
    Field("facts.complained", MAP, "被投诉的处理", "what is complained about"),
    Field("facts.complained.case", TEXT, "案件编号", "id of the case"),
    Field("facts.complained.staff", TEXT, "被投诉的人员", "who handled it"),
    Field("facts.complained.about", words("misjudged", "unanswered", "conduct"), "投诉事由", "what for"),
)

FIELDS = (*CLAIM, *BESIDE)
