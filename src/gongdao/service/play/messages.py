"""The sentences of what is wrong with a scenario or does not come out as it says: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "play-no-scenario": (
        "这里没有场景：文件应有 id、title、platform 和 steps",
        "there is no scenario here: a file has id, title, platform and steps",
    ),
    "play-want-steps": (
        "steps 应为至少有一步的列表，这里是 {value}",
        "steps must be a list of at least one step; this is {value}",
    ),
    "play-first-step-when": (
        "第一步要写 at，说明故事从何时开始，例如 at: 2025-10-05T12:00:00+08:00",
        "the first step needs `at`: when the story begins, such as at: 2025-10-05T12:00:00+08:00",
    ),
    "play-two-times": (
        "一步只能写一个时间，这里有 {times}",
        "a step has one time; this one has {times}",
    ),
    "play-length": (
        "“{value}” 不是时长，应写成 48h、1d12h、30m 或 1s",
        "“{value}” is no length of time; write 48h, 1d12h, 30m or 1s",
    ),
    "play-who": ("{act} 由谁做？请写 by，例如 by: buyer", "who does {act}? Write by, such as by: buyer"),
    "play-answer-needs": (
        "答复 {answer} 还要写 {field}",
        "the answer {answer} also needs {field}",
    ),
    "play-want-act": (
        "at_once 里每一项要写 by 和 do",
        "each entry of at_once says who does what: by and do",
    ),
    "play-with-missing": (
        "{act} 要在 with 里写明：{fields}",
        "{act} needs a `with` that says: {fields}",
    ),
    "play-backwards": (
        "这一步的时间 {at} 早于故事已到的 {now}",
        "this step happens at {at}, before the {now} that the story has come to",
    ),
    "play-stuck": (
        "{at} 有事到期，却什么也没有写下",
        "something fell due at {at} and nothing was written",
    ),
    "play-not-refused": (
        "应被拒绝（{code}），却被接受了",
        "this should have been refused ({code}) and was accepted",
    ),
    "play-refused": ("被拒绝（{code}），场景没有这样说", "this was refused ({code}), which the scenario does not say"),
    "play-other-refusal": ("应以 {code} 拒绝，实际是 {found}", "this should be refused with {code}; it was {found}"),
    "play-other-since": (
        "应说明从 {since} 起可以，实际是 {found}",
        "it should be allowed from {since}; the refusal says {found}",
    ),
    "play-differs": ("应为 {wanted}，实际是 {found}", "this should be {wanted}; it is {found}"),
    "play-played-before": (
        "这个场景已在此数据库演过（{stream}）；请换一个数据库",
        "this scenario was played in this database before ({stream}); take another database",
    ),
    "play-among-cases": (
        "这个数据库里有 {cases} 个真实案件；场景会拨动时钟，使它们的期限届满。请换一个数据库",
        "this database holds {cases} real cases, whose deadlines the clock of a scenario would let pass; take another",
    ),
    "play-pauses-others": (
        "场景 {id} 让平台停摆，会影响此数据库里的另外 {cases} 个案件；请给它一个单独的数据库",
        "the scenario {id} stops the platform's clocks for the {cases} other cases here; give it a database of its own",
    ),
    "play-after-pauses": (
        "此数据库登记过平台停摆（{changes} 条），会移动场景的期限；请换一个数据库",
        "this database registers pauses ({changes} events), which would move a scenario's deadlines; take another",
    ),
}
