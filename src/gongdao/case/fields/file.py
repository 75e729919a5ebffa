"""Fields of the file, of the case itself and of the choice of its policy."""

from __future__ import annotations

from gongdao.case.kinds import BOOL, DATE, INSTANT, INT, MAP, ROWS, TEXT, Field, words

PACKS = (
    "auto", "cn-law", "ebay-mbg", "eu-dsa", "jd-2025-07", "jd-2026-06", "paypal",
    "tb-2015", "tb-2020", "tb-2024-08", "tb-2025-08",
)  # fmt: skip
PLATFORMS = ("jd", "taobao")


def _word(path: str) -> tuple[Field, ...]:
    return (
        Field(f"{path}.fact", TEXT, "它证明的事实", "the fact it speaks for", required=True),
        Field(f"{path}.for", BOOL, "true 支持（缺省），false 反对", "true: for it (when left out), false: against it"),
        Field(f"{path}.grade", TEXT, "证据等级，缺省取证据种类的等级", "grade; that of the kind when left out"),
        Field(f"{path}.zh", TEXT, "中文说法", "in Chinese"),
        Field(f"{path}.en", TEXT, "英文说法", "in English"),
        Field(f"{path}.note", TEXT, "备注", "note"),
    )


# A word speaks for one fact, or for each of a list.
OWN_WORDS = (
    Field("words", MAP, "本文件自带的证据词", "evidence words this file brings along"),
    Field("words.*", MAP, "证据词", "an evidence word"),
    *_word("words.*"),
    Field("words.*[]", ROWS, "它证明的各项事实", "the facts it speaks for"),
    *_word("words.*[]"),
)

FILE = (
    Field("schema_version", INT, "格式版本：1", "version of the format: 1"),
    Field("as_of", DATE, "文件写成日期", "day the file was written"),
    Field("cases[]", ROWS, "案件", "the cases", required=True),
    *OWN_WORDS,
)

FIELDS = (
    Field("id", TEXT, "案件编号", "id of the case", required=True),
    Field("title", TEXT, "标题", "title"),
    Field("hidden", BOOL, "是否隐藏案例", "whether the case is a hidden one"),
    Field("rules[]", TEXT, "案例涉及的规则", "rules the case is about"),
    Field("why", TEXT, "裁决理由说明", "why it should come out so"),
    Field("policy", MAP, "适用的规则包", "the policy that applies", required=True),
    Field("policy.pack", words(*PACKS), "规则包；auto 按时间选择", "pack; auto: by time", required=True),
    Field("policy.platform", words(*PLATFORMS), "平台，auto 时必填", "platform; needed with auto"),
    Field("policy.decided_at", INSTANT, "裁决时间", "when it is decided", required=True),
    Field("facts", MAP, "案件事实", "the facts of the case", required=True),
    *OWN_WORDS,
)
