"""What the fixed words of case files and of the engine are called in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gongdao.kernel.text import Text

PARTIES = {
    "buyer": Text("买家", "the buyer"),
    "seller": Text("卖家", "the seller"),
    "platform": Text("平台", "the platform"),
    "shared": Text("双方分担", "both"),
    "both": Text("双方", "both"),
    "carrier": Text("承运人", "the carrier"),
    "courier": Text("快递企业", "the courier"),
    "none": Text("不涉及", "nobody"),
    "carrier_hq": Text("承运人总部", "the carrier's head office"),
    "brand_owner": Text("品牌方", "the brand owner"),
    "third_party_lab": Text("第三方检测机构", "an independent laboratory"),
}
KINDS = {
    "activation_record": Text("激活记录", "activation record"),
    "authentication_report": Text("鉴定报告", "authentication report"),
    "brand_distribution_certificate": Text("品牌授权证明", "brand distribution certificate"),
    "courier_hq_record": Text("快递总部记录", "record of the courier's head office"),
    "courier_outlet_note": Text("快递网点证明", "note of a courier outlet"),
    "lab_report": Text("检测报告", "laboratory report"),
    "none": Text("未提交", "nothing handed in"),
    "outbound_video": Text("发货视频", "video of the shipping"),
    "packing_video": Text("打包视频", "video of the packing"),
    "page_snapshot": Text("页面快照", "snapshot of the page"),
    "photo": Text("照片", "photo"),
    "platform_chat": Text("平台聊天记录", "chat on the platform"),
    "purchase_confirmation_log": Text("下单确认记录", "log of the order's confirmation"),
    "sampling_report": Text("抽检报告", "sampling report"),
    "shop_receipt": Text("店铺收据", "receipt of a shop"),
    "text": Text("文字说明", "statement"),
    "tracking": Text("物流记录", "tracking record"),
    "tracking_screenshot": Text("物流截图", "screenshot of the tracking"),
    "unboxing_video": Text("开箱视频", "video of the unboxing"),
    "video": Text("视频", "video"),
    "weight_record": Text("称重记录", "weight record"),
}
ACTS = {
    "agree_return": Text("同意退货", "agreed to a return"),
    "agree_return_in_chat": Text("在聊天中同意退货", "agreed to a return in the chat"),
    "announce_police_report": Text("表示将报警", "announced a report to the police"),
    "appeal": Text("申诉", "appealed"),
    "call_platform": Text("请平台介入", "called the platform in"),
    "declare_lost": Text("宣布包裹丢失", "declared the parcel lost"),
    "demand_other_address": Text("要求寄到别的地址", "demanded another return address"),
    "escalate_to_claim": Text("升级为索赔", "escalated the dispute to a claim"),
    "intervene_and_request_evidence": Text("介入并要求举证", "stepped in and asked for evidence"),
    "intervene_freight_dispute": Text("介入运费争议", "stepped in on the freight"),
    "pay": Text("付款", "paid"),
    "refuse_request": Text("拒绝申请", "refused the request"),
    "refuse_resend": Text("拒绝补发", "refused to send again"),
    "reject_appeal": Text("驳回申诉", "rejected the appeal"),
    "request_buyer_test": Text("要求买家送检", "asked the buyer for a test"),
    "request_supplement": Text("要求补充材料", "asked for more material"),
    "resume_processing": Text("恢复处理", "processing resumed"),
    "ruling": Text("作出裁决", "gave a ruling"),
    "settle": Text("达成和解", "settled"),
    "ship_return": Text("寄出退货", "sent the goods back"),
    "sign_return": Text("签收退货", "signed for the return"),
    "undeliverable": Text("退货无法投递", "could not deliver the return"),
}
ACCOUNTS = {
    "escrow": Text("担保账户", "escrow"),
    "seller_settlement": Text("卖家应结货款", "the seller's settlement"),
    "seller_deposit": Text("卖家保证金", "the seller's deposit"),
    "affiliate_deposit": Text("关联店铺保证金", "the affiliated shop's deposit"),
    "platform_advance": Text("平台垫付", "advance of the platform"),
    "platform": Text("平台", "the platform"),
    "insurance": Text("保险", "insurance"),
}
MISSING = {
    "courier_7_days": Text("快递企业七日未处理", "seven days for the courier to answer"),
    "courier_complaint_first": Text("先向快递企业投诉", "a complaint to the courier first"),
    "human_check": Text("人工核查", "a check by a person"),
    "identity": Text("真实身份信息", "the complainant's identity"),
    "not_handled_before": Text("此前未处理过同一事项", "a matter that was not handled before"),
}
FIELDS = {
    "against": Text("针对", "against"),
    "amount": Text("金额", "amount"),
    "by": Text("由谁", "by"),
    "grounds": Text("依据", "grounds"),
    "head": Text("请求", "head"),
    "hotline": Text("电话", "telephone"),
    "item": Text("项目", "item"),
    "kind": Text("种类", "kind"),
    "missing": Text("还缺", "missing"),
    "needs_human": Text("需要人工", "needs a person"),
    "on": Text("对谁", "on"),
    "ready": Text("条件具备", "ready"),
    "reason": Text("理由", "reason"),
    "rule": Text("规则", "rule"),
    "to": Text("转往", "to"),
    "until": Text("截止", "until"),
    "winner": Text("支持", "for"),
}
DEBTS = {
    "refund": Text("退款", "refund"),
    "compensation": Text("赔付", "compensation"),
    "advance": Text("偿还垫付", "repayment of the advance"),
    "forfeit": Text("扣除保证金", "forfeit of the deposit"),
}
UNITS = {
    "hour": Text("{n} 小时", "{n} hours"),
    "civil_day": Text("{n} 日", "{n} days"),
    "working_day": Text("{n} 个工作日", "{n} working days"),
    "month": Text("{n} 个月", "{n} months"),
    "next_midnight_hour": Text("次日零点起 {n} 小时", "{n} hours from the next midnight"),
    "jd_service_hour": Text("{n} 个服务小时（9:00-18:00）", "{n} service hours (09:00-18:00)"),
}
_ONE = re.compile(r"\b1 ((?:civil |working |service )?(?:hour|day|month))s\b")
STATES = {
    "admitted": Text("对方承认", "admitted by the other side"),
    "proved": Text("成立", "proved"),
    "refuted": Text("不成立", "disproved"),
    "insufficient": Text("证据不足", "not proved, the evidence does not suffice"),
    "alleged": Text("未举证", "not proved, no evidence"),
}
STANDARDS = {
    "preponderance": Text("证据占优即可", "more likely than not"),
    "clear_and_convincing": Text("须明确有力", "clear and convincing evidence"),
    "accredited": Text("须有资质机构的结论", "the finding of an accredited laboratory"),
}
GRADES = {
    "admission": Text("自认", "admission"),
    "finding": Text("认定", "finding"),
    "platform_record": Text("平台记录", "record of the platform"),
    "carrier_hq": Text("承运人总部", "carrier's head office"),
    "brand_owner": Text("品牌方", "brand owner"),
    "accredited_lab": Text("有资质的检测", "accredited laboratory"),
    "chain": Text("来源可追溯", "traceable chain"),
    "at_signing": Text("签收时拍摄", "made at signing"),
    "word_alone": Text("只有说法", "a mere statement"),
    "supporting": Text("佐证", "supporting"),
    "party": Text("当事人提供", "handed in by a party"),
    "outlet": Text("网点自出", "note of an outlet"),
}
REASONS = {
    "judged_valid": Text("审核认定有效", "it was judged valid"),
    "judged_against": Text("审核未采信", "it was judged not to prove it"),
    "prima_facie_accepted": Text("看得出问题（初步凭证被采信）", "it shows the fault (accepted as prima facie proof)"),
    "prima_facie_rejected": Text(
        "看不出问题（初步凭证未被采信）", "it does not show the fault (not accepted as prima facie proof)"
    ),
    "word": Text("按其内容计入", "for what it says"),
    "kind": Text("按其种类计入", "for the kind of thing it is"),
    "late": Text("逾期提交", "it was handed in late"),
    "unmapped": Text("没有人说明它能证明什么", "nobody said what it proves"),
    "nothing": Text("没有提交任何材料", "nothing was handed in"),
    "left": Text("审核人员写明理由未予审核", "left unweighed by staff, with a reason"),
    "outlet_alone": Text("网点或店铺自己出具，单独不足为证", "a note of the outlet or shop itself proves nothing"),
    "word_alone": Text("只有单方说法，单独不足为证", "the word of one side alone proves nothing"),
    "no_fact": Text("与待证事实无关", "it speaks of no fact in issue"),
}
JUDGMENTS = {
    "does_not_show_state_at_signing": Text("不能反映签收时的状态", "it does not show the state at signing"),
    "insufficient": Text("审核认为证明力不足", "it was judged insufficient"),
    "no_proof": Text("审核认为不能证明", "it was judged no proof"),
}
TRUST = {
    "T": Text("已核对原文", "the full text was read"),
    "X": Text("已核对摘录", "an excerpt was read"),
    "S": Text("来自二手资料", "from a secondary source"),
    "M": Text("凭记忆，未核对", "from memory, not verified"),
    "B": Text("来自文章，未见原文", "from an article, the text was not seen"),
    "A": Text("假设", "assumed"),
}
RANKS = {
    "procedure": Text("程序", "procedure"),
    "law": Text("法律", "law"),
    "regulation": Text("行政法规", "regulation"),
    "departmental": Text("部门规章", "departmental rule"),
    "agreement": Text("约定", "agreement"),
    "special": Text("特别规定", "special"),
    "general": Text("一般规定", "general"),
    "default": Text("默认", "default"),
}
EFFECTS = {
    "appeal_12305": Text("届时可向 12305 申诉", "from then on 12305 may be asked"),
    "close_evidence": Text("届时举证结束", "evidence closes then"),
    "closes": Text("届时关闭", "it is closed then"),
    "counts_as_received": Text("届时视为已收到", "the goods count as received then"),
    "decide_on_file": Text("届时按现有材料裁决", "it is then decided on the file"),
    "system_decides": Text("届时由系统处理", "the system decides then"),
    "end_mediation": Text("届时调解终止", "mediation ends then"),
    "escalate": Text("逾期升级给主管", "overdue goes to the supervisor"),
    "fake_shipping": Text("届时无揽收即为虚假发货", "without a pick-up it is fake shipping then"),
    "inadmissible": Text("届时之后不予受理", "not admissible from then on"),
    "intervene": Text("届时由平台介入", "the platform steps in then"),
    "late_shipping": Text("届时未发货即为延迟", "shipping is late from then on"),
    "lost": Text("届时丧失", "the right is lost then"),
    "offer_lapses": Text("届时方案失效", "the offer lapses then"),
    "out_of_stock": Text("届时未发货即为缺货", "unshipped then counts as out of stock"),
    "pay_seller": Text("届时自动打款给卖家", "the seller is paid then"),
    "platform_executes": Text("届时由平台执行", "the platform carries it out then"),
    "platform_may_be_asked": Text("届时可请平台介入", "the platform may be called in then"),
    "refund": Text("届时自动退款", "the refund is automatic then"),
    "report": Text("届时应当报告", "to be reported by then"),
    "request_closes": Text("届时申请关闭", "the request is closed then"),
    "resume": Text("届时恢复计时", "the clock runs again then"),
    "resume_processing": Text("届时恢复处理", "processing resumes then"),
    "review": Text("届时转入审核", "it goes to review then"),
    "staff_review": Text("届时转人工审核", "it goes to staff then"),
}


def called(table: Mapping[str, Text], word: str, lang: str) -> str:
    """What a word is called; the word itself, readable, where nobody named it."""
    return table[word].say(lang) if word in table else word.replace("_", " ")


def singular(text: str) -> str:
    """A length as English counts it: 1 hour, not 1 hours; Chinese stays as it is."""
    return _ONE.sub(r"1 \1", text)
