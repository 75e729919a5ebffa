"""The desk of a case in words: facts with state and burden, evidence, findings and where they lead, the draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongdao.case.burden import SETTLED, Step
from gongdao.case.decider import evolve
from gongdao.case.stages.evidence import EvidenceChallenged
from gongdao.case.stages.review import EvidenceJudged, EvidenceLeft, FactFound
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import Case, changed, role
from gongdao.case.words import STAGES
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.policy.given import State
from gongdao.service.queries.desk_case import Bench, Finding, Lead, Piece
from gongdao.service.queries.reasons import Written, latest
from gongdao.service.queries.related import Related, Relations
from gongdao.service.web.desk_words import title_of
from gongdao.telling.events import fact_name
from gongdao.telling.own_words import OwnWords
from gongdao.telling.ruling import ruling, verdict
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import KINDS, PARTIES, REASONS, STANDARDS, STATES, called
from gongdao.telling.voice import decimal
from gongdao.telling.words import JUDGED

SAYS = ("shows", "says", "finding")
MARKS = {State.PROVED: "proved", State.ADMITTED: "proved", State.REFUTED: "refuted"}
TONES = {"proved": "good", "refuted": "bad", "open": "warn", "missing": "warn"}
FOR, AGAINST = Text("支持", "for"), Text("反对", "against")
NOT_COUNTED = Text("不计入", "not counted")
LACKS, WAITS = Text("还缺", "lacking"), Text("待审", "waiting")
UNEXAMINED = Text("证据已交，还没有审核", "evidence handed in, not examined yet")
NOTHING_BROUGHT = Text("{who}还没有拿出凭证", "{who} has brought nothing")
UNJUDGED = Text("{who}的 {ids} 还没有审核", "not judged yet: {ids} of {who}")
LEFT_OPEN = Text("还不能裁决（{outcome}）", "no ruling yet ({outcome})")
BADGES = {
    "open": (Text("待审核", "to be judged"), "warn"),
    "left": (Text("不予审核", "left unweighed"), ""),
    "late": (Text("逾期，不计入", "late, not counted"), ""),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the telling of a desk needs at hand."""

    teller: Teller
    case: Case
    bench: Bench
    said: tuple[Written, ...]
    own_words: tuple[OwnWords, ...]

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.teller.lang


@dataclass(frozen=True, slots=True)
class Point:
    """A fact of the map: how it stands in shape and words, who must prove it, and the evidence on either side."""

    fact: str
    label: str
    mark: str
    tone: str
    state: str
    burden: str
    due: datetime | None
    links: tuple[tuple[str, str, str], ...]
    askable: bool


