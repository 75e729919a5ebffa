"""Says whose turn it is in a case, what is to be done, and what happens if nobody acts: to each side in its words."""

from __future__ import annotations

from gongdao.kernel.text import Text
from gongdao.telling.words import SILENCE

# What is to be done before a clock ends, by the stage and by what silence does: to whose it is.
TO_DO: dict[tuple[str, str], Text] = {
    ("negotiation", "refund"): Text("请答复买家的申请", "Answer the buyer's request"),
    ("negotiation", "platform_may_be_asked"): Text("请答复买家的申请", "Answer the buyer's request"),
    ("negotiation", "closes"): Text(
        "卖家已经答复：接着谈，或者请平台介入", "The seller has answered: talk on, or call the platform in"
    ),
    ("negotiation", "offer_lapses"): Text("对方提了方案，请回复", "Answer the other side's offer"),
    ("returning", "request_closes"): Text("请寄回商品，并填写运单号", "Send the goods back and give the waybill"),
    ("returning", "refund"): Text("请签收并验收退货", "Sign for the return and inspect it"),
    ("returning", "intervene"): Text("请处理退货", "See to the return"),
    ("evidence", "close_evidence"): Text("请在期限内提交证据", "Hand in your evidence in time"),
    ("evidence", "decide_on_file"): Text("请补充平台要求的证据", "Hand in what the platform asked for"),
    ("evidence", "review"): Text("可以同意买家的请求，也可以举证", "You may agree, or hand in evidence"),
    ("remedy", "intervene"): Text("请寄出约定的商品", "Send the goods agreed on"),
    ("remedy", "counts_as_received"): Text("请确认收到约定的商品", "Say whether the goods agreed on have arrived"),
}
# What the other side, or the platform, has to do: said to who waits.
THEY_DO: dict[tuple[str, str], Text] = {
    ("negotiation", "refund"): Text("等{who}答复申请", "Waiting for {who} to answer"),
    ("negotiation", "platform_may_be_asked"): Text("等{who}答复申请", "Waiting for {who} to answer"),
    ("negotiation", "closes"): Text("等{who}决定下一步", "Waiting for {who} to take the next step"),
    ("negotiation", "offer_lapses"): Text("等{who}回复方案", "Waiting for {who} to answer the offer"),
    ("negotiation", "system_decides"): Text("等{who}处理", "Waiting for {who}"),
    ("returning", "request_closes"): Text("等{who}寄回商品", "Waiting for {who} to send the goods back"),
    ("returning", "refund"): Text("等{who}验收退货", "Waiting for {who} to inspect the return"),
    ("evidence", "close_evidence"): Text("等{who}举证", "Waiting for {who}'s evidence"),
    ("evidence", "decide_on_file"): Text("等{who}补充证据", "Waiting for {who}'s evidence"),
    ("evidence", "review"): Text("等{who}表态或举证", "Waiting for {who} to agree or to hand in evidence"),
    ("review", "escalate"): Text("{who}正在审理", "{who} is hearing the case"),
    ("jury", "staff_review"): Text("{who}正在评审", "{who} is voting"),
    ("ruled", "platform_executes"): Text("裁决已送达，等待执行", "The ruling was served and will be carried out"),
    ("ruled", "escalate"): Text("裁决正在执行", "The ruling is being carried out"),
    ("remedy", "escalate"): Text("款项正在支付", "The money is on its way"),
    ("remedy", "intervene"): Text("等{who}寄出约定的商品", "Waiting for {who} to send the goods agreed on"),
    ("remedy", "counts_as_received"): Text("等{who}确认收货", "Waiting for {who} to say the goods arrived"),
}
# What is to be done where no clock runs, by stage.
OPEN_ENDED: dict[str, Text] = {
    "negotiation": Text("双方可以继续协商，也可以请平台介入", "Talk on, or call the platform in"),
    "returning": Text("请处理退货", "See to the return"),
    "evidence": Text("可以提交证据", "You may hand in evidence"),
    "remedy": Text("请按约定履行", "Do what was agreed"),
}
WAITING: dict[str, Text] = {
    "negotiation": Text("双方协商中", "The parties are talking"),
    "returning": Text("退货途中", "The goods are on their way back"),
    "evidence": Text("正在举证", "Evidence is being gathered"),
    "jury": Text("大众评审中", "Before the jury"),
    "review": Text("平台审理中", "The platform is hearing the case"),
    "ruled": Text("裁决已作出", "The ruling was given"),
    "remedy": Text("正在执行", "Being carried out"),
    "closed": Text("案件已结", "The case is closed"),
}
# What silence does, with its sum where there is one.
WITH_SUM: dict[str, Text] = {
    "refund": Text("到时不答复：自动退款 {amount}", "Without an answer {amount} is refunded automatically"),
    "closes": Text(
        "到时不行动：申请关闭，这次请求的 {amount} 拿不回",
        "If nothing is done the request closes and {amount} is not refunded",
    ),
    "request_closes": Text(
        "到时没有寄回：申请关闭，{amount} 不退",
        "Unless the goods are sent back the request closes and {amount} is not refunded",
    ),
}
IF_CLOSED = Text(
    "不提交也可以。到时按现有证据裁决：{outcome}，买家得 {amount}",
    "You may do without. It is then decided on the evidence so far: {outcome}, {amount} to the buyer",
)
THEN_DECIDED = Text(
    "到时按现有证据裁决：{outcome}，买家得 {amount}",
    "It is then decided on the evidence so far: {outcome}, {amount} to the buyer",
)
# What the other side's silence allows who waits for it.
YOU_MAY: dict[str, Text] = {
    "platform_may_be_asked": Text(
        "到时仍不答复，您可以请平台介入", "Without an answer by then you may call the platform in"
    ),
}
# What the seller's silence does, said to the buyer before there is a case.
IF_SELLER_SILENT: dict[str, Text] = {
    **SILENCE,
    "platform_may_be_asked": Text("您可以请平台介入", "you may then call the platform in"),
}
# Where a piece of evidence still waits to be examined, nobody can say how it will end.
THEN_EXAMINED = Text(
    "到时由裁决人审核证据再裁决；证据还没审核，结果未定",
    "The evidence is then examined and a ruling given; nobody has examined it yet, so the result is open",
)
IF_CLOSED_EXAMINED = Text(
    "不再补充也可以。到时由裁决人审核证据再裁决；证据还没审核，结果未定",
    "You need not add to it. The evidence is then examined and a ruling given; nobody has examined it yet, so the "
    "result is open",
)
THEN_DECIDED_NO_SUM = Text("到时按现有证据裁决：{outcome}", "It is then decided on the evidence so far: {outcome}")
ENDED = Text("结果：{outcome}，买家实际收到 {amount}", "The result: {outcome}; the buyer received {amount}")
SETTLED = Text("双方自己解决了，买家实际收到 {amount}", "The parties settled it; the buyer received {amount}")
SETTLED_IN_GOODS = Text("双方自己解决了，商品已经收到", "The parties settled it, and the goods came")
GIVEN_UP = Text("没有裁决，也没有付款", "There was no ruling and no payment")
MISSING_ONE = Text("还差一项要您证明：“{fact}”", "One thing is left for you to prove: “{fact}”")
HANDED_IN = Text("您的证据等待审核，还可以补充", "Your evidence waits to be examined; you may add to it")
MISSING_MANY = Text("还有 {n} 项事实等您证明", "{n} facts still wait for your proof")
BOTH_MAY = Text("轮到您。对方也在举证，截止时间相同", "Your turn. The other side may act too, until the same time")
THEY_ARE_DONE = Text("轮到您。对方的举证已经结束", "Your turn. The other side has finished with its evidence")
YOUR_TURN = Text("轮到您", "Your turn")
OFFERED = Text("{who}提出了方案，等您答复", "{who} made an offer; it is for you to answer")
OFFER_WAITS = Text("不答复不算同意，案件照常进行", "Silence is no consent, and the case takes its course")
THEIR_TURN = Text("轮到{who}", "It is for {who}")
DOTS: dict[str, Text] = {
    "you": Text("您", "You"),
    "other": Text("对方", "They"),
    "platform": Text("平台", "Desk"),
    "supervisor": Text("主管", "Sup."),
    "marketplace": Text("商城", "Pay"),
    "jury": Text("评审", "Jury"),
    "buyer": Text("买家", "B."),
    "seller": Text("卖家", "S."),
    "closed": Text("结", "End"),
    "suspended": Text("停", "Stop"),
}
SUSPENDED = Text("案件中止，所有期限都停着", "The case is suspended and no clock runs")
PAUSED = Text("平台暂停（{ground}），所有期限都停着", "The platform has paused ({ground}) and no clock runs")
PARTIES: dict[str, Text] = {
    "buyer": Text("买家", "the buyer"),
    "seller": Text("卖家", "the seller"),
    "platform": Text("平台", "the platform"),
    "supervisor": Text("平台主管", "the supervisor"),
    "jury": Text("大众评审员", "the jury"),
    "marketplace": Text("商城", "the marketplace"),
}
# What the clock of a side is called in the header.
CLOCK_OF: dict[str, Text] = {
    "evidence": Text("您的举证截止", "Your evidence closes"),
    "": Text("您的截止时间", "Your deadline"),
}
