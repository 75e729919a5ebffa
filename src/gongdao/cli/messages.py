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
}
