"""The fields of a scenario file: those of the file itself, of its steps, and of what it expects."""

from __future__ import annotations

from gongdao.case.kinds import BOOL, INSTANT, INT, MAP, MONEY, ROWS, TEXT, WORD, Field, either, words
from gongdao.case.state import STAGES
from gongdao.ledger.account import Kind
from gongdao.service.play.scenario import ANSWERS, PAYS, WAITS

PARTIES = ("buyer", "seller", "platform", "supervisor", "jury", "marketplace", "carrier")
ON_THE_WAY = "on_the_way"

FILE = (
    Field("schema_version", INT, "格式版本：1", "version of the format: 1"),
    Field("id", WORD, "场景编号", "id of the scenario", required=True),
    Field("title", MAP, "标题", "title", required=True),
    Field("title.zh", WORD, "中文标题", "title in Chinese", required=True),
    Field("title.en", WORD, "英文标题", "title in English", required=True),
    Field("tells[]", WORD, "所讲的情形，如 S16", "the situations it tells, such as S16"),
    Field("source", TEXT, "故事出处", "where the story was told"),
    Field("platform", WORD, "平台（规则包家族）", "the platform, a family of packs", required=True),
    Field("pack", WORD, "规则包；缺省 auto，按时间选择", "pack; auto when left out: by time"),
    Field("marketplace", words(PAYS, WAITS), "付款：pays 立即全额（缺省），waits 等步骤说明",
          "payments: pays at once in full (when left out), or waits for a step to answer"),
    Field("people", MAP, "人物的称呼", "what people are called"),
    Field("people.*", MAP, "一个人", "a person"),
    Field("people.*.zh", TEXT, "中文称呼", "in Chinese", required=True),
    Field("people.*.en", TEXT, "英文称呼", "in English", required=True),
    Field("steps[]", ROWS, "步骤", "the steps", required=True),
)  # fmt: skip


def _act(path: str) -> tuple[Field, ...]:
    return (
        Field(f"{path}.by", WORD, "谁：buyer、seller、staff:7……", "who: buyer, seller, staff:7, …"),
        Field(f"{path}.do", WORD, "做什么", "what is done"),
        Field(f"{path}.with", MAP, "内容", "what the act says"),
        Field(f"{path}.refused", WORD, "应被拒绝，及其代码", "the code with which it is refused"),
        Field(f"{path}.since", INSTANT, "拒绝时应说明从何时起可以", "from when the refusal says it may be done"),
    )


STEP = (
    Field("at", INSTANT, "时刻", "at this instant"),
    Field("after", WORD, "上一步之后多久，如 2h、1d12h", "so long after the step before: 2h, 1d12h"),
    Field("until", INSTANT, "等到这一时刻", "the clock runs until this instant"),
    Field("wait", WORD, "等多久", "the clock runs so long"),
    *(Field(f.path[2:], f.kind, f.zh, f.en) for f in _act("x")),
    Field("at_once[]", ROWS, "同一时刻的几个行为，依次提交", "several acts at one instant, handed in in this order"),
    *_act("at_once[]"),
    Field("facts", MAP, "平台报来的事实", "facts that the marketplace reports"),
    Field("pause", MAP, "平台停摆，期限停止计算", "the platform is down and its clocks stop"),
    Field("pause.from", INSTANT, "从何时起", "from when"),
    Field("pause.until", INSTANT, "到何时止", "until when"),
    Field("pause.ground", TEXT, "原因", "why"),
    Field("marketplace", words(PAYS, WAITS), "此后如何付款", "how payments are answered from here on"),
    Field("answers[]", ROWS, "对接下来各笔付款的答复", "the answers to the payments that come next"),
    Field("answers[].answer", words(*ANSWERS), "答复", "the answer", required=True),
    Field("answers[].amount", MONEY, "部分付款的金额", "how much of it was paid"),
    Field("answers[].after", WORD, "迟到的答复多久以后来", "how much later a late answer comes"),
    Field("answers[].reason", TEXT, "原因", "why"),
    Field("note", MAP, "旁白", "what the teller adds"),
    Field("note.zh", TEXT, "中文", "in Chinese", required=True),
    Field("note.en", TEXT, "英文", "in English", required=True),
)

EXPECT = (
    Field("expect", MAP, "应有结果", "what should be seen"),
    Field("expect.stage", words(*STAGES), "阶段", "stage"),
    Field("expect.round", INT, "第几次申诉（0 为初审）", "round: 0 is the first, 1 and 2 are appeals"),
    Field("expect.turn[]", words(*PARTIES), "轮到谁", "whose turn it is"),
    Field("expect.suspended", BOOL, "是否中止", "whether the case is suspended"),
    Field("expect.owner", TEXT, "承办人", "who owns the case"),
    Field("expect.due", MAP, "各方下一个期限", "each party's own next deadline"),
    Field("expect.due.*", either(INSTANT, words("none")), "时刻，或 none", "an instant, or none"),
    Field("expect.due.*.at", INSTANT, "到期", "when it ends"),
    Field("expect.due.*.name", TEXT, "期限名", "its name in the pack"),
    Field("expect.due.*.effect", TEXT, "届满的后果", "what silence does"),
    Field("expect.ledger", MAP, "账户余额", "balances of the accounts"),
    *(Field(f"expect.ledger.{kind}", TEXT, "余额，可为负", "balance; may be negative") for kind in Kind),
    Field(f"expect.ledger.{ON_THE_WAY}", TEXT, "在途金额", "money that left one account and has not arrived"),
    Field("expect.ruling", words("none"), "没有裁决", "no ruling was given"),
    Field("expect.ruling.outcome", WORD, "最后一次裁决的结果", "outcome of the last ruling"),
    Field("expect.ruling.winner", words("buyer", "seller", "split", "none", "pending"), "胜方", "who wins"),
    Field("expect.ruling.refund", MONEY, "退款", "refund"),
    Field("expect.ruling.rules[]", TEXT, "引用了这些规则", "rules it cites, among others"),
    Field("expect.ruling.law[]", TEXT, "引用了这些法条", "law it cites, among others"),
    Field("expect.ruling.pack", TEXT, "适用的规则包", "pack it was given under"),
    Field("expect.ruling.at", INSTANT, "作出时间", "when it was given"),
    Field("expect.rulings", INT, "共有几次裁决", "how many rulings were given"),
    Field("expect.events[]", TEXT, "这一步写下的事件", "the events this step wrote"),
    Field("expect.notices[]", ROWS, "发出的通知", "notices that were sent"),
    Field("expect.notices[].to", words(*PARTIES, "staff"), "给谁", "to whom", required=True),
    Field("expect.notices[].about", TEXT, "关于哪个事件", "about which event", required=True),
    Field("expect.notices[].effect", TEXT, "沉默的后果", "what silence does"),
)
