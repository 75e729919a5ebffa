"""The forms by which staff act in a case: what each asks, what follows from sending it, what its command is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from gongdao.case.messaging import ReleaseMessage
from gongdao.case.overlays import ResumeCase, SuspendCase
from gongdao.case.signals import DecideSignal
from gongdao.case.stages.evidence import AskEvidence, CloseEvidence, ReopenEvidence
from gongdao.case.stages.jury import OpenJury, VoidVote
from gongdao.case.stages.remedy import GiveUpLeg, RetryLeg
from gongdao.case.stages.review import (
    DecideRecusal,
    FindFact,
    HandOver,
    JudgeEvidence,
    LeaveEvidence,
    Recuse,
    TakeCase,
)
from gongdao.case.stages.ruled import CorrectClericalError, GiveRuling
from gongdao.kernel.text import Text
from gongdao.service.web import desk_fields as ask
from gongdao.service.web.desk_fields import About, Fields
from gongdao.service.web.missing import naming_what_is_missing
from gongdao.service.web.signal_fields import release, review

NOTHING = Text("", "")
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form: its command, its heading, what follows, the words of its button, its fields, what the command is given.

    ``grave``: what it does cannot be taken back, so its page says what follows before the button.
    """

    kind: type
    title: Text
    follows: Text
    button: Text
    fields: Callable[[About], Fields] = ask.nothing
    given: Callable[[Given], Given] = dict
    grave: bool = False

    def form(self, about: About, data: Any = None, initial: Given | None = None) -> forms.Form:
        """Make the form, bound to what was sent, if anything was."""
        form = forms.Form(data, initial=dict(initial or {}), label_suffix="")
        form.fields.update(self.fields(about))
        return naming_what_is_missing(form, about.lang)


def _decided(said: Given) -> Given:
    return {"granted": said["granted"] == "yes", "reason": said["reason"]}


def _found(said: Given) -> Given:
    return {
        "fact": said["fact"],
        "holds": said["holds"] == "yes",
        "evidence": tuple(said["evidence"]),
        "reason": said["reason"],
    }


def _reopened(said: Given) -> Given:
    return {"ground": said["ground"], "evidence": tuple(said["evidence"]), "reason": said["reason"]}


def _asked(said: Given) -> Given:
    """A fact names who must prove it; without one, whom it is asked of is chosen."""
    return {
        "what": said["what"],
        "note": said["note"],
        "fact": said["fact"],
        "party": "" if said["fact"] else said["party"],
    }


