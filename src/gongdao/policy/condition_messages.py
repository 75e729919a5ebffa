"""The sentences of what can be wrong with a condition or a type: code -> (zh, en)."""

from __future__ import annotations

_SYNTAX: dict[str, tuple[str, str]] = {
    "unexpected-end": ("条件到这里没有写完", "the condition ends before it is complete"),
    "unexpected-token": ("这里不能出现 {value}", "{value} cannot stand here"),
    "unexpected-character": ("条件里没有 {value} 这个字符", "no condition has the character {value}"),
    "full-width-character": (
        "{value} 是全角或别的符号，请写成 {nearest}",
        "{value} only looks like the sign that is meant; write {nearest}",
    ),
    "name-not-plain": (
        "名称 {value} 里有全角或特殊字符，请写成 {nearest}",
        "the name {value} has letters that only look like others; write {nearest}",
    ),
    "half-operator": ("没有 {value} 这个运算符，请写成 {nearest}", "there is no operator {value}; write {nearest}"),
    "word-operator": ("不写 {value}，请写成 {nearest}", "{value} is not an operator here; write {nearest}"),
    "chained-comparison": (
        "比较不能连写：拆成两个，用 && 连接，例如 3 < x && x < 9",
        "comparisons cannot be chained: write two, joined by &&, as in 3 < x && x < 9",
    ),
    "choice-operator": (
        "条件里没有 ? : 选择：不同情形的不同结果写成一个决定的几条规则",
        "there is no choice with ? : — what depends on the case is a decision with rules",
    ),
    "division": (
        "没有 {value} 运算：按比例用 share(total, part, whole)，百分之几用 percent(x, n)，整步数用 times(x, step)",
        "there is no {value}: use share(total, part, whole), percent(x, n) or times(x, step)",
    ),
    "decimal-literal": (
        "条件里不写小数 {value}：金额和小数是参数，写成 p.名称",
        "no decimals such as {value} in a condition: amounts and decimals are parameters, p.name",
    ),
    "number-too-large": (
        "数字 {value} 太大，最大是 {limit}",
        "the number {value} is too large; the largest is {limit}",
    ),
    "null-literal": (
        "没有 null：问一项事实是否适用，写 has(名称)",
        "there is no null: has(name) asks whether it applies",
    ),
    "unclosed-quote": ("引号没有闭合", "the quote is never closed"),
    "escape-in-text": ("引号里不能有反斜杠", "no backslash in a quoted word"),
    "unclosed-bracket": (
        "括号 {value} 没有闭合，缺少 {nearest}",
        "the bracket {value} is never closed; {nearest} is missing",
    ),
    "empty-list": ("in 后面的列表是空的", "the list after in is empty"),
    "list-outside-in": ("列表只能写在 in 的右边", "a list can stand only to the right of in"),
    "reserved-word": (
        "{value} 是 CEL 的保留字，不能作名称",
        "{value} is a reserved word of CEL and cannot be a name",
    ),
    "bare-parameter": ("p 后面缺少参数名，写成 p.名称", "p must be followed by the name of a parameter: p.name"),
    "has-shape": ("has() 里只写一个名称，例如 has(signed_at)", "has() takes one name, as in has(signed_at)"),
    "size-shape": ("size() 里只写一个列表", "size() takes one list"),
    "unknown-macro": (
        "没有 .{value}()，是不是 {nearest}？可用：{allowed}",
        "there is no .{value}(); did you mean {nearest}? There are {allowed}",
    ),
    "unknown-macro-far": ("没有 .{value}()，可用：{allowed}", "there is no .{value}(); there are {allowed}"),
    "macro-shape": (
        ".{value}() 要写成 列表.{value}(l, 关于 l 的条件)",
        ".{value}() is written list.{value}(l, something about l)",
    ),
    "condition-too-long": (
        "条件有 {length} 个字符，最多 {limit}",
        "the condition has {length} characters; {limit} at most",
    ),
    "condition-too-deep": (
        "括号套得太深，最多 {limit} 层：请拆成词条",
        "nested more than {limit} deep: make terms of parts",
    ),
    "chain-too-long": (
        "一个条件里最多 {limit} 个算术符号和点",
        "at most {limit} arithmetic signs and dots in one condition",
    ),
}

_TYPES: dict[str, tuple[str, str]] = {
    "bad-type": (
        "没有 {value} 这个类型，是不是 {nearest}？可用：{allowed}",
        "there is no type {value}; did you mean {nearest}? There are {allowed}",
    ),
    "bad-type-far": ("没有 {value} 这个类型，可用：{allowed}", "there is no type {value}; there are {allowed}"),
    "bad-type-word": ("类型里的“{value}”不是一个词", "“{value}” in the type is not one word"),
    "type-word-twice": ("类型里的 {value} 写了两次", "{value} stands twice in the type"),
    "bad-places": (
        "小数位数 {value} 应是 0 到 {limit} 的一个数字",
        "{value} places: it must be one digit, 0 to {limit}",
    ),
}

