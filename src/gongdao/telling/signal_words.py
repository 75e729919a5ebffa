"""What is said of the messages of the parties and of signals of screening, in Chinese and English."""

from __future__ import annotations

from gongdao.kernel.text import Text

SENTENCES: dict[str, Text] = {
    "MessageSaid": Text("{who}发来消息{text}。", "{who} sends a message{text}."),
    "MessageHeld": Text(
        "{who}的消息 {id} 先不给对方看：里面有规则要拦的内容。平台会派人看。",
        "The message {id} of {who} is not shown yet: it says what the rules stop. A person looks at it.",
    ),
    "MessageReleased": Text(
        "{who}看过消息 {id}，可以给对方看{reason}。",
        "{who} has looked at the message {id} and lets it through{reason}.",
    ),
    "SignalContested": Text(
        "{who}对提示 {id} 提出异议{reason}。由人工复核。",
        "{who} contests the signal {id}{reason}. A person reviews it.",
    ),
    "SignalWithdrawn": Text(
        "检查程序撤回提示 {id}：原来的理由已经没有了。",
        "The screener withdraws the signal {id}: its reasons are gone.",
    ),
    "SignalDecided": Text(
        "{who}复核了提示 {id}：{lifted}{reason}。", "{who} has reviewed the signal {id}: {lifted}{reason}."
    ),
}
RAISED = Text(
    "出现提示 {id}：{kind}{whom}。这是提示，不是证据，不影响裁决。",
    "Signal {id}: {kind}{whom}. It is a hint, no evidence, and changes no ruling.",
)
WHOM = Text("，说的是{whom}", ", about {whom}")
LIFTED = Text("撤下", "taken down")
UPHELD = Text("保留", "it stays")
