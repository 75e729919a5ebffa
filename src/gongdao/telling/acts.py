"""What pages call those acts whose names are terms of the law: in plain words, with what they truly do."""

from __future__ import annotations

from gongdao.kernel.text import Text

IN_PLAIN_WORDS: dict[str, Text] = {
    "SubmitEvidence": Text("提交证据", "submit evidence"),
    "AdmitFact": Text("承认对方说的一件事", "admit something the other side says"),
    "ConcludeEvidence": Text("我的证据交完了", "say that your evidence is complete"),
    "SuspendCase": Text(
        "先停一停（已报警、已起诉，或者双方说好）", "let the case wait (police, a court, or both sides agree)"
    ),
    "ResumeCase": Text("接着处理", "go on with the case"),
    "AskRecusal": Text("换个人来处理（申请回避）", "ask for somebody else (recusal)"),
    "ChallengeEvidence": Text("说对方的证据不对（质疑）", "say what is wrong with their evidence (challenge)"),
}
