"""What the screening of parcels says, in Chinese and English."""

from __future__ import annotations

PARCEL_KINDS: dict[str, tuple[str, str]] = {
    "parcel.batch_sign_off": ("一批包裹同时被点了签收", "Signed off together with many others"),
    "parcel.early_sign_off": ("包裹还没送到就签收了", "Signed before it was delivered"),
    "parcel.impossible_speed": ("路上快得不可能", "Faster than anything can travel"),
    "parcel.no_pick_up": ("发货后 24 小时没有揽收", "Not picked up within 24 hours"),
    "parcel.reused_waybill": ("单号像是别的包裹的", "The waybill looks like another parcel's"),
    "parcel.weight": ("重量对不上", "The weight does not fit"),
    "parcel.other_signer": ("签收的像是别人", "Somebody else seems to have signed"),
    "parcel.without_consent": ("没问过就放到代收点或快递柜", "Left at an agent or locker unasked"),
    "parcel.far_away": ("签收的地方离收货地址远", "Signed far from the address"),
    "parcel.edited_trace": ("物流记录后来改过", "The trace was changed afterwards"),
    "parcel.swapped_return": ("退回来的可能是空包或别的东西", "The return may be empty or something else"),
}
PARCEL_REASONS: dict[str, tuple[str, str]] = {
    "parcel-signed-in-a-batch": (
        "{at}起 {seconds} 秒之内，一共点了 {count} 件签收。一家一家地送，不可能这么快。",
        "From {at}, {count} parcels were signed off within {seconds} seconds. Nobody delivers door by door so fast.",
    ),
    "parcel-signed-before-delivery": (
        "{signed} 就写着签收，可是 {scanned} 快递员才出门派送。",
        "It says signed at {signed}, yet the courier set out with it only at {scanned}.",
    ),
    "parcel-signed-before-arrival": (
        "{signed} 就写着签收，可是 {scanned} 包裹还在路上（{place}）。",
        "It says signed at {signed}, yet at {scanned} the parcel was still on its way ({place}).",
    ),
    "parcel-too-fast": (
        "从“{from}”到“{to}”直线约 {km} 公里，记录里只隔 {minutes} 分钟，最快也要 {hours} 小时。",
        "“{from}” to “{to}” is about {km} km; the trace has {minutes} minutes for it, the fastest way takes {hours} h.",
    ),
    "parcel-picked-up-late": (
        "商家 {sent} 说已发货，快递到 {seen} 才收到包裹，隔了 {hours} 小时。",
        "The seller said sent at {sent}; the carrier had the parcel only at {seen}, {hours} hours later.",
    ),
    "parcel-not-picked-up": (
        "商家 {sent} 说已发货，到 {seen} 已过 {hours} 小时，快递还没有收到包裹。",
        "The seller said sent at {sent}; at {seen}, {hours} hours later, the carrier still did not have it.",
    ),
    "parcel-waybill-of-other-order": (
        "单号 {waybill} 别的订单也在用：{orders}。",
        "Waybill {waybill} is also named by other orders: {orders}.",
    ),
    "parcel-scanned-before-order": (
        "您 {ordered} 才下单，这个单号 {scanned} 就已经在路上，早了 {hours} 小时。",
        "You ordered at {ordered}; this waybill was on its way at {scanned} already, {hours} hours before.",
    ),
    "parcel-waybill-other-form": (
        "单号 {waybill} 不像“{carrier}”的单号。",
        "Waybill {waybill} does not look like one of {carrier}.",
    ),
    "parcel-went-elsewhere": (
        "包裹送到了“{place}”，收货地址在“{address}”，相距约 {km} 公里，从没到过附近。",
        "The parcel went to {place}; the address is in {address}, about {km} km away, and it never came near.",
    ),
    "parcel-came-from-elsewhere": (
        "包裹是从“{place}”寄出的，商家写的发货地是“{sender}”，相距约 {km} 公里。",
        "The parcel was sent from {place}; the seller names {sender}, about {km} km away.",
    ),
    "parcel-lighter-than-goods": (
        "快递称得 {kg} 公斤，商品本身就有 {other} 公斤。",
        "The carrier weighed {kg} kg; the goods alone weigh {other} kg.",
    ),
    "parcel-lighter-than-sent": (
        "快递称得 {kg} 公斤，商家说发出时是 {other} 公斤，轻了。",
        "The carrier weighed {kg} kg; the seller says it was {other} kg when sent. It is lighter.",
    ),
    "parcel-heavier-than-sent": (
        "快递称得 {kg} 公斤，商家说发出时是 {other} 公斤，重了。",
        "The carrier weighed {kg} kg; the seller says it was {other} kg when sent. It is heavier.",
    ),
    "parcel-lighter-on-the-way": (
        "路上先称得 {other} 公斤，后来只有 {kg} 公斤。",
        "On the way it weighed {other} kg first and only {kg} kg later.",
    ),
    "parcel-signer-stranger": (
        "{at} 签收的是“{signer}”，收件人是“{addressee}”，不是同一个人。",
        "At {at} “{signer}” signed; the addressee is “{addressee}”, somebody else.",
    ),
    "parcel-signer-near": (
        "{at} 签收的是“{signer}”，不是收件人“{addressee}”，也没有您同意的记录。",
        "At {at} “{signer}” signed, not the addressee “{addressee}”; there is no note that you agreed.",
    ),
    "parcel-signer-property": (
        "{at} 是“{signer}”签收的，不是收件人“{addressee}”，也没有您同意的记录。",
        "At {at} “{signer}” signed, not the addressee “{addressee}”; there is no note that you agreed.",
    ),
    "parcel-signer-courier": (
        "{at} 写着“{signer}”签收：是送件的人签的，不是收件人“{addressee}”，也没有您同意的记录。",
        "At {at} “{signer}” signed: the one who delivers, not “{addressee}”; there is no note that you agreed.",
    ),
    "parcel-signer-relative": (
        "{at} 签收的是“{signer}”，与收件人“{addressee}”同姓，可能是家里人，请问一问。",
        "At {at} “{signer}” signed, of the same surname as “{addressee}”: perhaps family. Please ask at home.",
    ),
    "parcel-signer-family": (
        "{at} 写着家里人（{signer}）签收，不是收件人“{addressee}”，请问一问。",
        "At {at} family is said to have signed ({signer}), not “{addressee}”. Please ask at home.",
    ),
    "parcel-left-against-wish": (
        "您说过不放代收点或快递柜，{at} 还是放到了“{agent}”。",
        "You said no to agents and lockers, and at {at} it was left all the same: {agent}.",
    ),
    "parcel-left-unasked": (
        "{at} 放到了“{agent}”，没有您同意的记录，也没有您取走的记录。",
        "At {at} it was left at {agent}; there is no note that you agreed, and none that you fetched it.",
    ),
    "parcel-left-unnamed": (
        "{at} 写着别人代签，没写是谁；没有您同意的记录，也没有您取走的记录。",
        "At {at} somebody took it in, and it does not say who; no note that you agreed, and none that you fetched it.",
    ),
    "parcel-far-by-device": (
        "签收时快递员的位置离收货地址 {km} 公里（{place}）。",
        "When it was signed, the courier was {km} km from the address ({place}).",
    ),
    "parcel-far-by-city": (
        "签收的地方在“{place}”，离收货的城市有 {km} 公里以上。",
        "It was signed in “{place}”, more than {km} km from the city of the address.",
    ),
    "parcel-edit-time": (
        "同一条记录，先写的时间是 {was}，后来改成了 {now}。",
        "The same record first said {was}; later it says {now}.",
    ),
    "parcel-edit-signer": (
        "{at} 的签收人先写“{was}”，后来改成了“{now}”。",
        "The signer at {at} was “{was}” first and is “{now}” now.",
    ),
    "parcel-edit-place": (
        "{at} 的地点先写“{was}”，后来改成了“{now}”。",
        "The place at {at} was “{was}” first and is “{now}” now.",
    ),
    "parcel-edit-words": (
        "{at} 的记录先写“{was}”，后来改成了“{now}”。",
        "The record at {at} read “{was}” first and reads “{now}” now.",
    ),
    "parcel-edit-gone": (
        "原来有一条 {at} 的记录“{old}”，后来不见了。",
        "There was a record of {at}, “{old}”; it is gone now.",
    ),
    "parcel-edit-backdated": (
        "{read} 看的时候还没有“{new}”，后来却补上了一条写着 {at} 的。",
        "At {read} there was no “{new}”; later one was put in that says {at}.",
    ),
    "parcel-return-empty": (
        "退回的包裹只有 {kg} 公斤，发出时是 {other} 公斤，里面可能是空的或少了东西。",
        "The return weighs only {kg} kg; it was {other} kg when sent. It may be empty, or something is missing.",
    ),
    "parcel-return-other-weight": (
        "退回的包裹是 {kg} 公斤，发出时是 {other} 公斤，里面可能不是原来的东西。",
        "The return weighs {kg} kg; it was {other} kg when sent. It may hold something else.",
    ),
    "parcel-return-elsewhere": (
        "退货送到了“{place}”，退货地址是“{address}”，相距约 {km} 公里。",
        "The return went to “{place}”; the address for returns is “{address}”, about {km} km away.",
    ),
}
PARCEL_MESSAGES: dict[str, tuple[str, str]] = {
    "trace-format-unknown": (
        "不认识物流格式“{format}”，可以用：{known}",
        "the format “{format}” is unknown; there are: {known}",
    ),
    "trace-not-json": (
        "{place} 处不是可读的 JSON：请原样交来",
        "at {place} it is no JSON object: hand it in as you got it",
    ),
    "trace-too-large": (
        "物流数据有 {size} 个字符，超过 {most}：请一次只交一个包裹的",
        "the data has {size} characters, more than {most}: hand in one parcel at a time",
    ),
    "trace-without-scans": (
        "{place} 里没有物流记录：请写明商家什么时候说已发货（shipped_at），或者等快递有了记录再查",
        "there are no scans in {place}: tell when the seller said it was sent (shipped_at), or wait for some",
    ),
    "trace-too-many-scans": (
        "{place} 有 {scans} 条记录，超过 {most}：一个包裹不会有这么多",
        "{place} has {scans} scans, more than {most}: no parcel has so many",
    ),
    "trace-too-many-parcels": (
        "一次交了 {parcels} 个包裹，超过 {most}：请分开交",
        "{parcels} parcels at once, more than {most}: hand them in by parts",
    ),
    "trace-scan-wrong": ("{place} 不是一条记录：应是一组字段", "{place} is no scan: it has to be a mapping of fields"),
    "trace-text-wrong": ("{place} 不是文字：请写成文字", "{place} is no text: write it as text"),
    "trace-text-too-long": (
        "{place} 有 {length} 个字，超过 {most}：请只留快递写的那一句",
        "{place} has {length} characters, more than {most}: keep the carrier's own sentence only",
    ),
    "trace-time-wrong": (
        "{place} 的“{value}”不是时间：请写成 2026-01-31 09:00:00 这样",
        "“{value}” at {place} is no time: write it as 2026-01-31 09:00:00",
    ),
    "trace-time-absurd": (
        "{place} 的时间是 {value}，不在 {first} 年到 {last} 年之间：请核对",
        "the time at {place} is {value}, not between {first} and {last}: check it",
    ),
    "trace-time-without-offset": (
        "{place} 的时间 {value} 没有时区：请注明，例如 +08:00",
        "the time {value} at {place} has no offset: give one, such as +08:00",
    ),
    "trace-number-wrong": (
        "{place} 的“{value}”不是合理的数：请核对",
        "“{value}” at {place} is no sensible number: check it",
    ),
    "trace-waybill-wrong": (
        "单号有 {length} 个字符或含有看不见的字符，最多 {most} 个：请核对",
        "the waybill has {length} characters or hidden ones, {most} are the most: check it",
    ),
}