@dataclass(frozen=True, slots=True)
class Where:
    """Where an answer would lead: the outcome, and what the buyer gets; nothing where no money is asked for."""

    text: str
    paid: str
    open: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A fact that a person finds: the answer so far with its reason, and where either answer leads."""

    name: str
    label: str
    holds: bool | None
    said: Written | None
    by: str
    yes: Where
    no: Where
    asked: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of evidence: what it shows, what was said of it, and whether and why it counts."""

    piece: Piece
    title: str
    kind: str
    by: str
    more: tuple[tuple[str, str], ...]
    badge: Text
    tone: str
    said: Written | None
    why: str
    speaks: tuple[tuple[str, Text], ...]
    leads: tuple[Where, Where] | None
    challenges: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A ruling that follows as the case stands: its sentence, its reasons, and what is paid to whom."""

    verdict: str
    reasons: tuple[str, ...]
    money: tuple[tuple[str, str], ...]
    open: bool


def points(told: Told) -> tuple[Point, ...]:
    """Say the facts in dispute, in the order of the rules."""
    return tuple(_point(told, step) for step in told.bench.steps)


def _point(told: Told, step: Step) -> Point:
    lang, links = told.lang, tuple(_links(told, step))
    mark = MARKS.get(step.state, "open" if any(word != LACKS.say(lang) for word, _, _ in links) else "missing")
    who, standard = called(PARTIES, step.bearer, lang), called(STANDARDS, step.standard, lang)
    waits = any(word == WAITS.say(lang) for word, _, _ in links)
    state = UNEXAMINED.say(lang) if waits else called(STATES, step.state, lang)
    burden = f"由{who}证明，{standard}" if lang == "zh" else f"{who} must prove it; {standard}"
    return Point(
        step.fact, fact_name(told.teller, told.case, step.fact), mark, TONES[mark], state,
        burden, step.due, links, step.state not in SETTLED,
    )  # fmt: skip


def _links(told: Told, step: Step) -> Iterator[tuple[str, str, str]]:
    """Each piece that speaks of a fact, and what is lacking where nothing does."""
    none = True
    for piece in told.bench.pieces:
        for word in piece.words:
            if word.fact == step.fact:
                none = False
                said = FOR if word.speaks else AGAINST
                yield (said if word.weight else NOT_COUNTED).say(told.lang), _title(told, piece), piece.id
    if none and step.state not in SETTLED:
        who = called(PARTIES, step.bearer, told.lang)
        waiting = [piece.id for piece in told.bench.waiting if role(piece.by) == step.bearer]
        name, said = (WAITS, UNJUDGED) if waiting else (LACKS, NOTHING_BROUGHT)
        yield name.say(told.lang), said.say(told.lang).format(who=who, ids=", ".join(waiting)), ""


def findings(told: Told, wanted: str = "") -> tuple[Found, ...]:
    """Say what is left to a person; one of them is asked now: the one wanted, else the first nobody answered."""
    given = latest(told.said, FactFound)
    names = [it.name for it in told.bench.findings]
    first = next((it.name for it in told.bench.unfound), "")
    now = wanted if wanted in names else first
    return tuple(_found(told, it, given.get(it.name), it.name == now) for it in told.bench.findings)


def _found(told: Told, it: Finding, said: Written | None, asked: bool) -> Found:
    by = told.teller.who(said.by) if said else ""
    label = fact_name(told.teller, told.case, it.name)
    now = told.bench.lead
    return Found(it.name, label, it.holds, said, by, where(told, it.yes, now), where(told, it.no, now), asked)


def where(told: Told, lead: Lead, now: Lead | None = None) -> Where:
    """Say where a case would come out."""
    voice = told.teller.voice(told.case)
    outcome = voice.word("outcome", lead.outcome) if voice else lead.outcome
    if lead.open:
        return Where(told.teller.say(LEFT_OPEN, outcome=outcome), "", True, lead == now)
    if not told.case.facts.get("claim", {}).get("amount"):
        return Where(outcome, "", False, lead == now)
    paid = sum(minor for key, minor in lead.money if key.split("|")[1] == "buyer")
    return Where(outcome, show_money(paid, told.teller.currency), False, lead == now)


def cards(told: Told) -> tuple[Card, ...]:
    """Say every piece of evidence, what must still be judged first."""
    given = latest(told.said, EvidenceJudged, EvidenceLeft)
    found = [_card(told, piece, given.get(piece.id)) for piece in told.bench.pieces]
    return tuple(sorted(found, key=lambda card: not card.piece.waits))


def _card(told: Told, piece: Piece, said: Written | None) -> Card:
    badge, tone = BADGES.get(piece.state) or _judged(piece)
    rest = {key: value for key, value in piece.shows.items() if key not in (*SAYS, "title")}
    if "proves" in rest:
        rest["proves"] = fact_name(told.teller, told.case, str(rest["proves"]))
    return Card(
        piece, _title(told, piece), called(KINDS, piece.kind, told.lang), called(PARTIES, piece.by, told.lang),
        tuple(told.teller.fields("evidence", rest)), badge, tone, said,
        called(REASONS, piece.why, told.lang) if piece.state != "open" and piece.why else "",
        _to_the_point(told, piece),
        _swing(told, piece),
        tuple(it for it in told.said if it.kind is EvidenceChallenged and it.about == piece.id),
    )  # fmt: skip


def _to_the_point(told: Told, piece: Piece) -> tuple[tuple[str, Text], ...]:
    """What a piece says of the facts in dispute; what else it could prove is nobody's question."""
    disputed = {step.fact for step in told.bench.steps}
    return tuple(
        (fact_name(told.teller, told.case, word.fact), FOR if word.speaks else AGAINST)
        for word in piece.words
        if word.fact in disputed
    )


def _swing(told: Told, piece: Piece) -> tuple[Where, Where] | None:
    """Where either judgment leads; nothing where the piece makes no difference."""
    swing = told.bench.swings.get(piece.id)
    if swing is None or swing[0] == swing[1]:
        return None
    return where(told, swing[0], told.bench.lead), where(told, swing[1], told.bench.lead)


