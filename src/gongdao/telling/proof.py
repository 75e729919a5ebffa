"""Says of each piece of evidence whether it counted and why, and of each fact how it stands and who had to prove it."""

from __future__ import annotations

from datetime import datetime

from gongdao.case.facts import at_path
from gongdao.evidence.item import Reason, Speech, Weighed
from gongdao.kernel.text import Text, listed
from gongdao.policy.given import Proof, State
from gongdao.policy.pack import Fact
from gongdao.telling.decision import Telling
from gongdao.telling.vocabulary import GRADES, JUDGMENTS, KINDS, PARTIES, REASONS, STANDARDS, STATES, called
from gongdao.telling.voice import decimal

WORDS = {
    "handed": Text("{kind}，{by}提交", "{kind}, handed in by {by}"),
    "nobody": Text("{by}没有提交材料", "{by} handed in nothing"),
    "of": Text("{kind}", "{kind}"),
    "at": Text("，{at}", ", {at}"),
    "says": Text("：{words}", ": {words}"),
    "weight": Text("重 {kg} 千克", "{kg} kg"),
    "weighed": Text("采信：{reason}。", "Weighed: {reason}."),
    "not-weighed": Text("未采信：{reason}。", "Not weighed: {reason}."),
    "off-point": Text("未计入：本案不需要证明“{facts}”。", "Not counted: “{facts}” need not be proved in this case."),
    "for": Text("证明“{fact}”", "speaks for “{fact}”"),
    "against": Text("反证“{fact}”", "speaks against “{fact}”"),
    "grade": Text("{speech}（{grade}，{weight}）", "{speech} ({grade}, {weight})"),
    "and": Text("，", ", "),
    "unmapped": Text("没有人说明“{words}”能证明什么。", "Nobody said what “{words}” proves."),
    "finding": Text("{fact}：{state}。", "{fact}: {state}."),
    "found": Text("由审理人员认定。", "Found by staff."),
    "burden": Text("由{by}举证，{standard}；", "{by} must prove it, {standard}; "),
    "items": Text("{ids} 支持 {pro}，反对 {con}。", "{ids}: {pro} for it, {con} against."),
    "nothing": Text("{ids} 未被采信。", "{ids} did not count."),
    "no-items": Text("没有证据。", "there is no evidence."),
    "loses": Text("举证不能的后果由{by}承担。", "{by} bears the consequence."),
    "open": Text("举证尚未结束。", "Evidence is still open."),
}
SHOWN = (State.ADMITTED, State.PROVED, State.REFUTED, State.INSUFFICIENT, State.ALLEGED)
OPEN_WORDS = ("says", "shows", "finding")


def handed(telling: Telling, item: Weighed) -> str:
    """What was handed in, by whom and when, and what it shows."""
    kind = called(KINDS, item.kind, telling.lang)
    if item.reason is Reason.NOTHING and item.by:
        return telling.capital(telling.say(WORDS["nobody"], by=called(PARTIES, item.by, telling.lang)))
    key = "handed" if item.by else "of"
    text = telling.say(WORDS[key], kind=kind, by=called(PARTIES, item.by, telling.lang))
    at = item.item.get("at")
    if isinstance(at, datetime):
        text += telling.say(WORDS["at"], at=telling.when(at))
    words = [_word(telling, str(item.item[key])) for key in OPEN_WORDS if item.item.get(key) is not None]
    weight = item.item.get("weight_kg")
    if isinstance(weight, int):
        words.append(telling.say(WORDS["weight"], kg=decimal(weight, 2)))
    text += telling.say(WORDS["says"], words=listed(words, telling.lang)) if words else ""
    return telling.capital(text)


def _word(telling: Telling, word: str) -> str:
    own = telling.case.labels.get(word)
    known = telling.evaluation.pack.words.get(word)
    label = own if own is not None and own.say(telling.lang) else known.label if known else None
    said = label.say(telling.lang) if label else ""
    return said or word.replace("_", " ")


