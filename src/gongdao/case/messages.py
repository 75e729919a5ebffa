"""The sentences of the problems of a case file and of what a running case refuses: code -> (zh, en)."""

from __future__ import annotations

from gongdao.case.hearing_messages import MESSAGES as _HEARING
from gongdao.case.signal_messages import MESSAGES as _SIGNALS

MESSAGES: dict[str, tuple[str, str]] = {
    "case-empty-file": ("文件是空的", "the file is empty"),
    "case-no-cases": (
        "这里没有案件：文件应有 cases 列表，或者本身就是一个案件（含 policy 和 facts）",
        "there is no case here: a file has a list `cases`, or is one case itself, with policy and facts",
    ),
    "case-no-cases-near": (
        "没有 cases 列表；{field} 是不是应写作 cases？",
        "there is no list `cases`; did you mean cases instead of {field}?",
    ),
    "case-want-cases": (
        "cases 应为至少有一个案件的列表，这里是 {value}",
        "cases must be a list of at least one case; this is {value}",
    ),
    "case-unknown-version": (
        "不认识的格式版本 {value}；本程序读版本 {known}",
        "unknown version {value} of the format; this program reads version {known}",
    ),
    "case-duplicate-id": (
        "案件编号 {id} 已在第 {first_line} 行用过",
        "the case id {id} was used before, on line {first_line}",
    ),
    "case-missing-field": ("缺少必填项 {field}（{what}）", "{field} is missing ({what})"),
    "case-unknown-field": (
        "没有字段 {field}；这里可用：{allowed}",
        "there is no field {field}; allowed here: {allowed}",
    ),
    "case-unknown-field-near": (
        "没有字段 {field}；是不是 {nearest}？这里可用：{allowed}",
        "there is no field {field}; did you mean {nearest}? Allowed here: {allowed}",
    ),
    "case-misplaced-field": (
        "字段 {field} 不在这里，应放在 {home}；这里可用：{allowed}",
        "the field {field} does not belong here but at {home}; allowed here: {allowed}",
    ),
    "case-unknown-word": ("不认识 {value}；可用：{allowed}", "unknown word {value}; allowed: {allowed}"),
    "case-unknown-word-near": (
        "不认识 {value}；是不是 {nearest}？可用：{allowed}",
        "unknown word {value}; did you mean {nearest}? Allowed: {allowed}",
    ),
    "case-empty-word": ("这里不能是空文字；没有内容就去掉这一项", "this cannot be empty; leave the key out instead"),
    "case-want-text": (
        '应为文字，{value} 会被读成别的东西；请加引号："{value}"',
        'this must be a text, and {value} is read as something else; put it in quotes: "{value}"',
    ),
    "case-want-bool": (
        "应为 true 或 false（不加引号），这里是 {value}",
        "must be true or false, without quotes; not {value}",
    ),
    "case-want-int": (
        "应为不加引号的整数，这里是 {value}",
        "must be a whole number without quotes; not {value}",
    ),
    "case-want-decimal": (
        "应为最多 {places} 位小数的数，这里是 {value}",
        "must be a number of at most {places} decimals; not {value}",
    ),
    "case-too-many-decimals": (
        "小数最多 {places} 位，{value} 太长",
        "{value} has too many decimals; at most {places} are allowed",
    ),
    "case-negative": ("{value} 不能是负数", "{value} cannot be negative"),
    "case-too-large": ("{value} 过大", "{value} is too large"),
    "case-want-instant": (
        "应为带时区的时间，如 2025-10-05T12:00:00+08:00，这里是 {value}",
        "must be an instant such as 2025-10-05T12:00:00+08:00; not {value}",
    ),
    "case-no-offset": (
        "时间 {value} 没有时区；请在末尾写明，如 +08:00",
        "the instant {value} has no offset; say it at the end, such as +08:00",
    ),
    "case-no-such-instant": ("没有 {value} 这个时间", "there is no such instant as {value}"),
    "case-want-date": ("应为日期，如 2025-10-05，这里是 {value}", "must be a date such as 2025-10-05; not {value}"),
    "case-no-such-date": ("没有 {value} 这一天", "there is no such day as {value}"),
    "case-far-year": (
        "{value} 的年份不在 {first} 至 {last} 之间",
        "the year of {value} is not between {first} and {last}",
    ),
    "case-want-list": (
        "应为列表（每项以 - 开头），这里是 {value}",
        "must be a list, each entry behind a dash; not {value}",
    ),
    "case-want-list-of-it": (
        "应为列表：在这一项前面加“- ”，或放进 [ ]；这里是 {value}",
        "must be a list: put a dash before this entry, or brackets around it; not {value}",
    ),
    "case-want-mapping": (
        "应为一组“键: 值”（可用：{allowed}），这里是 {value}",
        "must be a mapping of key and value (allowed: {allowed}); not {value}",
    ),
    "case-kept-by-case": (
        "{field} 由办理中的案件自己记录，案件文件里不写：请写成情景（gongdao play）；几项请求也可以各写一份文件",
        "{field} is kept by a running case and not written in files: tell it as a scenario (gongdao play), or write a file for each head of claim",
    ),
    "case-want-one-of": ("应为其中之一：{allowed}；这里是 {value}", "must be one of {allowed}; not {value}"),
    "case-want-value": ("应为单个值，这里是 {value}", "must be a single value; not {value}"),
    "case-auto-needs-platform": (
        "pack 为 auto 时要写明 platform，才知道按哪个平台的规则选择",
        "with pack auto, platform must say whose rules are chosen from",
    ),
    "case-decided-before-opened": (
        "裁决时间 {decided} 早于申请时间 {opened}",
        "it is decided at {decided}, before the claim was opened at {opened}",
    ),
    "case-events-out-of-order": (
        "events 要按时间先后：{at} 排在 {before} 之后",
        "events must stand in order of time: {at} comes after {before}",
    ),
    "case-paid-back-too-much": (
        "退给买家的合计 {sum} 超过实付 {paid}",
        "{sum} given back in all is more than the {paid} that was paid",
    ),
    "case-refund-too-much": ("退款 {sum} 超过实付 {paid}", "a refund of {sum} is more than the {paid} that was paid"),
    "case-duplicate-evidence": (
        "证据编号 {id} 已在第 {first_line} 行用过",
        "the evidence id {id} was used before, on line {first_line}",
    ),
    "case-too-many-votes": ("票数合计 {votes}，多于人数 {size}", "{votes} votes are more than the {size} jurors"),
    "case-cannot-win": (
        "获胜需要 {to_win} 票，多于人数 {size}",
        "{to_win} votes to win are more than the {size} jurors",
    ),
    "case-word-fact": (
        "{pack} 没有事实 {value}，证据词 {word} 的这一项没有计入；`policy show {pack}` 列出各项事实",
        "{pack} has no fact {value}, so this meaning of {word} was left out; `policy show {pack}` lists the facts",
    ),
    "case-word-fact-near": (
        "{pack} 没有事实 {value}，是不是 {nearest}？证据词 {word} 的这一项没有计入",
        "{pack} has no fact {value}; did you mean {nearest}? This meaning of {word} was left out",
    ),
    "case-word-grade": (
        "{pack} 没有证据等级 {value}，证据词 {word} 的这一项没有计入；可用：{allowed}",
        "{pack} has no grade {value}, so this meaning of {word} was left out; allowed: {allowed}",
    ),
    "case-word-grade-near": (
        "{pack} 没有证据等级 {value}，是不是 {nearest}？证据词 {word} 的这一项没有计入",
        "{pack} has no grade {value}; did you mean {nearest}? This meaning of {word} was left out",
    ),
    "unknown-path": (
        "案件文件里没有 {value}（事实 {id}），是不是 {nearest}？",
        "a case file has no {value} (for the fact {id}); did you mean {nearest}?",
    ),
    "unknown-path-far": (
        "案件文件里没有 {value}（事实 {id}）",
        "a case file has no {value} (for the fact {id})",
    ),
    "binding-word": (
        "案件文件里不会有 {value}（事实 {id}），是不是 {nearest}？可用：{allowed}",
        "no case file says {value} there (for the fact {id}); did you mean {nearest}? It says {allowed}",
    ),
    "binding-word-far": (
        "案件文件里不会有 {value}（事实 {id}），可用：{allowed}",
        "no case file says {value} there (for the fact {id}); it says {allowed}",
    ),
    "binding-type": (
        "{value} 在案件文件里是 {found}，不能作为 {type}",
        "{value} is {found} in a case file; it cannot be {type}",
    ),
    "wrong-stage": (
        "现在是 {stage} 阶段；这一步在 {allowed} 阶段才能做",
        "the case is in the stage {stage}; this is done in {allowed}",
    ),
    "not-yours": ("这不是 {by} 能做的；可由：{allowed}", "this is not for {by} to do, but for {allowed}"),
    "suspended": (
        "案件已中止（{ground}），恢复后才能继续",
        "the case is suspended ({ground}); this has to wait until it is resumed",
    ),
    "facts-not-from-outside": (
        "{path} 不能从外部录入；可录入：{allowed}",
        "{path} does not come from outside; what may: {allowed}",
    ),
    "facts-from-the-future": (
        "{known} 才知道的事实不能在 {at} 录入",
        "what is known at {known} cannot be taken in at {at}",
    ),
    "order-not-known": ("还没有录入订单", "the order is not known yet"),
    "unknown-offer-kind": (
        "没有 {kind} 这种方案；可用：{allowed}",
        "there is no offer of the kind {kind}; there are {allowed}",
    ),
    "offer-known": ("方案编号 {id} 已用过", "the offer id {id} was used before"),
    "offer-beyond-paid": (
        "方案金额 {amount} 应在 0 至实付 {paid} 之间",
        "an offer of {amount} is not between 0 and the {paid} that were paid",
    ),
    "no-such-offer": ("没有待答复的方案 {id}", "there is no open offer {id}"),
    "offer-of-your-own": (
        "方案 {id} 是自己提出的，应由对方答复",
        "the offer {id} is your own; the other side answers it",
    ),
    "offer-of-the-other": (
        "方案 {id} 是对方提出的，只有提出人可以撤回",
        "the offer {id} is the other side's; only who made it may withdraw it",
    ),
    "already-answered": ("申请已经答复过", "the request was answered before"),
    "call-too-early": (
        "先由双方协商，{since} 起可以（{rules}）",
        "the parties negotiate first; possible from {since} ({rules})",
    ),
    "unknown-request": ("没有 {what} 这种举证要求；可用：{allowed}", "{what} cannot be asked for; there are {allowed}"),
    "evidence-known": ("证据编号 {id} 已用过", "the evidence id {id} was used before"),
    "evidence-says-too-much": ("提交人不能填写 {fields}", "who submits evidence cannot say {fields}"),
    "no-such-evidence": ("没有证据 {id}", "there is no evidence {id}"),
    "serve-the-other-side": ("证据 {id} 应送达对方", "the evidence {id} is served on the other side"),
    "challenge-of-your-own": ("证据 {id} 是自己提交的", "the evidence {id} is your own"),
    "evidence-not-served": ("证据 {id} 还没有送达", "the evidence {id} was not served yet"),
    "concluded-before": ("已经说过证据交完了", "this side concluded its evidence before"),
    "evidence-window-open": (
        "举证期到 {since} 才结束（{rule}）",
        "the window for evidence is open until {since} ({rule})",
    ),
    "jury-not-chosen": ("买家没有选择大众评审", "the buyer did not choose the jury"),
    "jury-heard-before": ("本案已经评审过", "a jury heard this case before"),
    "jury-cannot-win": (
        "获胜票数 {to_win} 应过 {size} 名评审员的半数而不超过人数",
        "{to_win} votes to win are not more than half of the {size} jurors and at most all of them",
    ),
    "unknown-side": ("不能投给 {side}；可投：{allowed}", "a vote cannot go to {side}, but to {allowed}"),
    "voted-before": ("{juror} 已经投过票", "{juror} voted before"),
    "no-such-vote": ("没有 {juror} 的投票", "there is no vote of {juror}"),
    "case-has-owner": ("案件已由 {owner} 承办", "the case has an owner: {owner}"),
    "recused-before": ("{by} 已在本案回避", "{by} was recused in this case"),
    "not-the-owner": (
        "只有承办人可以这样做；承办人：{owner}",
        "only the owner of the case may do this; the owner is {owner}",
    ),
    "reason-missing": ("请写明理由", "a reason is needed"),
    "unknown-judgment": (
        "没有 {judged} 这种审核结论；可用：{allowed}",
        "there is no judgment {judged}; there are {allowed}",
    ),
    "no-such-finding": (
        "规则没有把 {fact} 交给人认定；可认定：{allowed}",
        "the rules do not leave {fact} to a person; they leave {allowed}",
    ),
    "not-ripe": ("现在还不能裁决，按规则的结果是 {outcome}", "it cannot be ruled yet: the rules say {outcome}"),
    "no-such-ruling": ("没有第 {number} 份裁决", "there is no ruling number {number}"),
    "no-such-leg": ("没有付款 {leg}", "there is no payment {leg}"),
    "leg-not-so": (
        "付款 {leg} 的状态是 {state}；须为 {wanted} 才能这样做",
        "the payment {leg} is {state}; that can be done while it is {wanted}",
    ),
    "receipt-missing": (
        "对付款 {leg} 的答复没有回执号；重复的答复靠回执号识别",
        "the answer to the payment {leg} has no receipt, by which an answer that comes twice is known",
    ),
    "goods-not-back": (
        "付款 {leg} 须等退货验收后才能发出",
        "the payment {leg} waits for the goods to come back and be found sound",
    ),
    "payment-under-way": (
        "付款 {leg} 还没有结果，有结果后才能裁决",
        "the payment {leg} is under way; it is ruled when its end is known",
    ),
    "nothing-to-appeal": ("还没有裁决可以申诉", "there is no ruling to appeal"),
    "appeals-used-up": (
        "一案最多申诉 {most} 次，已经用完（{rule}）；仍有异议的，可以找：{remains}",
        "a case has {most} appeals at most ({rule}) and they are used up; what remains: {remains}",
    ),
    "appeal-brings-nothing": (
        "申诉须有以前没有提出过的理由或证据（{rule}）",
        "an appeal needs a ground or evidence that was not brought before ({rule})",
    ),
    "appeal-inadmissible": ("申诉不予受理（{rules}）", "the appeal is not admitted ({rules})"),
    "suspended-already": ("案件已经中止", "the case is suspended already"),
    "not-suspended": ("案件没有中止", "the case is not suspended"),
    "unknown-ground": (
        "没有 {ground} 这种中止事由；可用：{allowed}",
        "a case is not suspended for {ground}; the grounds are {allowed}",
    ),
    "papers-missing": (
        "以 {ground} 中止需要附上凭证（受理通知、受案回执等）",
        "a suspension for {ground} needs its papers, such as the notice or certificate of acceptance",
    ),
    "term-missing": (
        "双方约定中止的，要写明期限：1 至 {most} 天；写的是 {days} 天",
        "a suspension by agreement names its term, from 1 to {most} days; {days} was given",
    ),
    "suspension-asked-before": (
        "你已经提出过这一中止；对方以同样的天数提出后即告中止",
        "you asked for this suspension before; it begins when the other side asks for the same number of days",
    ),
    "resumption-asked-before": (
        "你已经提出过恢复处理；对方也提出后即恢复",
        "you asked to resume before; the case resumes when the other side asks for it too",
    ),
    "not-your-suspension": (
        "这次中止由 {by} 提出，由其或者小二说明事由已经结束",
        "{by} announced what the case waits for; {by} or staff says that it is over",
    ),
    "event-unknown": ("不认识的事件 {type}，版本 {version}", "unknown event {type} of version {version}"),
    "event-fields": ("事件 {type} 的字段不对：{fields}", "the event {type} has missing or unknown fields: {fields}"),
    "event-field-kind": (
        "事件 {type} 的 {field} 不能是 {value}",
        "the field {field} of the event {type} cannot be {value}",
    ),
    "pause-from-the-future": (
        "暂停不能从将来开始（{at}；现在是 {now}）；预先安排的暂停要同时写明何时结束",
        "a pause cannot begin in the future ({at}; it is {now}); one that is planned must say when it ends",
    ),
    "pause-open-already": (
        "第 {pause} 次暂停（自 {since}）还没有结束；先结束它，或登记一次有起止时间的暂停",
        "pause {pause}, since {since}, is still open; end it first, or register one with both its ends",
    ),
    "pause-none-open": ("现在没有进行中的暂停", "no pause is open"),
    "pause-ends-too-early": (
        "第 {pause} 次暂停不能在 {at} 结束：到 {now} 为止，各方得知的都是期限停着；它只能现在或以后结束",
        (
            "pause {pause} cannot end at {at}: until {now} everybody was told that the clocks stand still; "
            "it can end now or later"
        ),
    ),
    "pause-empty": (
        "暂停的结束 {until} 应晚于开始 {since}",
        "a pause must end after it began; this one is from {since} until {until}",
    ),
    "pause-without-ground": (
        "要写明暂停的事由：当事人和以后核对的人都会看到",
        "a pause needs a ground: the parties and whoever verifies the record will read it",
    ),
    "pause-ground-form": (
        "暂停的事由是一行文字，最多 {most} 字，不能有控制字符",
        "the ground of a pause is a line of at most {most} characters without control characters",
    ),
    "pause-too-long": (
        "从 {since} 到 {until} 超过 {days} 天：登记以后不能收回，请核对年份；真有这么长，请分段登记",
        (
            "from {since} until {until} are more than {days} days: nothing is taken back, so check the years; "
            "register parts of it if it is as long as that"
        ),
    ),
    "pause-actor-form": (
        "由谁登记（{by}）应写成角色或角色:编号，如 platform、supervisor:1",
        "who registers it ({by}) must read role or role:id, such as platform or supervisor:1",
    ),
    "pause-not-yours": (
        "{by} 不能登记平台暂停：暂停停下所有人的期限，只能由 {allowed} 登记；请交给运维或主管",
        "{by} cannot register a pause of the platform, which stops everybody's clocks; only {allowed} may: ask an operator or a supervisor to do it",
    ),
    "pause-never-began": ("第 {pause} 次暂停有结束而没有开始", "pause {pause} ended and never began"),
    **_HEARING,
    **_SIGNALS,
}
