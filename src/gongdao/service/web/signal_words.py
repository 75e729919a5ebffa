"""The words around a signal on pages: how it stands, of whom it speaks, and what it means for who looks."""

from __future__ import annotations

from collections.abc import Mapping

from gongdao.kernel.text import Text

STATES: Mapping[str, Text] = {
    "raised": Text("还没有人工看过", "Not looked at by a person yet"),
    "contested": Text("有异议，等人工复核", "Contested; waits for a person"),
    "upheld": Text("人工看过，保留", "Looked at by a person: it stays"),
}
TONES: Mapping[str, str] = {"raised": "", "contested": "warn", "upheld": "accent"}
WHOM: Mapping[str, Text] = {
    "buyer": Text("买家", "the buyer"),
    "seller": Text("卖家", "the seller"),
    "carrier": Text("快递公司", "the carrier"),
    "stranger": Text("身份不明的人", "somebody unknown"),
}
# What somebody wrote: to who reads it, to its author, and where the rules stopped it.
SAID = Text("{whom}说的这段话，和已知的骗局相似。", "These words of {whom} are like those of known scams.")
OWN_WORDS = Text(
    "您的这段话，和已知的骗局相似。对方也看得到这条提示。",
    "Your words are like those of known scams. The other side sees this warning too.",
)
STOPPED = Text(
    "{whom}发来一条消息，里面有规则要拦的内容。消息已经拦下，没有给您看，等人工看过。",
    "A message of {whom} holds what the rules stop. It was not shown to you and waits for a person.",
)
OWN_HELD = Text(
    "您的这条消息被拦下了，对方还看不到。改掉标出的地方，另发一条就行。",
    "Your message was stopped; the other side does not see it. Write it anew without the marked words.",
)
HELD = Text("{whom}的消息被拦下了，对方看不到，等您看过再决定。", "A message of {whom} was stopped and waits for you.")
# What is no message: it speaks of who looks, or of somebody else.
OWN = Text(
    "这条提示说的是您这一方。没有因此扣您的钱，也没有因此少给您权利。",
    "This speaks of your side. It cost you no money and no right.",
)
CHECKED = Text(
    "说的是{whom}。由人工核实，不因为这条提示判谁输赢。",
    "About {whom}. A person checks it; nobody wins or loses by it.",
)
# What whoever it speaks of can still do, by how it stands.
TAILS: Mapping[str, Text] = {
    "raised": Text("如果判断错了，请提出异议。", " If it is wrong, contest it."),
    "contested": Text("您提出了异议，等人工复核。", " You contested it; a person reviews it."),
    "upheld": Text("人工复核以后保留，到期自动消失。", " A person reviewed it and let it stand until its end."),
}
CONTESTED = Text("{who}的异议：{reason}", "{who} contests it: {reason}")
REVIEWED = Text("{who}复核：{reason}", "{who} reviewed it: {reason}")
