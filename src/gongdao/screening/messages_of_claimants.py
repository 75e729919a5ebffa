"""What the screening of those who claim says, in Chinese and English: figures beside what is usual, and no blame."""

from __future__ import annotations

from gongdao.kernel.text import Text

CLAIMANT_KINDS: dict[str, tuple[str, str]] = {
    "claimant.refund_abuse": ("退款情况需要人工看一看", "refunds that a person should look at"),
    "claimant.linked": ("几个账号放在一起，需要人工看一看", "accounts that a person should look at together"),
}
CLAIMANT_REASONS: dict[str, tuple[str, str]] = {
    "claimant-more-claims": (
        "一年里买了 {orders} 单，申请退款 {claims} 单；买同样东西、在同样店里的人，一般约 {usual} 单。",
        "{claims} refund claims on {orders} orders in a year; others who bought the same there make about {usual}.",
    ),
    "claimant-more-claims-not": (
        "买了 {orders} 单，申请退款 {claims} 单，与买同样东西的人（约 {usual} 单）差不多。",
        "{claims} refund claims on {orders} orders, much as others who bought the same (about {usual}).",
    ),
    "claimant-kept": (
        "{claims} 次申请里有 {kept} 次是退了钱、东西没有退回，比一般人多。",
        "In {kept} of {claims} claims the money came back and the goods stayed, more often than usual.",
    ),
    "claimant-empty-shown": (
        "有 {claims} 次退货（{shops} 家店），称重或查验显示包裹是空的或东西不对；也可能是路上出的错。",
        "{claims} returns ({shops} shops) were empty or other goods by weight or a check; it may have been on the way.",
    ),
    "claimant-empty-said": (
        "有 {shops} 家店说退回的包裹是空的或东西不对；只是店家说的，还没有核实。",
        "{shops} shops say that returns were empty or something else; it is their word only.",
    ),
    "claimant-pictures-reused": (
        "{claims} 次申请用的图片，在别的申请里也出现过（{shops} 家店）。",
        "The pictures of {claims} claims ({shops} shops) were used in other claims too.",
    ),
    "claimant-extorts": (
        "{claims} 次申请里的话（{shops} 家店），像是超出应得的要求。说要投诉、找 12315 是您的权利，不算在内。",
        "In {claims} claims ({shops} shops) more seems asked than is due. To complain is a right and does not count.",
    ),
    "claimant-same-text": (
        "同样的一段话，写给了 {shops} 家不同的店。",
        "The very same words were written to {shops} different shops.",
    ),
    "claimant-burst": (
        "到 {day} 为止的 {days} 天里，申请了 {claims} 次，比那时买的东西一般会有的多。",
        "{claims} claims within {days} days until {day}, more than the orders of that time would bring.",
    ),
    "claimant-new": (
        "账号开通后 {days} 天内就申请了 {claims} 次。",
        "{claims} claims within {days} days after the account was opened.",
    ),
    "claimant-proved": (
        "{claims} 次申请里，有 {proved} 次查明是有道理的，不会记在您头上。",
        "{proved} of {claims} claims were found justified; they do not count against you.",
    ),
    "claimant-linked": (
        "这个账号与另外 {others} 个账号共用：{kinds}。一家人共用很常见，可以说明情况。",
        "This account shares with {others} others: {kinds}. Families often do; you can say how it is.",
    ),
    "claimant-strength": ("一共 {accounts} 个账号连在一起。", "{accounts} accounts are linked altogether."),
    "claimant-group-claims": (
        "这些账号一共买了 {orders} 单，申请退款 {claims} 单；买同样东西的人一般约 {usual} 单。",
        "Together they made {claims} refund claims on {orders} orders; others who bought the same make about {usual}.",
    ),
    "claimant-group-claims-not": (
        "这些账号一共买了 {orders} 单，申请退款 {claims} 单，与一般（约 {usual} 单）差不多。",
        "Together they made {claims} refund claims on {orders} orders, much as is usual (about {usual}).",
    ),
    "claimant-most-of-them": (
        "{accounts} 个账号里有 {many} 个，退款比买同样东西的人多一倍以上。",
        "{many} of {accounts} accounts claim more than twice as often as others who bought the same.",
    ),
    "claimant-together": (
        "其中几个账号在 {days} 天内先后向同一家店申请退款，这样的店有 {shops} 家。",
        "Several of them claimed at the same shop within {days} days; there are {shops} such shops.",
    ),
    "claimant-group-text": (
        "{accounts} 个账号写了完全一样的话。",
        "{accounts} of the accounts wrote the very same words.",
    ),
    "claimant-group-pictures": (
        "{accounts} 个账号交了同样的图片。",
        "{accounts} of the accounts handed in the same pictures.",
    ),
    "claimant-group-new": ("{accounts} 个账号是同一周开通的。", "{accounts} of the accounts were opened in one week."),
    "claimant-group-proved": (
        "这些账号的 {claims} 次申请里，有 {proved} 次查明是有道理的。",
        "{proved} of their {claims} claims were found justified.",
    ),
}
THING_WORDS: dict[str, Text] = {
    "device": Text("手机或电脑", "a device"),
    "payment": Text("付款方式", "a way to pay"),
    "phone": Text("电话号码", "a telephone number"),
    "picture": Text("图片", "pictures"),
    "address": Text("收货地址", "an address"),
    "network": Text("网络", "a network"),
}
