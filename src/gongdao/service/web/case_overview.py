"""The overview of a case page: how it may end, claim and fact and evidence, who decides, what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongdao.case.heads import NO_REASON
from gongdao.case.state import REMEDY
from gongdao.kernel.text import Text, listed
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.proofs import proofs_of
from gongdao.service.web.case_bar import STANDS_FOR, agreed_on, unexamined, voice_of
from gongdao.telling.rule_text import cited
from gongdao.telling.turns import PARTIES
from gongdao.telling.vocabulary import KINDS, STANDARDS, called
from gongdao.telling.voice import Voice

# How a fact stands: its drawing, its tone and its words.
STATES: Mapping[str, tuple[str, str, Text]] = {
    "admitted": ("proved", "good", Text("对方已承认", "Admitted by the other side")),
    "proved": ("proved", "good", Text("初步认可", "Accepted for now")),
    "found": ("proved", "good", Text("已认定", "Found")),
    "refuted": ("refuted", "bad", Text("不成立", "Refuted")),
    "insufficient": ("open", "warn", Text("有证据，还不够", "Some evidence, not enough yet")),
    "alleged": ("missing", "warn", Text("还没有证据", "No evidence yet")),
    "waiting": ("open", "", Text("证据已交，等待审核", "Evidence handed in, not examined yet")),
}
OPEN = ("insufficient", "alleged")
MUST_YOU = Text("您要证明", "You must prove")
MUST = Text("{who}要证明", "{who} must prove")
STOP_YOU = Text("您要证明才能阻止", "To stop it you must prove")
STOP = Text("{who}要证明才能阻止", "To stop it {who} must prove")
HERE_MINE = Text("由您证明", "for you to prove")
HERE_THEIRS = Text("由{who}证明", "for {who} to prove")
# What else might have been asked for, by its ground.
GROUNDS = {NO_REASON: Text("七天无理由退货", "Seven-day return without a reason")}
# What settled facts rule out, and how they were settled.
HOLDS = Text("“{fact}”已经成立", "“{fact}” is established")
HOLDS_NOT = Text("“{fact}”已经不成立", "“{fact}” is not established")
MOST_WAYS, MOST_KINDS = 1, 4


@dataclass(frozen=True, slots=True)
class Need:
    """A fact somebody must prove for, or against, an ending; ``url`` where who looks may hand in evidence of it."""

    fact: str
    name: str
    icon: str
    tone: str
    state: Text | None
    url: str


@dataclass(frozen=True, slots=True)
class End:
    """A way the case may end, as the page shows it: ``asks`` are headed lists of needs."""

    title: str
    total: int | None
    now: bool
    asks: tuple[tuple[str, tuple[Need, ...]], ...]
    rules: tuple[str, ...]
    laws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shut:
    """A way the case can no longer end, and why."""

    title: str
    why: str
    rule: str
    laws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of evidence that speaks for or against a fact."""

    id: str
    title: str
    speaks: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in issue: how it stands, who must prove it until when, what speaks of it, what waits, what is missing."""

    need: Need
    burden: str
    standard: str
    due: datetime | None
    links: tuple[Link, ...]
    waits: tuple[Link, ...]
    lacks: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A head of claim with the facts it rests on."""

    name: str
    amount: int | None
    ends: tuple[End, ...]
    shut: tuple[Shut, ...]
    facts: tuple[Fact, ...]


def claims(seen: Opened, lang: str, outlook: dict[str, Any], titles: Mapping[str, str], submits: bool) -> list[Claim]:
    """Give the heads of claim with their endings and facts; ``submits``: who looks may hand in evidence now.

    What is only carried out any more ends no other way.
    """
    if seen.case.stage == REMEDY:
        return []
    voice = voice_of(seen, lang)
    return [_claim(_View(seen, voice, outlook, titles, submits), head) for head in outlook["heads"]] if voice else []


@dataclass(frozen=True, slots=True)
class _View:
    seen: Opened
    voice: Voice
    outlook: dict[str, Any]
    titles: Mapping[str, str]
    submits: bool

    def waiting(self, party: str, fact: str) -> tuple[Link, ...]:
        """The pieces of a party that nobody has examined yet, but for those that it handed in to prove another fact."""
        rows = (row for row in self.seen.case.facts.get("evidence", ()) if row.get("by") == party)
        rows = (row for row in rows if row.get("proves", fact) == fact)
        unseen = (row for row in rows if not row.get("judged") and not row.get("late") and not row.get("left"))
        return tuple(Link(str(row["id"]), self.titles.get(str(row["id"]), ""), speaks=True) for row in unseen)

    @property
    def me(self) -> str:
        return STANDS_FOR.get(self.seen.place.role, "")

    def who(self, party: str) -> str:
        return PARTIES[party].say(self.voice.lang) if party in PARTIES else party


