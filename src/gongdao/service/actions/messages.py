"""The sentences of what cannot be done: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "receipt-other-amount": (
        "回执 {receipt} 已经答复过，当时是 {before}（分），这次是 {amount}；请核对，另一笔付款请用它自己的回执号",
        "the receipt {receipt} was told before with {before} (minor units), and now with {amount}; check which is right, and give another payment its own receipt",
    ),
    "evidence-kind": (
        "没有凭证种类 {kind}；可用：{allowed}",
        "there is no kind of evidence {kind}; there are: {allowed}",
    ),
    "evidence-files-many": (
        "一份凭证最多 {most} 个文件，这里有 {count} 个；请分成几份交",
        "a piece of evidence has at most {most} files; here are {count}: hand them in as several pieces",
    ),
    "evidence-empty": (
        "还没有照片、视频或文件，也没有写说明；请至少给一样",
        "there is no photo, video or file yet, nor a statement; give at least one of them",
    ),
    "evidence-proves": (
        "这个案件的规则里没有事实 {fact}；请从列出的里面选，或者不填",
        "the rules of this case know no fact {fact}; choose one of those listed, or leave it out",
    ),
    "upload-not-found": (
        "没有这个上传（{id}），可能已经移除，或者超过一天没有交；请重新选文件",
        "there is no such upload ({id}); it was removed or waited for more than a day: choose the file again",
    ),
    "upload-too-large": (
        "“{name}”有 {size}，超过上限 {most}；视频请拍短一点，或者在相机里把清晰度调低再拍",
        "“{name}” has {size}, more than the {most} that are taken; film a shorter video, or with a lower resolution",
    ),
    "uploads-too-much": (
        "这个案件里您的文件合计不能超过 {most}；请移除没有用的，或者拍短一点",
        "your files in this case may have {most} in all; remove those you do not need, or film shorter videos",
    ),
    "uploads-too-many": (
        "有 {most} 个文件传了还没有交；请先交上去，或者移除一些",
        "{most} files were sent and not handed in; hand them in first, or remove some",
    ),
    "upload-offset": (
        "这里已经收到 {offset} 字节，您从 {sent} 字节处接着发；请从 {offset} 接着发",
        "{offset} bytes have come, and you went on from {sent}; go on from {offset}",
    ),
    "upload-too-long": (
        "文件说好 {size} 字节，发来的会到 {sent} 字节；请核对大小，重新开始",
        "the file was to have {size} bytes and would have {sent}; check its size and begin anew",
    ),
    "upload-busy": (
        "这个文件正有另一个请求在传；请等几秒再接着发",
        "another request is sending this file; go on in a few seconds",
    ),
    "upload-over": (
        "这个文件已经传完或已经交上去了，不能再改；要换，请另传一个",
        "this file has come whole or was handed in and cannot be changed; send another one instead",
    ),
    "upload-unfinished": (
        "文件还没有传完：{size} 字节里收到了 {offset}；请接着传",
        "the file is not whole yet: {offset} of {size} bytes have come; send the rest",
    ),
    "upload-not-ready": (
        "“{name}”还没有传完，或者没有通过检查；请等它传完，或者移除它",
        "“{name}” has not come whole, or was not taken; wait until it has, or remove it",
    ),
    "files-no-room": (
        "服务器存文件的地方满了，这个文件没有收下；请稍后再试，您填的内容还在",
        "there is no room left for files here and this one was not taken; try again later, what you typed is kept",
    ),
    "case-for-these-lines": (
        "这些商品已经有一个处理中的案件 {case}；请在那个案件里继续，结案后才能再申请",
        "there is an open case for these goods already, {case}; go on there, a new request can be made once it is closed",
    ),
    "refunded-in-full": (
        "这些商品的钱已经全部退回（{back}，案件 {case}）；还有别的损失，请申请赔偿，对结果不服，在那个案件里申诉",
        "all the money for these goods came back ({back}, case {case}); ask for compensation, or appeal in that case",
    ),
    "more-than-left": (
        "这次要 {amount}，可是已经退过 {back}（案件 {case}），最多还能要 {left}；请把金额改成不超过它",
        "{amount} is more than the {left} that is left: {back} came back in case {case}; ask for no more than that",
    ),
    "ground-ruled-on": (
        "同样的商品、同样的理由已经裁决过（案件 {case}）；有新的理由或证据，请在那个案件里申诉；是别的问题，请选那个理由",
        "this ground was ruled on for these goods in case {case}; appeal there, or name the ground of another problem",
    ),
    "not-a-marketplace": (
        "只有平台的密钥可以这样做；个人的密钥和登录的人不可以",
        "only the key of a marketplace may do this; a person's key and a signed-in person may not",
    ),
    "older-than-known": (
        "这是 {told} 的情况，而我们已经知道 {known} 的情况；没有改动，请发送最新的",
        "this is as of {told}, and what is known is as of {known}; nothing was changed, send the newest",
    ),
    "order-of-others": (
        "订单 {order} 属于另一个买家或店铺；请核对订单号",
        "the order {order} belongs to another buyer or shop; check its id",
    ),
    "message-of-others": (
        "消息 {id} 属于另一个订单；请核对编号",
        "the message {id} belongs to another order; check its id",
    ),
    "role-unknown": ("没有 {role} 这种角色；可用：{allowed}", "there is no role {role}; there are {allowed}"),
    "role-held": ("{name}已经有 {role} 这个角色", "{name} has the role {role} already"),
    "role-not-held": ("这个角色已经收回了", "this role was taken away already"),
    "last-operator": (
        "这是最后一个运维账号的角色，收回后谁也不能再管理；请先给别人",
        "this is the last operator; nobody could give roles afterwards: give it to somebody else first",
    ),
    "own-account": ("不能停用自己的账号", "your own account cannot be disabled by yourself"),
    "user-unknown": (
        "没有用户 {name}；请填用户名，或记录里的编号（p- 开头）",
        "there is no user {name}; give the username, or the id in the record, which begins with p-",
    ),
    "shop-unknown": (
        "没有店铺 {shop}；请填商城里的店铺编号，或记录里的编号（s- 开头）",
        "there is no shop {shop}; give its id in the marketplace, or the id in the record, which begins with s-",
    ),
    "shop-of-several": (
        "几个平台都有店铺 {shop}；请写明是哪一个：{allowed}",
        "several marketplaces have a shop {shop}; say which: {allowed}",
    ),
    "standing-offer-not-found": (
        "没有这个常设方案 {offer}，或者它已经结束；请回到常设方案列表重新选择",
        "there is no standing offer {offer}, or it has ended; choose one from the list of standing offers",
    ),
    "standing-offer-reason": (
        "没有“{reason}”这个理由；可选：{allowed}",
        "there is no reason {reason}; choose one of {allowed}",
    ),
    "standing-offer-kind": (
        "常设方案不能是“{kind}”；可选：{allowed}",
        "a standing offer cannot be {kind}; choose one of {allowed}",
    ),
    "standing-offer-amount": (
        "金额 {amount} 不在 0 到 {most} 之间；请改成这之间的金额，或者选择全额",
        "{amount} is not between nothing and {most}; write an amount between them, or choose all that was paid",
    ),
    "standing-offer-below-floor": (
        "{amount} 低于法律底线 {least}（规则 {rules}，{law}）；请提高到底线以上，或者选择全额退款",
        "{amount} is below what the law grants, {least} (rules {rules}; {law}); raise it to that, or refund all that was paid",
    ),
    "execution-not-found": (
        "没有付款 {id}；付款编号见付款请求里的 payment",
        "there is no payment {id}; its id is the field payment of what asked for it",
    ),
    "result-amount": (
        "结果 {result} 的金额应{want}，这里是 {amount}（分）",
        "the amount of the result {result} must be {want}; this is {amount} minor units",
    ),
    "nothing-chosen": (
        "还没有选案件；请至少选一件",
        "no case was chosen; choose at least one",
    ),
    "complaint-about": (
        "不能投诉“{about}”；可以投诉：{allowed}",
        "there is no complaint about {about}; there are: {allowed}",
    ),
    "nobody-handled": (
        "案件 {case} 还没有工作人员经手，没有可以投诉的处理；对结果不服请等裁决后申诉",
        "nobody has handled case {case} yet, so there is nothing to complain of; against a ruling there is the appeal",
    ),
}
