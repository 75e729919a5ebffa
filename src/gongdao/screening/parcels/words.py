"""Reads what a carrier writes beside a scan: what happened, who signed, which agent took the parcel."""

from __future__ import annotations

import re
import unicodedata

from gongdao.screening.parcels.trace import (
    ARRIVED,
    ARRIVED_BRANCH,
    COLLECTED,
    DEPARTED,
    FAILED,
    LEFT,
    OTHER,
    OUT,
    PICKED_UP,
    REFUSED,
    RETURNED,
    SIGNED,
    WAYBILL,
)  # fmt: skip

READ = 300
LONGEST_NAME = 24
AGENTS = (
    "驿站", "代收点", "代理点", "丰巢", "快递柜", "自提柜", "智能柜", "快件箱", "柜机", "自提点", "兔喜",
    "妈妈店", "溪鸟",
    "超市", "便利店", "小卖部", "商店", "服务站", "速递易", "格格", "locker", "pickup point", "pick-up point",
    "parcel shop",
    "access point", "parcelshop", "store", "代收",
)  # fmt: skip
CODES = ("取件码", "取货码", "提货码", "凭码", "pickup code", "pick-up code")
# In this order: what stands higher is told although the text also has words of what stands lower.
PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (REFUSED, ("拒收", "拒签", "refused")),
    (RETURNED, ("退回", "退件", "退签", "返回寄件", "returned to sender", "returning to sender", "return to sender")),
    (FAILED, ("派送不成功", "派件不成功", "投递失败", "未妥投", "派件异常", "派送失败", "无人签收", "无法联系",
              "联系不上", "问题件",
              "改派", "delivery attempt", "attempted delivery", "attempt failed", "not delivered", "unsuccessful")),
    (COLLECTED, ("取出", "取走", "取件成功", "出库成功", "已自提", "picked up by customer", "collected by",
                 "picked up by the recipient")),
    (SIGNED, ("已签收", "签收人", "本人签收", "代签收", "签收成功", "已妥投", "妥投", "signed", "delivered",
              "proof of delivery")),
    (OUT, ("派件中", "正在派件", "派送中", "正在派送", "开始派送", "安排投递", "正在投递", "准备派送", "次派件",
           "正在为您派",
           "派件员", "out for delivery", "with courier", "on vehicle for delivery")),
    (WAYBILL, ("待揽收", "等待揽收", "已下单", "电子面单", "运单已生成", "等待揽件", "商家已接单", "准备发货",
               "shipment information received", "label created", "info received", "order created")),
    (PICKED_UP, ("已揽收", "已揽件", "已收件", "已收取", "揽收成功", "收寄", "已取件", "picked up", "collected from",
                 "acceptance",
                 "accepted by carrier")),
    (DEPARTED, ("运输中", "运输途中", "行驶", "已发出", "已发往", "发往", "离开", "装车", "已装", "发车", "下一站",
                "运往", "departed",
                "left the facility",
                "in transit to", "dispatched")),
    (ARRIVED, ("到达", "已到", "进站", "入库", "卸车", "抵达", "arrived", "arrival", "received at")),
)  # fmt: skip
LEFT_WORDS = (
    "代收", "已放", "暂存", "存放", "已存", "待取", "请凭", "请及时取", "请尽快取", "前往领取", "已投递", "已送达",
    "送达", "入库", "available",
    "ready for", "left at", "delivered to", "placed",
)  # fmt: skip
BRANCHES = (
    "营业部", "营业厅", "营业点", "营业所", "网点", "分部", "派送点", "投递部", "揽投部", "配送站", "站点", "服务部",
    "分公司", "公司",
    "local facility", "delivery office", "delivery station", "delivery depot", "post office", "branch",
)  # fmt: skip
HUBS = (
    "转运中心",
    "分拨",
    "集散",
    "枢纽",
    "中转",
    "航空",
    "处理中心",
    "中心",
    "hub",
    "sort",
    "distribution",
    "airport",
)
NEXT_STOP = (
    "已发往",
    "发往",
    "下一站",
    "运往",
    "前往",
    "送往",
    "in transit to",
    "dispatched to",
    "departed to",
    "en route to",
)
NOT_YET = (
    "待签收",
    "请签收",
    "未签收",
    "签收前",
    "等待签收",
    "准备签收",
    "您签收",
    "验货签收",
    "to be signed",
    "not signed",
)
# Persons of whom a carrier writes that they took a parcel in: those are no agents.
_SOMEBODY = "本人|家人|家属|同事|邻居|朋友|门卫|物业|前台|保安"
_TAKEN_IN = re.compile(rf"(?:他人|{_SOMEBODY})\s{{0,2}}已?代收")
_ASKED_TO_FETCH = re.compile(r"请[^，,。;；!！]{0,24}(?:取件|取走|取出|领取)")
_FETCHED = re.compile(r"凭[^，,。;；!！]{1,12}码[^，,。;；!！]{0,4}取件(?!地址|时间|点)")
_FETCHED_AT = re.compile(r"签收人在[^，,。;；!！]{1,24}(?:领取|取件|取走)")
# Each matches a bounded run of characters after fixed words: time grows with the length of the text only.
_SIGNERS = (
    re.compile(r"签收人(?:姓名)?\s{0,3}[:：是为]{1,2}\s{0,3}([^，,。;；、!！]{1,40})"),
    re.compile(
        r"[由被]\s{0,2}[【\[「(（]?([^，,。;；、!！【】\[\]「」()（）]{1,20})[】\]」)）]?\s{0,2}(?:代为)?(?:代?签收|代收)"
    ),
    re.compile(r"(?:^|[，,。;；\s])[【\[「]([^【】\[\]「」]{1,20})[】\]」]\s{0,2}已?代?签收"),
    re.compile(rf"(?:^|[，,。;；:：\s\]】])({_SOMEBODY})\s{{0,2}}已?(?:代?签收|代收)"),
    re.compile(r"他人代收\s{0,2}[:：(（【]\s{0,2}([^，,。;；、!！()（）【】]{1,20})"),
    re.compile(
        r"(?:signed for by|signed by|received by|recipient)\s{0,3}:?\s{0,3}"
        r"((?:mrs\.)?(?:[^,;.!()\n]|(?<![a-z]{3})\.){1,40})",  # a dot after so few letters shortens a name
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:left (?:at|with)|delivered to) (?:the |a )?"
        r"(front desk|reception|concierge|mailroom|doorman|guard|neighbou?r|colleague)\b",
        re.IGNORECASE,
    ),
)
_BY_SOMEBODY = re.compile(r"已\s{0,2}[由被][^，,。;；、!！]{1,30}签收")
_TAIL = re.compile(r"(?:代为签收|代签收|代收|已签收|签收|先生/女士|感谢使用.{0,30}|如有疑问.{0,40}|快件)$")


