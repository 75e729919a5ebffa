"""The sentences of what is refused while a dispute is negotiated and heard: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "nothing-to-return": (
        "货还没有发出，没有东西可退；同意退款就可以",
        "nothing was sent yet, so nothing can go back; agree to the refund instead",
    ),
    "return-under-way": ("退货已经寄出", "the return is under way already"),
    "waybill-missing": ("请填写退货单号", "the waybill is missing"),
    "return-not-shipped": ("退货还没有寄出", "the return was not shipped yet"),
    "return-signed-before": ("退货已经签收过", "the return was signed for before"),
    "return-inspected-before": ("退货已经验收过", "the return was inspected before"),
    "unknown-inspection": (
        "没有 {result} 这种验收结果；可用：{allowed}",
        "an inspection cannot find {result}; it finds {allowed}",
    ),
    "offer-not-open": (
        "方案 {id} 已经是 {state}，不能再答复",
        "the offer {id} is {state} and can no longer be answered",
    ),
    "offer-hours": ("方案的有效小时数不能是 {hours}", "an offer cannot stand for {hours} hours"),
    "offer-below-floor": (
        "方案（{amount}）低于法律已经给予买家的{what}：至少 {least}（{rules}，{law}）；请提高方案",
        "the offer of {amount} is below {what} that the law grants already: at least {least} ({rules}, {law})",
    ),
    "unknown-freight": (
        "退货运费不能由 {freight} 承担；可填：{allowed}，或留空",
        "{freight} cannot bear the return freight; it is {allowed}, or nothing is said of it",
    ),
    "unknown-extra": ("没有 {extra} 这种附加项；可用：{allowed}", "there is no extra {extra}; there are {allowed}"),
    "extra-amount": (
        "附加项 {extra} 的金额不能是 {amount}",
        "the extra {extra} cannot amount to {amount}",
    ),
    "settled-already": (
        "双方已按方案 {offer} 和解，和解有约束力，只能履行",
        "the parties settled on the offer {offer}; a settlement binds and is only performed",
    ),
    "ruled-already": (
        "第 {number} 份裁决已经作出，只能执行或者申诉",
        "ruling number {number} was given; it is carried out or appealed",
    ),
    "nothing-to-perform": (
        "没有尚未履行的商品（状态：{goods}），不需要平台介入",
        "no goods are left to be sent (they are: {goods}), so the platform is not called",
    ),
    "performance-not-due": (
        "约定的商品应在 {since} 前寄出，逾期后才能申请平台介入（{rules}）",
        "the goods agreed on are due by {since}; the platform may be called from then on ({rules})",
    ),
    "goods-not-so": (
        "约定的商品的状态是 {goods}，不是 {wanted}",
        "the goods agreed on are {goods}, not {wanted}",
    ),
    "address-missing": ("请填写退货地址", "the return address is missing"),
    "address-known": ("退货地址与现在的相同", "this is the return address already"),
    "unknown-party": ("没有 {party} 这一方；可填：{allowed}", "there is no party {party}; there are {allowed}"),
    "fact-not-in-dispute": (
        "事实 {fact} 现在没有争议；有争议的是：{allowed}",
        "the fact {fact} is not in dispute now; in dispute are {allowed}",
    ),
    "fact-settled": ("事实 {fact} 已经有定论（{state}）", "the fact {fact} is settled already ({state})"),
    "not-the-bearer": (
        "事实 {fact} 由 {bearer} 举证，不能要求另一方举证",
        "{bearer} bears the burden of {fact}; the other side is not asked to prove it",
    ),
    "asked-enough": (
        "事实 {fact} 最多要求补充举证 {most} 次，已经用完；举证期满未证明的，由举证方承担后果",
        "the fact {fact} was asked for as often as allowed ({most}); not proved in time it goes against its bearer",
    ),
    "admitted-before": ("事实 {fact} 已经承认过", "the fact {fact} was admitted before"),
    "challenge-too-late": (
        "对凭证 {id} 的质疑期已于 {until} 届满",
        "the time to challenge the evidence {id} was over at {until}",
    ),
    "challenge-window-open": (
        "凭证 {id} 的质疑期到 {since} 才结束，此后才能裁决",
        "the evidence {id} may be challenged until {since}; the ruling can be given from then on",
    ),
    "evidence-unweighed": (
        "凭证 {ids} 还没有审核；每份凭证都要审核，或者写明理由不予审核",
        "the evidence {ids} was not weighed; every piece is judged, or left unweighed with a reason",
    ),
    "evidence-late": (
        "凭证 {id} 逾期提交，不予采信；需要采信的，先写明理由重开举证",
        "the evidence {id} came late and is not weighed; to weigh it, reopen evidence with a reason",
    ),
    "evidence-not-late": ("凭证 {id} 没有逾期", "the evidence {id} did not come late"),
    "unknown-reopening": (
        "不能以 {ground} 重开举证；可用：{allowed}",
        "evidence is not reopened for {ground}; the grounds are {allowed}",
    ),
    "recusal-pending": (
        "{by} 已申请承办人回避，决定之前承办人停止处理（{rule}）",
        "{by} asked for the recusal of the owner, who stops until that is decided ({rule})",
    ),
    "no-recusal-asked": ("没有待决定的回避申请", "nobody asked for a recusal"),
    "nobody-to-recuse": ("案件还没有承办人", "the case has no owner yet"),
    "own-recusal": ("{by} 不能决定自己的回避", "{by} cannot decide on his own recusal"),
    "ruled-before": (
        "{by} 作出过本案第 {number} 号裁决，不能承办对它的申诉；请由没有裁决过本案的人承办",
        "{by} gave ruling {number} of this case and cannot hear the appeal; somebody who gave none of its rulings can",
    ),
    "complained-about": (
        "{by} 是被投诉的人员，不能承办本案",
        "{by} is the one complained about and cannot own this case",
    ),
    "supervisor-answers": (
        "对平台人员的投诉由主管答复，{by} 不能承办（{rule}）",
        "a complaint about staff is answered by a supervisor, not by {by} ({rule})",
    ),
    "vote-void": ("{juror} 的投票已作废，不能再投", "the vote of {juror} is void; there is no second one"),
    "line-unknown": ("订单没有商品行 {line}；有：{allowed}", "the order has no line {line}; it has {allowed}"),
    "line-amount": (
        "商品行 {line} 的请求金额 {amount} 应在 1 至该行实付 {cost} 之间",
        "{amount} asked for the line {line} is not between 1 and the {cost} it cost",
    ),
    "claim-sum": (
        "请求金额 {amount} 与各行之和 {sum} 不一致",
        "the {amount} asked for are not the sum of the lines, {sum}",
    ),
    "line-twice": (
        "商品行 {line} 同时列在 {heads} 下；每行只能有一项理由（七天无理由可作备选）",
        "the line {line} stands under {heads}; a line has one ground, and the seven-day return as its fallback",
    ),
    "line-under-no-head": ("商品行 {lines} 没有列在任何请求下", "the lines {lines} stand under no head of claim"),
    "line-not-claimed": (
        "请求 {head} 所列的商品行 {line} 没有写明金额",
        "the head {head} names the line {line}, for which no amount is asked",
    ),
    "head-amount": (
        "请求 {head} 的金额不能是 {amount}",
        "the head {head} cannot amount to {amount}",
    ),
    "head-lines": ("请求 {head} 应写明所涉商品行", "the head {head} names the order lines it is about"),
    "unknown-head": ("没有 {head} 这种请求；可用：{allowed}", "there is no head of claim {head}; there are {allowed}"),
    "grounds-not-known": (
        "请求类型 {kind} 需要先录入 {path}（事实、规则和版本）",
        "a request of the kind {kind} needs {path} first: the facts, the rule and its version",
    ),
}
