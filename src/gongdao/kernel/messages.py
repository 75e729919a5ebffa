"""The sentences of the kernel's problems: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "yaml-colon": (
        "这里不能出现冒号：上一行缩进不对、键后的冒号少了空格，或者文字里的冒号没有加引号",
        "no colon here: the line above is indented wrongly or lacks a space after its colon, or this text needs quotes",
    ),
    "yaml-no-colon": ("这一行不是“键: 值”，缺少冒号", "this line is not “key: value”; its colon is missing"),
    "yaml-quote": (
        "这个引号没有闭合（到第 {noticed} 行才发现）",
        "this quote is never closed (noticed on line {noticed})",
    ),
    "yaml-escape": (
        "双引号里有不认识的转义；反斜杠写成 \\\\，或改用单引号",
        "unknown escape in double quotes; write the backslash as \\\\ or use single quotes",
    ),
    "yaml-list-open": (
        "这个列表 [ 缺少逗号或没有闭合（到第 {noticed} 行才发现）",
        "this list [ lacks a comma or its ] (noticed on line {noticed})",
    ),
    "yaml-mapping-open": (
        "这个 {{ 缺少逗号或没有闭合（到第 {noticed} 行才发现）",
        "this {{ lacks a comma or its }} (noticed on line {noticed})",
    ),
    "yaml-indent": (
        "缩进与第 {opened} 行开始的那一段不一致",
        "the indentation does not fit the block that begins on line {opened}",
    ),
    "yaml-after-value": (
        "引号或括号已经闭合，后面不能再有文字；整段文字请放进一对引号，里面的单引号写两次",
        "text follows a closed quote or bracket; put the whole text in one pair of quotes, a single quote inside twice",
    ),
    "yaml-start": (
        "文字不能以 {character} 开头，请加引号",
        "a text cannot begin with {character} unless it is quoted",
    ),
    "yaml-content": (
        "这里应当有一个值；第 {opened} 行开始的括号没有闭合，或者多了一个符号",
        "a value is expected here: a bracket of line {opened} is not closed, or a mark is too many",
    ),
    "yaml-dash": ("列表项 - 要另起一行", "a list item (-) begins on a line of its own"),
    "yaml-tab": ("缩进只能用空格，这里有制表符", "indent with spaces; there is a tab here"),
    "yaml-tag-syntax": ("! 开头的文字请加引号", "a text that begins with ! needs quotes"),
    "yaml-syntax": ("不是正确的 YAML（{said}）", "this is not valid YAML ({said})"),
    "yaml-several-documents": (
        "一个文件只能有一份文档，这里用 --- 开始了第二份",
        "a file holds one document; a second one begins here with ---",
    ),
    "yaml-anchor": (
        "不支持锚点 &{name}；文字里的 & 请加引号",
        "anchors (&{name}) are not allowed; a text that begins with & needs quotes",
    ),
    "yaml-alias": (
        "不支持引用 *{name}；文字里的 * 请加引号",
        "aliases (*{name}) are not allowed; a text that begins with * needs quotes",
    ),
    "yaml-tag": ("不支持类型标记 {tag}，请删去", "the tag {tag} is not allowed; remove it"),
    "yaml-key": (
        "键必须是文字，这里是 {kind}",
        "a key must be a text, not {kind}",
    ),
    "yaml-duplicate-key": (
        "“{key}” 重复了，第一次在第 {first_line} 行第 {first_column} 列",
        "“{key}” stands twice; it is first on line {first_line}, column {first_column}",
    ),
    "yaml-character": (
        "不能使用看不见的控制字符 {character}",
        "the invisible character {character} is not allowed",
    ),
    "yaml-too-deep": ("嵌套超过 {most} 层", "nested deeper than {most} levels"),
    "money-currency": ("不认识的币种 {value}，是不是 {nearest}？", "unknown currency {value}; did you mean {nearest}?"),
    "money-number": ('金额要加引号写成文字，例如 "{value}"', 'write the amount in quotes: "{value}"'),
    "money-form": ('“{value}” 不是金额，应写成 "30.00"', '“{value}” is not an amount; write it as "30.00"'),
    "money-negative": ("金额不能为负：{value}", "an amount cannot be negative: {value}"),
    "money-decimals": (
        "{value} 的小数太多，{currency} 最多 {most} 位",
        "{value} is too exact; {currency} has {most} decimals",
    ),
    "money-too-large": ("金额过大：{value}", "the amount is too large: {value}"),
    "share-of-nothing": ("分母为零，无法按比例计算", "a share of nothing cannot be computed"),
    "split-impossible": ("无法把 {total} 按 {weights} 分摊", "{total} cannot be split by {weights}"),
    "tier-without-bands": ("没有分档", "there are no bands"),
    "step-not-positive": ("步长必须大于零：{step}", "a step must be above zero: {step}"),
    "calendar-mapping": ("这里应当是“键: 值”", "“key: value” is expected here"),
    "calendar-list": ("这里应当是列表", "a list is expected here"),
    "calendar-key": ("不认识 “{key}”，是不是 {nearest}？", "unknown key “{key}”; did you mean {nearest}?"),
    "calendar-missing": ("缺少 {keys}", "{keys} is missing"),
    "calendar-date": ("“{value}” 不是日期，应写成 2025-10-01", "“{value}” is no date; write 2025-10-01"),
    "calendar-month-day": ("“{value}” 不是月日，应写成 10-01", "“{value}” is no day of a month; write 10-01"),
    "calendar-weekday": (
        "“{value}” 不是星期几，是不是 {nearest}？",
        "“{value}” is no weekday; did you mean {nearest}?",
    ),
    "calendar-year": ("“{value}” 不是年份", "“{value}” is no year"),
    "calendar-years": ("年份不连续：{years}", "the years do not follow one another: {years}"),
    "calendar-span": ("放假从 {first} 到 {last} 不对", "free days from {first} to {last} cannot be right"),
    "calendar-free-and-worked": ("{day} 既放假又上班", "{day} is both free and worked"),
    "calendar-range": (
        "日历 {calendar} 只能从 {first} 算到 {last}",
        "calendar {calendar} counts from {first} to {last} only",
    ),
    "calendar-needed": ("按 {unit} 计算或顺延需要工作日历", "{unit} or rolling needs a calendar of working days"),
    "hours-never-roll": ("{unit} 按小时计算，不因休息日顺延", "{unit} counts hours and never rolls over free days"),
    "instant-without-offset": (
        "时间 {instant} 缺少时区偏移，例如 +08:00",
        "{instant} lacks its offset, such as +08:00",
    ),
    "pause-reversed": ("暂停在开始（{begin}）之前就结束（{end}）", "a pause ends ({end}) before it begins ({begin})"),
    "period-negative": ("期间不能为负：{n}", "a period cannot be negative: {n}"),
    "period-too-long": ("期间过长：{n} {unit}", "the period is too long: {n} {unit}"),
    "unit-unknown": ("不认识的时间单位 {unit}，是不是 {nearest}？", "unknown unit {unit}; did you mean {nearest}?"),
    "zone-unknown": ("不认识的时区 {zone}", "unknown time zone {zone}"),
    "calendar-unknown": ("没有日历 {name}，可用 {names}", "there is no calendar {name}; there is {names}"),
    "instant-form": (
        "“{value}” 不是时间，应写成 2025-10-12T10:00:00+08:00",
        "“{value}” is no instant; write 2025-10-12T10:00:00+08:00",
    ),
    "pause-form": ("“{value}” 不是暂停，应写成 开始/结束", "“{value}” is no pause; write FROM/UNTIL"),
}
