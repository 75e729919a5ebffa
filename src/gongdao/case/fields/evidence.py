"""Fields of the evidence and of what staff found."""

from __future__ import annotations

from gongdao.case.kinds import BOOL, INSTANT, INT, MAP, MONEY, ROWS, TEXT, WORD, Field, decimal, words

KINDS = (
    "activation_record", "authentication_report", "brand_distribution_certificate", "courier_hq_record",
    "courier_outlet_note", "lab_report", "none", "outbound_video", "packing_video", "page_snapshot", "photo",
    "platform_chat", "purchase_confirmation_log", "sampling_report", "shop_receipt", "text", "tracking",
    "tracking_screenshot", "unboxing_video", "video", "weight_record",
)  # fmt: skip
GIVERS = ("brand_owner", "buyer", "carrier_hq", "seller", "third_party_lab")
JUDGMENTS = ("does_not_show_state_at_signing", "insufficient", "no_proof", "valid")

EVIDENCE = (
    Field("facts.evidence[]", ROWS, "证据", "the evidence"),
    Field("facts.evidence[].id", TEXT, "证据编号", "id of the item"),
    Field("facts.evidence[].by", words(*GIVERS), "提交人", "handed in by"),
    Field("facts.evidence[].kind", words(*KINDS), "证据种类", "kind of evidence"),
    Field("facts.evidence[].at", INSTANT, "提交时间（缺省为举证期内）", "handed in at; in time when left out"),
    Field("facts.evidence[].shows", WORD, "显示的内容", "what it shows"),
    Field("facts.evidence[].says", WORD, "陈述的内容", "what it says"),
    Field("facts.evidence[].finding", WORD, "检测结论", "what the test found"),
    Field("facts.evidence[].title", TEXT, "提交人起的标题", "title given by who handed it in"),
    Field("facts.evidence[].proves", WORD, "提交人用它说明的事实", "fact it is meant to show"),
    Field("facts.evidence[].taken_at", INSTANT, "拍摄或制作时间（提交人所说）", "made at, as told"),
    Field("facts.evidence[].judged", words(*JUDGMENTS), "审核结论", "how it was judged"),
    Field("facts.evidence[].prima_facie", words("accepted", "rejected"), "初步凭证认定", "judged as prima facie proof"),
    Field("facts.evidence[].left", BOOL, "未予审核", "left unweighed by staff"),
    Field("facts.evidence[].late", BOOL, "逾期提交", "handed in late"),
    Field("facts.evidence[].issuer", words("accredited", "retail_outlet"), "出具机构", "issued by"),
    Field("facts.evidence[].requested_by", words("buyer_self", "platform"), "谁要求检测", "who asked for the test"),
    Field("facts.evidence[].fee", MONEY, "费用", "fee"),
    Field("facts.evidence[].official_seal", BOOL, "加盖公章", "carries an official seal"),
    Field("facts.evidence[].chain_to_brand", BOOL, "可追溯到品牌方", "traceable to the brand"),
    Field("facts.evidence[].batch_matches", BOOL, "批次相符", "the batch matches"),
    Field("facts.evidence[].continuous", BOOL, "连续不断", "without a cut"),
    Field("facts.evidence[].at_signing", BOOL, "签收当时拍摄", "made at signing"),
    Field("facts.evidence[].days_after_signing", INT, "签收后第几天", "days after signing"),
    Field("facts.evidence[].waybill", TEXT, "运单号", "waybill"),
    Field("facts.evidence[].waybill_visible", TEXT, "可见的运单号，none 为无", "waybill one can read, or none"),
    Field("facts.evidence[].weight_kg", decimal(2), "重量（千克）", "weight in kg"),
    Field("facts.evidence[].reused_in_cases[]", TEXT, "重复出现的案件", "other cases it turned up in"),
)

FINDINGS = (
    Field("facts.findings_by_staff", MAP, "小二认定", "findings by staff"),
    Field("facts.findings_by_staff.defect_established", BOOL, "质量问题成立", "the defect is established"),
    Field("facts.findings_by_staff.purpose_defeated", BOOL, "合同目的不能实现", "the purpose is defeated"),
    Field("facts.findings_by_staff.core_function_lost", BOOL, "核心功能不能用", "the core function is lost"),
    Field("facts.findings_by_staff.costs_shown", BOOL, "必要费用属实", "the necessary costs are shown"),
    Field("facts.findings_by_staff.seller_evaded", BOOL, "卖家推诿拖延", "the seller evaded the request"),
    Field("facts.findings_by_staff.staff_erred", BOOL, "平台人员处理有误", "staff erred"),
    Field("facts.findings_by_staff.measure_justified", BOOL, "措施有依据", "the measure is justified"),
    Field("facts.findings_by_staff.signals_bad_goods", BOOL, "多维信号显示商品有问题", "signals point to bad goods"),
)

ADMISSIONS = (
    Field(
        "facts.admissions",
        MAP,
        "当事人的承认（办理中的案件自己记录）",
        "what the parties admitted, kept by a running case",
        open=True,
    ),
)

FIELDS = (*EVIDENCE, *FINDINGS, *ADMISSIONS)
