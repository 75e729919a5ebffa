"""Says what each event of a dispute means: who did what, with its amount, its words and what it cites."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from gongdao.case.decider import Event, Recorded
from gongdao.case.heads import Head, heads, several
from gongdao.case.state import REVIEW, Case, Offer
from gongdao.case.words import EVENTS
from gongdao.kernel.text import Text, listed
from gongdao.policy.pack import Pack
from gongdao.telling import offers
from gongdao.telling.facts import facts
from gongdao.telling.own_words import written_with
from gongdao.telling.results import WORDS as STORY
from gongdao.telling.ruling import declined, ruling
from gongdao.telling.signal_words import LIFTED, UPHELD
from gongdao.telling.signals import raised
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import DEBTS, EFFECTS, KINDS, called
from gongdao.telling.voice import in_language
from gongdao.telling.words import (
    ASKED,
    GROUNDS,
    HAPPENED,
    JUDGED,
    OWED,
    PRIMA_FACIE,
    REOPENED,
    RESULTS,
    SENTENCES,
    SIDES,
    WORDS,
)

WROTE = Text("{who}说：“{text}”。", "{who} says: “{text}”.")
MEANT_TO_SHOW = Text("想证明“{fact}”", "meant to show that “{fact}”")
NEW_EVIDENCE = Text("，新证据 {text}", ", with new evidence {text}")


def sentences(teller: Teller, before: Case, recorded: Recorded, after: Case) -> list[str]:
    """What an event means: a sentence, then what it cites; nothing where it only repeats what was said."""
    event = recorded.event
    name = type(event).__name__
    if name in OWN:
        return list(OWN[name](teller, before, event, after))
    if name in SENTENCES:
        return [teller.begun(teller.say(SENTENCES[name], **_parts(teller, before, event)))]
    label = EVENTS.get(name)
    return [teller.begun(label.say(teller.lang) + _generic(teller, before, event))] if label else [name]


def _parts(teller: Teller, before: Case, event: Event) -> dict[str, str]:
    given = {field.name: getattr(event, field.name) for field in fields(event)}
    parts = {name: _part(teller, before, event, name, value) for name, value in given.items()}
    optional = dict.fromkeys(("note", "reason", "late", "shows", "ground", "amount"), "")
    return {**optional, **parts, "who": teller.who(str(given.get("by", ""))), "offer": _offer(teller, before, event)}


def _offer(teller: Teller, before: Case, event: Any) -> str:
    """What the offer says that an event is about; nothing where it is about none."""
    match type(event).__name__:
        case "OfferMade":
            return offers.said(event, teller.lang, teller.money)
        case "StandingOfferTaken":
            standing = Offer(event.id, event.by, event.kind, event.amount, "")
            return offers.said(standing, teller.lang, teller.money)
        case "OfferAccepted" | "OfferRefused" | "OfferWithdrawn":
            return offers.named(before, event.id, teller.lang, teller.money)
        case _:
            return ""


def _part(teller: Teller, before: Case, event: Event, name: str, value: Any) -> str:
    """A field of an event as it stands in its sentence."""
    lang = teller.lang
    if name == "ground" and type(event).__name__ == "CaseSuspended":
        return called(GROUNDS, value, lang)
    if name == "new_evidence":
        return teller.say(NEW_EVIDENCE, text=teller.text(value)) if value.strip() else ""
    if name in ("reason", "note", "ground", "text") and isinstance(value, str):
        return teller.quoted(value) if type(event).__name__ != "StandingOfferTaken" else _claimed(teller, before, value)
    if name == "amount" and isinstance(value, int):
        return f" {teller.money(value)}" if value else ""
    if name == "kind":
        return called(KINDS, value, lang)
    if name == "leg":
        # L1 is the first payment of the case.
        return str(value).removeprefix("L")
    if hasattr(event, "leg") and name in ("source", "to"):
        return teller.account(value) if name == "source" else teller.receiver(value)
    if name in ("to", "juror", "side", "owner"):
        return SIDES[value].say(lang) if value in SIDES else teller.who(value)
    if name in _TABLES:
        return called(_TABLES[name], value, lang) if value else ""
    return _other(teller, before, name, value)


# Who is meant where evidence is asked for of nobody by name.
ASKED_OF = {"buyer_test": ("buyer",)}
_TABLES = {"what": ASKED, "judged": JUDGED, "prima_facie": PRIMA_FACIE}


def _other(teller: Teller, before: Case, name: str, value: Any) -> str:
    lang = teller.lang
    match name:
        case "carrier":
            return teller.say(WORDS["carrier"], carrier=in_language(value, lang)) if value else ""
        case "late":
            return teller.say(WORDS["late"]) if value else ""
        case "granted":
            return teller.say(WORDS["granted" if value else "granted-not"])
        case "lifted":
            return teller.say(LIFTED if value else UPHELD)
        case "days":
            return teller.say(WORDS["days"], n=value) if value else ""
        case "hours":
            return teller.say(WORDS["hours"], n=value) if value else ""
        case "answers":
            answered = offers.named(before, value, lang, teller.money)
            return teller.say(WORDS["answers"], offer=answered) if value else ""
        case "debt":
            return called({**DEBTS, **OWED}, value.partition(":")[0], teller.lang)
        case "heads":
            return listed((_claimed(teller, before, head) for head in value), teller.lang)
        case "staff":
            return teller.who(value)
        case "holds":
            return teller.say(WORDS["holds" if value else "holds-not"])
        case "evidence":
            return teller.say(WORDS["of"], ids=listed(value, teller.lang)) if value else ""
        case "shows":
            return _row(teller, before, dict(value))
        case "fact":
            return fact_name(teller, before, value)
        case "outcome":
            voice = teller.voice(before)
            return voice.word("outcome", value) if voice else str(value)
        case _:
            return str(value)


def _row(teller: Teller, case: Case, row: Mapping[str, Any]) -> str:
    voice = teller.voice(case)
    pack = teller.pack(case)
    said = []
    for key, value in row.items():
        if key in ("shows", "says", "finding") and isinstance(value, str):
            said.append(_word(pack, teller.text(value), teller.lang))
        elif key == "proves":
            said.append(teller.say(MEANT_TO_SHOW, fact=fact_name(teller, case, str(value))))
        else:
            said += [f"{name} {each}" for name, each in teller.fields("evidence", {key: value})]
    comma = "，" if teller.lang == "zh" else ", "
    return comma + comma.join(said) if said and voice else ""


def _word(pack: Pack | None, word: str, lang: str) -> str:
    """What an evidence word is called by the pack."""
    meant = pack.words.get(word) if pack else None
    label = meant.label if meant else None
    return label.say(lang) if label is not None and label.say(lang) else in_language(word.replace("_", " "), lang)


def fact_name(teller: Teller, case: Case, finding: str) -> str:
    """A fact by its own name, or the one that a finding settles, as the pack calls it."""
    pack = teller.pack(case)
    if pack and finding in pack.facts:
        return pack.facts[finding].label.say(teller.lang)
    path = f"findings_by_staff.{finding}"
    for fact in pack.facts.values() if pack else ():
        if finding == fact.id or fact.finding == path or (fact.binding is not None and fact.binding.path == path):
            return fact.label.say(teller.lang)
    return finding.replace("_", " ")


def _claimed(teller: Teller, case: Case, reason: str) -> str:
    voice = teller.voice(case) or teller.voice(teller.case)
    return voice.word("claim_reason", reason) if voice else reason


def _generic(teller: Teller, before: Case, event: Event) -> str:
    """The fields of an event nobody wrote a sentence for."""
    parts = _parts(teller, before, event)
    shown = [
        f"{f.name} {parts[f.name]}".rstrip() for f in fields(event) if f.name not in ("at", "by") and parts[f.name]
    ]
    return f"（{'，'.join(shown)}）" if teller.lang == "zh" and shown else f" ({', '.join(shown)})" if shown else ""


def claim_said(teller: Teller, event: Any, after: Case) -> str:
    """What a request asks for, how much, and why."""
    claim, voice = dict(event.claim), teller.voice(after)
    said = ""
    if voice is not None:
        said = voice.word("claim_type", str(claim.get("type", "none")))
    if isinstance(claim.get("amount"), int):
        said += teller.say(STORY["amount"], amount=teller.money(claim["amount"]))
    if voice is not None and claim.get("reason") not in (None, "none"):
        said += teller.say(STORY["reason"], reason=voice.word("claim_reason", str(claim["reason"])))
    if claim.get("fallback_no_reason"):
        said += teller.say(STORY["also-seven"])
    return said + "".join(_asked_for(teller, after, head) for head in heads(after) if several(after))


def _request(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    said = claim_said(teller, event, after)
    yield teller.begun(teller.say(WORDS["request"], who=teller.who(event.by), claim=said))
    if kept := written_with(event.claim):
        yield teller.begun(teller.say(WROTE, who=teller.who(event.by), text=teller.text(kept).rstrip("。.")))


def _asked_for(teller: Teller, case: Case, head: Head) -> str:
    """One head of several: its ground, its lines and its amount."""
    ground, items = _claimed(teller, case, head.ground), listed(head.items, teller.lang)
    return teller.say(WORDS["head"], ground=ground, items=items, amount=teller.money(head.amount or 0))


def _route(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    key = {"automatic": "automatic", "platform": "route"}.get(event.route, "negotiate")
    key = "platform-answers" if key == "route" and after.stage == REVIEW else key
    yield teller.say(WORDS[key], pack=_edition(teller, before))


def _edition(teller: Teller, case: Case) -> str:
    pack = teller.pack(case)
    return (pack.version.label.say(teller.lang) or pack.id) if pack else ""


def _passed(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    voice = teller.voice(before)
    who = listed(
        (teller.who(each) for each in (("buyer", "seller") if event.party == "both" else (event.party,))), teller.lang
    )
    if event.effect in HAPPENED:
        effect = teller.say(HAPPENED[event.effect], who=who)
    else:
        effect = (
            f"{voice.name(event.deadline) if voice else event.deadline}, {called(EFFECTS, event.effect, teller.lang)}"
        )
    yield teller.say(WORDS["passed"], effect=effect, rule=event.rule)


def _inspected(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    parts = {**_parts(teller, before, event), "result": called(RESULTS, event.result, teller.lang)}
    yield teller.begun(teller.say(WORDS["inspected"], **parts))


def _version(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    yield teller.say(WORDS["version"], before=_edition(teller, before), pack=_edition(teller, after))
    voice = teller.voice(after)
    for key in ("deadlines", "answers"):
        if voice is not None and (names := getattr(event, key)):
            yield "- " + teller.say(WORDS[f"changed-{key}"], names=listed(map(voice.name, names), teller.lang))


def _asked(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    who = teller.who(event.party) if event.party else teller.all_of(ASKED_OF.get(event.what, ("buyer", "seller")))
    text = WORDS["asked-fact"] if event.fact else SENTENCES["EvidenceAsked"]
    yield teller.begun(teller.say(text, **{**_parts(teller, before, event), "party": who}))


def _opened(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    reopened = SENTENCES["EvidenceReopened"]
    yield teller.begun(
        teller.say(reopened, **{**_parts(teller, before, event), "ground": called(REOPENED, event.ground, teller.lang)})
    )


def _answered(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    leg = next((each for each in before.legs if each.id == event.leg), None)
    to = teller.receiver(str(leg.to)) if leg else ""
    parts = {"leg": event.leg.removeprefix("L"), "amount": teller.money(event.paid), "to": to,
             "reason": teller.quoted(event.reason), "back": teller.money(event.back)}  # fmt: skip
    key = "paid-not" if not event.amount else "paid-part" if event.back else "paid-out"
    if event.paid or not event.amount:
        yield teller.begun(teller.say(WORDS[key], **parts))
    if event.surplus:
        yield teller.say(WORDS["paid-more"], amount=teller.money(event.surplus))


def _planned(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    if event.goods_first:
        yield teller.say(WORDS["goods-first"])


def _silent(teller: Teller, before: Case, event: Any, after: Case) -> Iterator[str]:
    yield from ()


OWN: dict[str, Callable[[Teller, Case, Any, Case], Iterator[str]]] = {
    "FactsTaken": facts,
    "RequestOpened": _request,
    "RequestDeclined": declined,
    "RouteTaken": _route,
    "DeadlinePassed": _passed,
    "ReturnInspected": _inspected,
    "VersionChanged": _version,
    "EvidenceAsked": _asked,
    "EvidenceReopened": _opened,
    "RulingGiven": ruling,
    "LegAnswered": _answered,
    "PaymentsPlanned": _silent,
    "RemedyPlanned": _planned,
    "EvidenceServed": _silent,
    "PlanEnded": _silent,
    "SignalRaised": raised,
}