def weighed(telling: Telling, item: Weighed) -> str:
    """Whether an item counted and why, and what it speaks for."""
    judged = str(item.item.get("judged"))
    known = JUDGMENTS if item.reason is Reason.JUDGED_AGAINST and judged in JUDGMENTS else REASONS
    reason = known[judged if known is JUDGMENTS else item.reason.value].say(telling.lang)
    if not item.counted:
        return telling.say(WORDS["not-weighed"], reason=reason) + _unmapped(telling, item)
    speeches = in_point(telling, item)
    if not speeches:
        names = dict.fromkeys(telling.voice.name(s.fact) for s in item.speeches if s.weight)
        return telling.say(WORDS["off-point"], facts=listed(names, telling.lang))
    said = [
        telling.say(
            WORDS["grade"],
            speech=telling.say(WORDS["for" if s.speaks else "against"], fact=telling.voice.name(s.fact)),
            grade=called(GRADES, s.grade, telling.lang),
            weight=s.weight,
        )
        for s in dict.fromkeys(speeches)
    ]
    text = telling.say(WORDS["weighed"], reason=telling.say(WORDS["and"]).join([reason, *said]))
    return text + _unmapped(telling, item)


def in_point(telling: Telling, item: Weighed) -> list[Speech]:
    """What an item says of facts that arise in this case."""
    states = telling.evaluation.states
    return [s for s in item.speeches if s.weight and states.get(s.fact) is not State.NOT_APPLICABLE]


def _unmapped(telling: Telling, item: Weighed) -> str:
    if not item.unmapped or item.reason not in (Reason.WORD, Reason.KIND):
        return ""  # a judgment prevails over the word, and of other items nothing else is said
    words = listed((_word(telling, word) for word in item.unmapped), telling.lang)
    return telling.say(WORDS["unmapped"], words=words)


def in_issue(telling: Telling) -> list[Fact]:
    """Provable facts that the answers rest on, or that evidence spoke of."""
    evaluation = telling.evaluation
    spoken = {speech.fact for item in telling.decided.bound.evidence for speech in item.speeches}
    names = [name for name in evaluation.pack.facts if name in telling.reached or name in spoken]
    facts = [evaluation.pack.facts[name] for name in names if evaluation.states.get(name) in SHOWN]
    return [fact for fact in facts if fact.prove is not None]


def finding(telling: Telling, fact: Fact) -> str:
    """How a fact stands, who had to prove it and what spoke of it."""
    state, lang = telling.evaluation.states[fact.id], telling.lang
    text = telling.say(WORDS["finding"], fact=telling.voice.name(fact.id), state=called(STATES, state.value, lang))
    gap = "" if lang == "zh" else " "
    if fact.finding and isinstance(at_path(telling.case.facts, fact.finding), bool):
        return text + gap + telling.say(WORDS["found"])
    assert fact.prove is not None
    by = called(PARTIES, _bearer(telling, fact.prove.by), lang)
    standard = called(STANDARDS, fact.prove.standard, lang)
    text += gap + telling.capital(telling.say(WORDS["burden"], by=by, standard=standard))
    text += _items(telling, fact, telling.evaluation.given.proofs.get(fact.id))
    return text + gap + _consequence(telling, state, by)


def _bearer(telling: Telling, by: str) -> str:
    """The party; where a decision says who bears the burden, its answer."""
    return str(telling.evaluation.values.get(by)) if by in telling.evaluation.pack.decisions else by


def _items(telling: Telling, fact: Fact, proof: Proof | None) -> str:
    """What spoke of a fact and with what weight, and what did not count."""
    if proof is None or not proof.evidence:
        return telling.say(WORDS["no-items"])
    of_weight = {item.id for item in telling.decided.bound.evidence if _weighs_for(item, fact)}
    counted = [id_ for id_ in proof.evidence if id_ in of_weight]
    rest = [id_ for id_ in proof.evidence if id_ not in of_weight]
    parts = (("items", counted), ("nothing", rest))
    said = [
        telling.say(WORDS[key], ids=listed(ids, telling.lang), pro=proof.pro, con=proof.con)
        for key, ids in parts
        if ids
    ]
    return ("" if telling.lang == "zh" else " ").join(said)


def _weighs_for(item: Weighed, fact: Fact) -> bool:
    return any(speech.fact == fact.id and speech.weight for speech in item.speeches)


def _consequence(telling: Telling, state: State, by: str) -> str:
    if state not in (State.INSUFFICIENT, State.ALLEGED):
        return ""
    return telling.capital(telling.say(WORDS["loses" if telling.evaluation.closed else "open"], by=by))