def _opened(said: Given) -> Given:
    size = int(said["size"])
    return {"size": size, "to_win": size // 2 + 1, "pool": ""}


def _suspended(said: Given) -> Given:
    return {"ground": said["ground"], "proof": said["proof"], "days": said["days"] or 0}


def _reviewed(said: Given) -> Given:
    return {"id": said["id"], "lifted": said["lifted"] == "yes", "reason": said["reason"]}


def _corrected(said: Given) -> Given:
    return {"ruling": int(said["ruling"]), "note": said["note"]}


SHEETS: dict[str, Sheet] = {
    "take_case": Sheet(
        TakeCase, Text("领取这件案件", "Take this case"),
        Text("领取后由您承办到底；要交给别人，须写明理由移交。",
             "It is yours until it ends; to give it to somebody else you hand it over with a reason."),
        Text("领取案件", "Take the case"),
    ),
    "hand_over": Sheet(
        HandOver, Text("移交案件", "Hand the case over"),
        Text("接手的人看到全部材料和您写的理由，双方不用重讲一遍。",
             "Whoever takes it sees everything and your reason; the parties need not tell it again."),
        Text("移交", "Hand over"), ask.handover,
    ),
    "recuse": Sheet(
        Recuse, Text("自行回避", "Recuse yourself"),
        Text("您不再承办本案，也不能再领取；案件回到队列。",
             "You leave the case and cannot take it again; it goes back to the queue."),
        Text("回避本案", "Recuse myself"), ask.reason_alone, grave=True,
    ),
    "decide_recusal": Sheet(
        DecideRecusal, Text("决定回避申请", "Decide on the recusal"),
        Text("准许：承办人退出，案件回到队列，已经作的认定保留。不准：承办人继续处理。",
             "Granted: the owner leaves and the case goes back to the queue with the findings made. "
             "Not granted: the owner goes on."),
        Text("作出决定", "Decide"), ask.recusal, _decided,
    ),
    "judge_evidence": Sheet(
        JudgeEvidence, Text("审核凭证", "Judge a piece of evidence"),
        Text("结论和理由写进裁决书。裁决前可以改，以最后一次为准。",
             "The judgment and its reason go into the ruling. Until then you can change them; the last one counts."),
        Text("保存审核", "Save the judgment"), ask.judgment,
    ),
    "leave_evidence": Sheet(
        LeaveEvidence, Text("不予审核这份凭证", "Leave a piece of evidence unweighed"),
        Text("这份凭证不计入任何一方，理由写进裁决书。",
             "It counts for neither side, and the reason goes into the ruling."),
        Text("不予审核", "Leave it unweighed"), ask.leaving,
    ),
    "find_fact": Sheet(
        FindFact, Text("认定事实", "Find a fact"),
        Text("结果由规则从认定得出。裁决前可以改，以最后一次为准。",
             "The result follows from it by the rules. Until the ruling you can change it; the last one counts."),
        Text("保存认定", "Save the finding"), ask.finding, _found,
    ),
    "ask_evidence": Sheet(
        AskEvidence, Text("要求举证", "Ask for evidence"),
        Text("案件回到举证，您的时限停下；到期没有提交，按举证责任裁决。",
             "The case goes back to evidence and your clock stops; what does not come in time goes against who "
             "bears the burden."),
        Text("发出举证要求", "Send the request"), ask.asking, _asked,
    ),
    "reopen_evidence": Sheet(
        ReopenEvidence, Text("重开举证", "Open the evidence again"),
        Text("双方都能再提交；选中的逾期凭证从此计入。",
             "Both sides can bring more; the late pieces you choose count from now on."),
        Text("重开举证", "Open the evidence again"), ask.reopening, _reopened,
    ),
    "close_evidence": Sheet(
        CloseEvidence, Text("结束举证", "Close the evidence"),
        Text("案件转入审核。双方此后提交的都算逾期。",
             "The case goes to review. What the parties bring from then on is late."),
        Text("结束举证", "Close the evidence"), grave=True,
    ),
    "open_jury": Sheet(
        OpenJury, Text("启动大众评审", "Open the jury"),
        Text("评审员开始投票，48 小时内先过半数的一方胜；没有结果转回您处理。",
             "Jurors vote for 48 hours and the first side past the half wins; without a result it comes back to you."),
        Text("启动评审", "Open the jury"), ask.jury, _opened, grave=True,
    ),
    "void_vote": Sheet(
        VoidVote, Text("作废一票", "Void a vote"),
        Text("这一票不再计入，投票人不能再投；理由留在记录里。",
             "The vote no longer counts and its juror has no other; the reason stays on record."),
        Text("作废这一票", "Void the vote"), ask.vote, grave=True,
    ),
    "suspend_case": Sheet(
        SuspendCase, Text("中止处理", "Suspend the case"),
        Text("各方的期限都停下，恢复后接着算。", "Every clock stops and runs on when the case is resumed."),
        Text("中止处理", "Suspend the case"), ask.suspension, _suspended,
    ),
    "resume_case": Sheet(
        ResumeCase, Text("恢复处理", "Resume the case"),
        Text("各方的期限从停下的地方接着算。", "Every clock runs on from where it stopped."),
        Text("恢复处理", "Resume the case"), ask.reason_alone,
    ),
    "correct_clerical_error": Sheet(
        CorrectClericalError, Text("更正裁决书的笔误", "Correct a slip of the pen"),
        Text("只更正文字，不改变结果和金额；双方都会收到。",
             "It mends the words, never the result or an amount; both parties are told."),
        Text("发出更正", "Send the correction"), ask.correction, _corrected,
    ),
    "give_ruling": Sheet(
        GiveRuling, Text("送达裁决前，请再核对一次", "Before the ruling is served, look once more"),
        NOTHING, Text("确认并送达裁决", "Give and serve the ruling"), grave=True,
    ),
    "decide_signal": Sheet(
        DecideSignal, Text("复核提示", "Review a signal"),
        Text("撤下以后谁都看不到它；保留的到期自动消失。提示不是证据，不影响裁决。",
             "Taken down, nobody sees it; what stays ends of itself. A signal is no evidence and changes no ruling."),
        Text("作出决定", "Decide"), review, _reviewed,
    ),
    "release_message": Sheet(
        ReleaseMessage, Text("放行被拦下的消息", "Let a message through"),
        Text("对方从此看得到它。只有确实不是骗局的话才放行。",
             "The other side sees it from now on. Let it through only where it is no swindle."),
        Text("放行", "Let it through"), release,
    ),
    "retry_leg": Sheet(
        RetryLeg, Text("再付一次", "Try the payment again"),
        Text("同一笔款再次交商城付款，不会付两次。",
             "The same payment is asked for again; it is never paid twice."),
        Text("再付一次", "Try again"), ask.leg,
    ),
    "give_up_leg": Sheet(
        GiveUpLeg, Text("放弃这笔付款", "Give the payment up"),
        Text("备下的款退回原处；还欠的从下一来源付，没有来源的记为欠付。",
             "The money goes back where it came from; what is still owed comes from the next source, or is recorded "
             "as owed."),
        Text("放弃这笔付款", "Give it up"), ask.leg, grave=True,
    ),
}  # fmt: skip
