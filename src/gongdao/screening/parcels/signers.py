"""Tells how a name at a sign-off stands to the addressee: the same, masked, family, an agent, a stranger."""

from __future__ import annotations

import unicodedata

SELF = ("本人", "收件人", "收货人", "in person", "addressee", "recipient", "customer", "self", "客户")
FAMILY = (
    "家人", "家属", "老伴", "儿媳", "女婿", "孙子", "孙女",
    "亲属", "亲友", "妻", "丈夫", "老公", "老婆", "爱人", "父亲", "母亲", "爸", "妈", "儿子", "女儿",
    "爷爷", "奶奶",
    "外公", "外婆", "family", "wife", "husband", "mother", "father", "son", "daughter",
)  # fmt: skip
PROPERTY = (
    "物业", "门卫", "保安", "前台", "收发", "传达室", "门岗", "值班室", "岗亭", "管家", "reception", "front desk",
    "guard",
    "concierge", "property", "mailroom", "doorman",
)  # fmt: skip
NEAR = ("他人", "邻居", "同事", "朋友", "同学", "室友", "neighbour", "neighbor", "colleague", "friend", "roommate")
AGENT = (
    "驿站", "代收", "代理点", "丰巢", "快递柜", "自提", "柜", "超市", "便利店", "小卖部", "商店", "服务站",
    "locker", "agent", "parcel shop", "store", "pickup point",
)  # fmt: skip
COURIER = ("快递员", "派件员", "投递员", "业务员", "快递小哥", "courier", "driver")
TITLES = ("先生", "女士", "小姐", "太太", "老师", "师傅", "阿姨", "叔叔", "大爷", "大妈", "mr", "mrs", "ms")
MASKS = frozenset("*●○×某")
DOUBLE = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "司徒",
    "令狐",
    "夏侯",
    "南宫",
    "端木",
)
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷"
    "詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时阳穆农"
    "司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池"
    "查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阎萧闻刑酆鲍隆邰鱼习银茹勾亢逯阚亓续"
)
STRANGER, RELATIVE, UNKNOWN, SAME = "stranger", "relative", "unknown", "same"
OF_FAMILY, OF_PROPERTY, OF_NEAR, OF_AGENT, OF_COURIER = "family", "property", "near", "agent", "courier"

KINDS = ((AGENT, OF_AGENT), (PROPERTY, OF_PROPERTY), (FAMILY, OF_FAMILY), (NEAR, OF_NEAR), (COURIER, OF_COURIER))


def relation(signer: str, addressee: str) -> str:
    """Give how the signer stands to the addressee.

    ``same`` (also where a mask or a title leaves it possible), ``family``, ``relative`` (the same surname only),
    ``near`` (neighbour, colleague), ``property``, ``agent``, ``courier``, ``stranger``, or ``unknown`` where
    nothing can be told.
    """
    name, wanted = _plain(signer), _plain(addressee)
    if not name:
        return UNKNOWN
    for words, found in KINDS:
        if any(_holds(name, word) for word in words):
            return found
    if any(_holds(name, word) for word in SELF) or (wanted and name == wanted):
        return SAME
    if not wanted:
        return UNKNOWN
    return _latin(name, wanted) if name.isascii() or wanted.isascii() else _chinese(name, wanted)


def masked(name: str) -> bool:
    """Tell whether a part of a name is hidden."""
    return any(one in MASKS for one in name)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name[:80]).strip().lower()
    return folded.strip(" .,，。:：()（）[]【】").removesuffix("收").strip()


def _holds(name: str, word: str) -> bool:
    """Tell whether a word stands in a name: as a word of its own in Latin letters, anywhere in Chinese."""
    return word in name if not word.isascii() else f" {word} " in f" {name} "


def _chinese(name: str, wanted: str) -> str:
    name, titled = _untitled(name)
    wanted, wanted_titled = _untitled(wanted)
    if not _is_name(name) or not _is_name(wanted):
        return UNKNOWN if name != wanted else SAME
    if titled or wanted_titled:
        return SAME if _surname(name) == _surname(wanted) else STRANGER
    if masked(name) or masked(wanted):
        return SAME if _fits(name, wanted) else STRANGER
    if name == wanted:
        return SAME
    return RELATIVE if _surname(name) == _surname(wanted) else STRANGER


def _fits(name: str, wanted: str) -> bool:
    """Tell whether two names may be one where marks hide a part: 张* fits 张三丰, *三 fits 张三, not 李四."""
    first = name[0] in MASKS or wanted[0] in MASKS or name[0] == wanted[0]
    last = name[-1] in MASKS or wanted[-1] in MASKS or name[-1] == wanted[-1]
    return first and last


def _is_name(name: str) -> bool:
    if not 1 <= len(name) <= 4:
        return False
    return name[0] in SURNAMES or name[0] in MASKS or name.startswith(DOUBLE)


def _surname(name: str) -> str:
    return name[:2] if name.startswith(DOUBLE) else name[:1]


def _untitled(name: str) -> tuple[str, bool]:
    for title in TITLES:
        if name.endswith(title) and len(name) > len(title):
            return name.removesuffix(title).strip(), True
    return name, False


def _latin(name: str, wanted: str) -> str:
    """Compare names in Latin letters: in any order, with initials and hidden letters."""
    if not (name.isascii() and wanted.isascii()):
        return UNKNOWN
    words = [word for word in name.replace(".", " ").replace(",", " ").split() if word not in TITLES]
    known = [word for word in wanted.replace(".", " ").replace(",", " ").split() if word not in TITLES]
    if not words or not known or masked(name):
        return UNKNOWN
    alike = sum(any(word == other or (len(word) == 1 and other.startswith(word)) for other in known) for word in words)
    if alike == len(words) or set(known) <= set(words):
        return SAME
    return RELATIVE if words[-1] in known or words[0] in known else STRANGER