def _claim(view: _View, head: dict[str, Any]) -> Claim:
    steps = {step["fact"]: step for step in head["steps"]}
    kind = str(view.seen.case.facts.get("claim", {}).get("type", ""))
    several = len(view.outlook["heads"]) > 1
    name = view.voice.word("claim_reason", head["ground"]) if several else view.voice.word("claim_type", kind)
    now = None if unexamined(view.seen.case) or agreed_on(view.seen.case) else head["now"]
    ends = [_end(view, ending, {**head, "now": now}, steps) for ending in head["endings"]]
    facts = [_fact(view, step) for step in head["steps"]]
    # Where nothing is decided nor can be foretold, what gives most is told first: no order says who is losing.
    ends.sort(key=lambda end: not end.now if now else -(end.total or 0))
    shut = tuple(_shut(view, each) for each in head["shut"])
    return Claim(name[:1].upper() + name[1:], head["amount"], tuple(ends), shut, tuple(facts))


def _shut(view: _View, each: dict[str, Any]) -> Shut:
    voice = view.voice
    # A refund beside a return is one that leaves the goods with the buyer.
    kind = ("claim_type", "refund_only") if each["outcome"] == "refund" else ("outcome", each["outcome"])
    title = voice.word(*kind) if each["outcome"] else GROUNDS[each["ground"]].say(voice.lang)
    facts = ((HOLDS if holds else HOLDS_NOT, voice.name(fact)) for fact, holds in each["facts"])
    why = listed((text.say(voice.lang).format(fact=name) for text, name in facts), voice.lang) or each[voice.lang]
    return Shut(title[:1].upper() + title[1:], why, each["rule"], tuple(_law(view, key) for key in each["law"][:2]))


def _end(view: _View, ending: dict[str, Any], head: dict[str, Any], steps: Mapping[str, Any]) -> End:
    now = head["now"]
    total = (ending["refund"] or 0) + (ending["compensation"] or 0)
    outcome = view.voice.word("outcome", ending["outcome"])
    return End(
        outcome[:1].upper() + outcome[1:],
        total if ending["winner"] not in ("pending", None) else None,
        bool(now) and (now["outcome"], now["winner"]) == (ending["outcome"], ending["winner"]),
        tuple(_asks(view, ending, head, steps)),
        tuple(ending["rules"][:MOST_KINDS]),
        tuple(_law(view, key) for key in ending["law"][:2]),
    )


def _law(view: _View, key: str) -> str:
    known = view.voice.pack.provisions.get(key)
    return cited(view.voice.lang, known, view.seen.now.date()) if known else key


def _asks(
    view: _View, ending: dict[str, Any], head: dict[str, Any], steps: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[Need, ...]]]:
    """Who must prove what for this ending, and who what to stop it; in the smallest way that brings it about."""
    grouped: dict[tuple[str, bool], list[Need]] = {}
    for way in ending["ways"][:MOST_WAYS]:
        for fact, holds in way.items():
            bearer = head["bearers"].get(fact, "platform")
            grouped.setdefault((bearer, holds), []).append(_need(view, fact, steps.get(fact), bearer))
    for (bearer, holds), needs in sorted(grouped.items(), key=lambda item: (not item[0][1], item[0][0] != view.me)):
        mine = bearer == view.me
        text = (MUST_YOU if mine else MUST) if holds else (STOP_YOU if mine else STOP)
        said = text.say(view.voice.lang).format(who=view.who(bearer))
        yield said[:1].upper() + said[1:], tuple(needs)


def _need(view: _View, fact: str, step: Mapping[str, Any] | None, bearer: str) -> Need:
    known = step["state"] if step else "alleged"
    waits = known == "alleged" and step is not None and view.waiting(bearer, fact)
    state = STATES["waiting" if waits else known if known in STATES else "alleged"]
    mine = bearer == view.me and view.submits and (step is None or step["state"] in OPEN)
    url = f"/cases/{view.seen.stream}/evidence/new?fact={fact}" if mine else ""
    name = view.voice.name(fact)
    return Need(fact, name[:1].upper() + name[1:], state[0], state[1], state[2], url)


def _fact(view: _View, step: dict[str, Any]) -> Fact:
    lang, bearer = view.voice.lang, step["bearer"]
    mine = bearer == view.me
    pieces = view.outlook["pieces"]
    links = tuple(
        Link(piece, view.titles.get(piece, piece), speaks)
        for piece, told in pieces.items()
        for fact, speaks in told["speaks"]
        if fact == step["fact"]
    )
    waits = view.waiting(bearer, step["fact"]) if step["state"] == "alleged" and not links else ()
    lacking = step["state"] in OPEN and not waits and not any(link.speaks for link in links)
    lacks = _lacks(view, step["fact"]) if lacking else ""
    burden = (HERE_MINE if mine else HERE_THEIRS).say(lang).format(who=view.who(bearer))
    return Fact(
        _need(view, step["fact"], step, bearer),
        burden,
        called(STANDARDS, step["standard"], lang),
        datetime.fromisoformat(step["due"]) if step["due"] else None,
        links,
        waits,
        lacks,
    )


def _lacks(view: _View, fact: str) -> str:
    """What kinds of evidence would speak for a fact."""
    kinds = dict.fromkeys(called(KINDS, proof.kind, view.voice.lang) for proof in proofs_of(view.voice.pack, fact))
    return listed(list(kinds)[:MOST_KINDS], view.voice.lang)
