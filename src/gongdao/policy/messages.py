"""The sentences of what can be wrong with a pack: code -> (zh, en)."""

from __future__ import annotations

from gongdao.policy.condition_messages import MESSAGES as _CONDITIONS

_FILES: dict[str, tuple[str, str]] = {
    "no-family": ("缺少 family：写明这是哪一族规则", "family is missing: say which family of packs this is"),
    "family-name": (
        "family 是 {id}，而文件夹叫 {folder}：两者应当一样",
        "the family is {id} and its folder {folder}: they must be the same",
    ),
    "no-versions": ("规则族 {family} 没有 versions", "the family {family} has no versions"),
    "unknown-family": (
        "没有规则族 {value}，是不是 {nearest}？可用：{allowed}",
        "there is no family {value}; did you mean {nearest}? There are {allowed}",
    ),
    "unknown-family-far": (
        "没有规则族 {value}，可用：{allowed}",
        "there is no family {value}; there are {allowed}",
    ),
    "extends-cycle": ("{value} 绕了一圈又扩展到自己", "{value} extends itself in a circle"),
    "unknown-pack": (
        "没有规则包 {value}，是不是 {nearest}？可用：{allowed}",
        "there is no pack {value}; did you mean {nearest}? There are {allowed}",
    ),
    "unknown-pack-far": ("没有规则包 {value}，可用：{allowed}", "there is no pack {value}; there are {allowed}"),
    "no-version-in-force": (
        "{at} 没有生效的版本，最早的版本从 {first} 起",
        "no version was in force at {at}; the first one begins on {first}",
    ),
}

_SHAPES: dict[str, tuple[str, str]] = {
    "unknown-key": (
        "没有 {value} 这个键，是不是 {nearest}？可用：{allowed}",
        "there is no key {value}; did you mean {nearest}? Allowed here: {allowed}",
    ),
    "unknown-key-far": ("没有 {value} 这个键，可用：{allowed}", "there is no key {value}; allowed here: {allowed}"),
    "missing-key": ("{of} 缺少 {key}", "{of} lacks {key}"),
    "not-a-mapping": ("这里应当是一组“键: 值”，不是 {value}", "key: value pairs are expected here, not {value}"),
    "not-a-flag": ("应为 true 或 false，不是 {value}", "must be true or false, not {value}"),
    "bad-date": ("“{value}” 不是日期，要写成 2025-08-15 这样", "“{value}” is no date; write it like 2025-08-15"),
    "bad-number": ("应为大于零的整数，不是 {value}", "must be a whole number above zero, not {value}"),
    "bad-days": ("应为不小于 0 的整数天数，不是 {value}", "must be a whole number of days, 0 or more, not {value}"),
    "bad-weight": ("应为 0 到 100 的整数，不是 {value}", "must be a whole number from 0 to 100, not {value}"),
    "bad-value": (
        "{value} 不能作为 {type}，要写成 {example} 这样",
        "{value} cannot be {type}; write it like {example}",
    ),
    "missing-label": (
        "{id} 缺少 {lang} 文字：中文和英文都要给人看",
        "{id} lacks its {lang} text; both are shown to people",
    ),
    "no-values": (
        "参数 {id} 没有值：写成 values: {{日期: 值}}",
        "parameter {id} has no values: write values: {{date: value}}",
    ),
    "no-phrases": ("话术 {id} 有空的词组", "script {id} has an empty group of phrases"),
    "defined-twice": ("{id} 已在 {first} 定义", "{id} is defined already at {first}"),
    "redefines-nothing": (
        "{id} 写了 redefines，但所扩展的规则包里没有它",
        "{id} says redefines, and no pack below has it",
    ),
    "name-taken": ("{id} 已经是别的事实、词条或决定的名称", "{id} is the name of another fact, term or decision"),
    "empty-window": ("{id} 在 {since} 生效，{until} 就失效", "{id} begins on {since} and has ended on {until}"),
    "unknown-version": (
        "规则族 {family} 没有版本 {value}，是不是 {nearest}？",
        "the family {family} has no version {value}; did you mean {nearest}?",
    ),
    "unknown-version-far": (
        "规则族 {family} 没有版本 {value}，可用：{allowed}",
        "the family {family} has no version {value}; it has {allowed}",
    ),
}

