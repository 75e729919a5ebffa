"""The sentences of what can go wrong at the command line: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "unknown-case": ("没有案件 {value}；文件里有：{allowed}", "there is no case {value}; the file has {allowed}"),
    "unknown-case-near": (
        "没有案件 {value}，是不是 {nearest}？文件里有：{allowed}",
        "there is no case {value}; did you mean {nearest}? The file has {allowed}",
    ),
    "nothing-to-show": (
        "{pack} 里没有叫 {value} 的规则、表、事实、参数或条文；`policy show {pack}` 列出有些什么",
        "{pack} has no rule, table, fact, parameter or provision of the name {value}; `policy show {pack}` lists them",
    ),
    "nothing-to-show-near": (
        "{pack} 里没有 {value}，是不是 {nearest}？",
        "{pack} has no {value}; did you mean {nearest}?",
    ),
    "unknown-rule": (
        "{pack} 里没有规则 {value}，是不是 {nearest}？",
        "{pack} has no rule {value}; did you mean {nearest}?",
    ),
    "unknown-rule-far": (
        "{pack} 里没有规则 {value}；`policy show {pack} rules` 列出全部规则",
        "{pack} has no rule {value}; `policy show {pack} rules` lists them all",
    ),
    "reconcile-span": (
        "--until {until} 应晚于 --from {since}",
        "--until {until} must be later than --from {since}",
    ),
    "source-unknown": (
        "账本里没有来源 {source} 的案件；有：{known}",
        "the journal has no cases of the source {source}; it has {known}",
    ),
    "erase-unconfirmed": (
        "没有删除任何内容。删除后不能恢复；要删除 {person} 在 {case} 里的以上内容，请加上 --yes",
        "nothing was erased. What is erased cannot be restored; to erase the above of {person} in {case} add --yes",
    ),
    "pause-end-alone": (
        "结束暂停时不写 --from 和 --ground，只可以写 --until",
        "the end of a pause takes no --from and no --ground, only --until",
    ),
    "pause-needs-its-ends": (
        "要登记一段暂停，请同时写明 --from 和 --until；从现在起暂停用 `gongdao pause begin`，结束用 `gongdao pause end`",
        (
            "to register a pause say both --from and --until; `gongdao pause begin` begins one now, "
            "`gongdao pause end` ends it"
        ),
    ),
    "clerk-option-range": (
        "{option} 应大于 0 且不超过 {most}，不是 {value}",
        "{option} must be above 0 and at most {most}; not {value}",
    ),
    "no-such-port": ("没有端口 {port}；可用 0 到 {most}", "there is no port {port}; there are 0 to {most}"),
    "metrics-port-taken": (
        "本机端口 {port} 不能用于指标（{why}）；换一个端口，0 表示任选一个空闲的",
        "port {port} of the loopback cannot serve the metrics ({why}); take another one, 0 for any that is free",
    ),
    "file-not-written": ("无法写入 {file}：{why}", "{file} cannot be written: {why}"),
    "screen-nothing": (
        "没有说要看哪个 {what}：请给出文件、- 或 --text",
        "which {what} is not said: give a file, - or --text",
    ),
    "screen-too-large": (
        "文件超过 {most} MB：请只给要看的那一部分",
        "the file is larger than {most} MB: give only what is to be looked at",
    ),
    "screen-not-json": ("第 {line} 行不是 JSON：请检查引号和逗号", "line {line} is no JSON: look at quotes and commas"),
}