def _judged(piece: Piece) -> tuple[Text, str]:
    label = JUDGED.get(piece.judged, Text("已审核", "judged"))
    return label, "good" if piece.counted else ""


def _title(told: Told, piece: Piece) -> str:
    """What a piece shows, in one sentence; else what kind it is."""
    said = [word_of(told, str(piece.shows[key])) for key in ("title", *SAYS) if piece.shows.get(key)]
    return "；".join(said) if said else called(KINDS, piece.kind, told.lang)


def word_of(told: Told, word: str) -> str:
    """A word of the evidence as the pack calls it, else the text that was written."""
    pack = told.teller.pack(told.case)
    known = pack.words.get(word) if pack else None
    label = known.label.say(told.lang) if known is not None and known.label is not None else ""
    return label or told.teller.text(word).replace("_", " ")


def drafts(told: Told) -> tuple[Draft, ...]:
    """Say the rulings that follow as the case stands, one per head; nobody types them."""
    said: list[Draft] = []
    case = changed(told.case, ripe="findings", rest=())
    for event in told.bench.draft:
        if not isinstance(event, RulingGiven):
            voice = told.teller.voice(case)
            outcome = voice.word("outcome", event.outcome) if voice else event.outcome
            said.append(Draft(told.teller.say(LEFT_OPEN, outcome=outcome), (), (), True))
            continue
        after = evolve(case, event)
        told_of = [line.removeprefix("- ") for line in ruling(told.teller, case, event, after)][1:]
        said.append(Draft(verdict(told.teller, after, event), tuple(told_of), tuple(_money(told, event.payers)), False))
        case = after
    return tuple(said)


def _money(told: Told, payers: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    for key, minor in payers:
        source, to, _ = key.split("|")
        payee = called(PARTIES, to, told.lang) if to in PARTIES else told.teller.receiver(to)
        yield f"{told.teller.account(source)} → {payee}", show_money(minor, told.teller.currency)


def weights(told: Told) -> tuple[tuple[str, str, str, str, bool], ...]:
    """Compare the weights on record: where, by whom, how much, the difference from the first, whether it is a tenth."""
    sent = told.case.facts.get("order", {}).get("outbound_weight_kg")
    rows = (
        [(Text("出库", "shipped").say(told.lang), Text("订单记录", "the order").say(told.lang), sent)] if sent else []
    )
    for piece in told.bench.pieces:
        if isinstance(piece.shows.get("weight_kg"), int):
            kind, by = called(KINDS, piece.kind, told.lang), called(PARTIES, piece.by, told.lang)
            rows.append((f"{piece.id} {kind}", by, piece.shows["weight_kg"]))
    return tuple(_weight(*row, rows[0][2]) for row in rows) if len(rows) > 1 else ()


def _weight(what: str, by: str, kg: int, first: int) -> tuple[str, str, str, str, bool]:
    less = kg - first
    sign = "−" if less < 0 else "+"
    return what, by, f"{decimal(kg, 2)} kg", f"{sign}{decimal(abs(less), 2)}" if less else "—", abs(less) * 10 > first


def scans(told: Told) -> tuple[tuple[datetime | None, str], ...]:
    """Say what the carriers recorded, by time."""
    rows = sorted(told.case.facts.get("logistics", ()), key=lambda row: str(row.get("at", "")))
    comma = "，" if told.lang == "zh" else ", "
    return tuple(
        (row.get("at"), comma.join(f"{name} {value}" for name, value in told.teller.fields("logistics", _plain(row))))
        for row in rows
    )


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "at"}


def others(told: Told, found: Relations) -> tuple[tuple[Related, str, str], ...]:
    """Say related cases: what each is about, and how it stands or came out."""
    return tuple((it, title_of(it.pack, it.reason, it.currency, told.lang), _stands(told, it)) for it in found.cases)


def _stands(told: Told, it: Related) -> str:
    voice = told.teller.voice(told.case)
    return voice.word("outcome", it.outcome) if it.outcome and voice else STAGES[it.stage].say(told.lang)


def judgments(lang: str) -> tuple[tuple[str, str], ...]:
    """Give the answers there are to what a piece of evidence proves."""
    return tuple((word, text.say(lang)) for word, text in JUDGED.items())
