"""What happened in a played dispute, said to people: a sentence for each kind of event, in Chinese and English."""

from __future__ import annotations

from gongdao.kernel.text import Text
from gongdao.telling.signal_words import SENTENCES as _SIGNALS

# The parts in braces are the fields of the event as people say them; who is who acted.
SENTENCES: dict[str, Text] = {
    "RequestDeclined": Text("平台不予受理。", "The platform does not admit the request."),
    "OfferMade": Text(
        "{who}提出方案{answers}：{offer}{hours}。",
        "{who} makes an offer{answers}: {offer}{hours}.",
    ),
    "StandingOfferTaken": Text(
        "卖家事先公布：遇到“{reason}”的申请，愿意{offer}。",
        "The seller offers beforehand, whoever asks because of “{reason}”: {offer}.",
    ),
    "OfferAccepted": Text(
        "{who}接受方案{offer}。双方达成和解，不得反悔。",
        "{who} accepts the offer {offer}. It is settled and binds both.",
    ),
    "OfferRefused": Text("{who}拒绝方案{offer}{reason}。", "{who} refuses the offer {offer}{reason}."),
    "OfferWithdrawn": Text("{who}撤回方案{offer}。", "{who} withdraws the offer {offer}."),
    "RequestRefused": Text("{who}拒绝申请{reason}。", "{who} refuses the request{reason}."),
    "RefundAgreed": Text("{who}同意退款{amount}。", "{who} agrees to refund{amount}."),
    "ReturnAgreed": Text(
        "{who}同意退货，收到货后退{amount}。", "{who} agrees to take the goods back and then refund{amount}."
    ),
    "RequestWithdrawn": Text("{who}撤销申请。", "{who} withdraws the request."),
    "PlatformCalled": Text(
        "{who}请平台介入。平台要求双方举证。", "{who} calls the platform in, which asks both for evidence."
    ),
    "ReturnAddressGiven": Text("{who}给出退货地址。", "{who} gives the address for the return."),
    "ReturnShipped": Text(
        "{who}寄出退货，{carrier}单号 {waybill}。", "{who} sends the goods back{carrier}, waybill {waybill}."
    ),
    "ReturnSigned": Text("退货由{who}签收。", "{who} signs for the return."),
    "EvidenceAsked": Text("{who}要求{party}{what}{note}。", "{who} asks {party} for {what}{note}."),
    "EvidenceSubmitted": Text("{who}提交凭证 {id}：{kind}{shows}{late}。", "{who} hands in {id}: {kind}{shows}{late}."),
    "EvidenceServed": Text("凭证 {id} 送达{to}。", "{id} is served on {to}."),
    "EvidenceChallenged": Text("{who}质疑凭证 {id}{ground}。", "{who} challenges {id}{ground}."),
    "EvidenceConcluded": Text("{who}表示举证完毕。", "{who} has nothing more to hand in."),
    "EvidenceClosed": Text("举证结束，转入审核。", "Evidence closes; the review begins."),
    "JuryOpened": Text(
        "大众评审开始：{size} 位评审员，{to_win} 票为胜。", "The jury opens: {size} jurors, {to_win} votes win."
    ),
    "VoteCast": Text("{who}投给{side}{reason}。", "{who} votes for {side}{reason}."),
    "VoteVoided": Text("{juror}的一票作废{reason}。", "The vote of {juror} is void{reason}."),
    "MajorityReached": Text("评审结束，多数支持{side}。", "The jury has a majority for {side}."),
    "CaseTaken": Text("{who}承办本案，从此由一人负责到底。", "{who} takes the case, and stays its one owner."),
    "CaseHandedOver": Text(
        "{who}把案件连同全部材料移交{to}{reason}。", "{who} hands the case with all its history to {to}{reason}."
    ),
    "RecusalAsked": Text("{who}申请承办人回避{reason}。", "{who} asks that the owner recuse himself{reason}."),
    "Recused": Text("{who}回避，案件等人接手{reason}。", "{who} steps aside and somebody else takes the case{reason}."),
    "EvidenceJudged": Text(
        "{who}审核凭证 {id}：{judged}{prima_facie}{reason}。", "{who} judges {id}: {judged}{prima_facie}{reason}."
    ),
    "FactFound": Text(
        "{who}认定：{fact}——{holds}{evidence}{reason}。", "{who} finds: {fact} – {holds}{evidence}{reason}."
    ),
    "RulingDeferred": Text("按规则现在不裁决：{outcome}。", "By the rules there is no ruling now: {outcome}."),
    "ClericalErrorCorrected": Text(
        "{who}更正第 {ruling} 份裁决的笔误{note}；结果不变。",
        "{who} corrects a slip of the pen in ruling {ruling}{note}; the result stays.",
    ),
    "GoodsShipped": Text(
        "{who}寄出约定的商品，{carrier}单号 {waybill}。", "{who} sends the goods agreed on{carrier}, waybill {waybill}."
    ),
    "GoodsSigned": Text("{who}签收约定的商品。", "{who} signs for the goods agreed on."),
    "FactAdmitted": Text("{who}承认：{fact}——{holds}。", "{who} admits: {fact} – {holds}."),
    "EvidenceReopened": Text(
        "{who}重开举证（{ground}）{evidence}{reason}。", "{who} opens the evidence again ({ground}){evidence}{reason}."
    ),
    "HeadsReserved": Text("其余请求继续处理：{heads}。", "The other heads of claim go on: {heads}."),
    "StaffErrorNoted": Text(
        "平台记下差错：第 {ruling} 份裁决有误，由{staff}负责，不由卖家或买家承担。",
        "The platform notes its error: ruling {ruling} was wrong, which counts against {staff} and against no party.",
    ),
    "JuryTied": Text(
        "哪一方都不可能再过半数（买家 {buyer} 票，卖家 {seller} 票），转由小二处理。",
        "Neither side can win any more (buyer {buyer}, seller {seller}): the adjudicator takes over.",
    ),
    "EvidenceLeft": Text("{who}对凭证 {id} 不予审核{reason}。", "{who} leaves {id} unweighed{reason}."),
    "RecusalDecided": Text(
        "{who}决定回避申请：{granted}{reason}。", "{who} decides on the recusal: {granted}{reason}."
    ),
    "LegHeld": Text(
        "第 {leg} 笔付款（{debt}）：从{source}备出{amount}，付给{to}。",
        "Payment {leg} ({debt}):{amount} is set aside from {source} for {to}.",
    ),
    "LegSent": Text(
        "第 {leg} 笔付款已交商城，等它答复。", "Payment {leg} is with the marketplace, which has not answered yet."
    ),
    "LegFailed": Text(
        "第 {leg} 笔付款没有成功{reason}；款项仍备着。",
        "Payment {leg} did not go through{reason}; its money stays set aside.",
    ),
    "LegReleased": Text(
        "第 {leg} 笔付款不再办理，备款{amount} 放回。", "Payment {leg} is given up;{amount} goes back."
    ),
    "ShortfallRecorded": Text("各处都不够付的{amount} 记为欠付。", "Nobody can pay more:{amount} is recorded as owed."),
    "RemedyPlanned": Text("怎么付款已经定好，正在办理。", "Who pays what is settled and under way."),
    "CaseClosed": Text("案件办结。", "The case is closed."),
    "Appealed": Text(
        "{who}第 {number} 次申诉{ground}{new_evidence}。申诉期间照常执行。",
        "{who} makes appeal {number}{ground}{new_evidence}. The ruling is carried out meanwhile.",
    ),
    "CaseSuspended": Text(
        "案件中止（{ground}）{days}，所有期限停下。", "The case is suspended ({ground}){days} and every clock stops."
    ),
    "SuspensionAsked": Text(
        "{who}请求中止{days}，等对方同意。", "{who} asks to suspend the case{days}; the other side must agree."
    ),
    "ResumptionAsked": Text(
        "{who}请求恢复{reason}，等对方同意。", "{who} asks to go on{reason}; the other side must agree."
    ),
    "CaseResumed": Text("案件恢复处理{reason}，期限继续计算。", "The case goes on{reason} and the clocks run again."),
    **_SIGNALS,
}
WORDS = {
    "request": Text("{who}提出申请：{claim}。", "{who} asks: {claim}."),
    "head": Text("；{ground}（{items}，{amount}）", "; {ground} ({items}, {amount})"),
    "granted": Text("准许", "granted"),
    "granted-not": Text("不准", "not granted"),
    "negotiate": Text("受理。先由双方协商（规则 {pack}）。", "Admitted. The parties negotiate first (rules {pack})."),
    "automatic": Text("受理，符合自动处理的条件。", "Admitted; the rules decide it at once."),
    "platform-answers": Text("受理，由平台答复。", "Admitted; the platform itself answers."),
    "route": Text("受理，直接由平台处理。平台要求双方举证。", "Admitted; the platform takes it and asks for evidence."),
    "passed": Text("期限届满：{effect}（{rule}）。", "Time is up: {effect} ({rule})."),
    "inspected": Text("{who}验收退货：{result}{note}。", "{who} inspects the return: {result}{note}."),
    "ruling": Text("第 {number} 份裁决（{by}）：{verdict}", "Ruling {number} ({by}): {verdict}"),
    "paid-out": Text("第 {leg} 笔付款到账：{amount}，付给{to}。", "Payment {leg} arrived: {amount} for {to}."),
    "paid-part": Text(
        "第 {leg} 笔付款只到账 {amount}，付给{to}{reason}；其余 {back} 另想办法。",
        "Only {amount} of payment {leg} arrived for {to}{reason}; the other {back} must come from elsewhere.",
    ),
    "paid-not": Text("商城没有付出第 {leg} 笔付款{reason}。", "The marketplace refuses payment {leg}{reason}."),
    "paid-more": Text("多付了 {amount}，待追回。", "{amount} too much was paid and is to be recovered."),
    "same-reasons": Text("其余理由同前。", "The other reasons are as before."),
    "in-force": Text("第 {number} 份裁决：{verdict}", "Ruling {number}: {verdict}"),
    "cited": Text("依据：{rules}。", "Grounds: {rules}."),
    "goods-first": Text("先退货，收到货后付款。", "The goods go back first, then the money is paid."),
    "version": Text(
        "规则换版：{before} → {pack}。已做的照旧有效，已承诺的期限不缩短。",
        "A new edition of the rules: {before} → {pack}. What was done stands and no promised time gets shorter.",
    ),
    "facts": Text("{source}：{path}", "{source}: {path}"),
    "refused-act": Text("{who}想{act}，未被允许：{why}", "{who} tried to {act}, in vain: {why}"),
    "pause-begins": Text("平台停摆（{ground}），所有期限停下。", "The platform is down ({ground}); every clock stops."),
    "pause-ends": Text(
        "平台恢复，停摆的时间不计入任何期限。", "The platform is back; the time it was down counts for nobody."
    ),
    "reason": Text("，说：“{text}”", ": “{text}”"),
    "late": Text("，已过举证期，不予审核", ", too late to be weighed"),
    "carrier": Text("由{carrier}承运，", " with {carrier}"),
    "of": Text("（依据 {ids}）", " (on {ids})"),
    "asked-fact": Text("{who}要求{party}证明：{fact}{note}。", "{who} asks {party} to prove: {fact}{note}."),
    "about": Text("就“{head}”，{verdict}", "On “{head}”: {verdict}"),
    "lines": Text("各件退款：{lines}。", "Refunded line by line: {lines}."),
    "line": Text("{sku} {amount}", "{sku} {amount}"),
    "days": Text("，{n} 天", " for {n} days"),
    "hours": Text("，{n} 小时内有效", ", good for {n} hours"),
    "answers": Text("（答复{offer}）", " (in answer to {offer})"),
    "changed-deadlines": Text("有变化的期限：{names}。", "Deadlines that change: {names}."),
    "changed-answers": Text("有变化的规则：{names}。", "Rules that change: {names}."),
    "holds": Text("成立", "it is so"),
    "holds-not": Text("不成立", "it is not so"),
    "turn": Text(
        "轮到{who}：{at} 前（还有 {left}），{effect}（{rule}）。", "{who} until {at} ({left} left); {effect} ({rule})."
    ),
    "turn-open": Text("轮到{who}，没有期限。", "The next step is for {who}, with no deadline."),
    "money": Text("款项（结束时）", "Money in the end"),
    "paid": Text("订单实付", "paid for the order"),
    "back": Text("退回{funder}", "given back: {funder}"),
    "on_the_way": Text("在途", "on the way"),
    "end": Text("结果", "The end"),
    "end-stage": Text(
        "案件{stage}，共 {events} 个事件，{notices} 份通知。",
        "The stage in the end: {stage}. {events} events, {notices} notices.",
    ),
    "verified": Text(
        "已逐行核对：事件、裁决、账目、通知都对得上。", "Checked row by row: events, rulings, money and notices agree."
    ),
    "told-in": Text("出处", "told in"),
    "tells": Text("情形", "tells"),
}
OWED = {
    "price": Text("货款", "the price"),
    "redress": Text("平台补偿", "redress by the platform"),
    "back": Text("改判后退回", "given back after the ruling was reversed"),
}
REOPENED = {
    "evasion": Text("因卖家推诿", "the seller evaded"),
    "not_served": Text("凭证没有送达", "it was not served"),
    "excused": Text("逾期有正当理由", "the delay is excused"),
    "new_issue": Text("出现新的争点", "a new issue came up"),
}
RESULTS = {
    "sound": Text("完好", "in order"),
    "empty": Text("空包", "the parcel is empty"),
    "different": Text("不是原商品", "it holds something else"),
    "damaged": Text("破损", "the goods are damaged"),
    "missing": Text("缺件", "something is missing"),
}
ASKED = {
    "evidence": Text("举证", "evidence"),
    "supplement": Text("补充材料", "more material"),
    "buyer_test": Text("送检", "a test"),
}
JUDGED = {
    "valid": Text("有效", "valid"),
    "insufficient": Text("证明力不足", "insufficient"),
    "no_proof": Text("不能证明", "no proof"),
    "does_not_show_state_at_signing": Text("不能反映签收时的状态", "does not show the state at signing"),
}
PRIMA_FACIE = {
    "accepted": Text("，看得出问题（作为初步凭证采信）", ", shows the fault (accepted as prima facie proof)"),
    "rejected": Text("，看不出问题（不作为初步凭证）", ", does not show the fault (not accepted as prima facie proof)"),
}
GROUNDS = {
    "police": Text("已报警", "a police report"),
    "court": Text("已起诉", "a lawsuit"),
    "agreement": Text("双方同意", "both agree"),
    "outage": Text("系统故障", "an outage"),
}
EXTRAS = {
    "coupon": Text("优惠券", "a coupon"),
    "points": Text("积分", "points"),
    "gift": Text("赠品", "a gift"),
    "test_fee": Text("检测费", "the test fee"),
    "outbound_freight": Text("发货运费", "the outbound freight"),
    "return_freight": Text("退货运费", "the return freight"),
    "removal_cost": Text("拆装费", "the cost of removal"),
    "apology": Text("道歉", "an apology"),
}
SCANS = {
    "arrived_branch": Text("到达网点", "arrived at the branch"),
    "delivered": Text("已投递", "delivered"),
    "picked_up": Text("已揽收", "picked up"),
    "refused": Text("拒收", "refused"),
    "signed": Text("已签收", "signed for"),
    "waybill_uploaded": Text("已上传单号", "waybill uploaded"),
    "unshipped": Text("未发货", "not shipped"),
    "pickup_code": Text("取件码", "pick-up code"),
}
# What stands where a text is not shown to who reads, or was erased.
GONE = Text("（不公开或已删除的文字）", "(text not shown or erased)")
SIDES = {"none": Text("弃权", "nobody")}
# What a deadline does when nobody acts, said beforehand, and said when it happened.
SILENCE = {
    "refund": Text("不答复就自动退款", "silence means an automatic refund"),
    "closes": Text("不行动就关闭申请", "silence closes the request"),
    "request_closes": Text("不寄回就关闭申请", "the request closes unless the goods are sent back"),
    "close_evidence": Text("到时举证结束", "evidence closes then"),
    "review": Text("可以同意；不答复不算同意", "it may agree; silence is not consent"),
    "decide_on_file": Text("到时按现有材料裁决", "it is then decided on the file"),
    "escalate": Text("到时没处理完，由主管接手", "if it is not done by then, the supervisor takes over"),
    "staff_review": Text("到时转人工审核", "staff take over then"),
    "platform_executes": Text("到时由平台执行", "the platform carries it out then"),
    "platform_may_be_asked": Text("不答复，对方可请平台介入", "without an answer the platform may be called in"),
    "intervene": Text("到时平台介入", "the platform steps in then"),
    "counts_as_received": Text("不提出异议就视为已收到", "without a complaint the goods count as received"),
    "offer_lapses": Text("不答复，方案到时失效", "without an answer the offer lapses then"),
    "system_decides": Text("到时由系统处理，不问商家", "the system decides then, whatever the seller says"),
    **dict.fromkeys(("resume", "resume_processing"), Text("到时恢复处理", "the case goes on then")),
}
HAPPENED = {
    "refund": Text("{who}没有答复，自动退款", "{who} did not answer, so the refund is automatic"),
    "closes": Text("{who}没有行动，申请关闭", "{who} did nothing, so the request is closed"),
    "request_closes": Text("货没有寄回，申请关闭", "the goods were not sent back, so the request is closed"),
    "close_evidence": Text("举证结束", "evidence closes"),
    "review": Text("{who}没有表示同意，案件照常审理", "{who} did not agree; the case takes its course"),
    "decide_on_file": Text("按现有材料裁决", "it is decided on the file"),
    "escalate": Text("升级给主管", "it goes to the supervisor"),
    "staff_review": Text("转人工审核", "staff take over"),
    "platform_executes": Text("由平台执行", "the platform carries it out"),
    "platform_may_be_asked": Text(
        "{who}没有答复，可以请平台介入", "{who} did not answer: the platform may be called in"
    ),
    "intervene": Text("平台介入", "the platform steps in"),
    "offer_lapses": Text("{who}没有答复，方案失效", "{who} did not answer, so the offer lapses"),
    "counts_as_received": Text(
        "{who}没有提出异议，视为已收到", "{who} did not complain, so the goods count as received"
    ),
    "system_decides": Text("由系统处理", "the system decides"),
    **dict.fromkeys(("resume", "resume_processing"), Text("恢复处理", "the case goes on")),
}
ROLES = {
    "staff": Text("小二", "the adjudicator"),
    "supervisor": Text("主管", "the supervisor"),
    "juror": Text("评审员", "a juror"),
    "jury": Text("评审员", "the jury"),
    "marketplace": Text("商城", "the marketplace"),
    "clerk": Text("书记员", "the clerk"),
    "screener": Text("检查程序", "the screener"),
    "policy": Text("规则人员", "the policy maker"),
    "operator": Text("运维", "the operator"),
}
# Who gets a payment, and what an account that pays is called.
RECEIVERS = {
    "buyer_payment": Text("买家", "the buyer"),
    "buyer": Text("买家", "the buyer"),
    "shop_coupon": Text("店铺，退还优惠券", "the shop, for its coupon"),
    "platform_subsidy": Text("平台，退还补贴", "the platform, for its subsidy"),
    "points": Text("买家，退还积分", "the buyer, in points"),
    "seller": Text("卖家", "the seller"),
    "seller_settlement": Text("卖家", "the seller"),
}
# Accounts that pay out of their own pocket: below nothing by what they bore.
BORNE = {
    "platform": Text("平台承担", "borne by the platform"),
    "platform_advance": Text("平台垫付，待追偿", "advanced by the platform, to be recovered"),
    "insurance": Text("保险赔付", "paid by the insurance"),
    "freight": Text("运费", "freight"),
}
LEDGER = {
    "buyer": Text("买家另得的赔付", "compensation to the buyer"),
    "seller": Text("付给卖家", "paid to the seller"),
    "freight": Text("运费", "freight"),
    "shortfall": Text("欠付", "shortfall"),
    "overpaid": Text("多付，待追回", "overpaid"),
    "buyer_payment": Text("买家（原路）", "the buyer, the way it was paid"),
    "shop_coupon": Text("店铺优惠券", "the shop's coupon"),
    "platform_subsidy": Text("平台补贴", "the platform's subsidy"),
    "points": Text("积分", "points"),
}
WEEKDAYS = (
    Text("星期一", "Monday"),
    Text("星期二", "Tuesday"),
    Text("星期三", "Wednesday"),
    Text("星期四", "Thursday"),
    Text("星期五", "Friday"),
    Text("星期六", "Saturday"),
    Text("星期日", "Sunday"),
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
UNITS = (
    (86400, Text("{n} 天", "{n} days")),
    (3600, Text("{n} 小时", "{n} hours")),
    (60, Text("{n} 分钟", "{n} minutes")),
    (1, Text("{n} 秒", "{n} seconds")),
)