_TABLES: dict[str, tuple[str, str]] = {
    "no-answer": (
        "{id} 没有写明回答什么：缺少 answer（或 waterfall）和 zh、en",
        "{id} does not say what it answers: answer (or waterfall), zh and en are missing",
    ),
    "hit-without-order": (
        "{found} 没有大小，不能用 hit: {hit}",
        "{found} has no order; hit: {hit} means nothing",
    ),
    "hit-of-one-value": (
        "hit: {hit} 只用于枚举或一行，不用于 {found}",
        "hit: {hit} gathers words or rows, not {found}",
    ),
    "span-elsewhere": (
        "starts 和 length 算出的是时间，这张表的答案是 {found}",
        "starts and length give an instant; this table answers with {found}",
    ),
    "unknown-override": (
        "这张表里没有规则 {value}，是不是 {nearest}？",
        "this table has no rule {value}; did you mean {nearest}?",
    ),
    "unknown-override-far": (
        "这张表里没有规则 {value}",
        "this table has no rule {value}",
    ),
    "overrides-itself": ("规则 {id} 不能排除自己", "rule {id} cannot override itself"),
    "override-cycle": ("规则 {id} 经过别的规则排除了自己", "rule {id} overrides itself by way of others"),
    "defeat-circle": (
        "决定 {decision} 的规则互相排除成了一圈：{rules}",
        "the rules of {decision} beat one another in a circle: {rules}",
    ),
    "equal-conditions": (
        "规则 {id} 与 {other} 条件和位阶相同而答案不同，{decision} 无法取舍：写明谁 overrides 谁",
        "rule {id} and {other} have one condition and rank and different answers: say in {decision} which overrides",
    ),
    "unknown-stack": (
        "这张表没有 highest_of: {value}，是不是 {nearest}？",
        "this table has no highest_of: {value}; did you mean {nearest}?",
    ),
    "unknown-stack-far": (
        "这张表没有 highest_of: {value}，写 stacks 没有意义",
        "stacks means nothing here: the table has no highest_of: {value}",
    ),
    "unknown-debt": (
        "没有 {value} 这笔债，是不是 {nearest}？可用：{allowed}",
        "nothing is owed as {value}; did you mean {nearest}? There are {allowed}",
    ),
    "unknown-debt-far": ("没有 {value} 这笔债，可用：{allowed}", "nothing is owed as {value}; there are {allowed}"),
    "unknown-account": (
        "没有账户 {value}，是不是 {nearest}？可用：{allowed}",
        "there is no account {value}; did you mean {nearest}? There are {allowed}",
    ),
    "unknown-account-far": (
        "没有账户 {value}，可用：{allowed}",
        "there is no account {value}; there are {allowed}",
    ),
    "unknown-clock": (
        "没有时间 {value}，是不是 {nearest}？时钟要是一项时间事实",
        "there is no instant {value}; did you mean {nearest}? A clock is a fact that is an instant",
    ),
    "unknown-clock-far": (
        "没有时间 {value}：时钟要是一项时间事实，例如 {allowed}",
        "there is no instant {value}: a clock is a fact that is an instant, such as {allowed}",
    ),
    "unknown-stop": (
        "没有时段 {value}，是不是 {nearest}？",
        "there are no intervals {value}; did you mean {nearest}?",
    ),
    "unknown-stop-far": (
        "没有时段 {value}：stops_while 要写一项 intervals 类型的事实",
        "there are no intervals {value}: stops_while names a fact of the type intervals",
    ),
    "unknown-deadline": (
        "没有期限 {value}，是不是 {nearest}？",
        "there is no deadline {value}; did you mean {nearest}?",
    ),
    "unknown-deadline-far": ("没有期限 {value}，有：{allowed}", "there is no deadline {value}; there are {allowed}"),
    "cycle": ("名称绕成了一圈：{way}", "the names run in a circle: {way}"),
}

_PROOF: dict[str, tuple[str, str]] = {
    "provable-not-bool": (
        "要证明的事实 {id} 应是 bool，不是 {type}",
        "the fact {id} is to be proved: it must be bool, not {type}",
    ),
    "presumption-for-bearer": (
        "{id} 由 {by} 证明，却推定为真：举证就没有意义了",
        "{by} must prove {id}, and it is presumed true: there would be nothing to prove",
    ),
    "unknown-bearer": (
        "{value} 不能承担举证责任，是不是 {nearest}？",
        "{value} cannot bear a burden of proof; did you mean {nearest}?",
    ),
    "unknown-bearer-far": (
        "{value} 不能承担举证责任：写 buyer、seller、platform，或回答一方的决定",
        "{value} cannot bear a burden of proof: write buyer, seller, platform or a decision that answers with a party",
    ),
    "unknown-standard": (
        "没有证明标准 {value}，是不是 {nearest}？可用：{allowed}",
        "there is no standard of proof {value}; did you mean {nearest}? There are {allowed}",
    ),
    "unknown-standard-far": (
        "没有证明标准 {value}，可用：{allowed}",
        "there is no standard of proof {value}; there are {allowed}",
    ),
    "unknown-provable": (
        "没有要证明的事实 {value}，是不是 {nearest}？",
        "there is no fact {value} to be proved; did you mean {nearest}?",
    ),
    "unknown-provable-far": (
        "没有要证明的事实 {value}，有：{allowed}",
        "there is no fact {value} to be proved; there are {allowed}",
    ),
    "unknown-grade": (
        "没有证据等级 {value}，是不是 {nearest}？可用：{allowed}",
        "there is no grade of evidence {value}; did you mean {nearest}? There are {allowed}",
    ),
    "unknown-grade-far": (
        "没有证据等级 {value}，可用：{allowed}",
        "there is no grade of evidence {value}; there are {allowed}",
    ),
    "unknown-law": (
        "登记册里没有 {value}，是不是 {nearest}？",
        "the register has no provision {value}; did you mean {nearest}?",
    ),
    "unknown-law-far": ("登记册里没有 {value} 这一条", "the register has no provision {value}"),
    "weighing-needs-evidence": (
        "哪些证据说明什么，在采信证据之前就要确定，不能取决于要证明的事实 {fact}",
        "which evidence speaks for what is settled before it is weighed; it cannot depend on {fact}, which is to be proved",
    ),
    "late-needs-evidence": (
        "期限 {deadline} 决定哪些证据逾期，它自己不能取决于要靠证据证明的 {fact}",
        "{deadline} says which evidence is late; it cannot itself depend on {fact}, which evidence proves",
    ),
}

MESSAGES: dict[str, tuple[str, str]] = _CONDITIONS | _FILES | _SHAPES | _TABLES | _PROOF