_NAMES: dict[str, tuple[str, str]] = {
    "unknown-name": ("没有 {value} 这个名称，是不是 {nearest}？", "there is no name {value}; did you mean {nearest}?"),
    "unknown-name-far": (
        "没有 {value} 这个事实、词条或决定",
        "there is no fact, term or decision of the name {value}",
    ),
    "unknown-parameter": (
        "没有参数 p.{value}，是不是 p.{nearest}？",
        "there is no p.{value}; did you mean p.{nearest}?",
    ),
    "unknown-parameter-far": ("没有参数 p.{value}", "there is no parameter p.{value}"),
    "parameter-without-p": ("{value} 是参数，写成 {nearest}", "{value} is a parameter; write {nearest}"),
    "unknown-field": (
        "没有字段 {value}，是不是 {nearest}？可用：{allowed}",
        "there is no field {value}; did you mean {nearest}? There are {allowed}",
    ),
    "unknown-field-far": ("没有字段 {value}，可用：{allowed}", "there is no field {value}; there are {allowed}"),
    "unknown-function": (
        "没有函数 {value}，是不是 {nearest}？",
        "there is no function {value}; did you mean {nearest}?",
    ),
    "unknown-function-far": ("没有函数 {value}，可用：{allowed}", "there is no function {value}; there are {allowed}"),
    "unknown-word": (
        "{value} 不是可用的词，是不是 {nearest}？可用：{allowed}",
        "{value} is not one of the words; did you mean {nearest}? They are {allowed}",
    ),
    "unknown-word-far": ("{value} 不是可用的词，可用：{allowed}", "{value} is not one of the words {allowed}"),
    "word-unquoted": ("{value} 是一个词，要加引号：{nearest}", "{value} is a word and needs quotes: {nearest}"),
    "shadowed-name": ("{value} 已经是别的名称，换一个变量名", "{value} is a name already; call the variable otherwise"),
    "unguarded": (
        "{value} 可能不适用：前面要先有 {guard} &&",
        "{value} may not apply: put {guard} && before it",
    ),
}

_FITS: dict[str, tuple[str, str]] = {
    "wrong-type": ("{value} 是 {found}，这里要 {expected}", "{value} is {found}; {expected} is needed here"),
    "mixed-types": ("{left} 和 {right} 不能用 {op} 连在一起", "{left} and {right} do not go together with {op}"),
    "no-common-word": ("{left} 和 {right} 没有共同的词", "{left} and {right} have no word in common"),
    "literal-amount": (
        "{value} 不能当作 {expected}：金额和小数写成参数 p.名称（只有 0 可以直接写）",
        "{value} cannot be {expected}: amounts and decimals are parameters, p.name (only 0 may be written)",
    ),
    "literal-date": (
        "'{value}' 不能当作 {expected}：日期和时间写成参数 p.名称",
        "'{value}' cannot be {expected}: dates and instants are parameters, p.name",
    ),
    "not-ordered": ("{found} 没有大小，不能用 {op}", "{found} has no order; {op} means nothing"),
    "not-comparable": ("{found} 不能用 {op} 比较", "{found} cannot be compared with {op}"),
    "not-a-number": ("{found} 不是数，不能用 {op}", "{found} is no number; {op} means nothing"),
    "not-a-row": ("{value} 是 {found}，没有字段 {field}", "{value} is {found} and has no field {field}"),
    "not-a-list": ("{value} 是 {found}，不是列表", "{value} is {found}, not a list"),
    "not-a-set": (
        "{value} 是 {found}，in 的右边要一组词",
        "{value} is {found}; to the right of in there must be words",
    ),
    "option-twice": ("{value} 在列表里写了两次", "{value} stands twice in the list"),
    "product-of-facts": (
        "{value}：乘数里至少要有一个数字或参数",
        "{value}: one of the two must be a number or a parameter",
    ),
    "bad-product": ("{left} 和 {right} 不能相乘", "{left} and {right} cannot be multiplied"),
    "nested-macro": ("{value} 不能写在另一个列表运算里面", "{value} cannot stand inside another of its kind"),
    "argument-count": (
        "{value} 有 {found} 个参数；应写成 {expected}",
        "{value} has {found} arguments; it is written {expected}",
    ),
    "argument-ordered": (
        "{value} 不能用于 {found}，只能用于有大小的值",
        "{value} takes values that have an order, not {found}",
    ),
    "argument-number": ("{value} 不能用于 {found}，只能用于数", "{value} takes numbers, not {found}"),
    "argument-count-type": ("{value} 这里要一个整数，不是 {found}", "{value} takes a whole number here, not {found}"),
    "argument-word": ("{value} 这里要写带引号的词：{allowed}", "{value} takes a quoted word here: {allowed}"),
    "argument-name": ("{value} 的第一项要是一个名称，不是 {found}", "{value} takes a name first, not {found}"),
    "unit-mismatch": ("{value} 不能按 {expected} 计数", "{value} cannot be counted in {expected}"),
    "split-outside-each": (
        "{value} 只能写在逐行（each: lines）的决定里",
        "{value} can stand only in a decision with each: lines",
    ),
}

MESSAGES: dict[str, tuple[str, str]] = _SYNTAX | _TYPES | _NAMES | _FITS
