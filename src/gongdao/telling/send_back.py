"""Says how goods go back: where to, by when, on whom the freight is and who pays it back; and what came back."""

from __future__ import annotations

from gongdao.kernel.text import Text
from gongdao.telling.words import RESULTS

WHERE = Text("退货寄到：", "Send the goods to: ")
# The address is missing: said to the buyer, to the seller, with the last day of the way back where one is known.
NO_ADDRESS: dict[str, Text] = {
    "buyer": Text(
        "卖家还没有填退货地址，先等他填，填好会显示在这里。现在就发消息催他；聊天里说的地址不算，别往那里寄。",
        "The seller has not given the address for the return yet; it will stand here. Ask him for it now by a message;"
        " do not send the goods to an address named in a chat.",
    ),
    "seller": Text(
        "还缺您的退货地址：没有地址，买家寄不了。请现在就填。",
        "Your address for the return is missing and the buyer cannot send anything without it. Please give it now.",
    ),
}
UNTIL: dict[str, Text] = {
    "buyer": Text("最晚寄出：", "Send it by: "),
    "seller": Text("买家最晚寄出：", "The buyer sends it by: "),
}
FREIGHT = Text("退货运费：", "Return freight: ")
# Who bears it, said to each side.
BORNE: dict[tuple[str, str], Text] = {
    ("buyer", "seller"): Text(
        "卖家出。寄的时候您先付，不要寄到付；留好付款凭证，发消息给卖家，让他另外付给您。案件里退的货款不含这笔运费。",
        "on the seller. You pay it first, not freight collect; keep the receipt and send it to the seller by a message,"
        " who pays you back on his own. What this case refunds does not include it.",
    ),
    ("seller", "seller"): Text(
        "您出。买家先付；看到凭证后请另外付给他，案件里退的货款不含这笔运费。",
        "on you. The buyer pays it first; pay him back on his receipt. What this case refunds does not include it.",
    ),
    ("buyer", "buyer"): Text("您自己出，不另外退。", "on you; it is not paid back."),
    ("seller", "buyer"): Text("买家出。", "on the buyer."),
    ("buyer", "shared"): Text(
        "您出寄到页面发货地的那部分，多出来的卖家出。您先付，留好付款凭证，把多出的部分发消息向卖家要。",
        "you bear what the way to the listed place costs, the seller the rest. Pay it first, keep the receipt and ask"
        " the seller for the rest by a message.",
    ),
    ("seller", "shared"): Text(
        "买家出寄到页面发货地的那部分，多出来的您出；看到凭证后请另外付给他。",
        "the buyer bears what the way to the listed place costs, you the rest; pay it to him on his receipt.",
    ),
    ("buyer", "agreed"): Text(
        "照双方说好的。该卖家出的，您先付，留好付款凭证，发消息给卖家，让他另外付给您。",
        "as the two of you agreed. What is on the seller you pay first; keep the receipt and send it to him by a"
        " message, so that he pays you back.",
    ),
    ("seller", "agreed"): Text(
        "照双方说好的。该您出的，看到买家的付款凭证后请另外付给他。",
        "as the two of you agreed. What is on you, pay to the buyer on his receipt.",
    ),
}
# What the seller may choose where the bare word misleads: what the buyer complained of is no new fault.
INSPECTED = {
    **RESULTS,
    "sound": Text(
        "完好：和寄回前一样（包括买家申请里说的问题）",
        "in order: as it was before it was sent back (with the faults the buyer told of)",
    ),
    "damaged": Text("破损：买家没有说过的", "the goods are damaged otherwise than the buyer said"),
    "missing": Text("缺件：买家没有说过的", "something is missing that the buyer did not tell of"),
}
