"""The sentences of what the ledger refuses: code -> (zh, en); amounts are in minor units."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "account-unknown": ("没有账户 {account}", "there is no account {account}"),
    "answer-below-nothing": (
        "对付款 {key} 的答复金额为 {amount}，不能小于零",
        "the answer to the payment {key} says {amount}; an amount cannot be below nothing",
    ),
    "debt-to-two": (
        "债务 {debt} 既付给 {one} 又付给 {other}；请分成两项债务",
        "the debt {debt} is paid both to {one} and to {other}; make two debts of it",
    ),
    "given-back-too-much": (
        "退回 {account} 的钱会比它付出的多 {by}",
        "{account} would be given back {by} more than it gave",
    ),
    "overdrawn": ("账户 {account} 的钱不够，差 {by}", "the account {account} does not have the money: {by} is lacking"),
    "paid-lowered": (
        "订单已记付款 {was}，不能改为较低的 {now}；退给买家的钱请作为退款办理",
        "the order was paid with {was}, which cannot become {now}; what goes back to the buyer is a refund",
    ),
    "payment-closed": (
        "付款 {key} 已了结（{state}），没有为它冻结的钱",
        "the payment {key} is closed ({state}): nothing is held for it",
    ),
    "payment-leg-impossible": (
        "订单的付款 {instrument} 不成立：由 {funder} 出资 {amount}；金额应大于零，出资方应能为订单出资",
        "the payment leg {instrument} of {amount} by {funder} cannot be: it needs an amount and a funder of orders",
    ),
    "payment-not-sent": ("付款 {key} 没有发出（{state}）", "the payment {key} is not sent ({state})"),
    "payment-unanswered": (
        "付款 {key} 已发出，还没有答复；请等答复，或者先记为失败",
        "the payment {key} is with the marketplace; wait for its answer, or give it up when it has failed",
    ),
    "payment-unknown": ("没有付款 {key}", "there is no payment {key}"),
    "posting-key-reused": (
        "分录 {key} 已记账，内容不同；同一编号只记一次",
        "the posting {key} was made before with other entries; a key is used once",
    ),
    "posting-unbalanced": (
        "分录 {key} 不平，差 {off}",
        "the posting {key} does not balance: it is off by {off}",
    ),
    "refund-above-payment": (
        "要退 {amount}，但订单的付款只剩 {left} 可退",
        "{amount} was to be refunded, but only {left} of the order's payment is left",
    ),
    "reversed-before": (
        "裁决 {ruling} 已由 {by} 撤回",
        "the ruling {ruling} was reversed before, by {by}",
    ),
    "statement-too-long": (
        "对账单超过 {most} 个字符；请按日期分成几份",
        "the statement is longer than {most} characters; split it by date",
    ),
    "statement-nul": ("对账单这里有空字符（NUL），不是文本", "there is a NUL here; this is no text"),
    "statement-empty": ("这一行没有 {field}", "this row has no {field}"),
    "statement-key": (
        "付款编号 {value} 应为不超过 {most} 个可见字符的文字",
        "the key {value} must be a text of at most {most} printable characters",
    ),
    "statement-columns": (
        "这一行有 {values} 个值，表头有 {columns} 列",
        "this row has {values} values, but the heading has {columns} columns",
    ),
    "statement-csv": (
        "这里读不成 CSV：引号没有成对，或者一格超过 {most} 个字",
        "this cannot be read as CSV: a quotation mark has no end, or a cell is longer than {most} characters",
    ),
    "statement-json": ("从这里起不是 JSON", "from here on this is no JSON"),
    "statement-nested": ("JSON 嵌套太深", "the JSON is nested too deeply"),
    "statement-not-list": (
        "JSON 对账单应是一个列表，每项有 key、amount、currency",
        "a statement in JSON is a list of objects, each with key, amount and currency",
    ),
    "statement-row": (
        "对账单的每一项应有 key、amount、currency，这里是 {value}",
        "each item of a statement has key, amount and currency; this is {value}",
    ),
    "statement-column-twice": ("{field} 列出现了两次", "there are two columns {field}"),
    "statement-column": ("没有 {field} 列；需要 {fields}", "there is no column {field}; {fields} are needed"),
    "statement-column-near": (
        "没有 {field} 列，是不是写成了 {nearest}？需要 {fields}",
        "there is no column {field}; did you mean it by {nearest}? {fields} are needed",
    ),
    "row-without-source": (
        "裁决从 {account} 支付 {debt}，但它不在可用来源之中",
        "the ruling pays {debt} from {account}, which is not among the sources for it",
    ),
}
