"""Fields of the order, the goods, the gift, the items and the parcels."""

from __future__ import annotations

from gongdao.case.kinds import BOOL, DATE, INSTANT, INT, MAP, MONEY, ROWS, TEXT, Field, decimal, either, words
from gongdao.kernel.money import EXPONENTS

STATUSES = (
    "awaiting_payment", "closed", "unshipped", "completed", "n/a", "paid_unshipped", "partial", "shipped", "signed",
)  # fmt: skip
GOODS = (
    "apparel", "appliance_small", "bags", "books", "camera", "ceramics", "cosmetics", "custom", "electronics",
    "fresh_fruit", "household", "intimate_apparel", "jewelry", "major_appliance", "phone", "shoes", "toys",
)  # fmt: skip
SEVEN_DAY = ("confirmed_exempt", "labelled_not_confirmed", "promised", "statutory_exempt", "supported")
SCANS = ("arrived_branch", "delivered", "picked_up", "refused", "signed", "waybill_uploaded")

ORDER = (
    Field("facts.order", MAP, "订单", "the order"),
    Field("facts.order.id", TEXT, "订单号", "order number"),
    Field("facts.order.status", words(*STATUSES), "订单状态", "state of the order"),
    Field("facts.order.currency", words(*EXPONENTS), "币种，缺省为 CNY", "currency, CNY when left out"),
    Field("facts.order.paid", MONEY, "实付金额（含买家付的运费）", "amount paid, with any freight the buyer paid"),
    Field("facts.order.paid_at", INSTANT, "付款时间", "paid at"),
    Field("facts.order.goods_price", MONEY, "商品价款", "price of the goods"),
    Field("facts.order.contract_price", MONEY, "合同总价（定金交易）", "contract price, in a trade with earnest money"),
    Field("facts.order.deposit_kind", words("earnest"), "预付款性质：定金", "kind of advance payment: earnest money"),
    Field("facts.order.free_shipping", BOOL, "是否包邮", "shipping is free"),
    Field("facts.order.free_shipping_min", MONEY, "包邮门槛", "order value from which shipping is free"),
    Field("facts.order.outbound_freight", MONEY, "买家付的发货运费", "outbound freight the buyer paid"),
    Field("facts.order.freight_actual", MONEY, "实际退回运费", "return freight actually charged"),
    Field("facts.order.freight_to_listed", MONEY, "退到页面发货地的运费", "freight to the listed place of shipping"),
    Field("facts.order.return_freight_paid_by_buyer", MONEY, "买家垫付的退回运费", "return freight the buyer advanced"),
    Field("facts.order.return_freight_quote", MONEY, "退回运费报价", "quoted return freight"),
    Field("facts.order.outbound_weight_kg", decimal(2), "发货重量（千克）", "weight when shipped, in kg"),
    Field("facts.order.promise_ship_h", INT, "承诺发货时限（小时）", "promised to ship within, in hours"),
    Field("facts.order.seller_clicked_ship_at", INSTANT, "卖家点击发货时间", "when the seller clicked ship"),
    Field("facts.order.shipped_at", INSTANT, "发货时间", "shipped at"),
    Field("facts.order.signed_at", INSTANT, "签收时间", "signed for at"),
    Field("facts.order.completed_at", INSTANT, "交易成功时间", "trade completed at"),
    Field("facts.order.confirmed_by_buyer", BOOL, "买家已确认收货", "the buyer confirmed receipt"),
    Field("facts.order.conduct_at", INSTANT, "被诉行为发生时间", "when the conduct complained of happened"),
    Field("facts.order.latest_estimated_delivery", DATE, "最晚预计送达日", "latest estimated day of delivery"),
    Field("facts.order.receiver", TEXT, "收件人", "addressee"),
    Field("facts.order.address", TEXT, "收货地址", "delivery address"),
    Field("facts.order.listed_ship_from", TEXT, "页面标注发货地", "listed place of shipping"),
    Field("facts.order.return_to", TEXT, "退货地址", "return address given"),
    Field("facts.order.system_return_address", TEXT, "系统退货地址", "return address in the system"),
    Field("facts.order.seller_later_address", TEXT, "卖家后来指定的地址", "address the seller demanded later"),
    Field("facts.order.merged_with", TEXT, "合并发货的另一订单", "other order in the same parcel"),
    Field("facts.order.merge_consent", BOOL, "买家同意合并发货", "the buyer agreed to one parcel"),
    Field("facts.order.promotion", MAP, "订单优惠", "promotion on the order"),
    Field("facts.order.promotion.type", words("threshold_off"), "优惠类型：满减", "kind: money off from a threshold"),
    Field("facts.order.promotion.threshold", MONEY, "满减门槛", "threshold"),
    Field("facts.order.promotion.reduction", MONEY, "满减金额", "reduction"),
)

