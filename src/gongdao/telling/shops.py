"""What a shop's own pages say of its disputes: what is to be done, what silence costs, what each way out comes to."""

from __future__ import annotations

from gongdao.kernel.text import Text

# What a clock of the shop asks for, in few words, by the stage and by what silence does.
TO_DO: dict[tuple[str, str], Text] = {
    ("negotiation", "refund"): Text("答复买家", "Answer the buyer"),
    ("negotiation", "platform_may_be_asked"): Text("答复买家", "Answer the buyer"),
    ("negotiation", "offer_lapses"): Text("看买家的方案", "Look at the buyer's offer"),
    ("returning", "refund"): Text("验收退货", "Inspect the return"),
    ("returning", "intervene"): Text("处理退货", "See to the return"),
    ("evidence", "close_evidence"): Text("提交证据", "Hand in evidence"),
    ("evidence", "decide_on_file"): Text("补充平台要的证据", "Hand in what the platform asked for"),
    ("evidence", "review"): Text("同意或者举证", "Agree, or hand in evidence"),
    ("remedy", "intervene"): Text("寄出说定的商品", "Send the goods agreed on"),
}
# The same where no clock runs, by stage.
OFFERED = Text("买家有方案等您看", "The buyer made you an offer")
OPEN_ENDED: dict[str, Text] = {
    "negotiation": Text("接着谈，或者提方案", "Talk on, or make an offer"),
    "returning": Text("处理退货", "See to the return"),
    "evidence": Text("可以提交证据", "You may hand in evidence"),
    "remedy": Text("按约定履行", "Do what was agreed"),
}
# The words on the one button of a row.
BUTTONS: dict[tuple[str, str], Text] = {
    ("negotiation", "refund"): Text("答复", "Answer"),
    ("negotiation", "platform_may_be_asked"): Text("答复", "Answer"),
    ("returning", "refund"): Text("验收", "Inspect"),
    ("evidence", "close_evidence"): Text("上传证据", "Upload"),
    ("evidence", "decide_on_file"): Text("上传证据", "Upload"),
    ("remedy", "intervene"): Text("填单号", "Give the waybill"),
}
SEE = Text("查看", "Open")
# What happens if the shop does nothing, with what is at stake.
OTHERWISE: dict[tuple[str, str], Text] = {
    ("negotiation", "refund"): Text("系统自动退款 {amount}", "{amount} is refunded automatically"),
    ("negotiation", "platform_may_be_asked"): Text(
        "买家可以请平台介入，最多退 {amount}", "The buyer may call the platform; up to {amount} is at stake"
    ),
    ("negotiation", "offer_lapses"): Text(
        "方案失效，案子继续，最多退 {amount}", "The offer lapses and the case goes on; up to {amount} is at stake"
    ),
    ("returning", "refund"): Text("系统自动退款 {amount}", "{amount} is refunded automatically"),
    ("returning", "intervene"): Text("平台介入，最多退 {amount}", "The platform steps in; up to {amount} is at stake"),
    ("evidence", "close_evidence"): Text(
        "按现有证据裁决，最多退 {amount}", "It is decided on the evidence so far; up to {amount} is at stake"
    ),
    ("evidence", "decide_on_file"): Text(
        "按现有材料裁决，最多退 {amount}", "It is decided on the file; up to {amount} is at stake"
    ),
    ("evidence", "review"): Text("不算同意，平台照常审理", "Silence is no consent; the platform hears the case"),
    ("remedy", "intervene"): Text("平台介入", "The platform steps in"),
}
# For whom the shop waits: said where it is not its turn.
WAITS: dict[str, Text] = {
    "negotiation": Text("等买家决定", "Waiting for the buyer"),
    "returning": Text("等买家寄回", "Waiting for the buyer to send it back"),
    "evidence": Text("等平台或者买家", "Waiting for the platform or the buyer"),
    "jury": Text("评审员正在投票", "The jury is voting"),
    "review": Text("等平台裁决", "Waiting for the platform's ruling"),
    "ruled": Text("裁决已送达，等执行", "Ruled; it is about to be carried out"),
    "remedy": Text("平台正在付款", "The platform is paying"),
}
# What happens when the others do nothing.
THEN: dict[str, Text] = {
    "closes": Text("买家不行动，申请关闭", "The request closes if the buyer does nothing"),
    "request_closes": Text("买家不寄，申请关闭", "The request closes if the buyer does not send it"),
    "escalate": Text("平台超时，转给主管", "Overdue, it goes to the platform's supervisor"),
    "staff_review": Text("到时转人工审核", "Staff take over then"),
    "resume_processing": Text("到时恢复处理", "The case goes on then"),
    "resume": Text("到时恢复处理", "The case goes on then"),
    "close_evidence": Text("举证结束，开始审理", "Evidence closes and the hearing begins"),
    "platform_executes": Text("到时由平台执行", "The platform carries it out then"),
    "counts_as_received": Text("视为已收到", "The goods count as received"),
    "offer_lapses": Text("方案失效", "The offer lapses"),
    "decide_on_file": Text("按现有材料裁决", "It is decided on the file"),
}
GROUPS: tuple[Text, ...] = (
    Text("今天", "Today"),
    Text("七天内", "Within seven days"),
    Text("以后，或者没有期限", "Later, or without a deadline"),
    Text("等别人", "Waiting for others"),
    Text("已经结案", "Closed"),
)
# The ways out of a dispute, as a shop calls them; and what each means besides its price.
WAYS: dict[str, Text] = {
    "partial": Text("退一部分，买家留货", "Refund a part; the buyer keeps the goods"),
    "keep_goods": Text("全额退款，不要货了", "Refund it all without a return"),
    "agree_refund": Text("同意退款", "Agree to the refund"),
    "agree_return": Text("同意退货退款", "Agree to the return and refund"),
    "refuse": Text("拒绝，等平台裁决", "Refuse, and let the platform rule"),
    "defend": Text("继续举证，等平台裁决", "Go on with your evidence, and let the platform rule"),
    "silence": Text("什么都不做", "Do nothing"),
}
DO: dict[str, Text] = {
    "partial": Text("提一个方案", "Make an offer"),
    "keep_goods": Text("提出退款留货", "Offer it"),
    "agree_refund": Text("同意退款", "Agree to the refund"),
    "agree_return": Text("同意退货退款", "Agree to the return"),
    "refuse": Text("拒绝并说明理由", "Refuse, with your reasons"),
    "defend": Text("上传证据", "Upload evidence"),
}
COUNTS: dict[str, Text] = {
    "no": Text("不计入", "does not count"),
    "yes": Text("计 1 笔", "counts as one"),
    "if_lost": Text("判您责任才计 1 笔", "counts as one if you lose"),
}
FREIGHT: dict[str, Text] = {
    "seller": Text("退货运费由您出", "you pay the freight back"),
    "buyer": Text("退货运费由买家出", "the buyer pays the freight back"),
    "shared": Text("退货运费各出一部分", "the freight back is shared"),
}