def plain(text: str) -> str:
    """Give a text as it is compared: half width, small letters, its first characters only."""
    return unicodedata.normalize("NFKC", text[:READ]).lower()


def kind_in(text: str) -> str:
    """Tell what happened from the carrier's words."""
    said = plain(text)
    asked = bool(_ASKED_TO_FETCH.search(said)) and not _any(("已签收", "已取"), said)
    if not asked and _by_code(said):
        return COLLECTED
    for kind, phrases in PHRASES:
        if kind == COLLECTED and asked:
            continue
        if not _any(phrases, said) and not (kind == SIGNED and _by_somebody(said)):
            continue
        if kind == SIGNED:
            if _any(NOT_YET, said):
                continue
            return LEFT if _left(said) and "签收" not in said and "signed" not in said else SIGNED
        if kind in (OUT, ARRIVED, DEPARTED, PICKED_UP) and _left(said):
            return LEFT
        return _arrival(said) if kind == ARRIVED else kind
    return LEFT if _left(said) else OTHER


def signer_in(text: str) -> str:
    """Give who signed as the carrier's words say, nothing where they do not say."""
    said = unicodedata.normalize("NFKC", text[:READ])
    for pattern in _SIGNERS:
        if found := pattern.search(said):
            return _trimmed(found.group(1))
    return ""


def agent_in(text: str) -> str:
    """Give the word for an agent or a locker in a text, nothing where there is none."""
    said = _TAKEN_IN.sub("", plain(text))
    return next((word for word in AGENTS if word in said), "")


def code_in(text: str) -> bool:
    """Tell whether the parcel was given out against a code."""
    said = plain(text)
    return any(word in said for word in CODES)


def here(text: str) -> str:
    """Give the part of a text that says where the parcel is, without where it goes next."""
    said = text[:READ]
    small = said.lower()
    ends = [at for word in NEXT_STOP if (at := small.find(word)) >= 0]
    return said[: min(ends)] if ends and min(ends) > 0 else said if not ends else ""


def _any(words: tuple[str, ...], said: str) -> bool:
    return any(word in said for word in words)


def _by_code(said: str) -> bool:
    fetched = _any(("签收", "取走", "取出", "已取", "collected"), said) or bool(_FETCHED.search(said))
    return (_any(CODES, said) and fetched) or bool(_FETCHED_AT.search(said))


def _by_somebody(said: str) -> bool:
    return bool(_BY_SOMEBODY.search(said) or _TAKEN_IN.search(said))


def _left(said: str) -> bool:
    return _any(AGENTS, _TAKEN_IN.sub("", said)) and _any(LEFT_WORDS, said)


def _arrival(said: str) -> str:
    if _any(HUBS, said):
        return ARRIVED
    return ARRIVED_BRANCH if _any(BRANCHES, said) else ARRIVED


def _trimmed(name: str) -> str:
    name = name.strip(" ()（）【】[]「」:：\"'“”")
    for _ in range(3):
        name = _TAIL.sub("", name).strip(" ()（）【】[]「」:：\"'“”")
    return "" if any(word in name for word in CODES) or name.startswith(("凭", "已")) else name[:LONGEST_NAME]
