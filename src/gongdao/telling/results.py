"""What came out of a dispute, in words: for whom, how much, and what was asked for."""

from __future__ import annotations

from gongdao.kernel.text import Text

WORDS = {
    "amount": Text(" {amount}", " {amount}"),
    "reason": Text("，原因：{reason}", ", because: {reason}"),
    "also-seven": Text("；质量问题不成立时，请求七天无理由退货", "; failing that, a no-reason return"),
    "inadmissible": Text("不予受理。", "Not admissible."),
    "for-buyer": Text("支持买家：{remedy}。", "For the buyer: {remedy}."),
    "for-seller": Text("支持卖家：{remedy}。", "For the seller: {remedy}."),
    "for-split": Text("各有支持：{remedy}。", "For each in part: {remedy}."),
    "for-none": Text("未就实体作出裁决：{remedy}。", "Nothing is decided on the merits: {remedy}."),
    "for-pending": Text("尚未作出最终裁决：{remedy}。", "Not decided finally: {remedy}."),
    "for-nobody": Text("{remedy}。", "{remedy}."),
    "head": Text("{head}：支持{winner}", "{head}: for {winner}"),
    "head-none": Text("{head}：平台不作裁决", "{head}: not decided here"),
    "pays": Text("买家共得 {amount}。", "The buyer receives {amount} in all."),
    "due": Text(
        "买家应得 {amount}，其中 {short} 暂无款项可付，记为欠付。",
        "The buyer is due {amount} in all; for {short} of it there is no money, and it is recorded as owed.",
    ),
}
