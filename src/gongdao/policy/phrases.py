"""The turns of phrase in which conditions are said: key -> (zh, en)."""

from __future__ import annotations

# How a Chinese yes-or-no label begins, and how it begins when it is not so; the longer beginning first.
NEGATIONS: tuple[tuple[str, str], ...] = (
    ("已经", "尚未"), ("已", "未"), ("未", "已"), ("存在", "不存在"), ("具有", "不具有"), ("没有", "有"),
    ("有", "没有"), ("不是", "是"), ("是", "不是"), ("不属于", "属于"), ("属于", "不属于"), ("可以", "不可以"),
    ("可", "不可"), ("能", "不能"), ("符合", "不符合"), ("构成", "不构成"), ("应当", "不应当"),
    ("同意", "不同意"), ("支持", "不支持"), ("在", "不在"),
)  # fmt: skip

_VERBS: dict[str, tuple[str, str]] = {
    "and": (" 且 ", " and "),
    "or": (" 或 ", " or "),
    "brackets": ("（{text}）", "({text})"),
    "not": ("并非{text}", "not {text}"),
    "not-so": ("并非{text}", "it is not so that {text}"),
    "word": ("{word}", "“{word}”"),
    "always": ("总是", "always"),
    "never": ("从不", "never"),
    "has": ("有{name}", "{name} applies"),
    "has-not": ("没有{name}", "{name} does not apply"),
    "is-word": ("{left} 是 {right}", "{left} is {right}"),
    "is-not-word": ("{left} 不是 {right}", "{left} is not {right}"),
    "is-of": ("{item} 是 {options} 之一", "{item} is one of {options}"),
    "is-one": ("{item} 是 {options}", "{item} is {options}"),
    "not-of": ("{item} 不是 {options} 中的任何一个", "{item} is none of {options}"),
    "not-one": ("{item} 不是 {options}", "{item} is not {options}"),
    "is-among": ("{words} 包括 {item}", "{words} includes {item}"),
    "not-among": ("{words} 不包括 {item}", "{words} does not include {item}"),
    "number==": ("{left} 等于 {right}", "{left} is {right}"),
    "number!=": ("{left} 不等于 {right}", "{left} is not {right}"),
    "number<": ("{left} 少于 {right}", "{left} is less than {right}"),
    "number<=": ("{left} 不超过 {right}", "{left} is at most {right}"),
    "number>": ("{left} 超过 {right}", "{left} is more than {right}"),
    "number>=": ("{left} 不少于 {right}", "{left} is at least {right}"),
    "time==": ("{left} 就是 {right}", "{left} is {right}"),
    "time!=": ("{left} 不是 {right}", "{left} is not {right}"),
    "time<": ("{left} 早于 {right}", "{left} is before {right}"),
    "time<=": ("{left} 不晚于 {right}", "{left} is not after {right}"),
    "time>": ("{left} 晚于 {right}", "{left} is after {right}"),
    "time>=": ("{left} 不早于 {right}", "{left} is not before {right}"),
}

_VALUES: dict[str, tuple[str, str]] = {
    "parameter": ("{name}（{value}）", "{name} ({value})"),
    "this-line": ("该行", "the line"),
    "field": ("{row}的{name}", "{name} of {row}"),
    "size": ("{of}的数目", "the number of {of}"),
    "exists": ("{list}中有一行满足（{body}）", "some row of {list} has ({body})"),
    "not-exists": ("{list}中没有一行满足（{body}）", "no row of {list} has ({body})"),
    "all": ("{list}中每一行都满足（{body}）", "every row of {list} has ({body})"),
    "not-all": ("{list}中并非每一行都满足（{body}）", "not every row of {list} has ({body})"),
    "sum": ("{list}中（{body}）之和", "the sum over {list} of ({body})"),
}

_CALLS: dict[str, tuple[str, str]] = {
    "min": ("{items} 中最小的", "the smallest of {items}"),
    "max": ("{items} 中最大的", "the largest of {items}"),
    "clamp": ("{a0}（不低于 {a1}，不高于 {a2}）", "{a0} (at least {a1}, at most {a2})"),
    "percent": ("{a0} 的 {a1}%", "{a1}% of {a0}"),
    "share": ("{a0} 的 {a1}/{a2}", "{a1}/{a2} of {a0}"),
    "tier": ("{a0} 占 {a1} 的比例在 {a2} 中的档", "the band of {a2} for {a0} out of {a1}"),
    "times": ("{a0} 里整 {a1} 的个数", "how many whole {a1} are in {a0}"),
    "split": ("{a0} 按 {a1} 分摊到该行的一份", "the line's share of {a0} by {a1}"),
    "later": ("{a0}与{a1}中较晚的", "the later of {a0} and {a1}"),
    "earlier": ("{a0}与{a1}中较早的", "the earlier of {a0} and {a1}"),
    "after": ("{start} 后 {length}", "{length} after {start}"),
    "after-roll": ("{start} 后 {length}（遇休息日顺延）", "{length} after {start} (passing over free days)"),
    "coalesce": ("{a0}（没有时取 {a1}）", "{a0} (or else {a1})"),
    "unit-hour": ("{n} 小时", "{n} hours"),
    "unit-civil_day": ("{n} 日", "{n} days"),
    "unit-working_day": ("{n} 个工作日", "{n} working days"),
    "unit-month": ("{n} 个月", "{n} months"),
    "unit-next_midnight_hour": ("{n} 小时（自次日零时起算）", "{n} hours from the next midnight"),
    "unit-jd_service_hour": ("{n} 个服务小时", "{n} service hours"),
}

PHRASES: dict[str, tuple[str, str]] = _VERBS | _VALUES | _CALLS