GOODS_FIELDS = (
    Field("facts.goods", MAP, "商品", "the goods"),
    Field("facts.goods.type", words(*GOODS), "商品类目", "category"),
    Field("facts.goods.name", TEXT, "商品名", "name"),
    Field("facts.goods.weight_kg", decimal(2), "商品重量（千克）", "weight of the goods, in kg"),
    Field("facts.goods.seven_day", words(*SEVEN_DAY), "七天无理由状态", "state of the seven-day right"),
    Field("facts.goods.exempt_reason", words("activated"), "不适用七天无理由的原因", "why the right does not apply"),
    Field("facts.goods.intact", BOOL, "商品完好", "goods are intact"),
    Field("facts.goods.used", either(TEXT, BOOL), "是否使用，或使用情况", "used, or how"),
    Field("facts.goods.activation", BOOL, "已激活", "activated"),
    Field("facts.goods.seal_broken", BOOL, "密封已拆", "seal broken"),
    Field("facts.goods.tags", words("attached"), "吊牌", "tags"),
    Field("facts.goods.live", BOOL, "活体", "live animals or plants"),
    Field("facts.goods.size_mismatch", BOOL, "尺码不符", "size is not as ordered"),
    Field("facts.goods.short_weight", BOOL, "缺斤少两", "short weight"),
    Field("facts.goods.rotten", INT, "腐坏件数", "how many are rotten"),
    Field("facts.goods.total", INT, "总件数", "how many there are"),
    Field("facts.goods.accessories_missing[]", words("charger_cable"), "缺失的配件", "accessories that are missing"),
    Field("facts.goods.accessory_value", MONEY, "所缺配件价值", "value of the missing accessory"),
    Field("facts.gift", MAP, "赠品", "the gift"),
    Field("facts.gift.name", TEXT, "赠品名", "name of the gift"),
    Field("facts.gift.declared_value", MONEY, "声明价值", "declared value"),
    Field("facts.gift.market_value", MONEY, "市场价值", "market value"),
    Field("facts.gift.returned", BOOL, "赠品已退", "the gift was returned"),
    Field("facts.gift.reason", words("used_by_buyer"), "未退原因", "why it was not returned"),
    Field("facts.items[]", ROWS, "订单内各商品", "the lines of the order"),
    Field("facts.items[].sku", TEXT, "商品编码", "item code"),
    Field("facts.items[].qty", INT, "数量", "quantity"),
    Field("facts.items[].list", MONEY, "标价", "list price"),
    Field("facts.items[].state", words("signed", "unshipped"), "该件状态", "state of the line"),
)

LOGISTICS = (
    Field("facts.logistics[]", ROWS, "物流记录", "the carrier's records"),
    Field("facts.logistics[].at", INSTANT, "时间", "time"),
    Field("facts.logistics[].scan", words(*SCANS), "扫描节点", "scan"),
    Field("facts.logistics[].place", TEXT, "地点", "place"),
    Field("facts.logistics[].signer", TEXT, "签收人", "signed by"),
    Field("facts.logistics[].courier", TEXT, "派件员", "courier who noted it"),
    Field("facts.logistics[].weight_kg", decimal(2), "称得的重量（千克）", "weight on the scale, in kg"),
    Field("facts.logistics[].signature", BOOL, "有签名", "there is a signature"),
    Field("facts.logistics[].method", words("pickup_code"), "交付方式：取件码", "manner of delivery: pick-up code"),
    Field("facts.logistics[].agent", either(TEXT, BOOL), "代收点或代收人", "agent who took it"),
    Field(
        "facts.logistics[].agent_authorised",
        either(words("unknown"), BOOL),
        "代收是否经授权",
        "the agent was authorised",
    ),
    Field("facts.logistics[].same_second_signed_by_agent", INT, "同一秒代签件数", "parcels signed off in that second"),
    Field("facts.logistics[].gps_km_from_address", decimal(2), "距收货地址公里数", "km from the delivery address"),
    Field("facts.logistics[].city_zip", BOOL, "含城市或邮编", "shows city or ZIP"),
)

FIELDS = (*ORDER, *GOODS_FIELDS, *LOGISTICS)
