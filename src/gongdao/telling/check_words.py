"""The words of the public check: what a swindle is called, what never happens in a real refund, what was looked for."""

from __future__ import annotations

from gongdao.kernel.text import Text

STOP, LOST, PERSON, UNSURE, NOTHING = "stop", "lost", "person", "unsure", "nothing"

# What stands above the title.
HEADS: dict[str, Text] = {
    STOP: Text("先停下，不要转账", "Stop. Send no money"),
    LOST: Text("钱没了？现在就打电话", "Is money gone? Call now"),
    PERSON: Text("先别答应，也先别删", "Agree to nothing yet, and delete nothing"),
    UNSURE: Text("先不要照做，自己核实一遍", "Do not follow along yet; check it yourself"),
    NOTHING: Text("没有认出已知的骗局", "No known scam was recognised"),
}
# What a swindle is called, by the signs it was known by; the first that fits is said.
STORIES: tuple[tuple[frozenset[str], Text], ...] = (
    (
        frozenset(("sends-back", "overpaid")),
        Text("这很像“多退了钱，要您退回”的骗局", "This looks like the “we refunded too much, send it back” scam"),
    ),
    (
        frozenset(("shares-screen", "meeting-app", "remote-help")),
        Text("这很像“共享屏幕，远程操作”的骗局", "This looks like the “share your screen with us” scam"),
    ),
    (
        frozenset(("takes-loan", "spare-money")),
        Text("这很像“拿借款当退款”的骗局", "This looks like the “a loan passed off as a refund” scam"),
    ),
    (
        frozenset(("opened-by-mistake", "opened-for-you", "cancel-service", "monthly-fee")),
        Text("这很像“误开会员，帮您取消”的骗局", "This looks like the “membership opened by mistake” scam"),
    ),
    (
        frozenset(("cash-for-praise", "prepaid-task")),
        Text("这很像“好评返现，垫钱刷单”的骗局", "This looks like the “cash for praise, pay first” scam"),
    ),
    (
        frozenset(("refund-code", "refund-link")),
        Text("这很像“扫码、点链接退款”的骗局", "This looks like the “scan or click for your refund” scam"),
    ),
    (
        frozenset(("parcel-lost", "parcel-held")),
        Text("这很像“快递出事，主动理赔”的骗局", "This looks like the “your parcel is lost, we pay you” scam"),
    ),
    (
        frozenset(("asks-code", "asks-secret", "asks-card", "asks-verify-self")),
        Text("这很像“套取验证码和密码”的骗局", "This looks like a scam to get your codes and passwords"),
    ),
    (
        frozenset(("safe-account", "deposit-first", "asks-deposit", "asks-transfer", "names-account")),
        Text("这很像“先转钱，才能退钱”的骗局", "This looks like the “pay first, then be paid” scam"),
    ),
    (
        frozenset(("loan-trouble", "credit-record")),
        Text("这很像“注销贷款，影响征信”的骗局", "This looks like the “your credit record is at risk” scam"),
    ),
    (
        frozenset(("receipt-first",)),
        Text("这很像“先确认收货，再退款”的圈套", "This looks like the “confirm receipt first” trap"),
    ),
    (
        frozenset(("claims-authority",)),
        Text("这很像“冒充公检法”的骗局", "This looks like a scam in the name of the police or a court"),
    ),
    (
        frozenset(("leaves-platform",)),
        Text("这很像“离开平台，私下处理”的骗局", "This looks like a scam that leads you off the platform"),
    ),
)
A_SCAM = Text("这很像骗局", "This looks like a scam")
TITLES: dict[str, Text] = {
    "lookalike": Text("这个网址在冒充{brand}", "This address poses as {brand}"),
    "trick": Text("这个网址有花招，不要打开", "This address plays a trick: do not open it"),
    "extortion": Text("这像是拿差评、投诉换钱", "This looks like money demanded for a review or a complaint"),
    "gone": Text("先打 110，再打银行，越早越可能止付", "Call 110, then the bank: an early call can still stop it"),
    "unknown": Text("这个网址不认识，不在官方名单上", "This address is unknown and on no official list"),
    "maybe": Text("有骗局的样子，还不能肯定", "This resembles a scam, though it is not certain"),
    "half": Text("光凭这一点，还看不出来", "This alone does not tell"),
    "nothing": Text("没有认出骗局，但这不等于没问题", "No scam was recognised, which does not mean all is well"),
}
LEADS: dict[str, Text] = {
    "words": Text(
        "您给的内容里有 {n} 处和已知骗局一致。真正的退款不会这样办。",
        "What you gave matches known scams in {n} place(s). No real refund works like this.",
    ),
    "link": Text("不要打开，也不要在里面填任何东西。", "Do not open it, and enter nothing there."),
    "answers": Text(
        "您说的 {n} 件事，真正的退款一件也不会有。", "You named {n} thing(s) that never happen in a real refund."
    ),
    "extortion": Text(
        "投诉和差评是买家的权利；拿它换额外的钱，就要由人来看。这不是定论。",
        "To complain and to review are rights; trading them for money is for a person to look at. It is no verdict.",
    ),
    "gone": Text(
        "钱转给了别人、填了卡号或验证码，就按下面的顺序马上办；拿不准打 96110 问。只是在平台里付了款、对货不满意，就从"
        "订单里申请退款。",
        "If you sent money to somebody or gave a card number or a code, do what stands below at once, in this order; "
        "96110 gives advice. If you only paid on the platform for wrong goods, ask for a refund from your order.",
    ),
    "unknown": Text(
        "看不出花招，也不知道是谁的。要办事，请自己在平台应用里打开。",
        "No trick was seen, nor whose it is. Go there by the platform's own app instead.",
    ),
    "maybe": Text(
        "有 {n} 处像骗子的说法。先别照做，自己打开平台应用核实。",
        "It is worded like a scam in {n} place(s). Do not follow along; check in the platform's own app.",
    ),
    "half": Text(
        "先挂断，自己打开平台应用，从订单里找客服核实。",
        "Hang up, open the platform's app yourself, and ask its service from your order.",
    ),
    "nothing": Text(
        "新骗局认不出来，说法太短也认不出来。下面几条，真正的退款里一条也不会有：碰到任何一条，马上停下。",
        "New scams and very short texts are not recognised. None of the things below happens in a real refund: "
        "stop at any of them.",
    ),
}
NEVER: tuple[Text, ...] = (
    Text(
        "要您转钱、垫钱、交保证金，或者把“多退的钱”转回去",
        "You are to send or advance money, pay a deposit, or send “too much” back",
    ),
    Text("要验证码、密码、银行卡号", "They want a code, a password or the number of a card"),
    Text(
        "要您共享屏幕、用会议软件、另装软件",
        "You are to share your screen, join a meeting or install an app",
    ),
    Text("要您开备用金、借款、贷款、分期", "You are to take a loan or open credit"),
    Text("要您扫码、点链接、加微信才给退", "The refund needs a code to scan, a link or a chat app"),
    Text("不让您挂电话，不让您问别人", "You are kept on the line and told to ask nobody"),
)
LOOKED_FOR = Text(
    "看过这些：是谁找的您、要您做什么、用什么借口、在哪里做；还有网址是不是冒充、有没有花招。",
    "Looked at: who says to be whom, what is asked of you, on which pretext, where; and whether an address poses as "
    "another or plays a trick.",
)
_ANYHOW = ("stay-on-platform", "ask-the-platform")
# What is advised at each level whatever was found.
STEPS: dict[str, tuple[str, ...]] = {
    STOP: ("stop-talking", "send-no-money", "call-police", "ask-the-platform", "keep-proof"),
    LOST: ("call-police", "call-bank", "send-no-money", "ask-the-platform", "keep-proof"),
    UNSURE: _ANYHOW,
    NOTHING: _ANYHOW,
}
