"""What the acts of the parties are called, what one should know first, and what is said when it is done."""

from __future__ import annotations

from dataclasses import dataclass

from gongdao.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Words:
    """The heading of an act, what one should know before it, the words of its button, and what is said afterwards."""

    title: Text
    know: Text
    button: Text
    done: Text


WORDS: dict[str, Words] = {
    "make_offer": Words(
        Text("提一个方案", "Make an offer"),
        Text(
            "对方接受就算说定了，双方都不能反悔。低于法律规定的方案提不出去。",
            "If the other side accepts, it is settled and binds both. Less than the law grants cannot be offered.",
        ),
        Text("提出这个方案", "Make this offer"),
        Text("方案已经发给对方。", "The offer is with the other side."),
    ),
    "accept_offer": Words(
        Text("接受方案", "Accept the offer"),
        Text(
            "接受就算说定了，不能反悔。其他方案同时失效。",
            "It is settled then and cannot be undone; other offers lapse.",
        ),
        Text("接受", "Accept"),
        Text("已经接受，双方说定了。", "Accepted: it is settled."),
    ),
    "refuse_offer": Words(
        Text("不接受方案", "Refuse the offer"),
        Text(
            "不接受也不影响您别的权利。也可以直接提一个自己的方案。",
            "You lose nothing by it. You may also make an offer of your own.",
        ),
        Text("不接受", "Refuse"),
        Text("已经告诉对方您不接受。", "The other side knows that you refuse."),
    ),
    "withdraw_offer": Words(
        Text("撤回我的方案", "Withdraw my offer"),
        Text("对方还没有接受，可以撤回。", "It was not accepted yet, so it can be taken back."),
        Text("撤回", "Withdraw it"),
        Text("方案已经撤回。", "The offer is withdrawn."),
    ),
    "agree_refund": Words(
        Text("同意退款", "Agree to the refund"),
        Text(
            "同意就按买家申请的金额退，不用退货，不能反悔。",
            "What the buyer asks for is refunded, nothing goes back, and it cannot be undone.",
        ),
        Text("同意退款", "Agree to the refund"),
        Text("已经同意，正在退款。", "Agreed; the refund is under way."),
    ),
    "agree_return": Words(
        Text("同意退货", "Agree to the return"),
        Text(
            "买家照您写的地址寄回，您确认收到完好再退款。",
            "The buyer sends the goods to your address; the refund follows once they are in order.",
        ),
        Text("同意退货", "Agree to the return"),
        Text("已经同意，等买家寄回。", "Agreed; the buyer sends the goods back."),
    ),
    "refuse_request": Words(
        Text("拒绝申请", "Refuse the request"),
        Text(
            "拒绝之后，买家可以马上请平台介入，到时要由您举证的就要举证。也可以先提一个方案。",
            "The buyer may then call the platform at once, and what is yours to prove must be "
            "proved. You may make an offer instead.",
        ),
        Text("拒绝", "Refuse"),
        Text("已经拒绝，买家会看到您的理由。", "Refused; the buyer reads your reason."),
    ),
    "call_platform": Words(
        Text("请平台介入", "Call the platform"),
        Text(
            "平台会通知双方举证，然后裁决。介入后双方仍然可以和解。",
            "The platform asks both sides for evidence and then rules. You may still settle.",
        ),
        Text("请平台介入", "Call the platform"),
        Text("平台已经介入，双方在期限内举证。", "The platform is in; both sides hand in evidence."),
    ),
    "withdraw_request": Words(
        Text("撤销申请", "Withdraw the request"),
        Text(
            "撤销就结案了。如果只是想等等，可以什么都不做。",
            "It closes the case. If you only want to wait, you need not do anything.",
        ),
        Text("确定撤销", "Withdraw it for good"),
        Text("申请已经撤销，案件结束。", "The request is withdrawn and the case closed."),
    ),
    "give_return_address": Words(
        Text("填写退货地址", "Give the return address"),
        Text(
            "买家寄出之前可以改。换了地址，多出的运费可能由您承担。",
            "It may be changed until the goods are sent. Another address may cost you the extra freight.",
        ),
        Text("保存地址", "Save the address"),
        Text("地址已经给买家。", "The buyer has the address."),
    ),
    "ship_return": Words(
        Text("填写退货单号", "I sent the goods back"),
        Text(
            "寄之前拍下商品和打包的样子，留好快递单。",
            "Take pictures of the goods and the packing before you send them, and keep the slip.",
        ),
        Text("已经寄出", "It is sent"),
        Text("已经记下，等卖家收货确认。", "Noted; the seller receives and checks it."),
    ),
    "sign_return": Words(
        Text("签收退货", "Sign for the return"),
        Text("签收只表示收到包裹，不表示里面没有问题。", "It only says that the parcel came, not that it is in order."),
        Text("已经收到包裹", "The parcel came"),
        Text("已经记下。打开检查后，请告诉结果。", "Noted. Please say what is in it."),
    ),
    "inspect_return": Words(
        Text("退回来的货怎么样", "What came back"),
        Text(
            "完好就退款。有问题的写清楚，和买家商量；谈不成由平台看证据。",
            "In order, the refund follows. If not, say what is wrong; failing an agreement the "
            "platform looks at the evidence.",
        ),
        Text("提交结果", "Send the result"),
        Text("验货结果已经记下。", "The result is noted."),
    ),
    "ship_goods": Words(
        Text("寄出说定的商品", "I sent the goods agreed on"),
        Text("填好单号，买家能跟着看。", "With the waybill the buyer can follow it."),
        Text("已经寄出", "It is sent"),
        Text("已经记下，等买家签收。", "Noted; the buyer signs for it."),
    ),
    "sign_goods": Words(
        Text("确认收到说定的商品", "The goods agreed on came"),
        Text(
            "看过没有问题再确认。有问题，不要确认，请平台介入。",
            "Look at them first. If they are wrong, do not confirm; call the platform.",
        ),
        Text("收到了，没有问题", "They came and are right"),
        Text("已经确认。", "Confirmed."),
    ),
    "challenge_evidence": Words(
        Text("对证据提出异议", "Challenge evidence"),
        Text("写在这里，裁决人在判断这份证据时一定会看。", "Whoever decides must look at it when weighing this piece."),
        Text("提出异议", "Challenge it"),
        Text("异议已经记下，对方会看到。", "Noted; the other side sees it."),
    ),
    "admit_fact": Words(
        Text("承认对方说的一件事", "Admit something the other side says"),
        Text(
            "承认了就收不回，以后不能再说不是这样：这一点不用再证明，裁决时就算定了。拿不准就不要承认，不承认没有坏处。",
            "It cannot be taken back, nor can you say otherwise later: the point needs no proof any more and stands in "
            "the ruling. If you are not sure, do not; not admitting it costs you nothing.",
        ),
        Text("承认，不收回", "Admit it for good"),
        Text("已经记下。", "Noted."),
    ),
    "conclude_evidence": Words(
        Text("我的证据交完了", "I have nothing more to hand in"),
        Text(
            "双方都交完，就不用等到期限，马上进入审核。之后再交的算逾期。",
            "When both are done, the review begins at once. What comes later is late.",
        ),
        Text("交完了", "I am done"),
        Text("已经记下：您的证据交完了。", "Noted: your evidence is complete."),
    ),
    "ask_recusal": Words(
        Text("申请换人处理", "Ask for somebody else"),
        Text("主管来决定。决定以前，这位小二停止处理。", "The supervisor decides. Until then the adjudicator stops."),
        Text("申请回避", "Ask for recusal"),
        Text("已经交给主管决定。", "The supervisor decides on it."),
    ),
    "suspend_case": Words(
        Text("先停一停", "Let the case wait"),
        Text(
            "已经报警、已经起诉，或者双方说好，可以先停一停（中止处理）。停下来的时候，谁的期限都不走。",
            "If the police or a court has it, or both sides agree, the case may wait (suspension). While it waits, "
            "nobody's clock runs.",
        ),
        Text("请平台先停一停", "Ask to let it wait"),
        Text("已经记下。", "Noted."),
    ),
    "resume_case": Words(
        Text("继续处理", "Go on with the case"),
        Text("期限接着走，剩下的时间不变。", "The clocks run on with what was left of them."),
        Text("继续", "Go on"),
        Text("已经记下。", "Noted."),
    ),
    "contest_signal": Words(
        Text("对提示提出异议", "Contest a signal"),
        Text(
            "写明为什么不对。由人工复核；提示不是证据，不影响裁决。",
            "Say why it is wrong. A person reviews it; a signal is no evidence and changes no ruling.",
        ),
        Text("提出异议", "Contest it"),
        Text("异议已经记下，等人工复核。", "Noted; a person reviews it."),
    ),
    "appeal": Words(
        Text("申诉", "Appeal"),
        Text(
            "要有新的理由或者新的证据。只说“不服”不够，说过的理由不能再用。",
            "It takes a new ground or new evidence. To disagree is not enough, and a ground used before is used up.",
        ),
        Text("提出申诉", "Appeal"),
        Text("申诉已经提出，双方可以补充证据。", "The appeal is made; both sides may hand in more evidence."),
    ),
}
