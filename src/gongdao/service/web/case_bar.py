"""The head of a case page: number, title, amount, one's own clock, whose turn it is, and how far the case has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongdao.case.due import Clock, answerers, due, turn
from gongdao.case.stages.returning import return_address
from gongdao.case.state import CLOSED, EVIDENCE, JURY, NEGOTIATION, OTHER, REMEDY, RETURNING, REVIEW, RULED, Case, Offer
from gongdao.case.words import STAGES
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text, listed
from gongdao.policy.library import pack_of
from gongdao.service.queries.allowed import Act
from gongdao.service.queries.cases import Opened
from gongdao.telling import turns
from gongdao.telling.voice import Voice, in_language
from gongdao.telling.words import SILENCE

# As whom somebody acts who has a place in a case.
STANDS_FOR = {"buyer": "buyer", "seller": "seller", "staff": "platform", "supervisor": "supervisor", "juror": "jury"}
# What one most likely wants to do, by side and stage; the first that is allowed is the main button.
MAIN = {
    ("buyer", "negotiation"): ("call_platform",),
    ("buyer", "returning"): ("ship_return",),
    ("buyer", "evidence"): ("submit_evidence",),
    ("buyer", "remedy"): ("sign_goods",),
    ("seller", "returning"): ("give_return_address", "inspect_return", "sign_return"),
    ("seller", "evidence"): ("submit_evidence",),
    ("seller", "remedy"): ("ship_goods",),
}
MOST_STEPS = 6
ANSWER = Text("答复申请", "Answer the request")
OFFER = Text("看方案并回复", "See the offer and answer it")
DESK = Text("到工作台处理", "Open it at the desk")


@dataclass(frozen=True, slots=True)
class Button:
    """A link that looks like a button."""

    url: str
    label: Text


@dataclass(frozen=True, slots=True)
class Bar:
    """The sticky head; ``due`` is one's own deadline, ``waits`` says for whom one waits where there is none.

    ``amount`` is what is asked for, or what was agreed on once the parties ``agreed``.
    """

    number: str
    kind: str
    title: str
    amount: int | None
    due: datetime | None
    label: Text
    waits: str
    main: Button | None
    agreed: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: ``mine`` if it is the reader's; what is to be done, by when, and what silence does."""

    mine: bool
    dot: Text
    line: str
    title: str
    due: datetime | None
    silence: str
    rule: str
    idle: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the stage tracker: ``done``, ``now`` or ``later``, with a day where it is known."""

    name: Text
    state: str
    at: datetime | None = None
    ends: datetime | None = None


def voice_of(seen: Opened, lang: str) -> Voice | None:
    """Give the voice that names things as the pack of the case does; None before it has one."""
    if not seen.case.pack or seen.case.pack == "auto":
        return None
    return Voice(lang, pack_of(seen.court.library, seen.case.pack), seen.row.currency)


def bar(seen: Opened, lang: str, acts: tuple[Act, ...]) -> Bar:
    """Give the head of the page for who looks."""
    voice, claim = voice_of(seen, lang), seen.case.facts.get("claim", {})
    reason = str(claim.get("reason", ""))
    kind = voice.word("claim_reason", reason) if voice and reason not in ("", "none") else ""
    clock = my_clock(seen)
    agreed = seen.case.settled.amount if seen.case.settled else 0
    return Bar(
        seen.row.number,
        kind[:1].upper() + kind[1:],
        title(seen, lang),
        agreed or _asked(claim),
        clock.at if clock else None,
        turns.CLOCK_OF.get(seen.case.stage, turns.CLOCK_OF[""]),
        "" if clock or seen.place.role in answerers(seen.case) else _waits(seen, lang),
        main_button(seen, acts),
        bool(agreed),
    )


def _asked(claim: Mapping[str, Any]) -> int | None:
    asked = claim.get("amount")
    return int(asked) + int(claim.get("claims_costs", 0)) + int(claim.get("claims_test_fee", 0)) if asked else None


def title(seen: Opened, lang: str) -> str:
    """What the dispute is about: the goods, and what is asked for."""
    voice, claim = voice_of(seen, lang), seen.case.facts.get("claim", {})
    goods = in_language(str(seen.case.facts.get("goods", {}).get("name", "")), lang)
    asked = str(claim.get("type", ""))
    wish = voice.word("claim_type", asked) if voice and asked not in ("", "none") else ""
    colon = "：" if lang == "zh" else ": "
    said = colon.join(part for part in (goods, wish) if part) or seen.row.number
    return said[:1].upper() + said[1:]


def my_clock(seen: Opened) -> Clock | None:
    """Give the next deadline of who looks."""
    return due(seen.case, seen.court).get(STANDS_FOR.get(seen.place.role, ""))


def main_button(seen: Opened, acts: tuple[Act, ...]) -> Button | None:
    """Give the one thing to do now; none where nothing waits for who looks."""
    role, case = seen.place.role, seen.case
    if role in ("staff", "supervisor") and case.stage != CLOSED:
        return Button(f"/desk/{seen.stream}", DESK)
    allowed = {act.command: act for act in acts if act.yes}
    if "accept_offer" in allowed:
        return Button("?tab=talks#answer", OFFER)
    if role == "seller" and case.stage == NEGOTIATION and not case.answered and "refuse_request" in allowed:
        return Button("?tab=overview#acts", ANSWER)
    for command in () if _concluded(case, role) else MAIN.get((role, case.stage), ()):
        # Another address may be given, but it is not the thing to do.
        if command in allowed and not (command == "give_return_address" and return_address(case)):
            return Button(allowed[command].url, allowed[command].label)
    return None


def turn_of(seen: Opened, lang: str, outlook: dict[str, Any]) -> Turn:
    """Say whose turn it is, for who looks."""
    case = seen.case
    if case.stage == CLOSED:
        over = turns.WAITING[CLOSED].say(lang)
        return Turn(False, turns.DOTS["closed"], "", over, None, _result(seen, lang), "", False)
    if case.suspended:
        return Turn(False, turns.DOTS["suspended"], "", turns.SUSPENDED.say(lang), None, "", "", True)
    if stop := next((stop for stop in seen.court.pauses if stop.until is None), None):
        title = turns.PAUSED.say(lang).format(ground=stop.ground)
        return Turn(False, turns.DOTS["suspended"], "", title, None, "", "", False)
    me, waiting = STANDS_FOR.get(seen.place.role, ""), turn(case, seen.court)
    if me in answerers(case) and my_clock(seen) is None:
        who = turns.PARTIES[OTHER[me]].say(lang)
        title = turns.OFFERED.say(lang).format(who=who[:1].upper() + who[1:])
        silence = turns.OFFER_WAITS.say(lang)
        return Turn(True, turns.DOTS["you"], turns.YOUR_TURN.say(lang), title, None, silence, "", False)
    waiting = tuple(who for who in waiting if not _concluded(case, who))
    return _my_turn(seen, lang, outlook, me) if me in waiting else _their_turn(seen, lang, outlook, waiting)


def _concluded(case: Case, side: str) -> bool:
    """Whether a side brings no more evidence, by its own word or as none was asked of it: nothing waits for it."""
    return case.stage == EVIDENCE and side in case.done


def _result(seen: Opened, lang: str) -> str:
    """How a closed case ended: what the last ruling gave, or that it was settled or given up."""
    case, voice = seen.case, voice_of(seen, lang)
    got = sum(leg.paid for leg in case.legs if leg.to.kind.value in ("buyer_payment", "buyer"))
    if not case.rulings or voice is None:
        in_goods = case.settled is not None and case.goods == "signed"
        text = turns.SETTLED if got else turns.SETTLED_IN_GOODS if in_goods else turns.GIVEN_UP
        return text.say(lang).format(amount=show_money(got, seen.row.currency))
    outcome = voice.word("outcome", case.rulings[-1].outcome)
    return turns.ENDED.say(lang).format(outcome=outcome, amount=show_money(got, seen.row.currency))


def _my_turn(seen: Opened, lang: str, outlook: dict[str, Any], me: str) -> Turn:
    clock, case = my_clock(seen), seen.case
    theirs = due(case, seen.court).get(OTHER.get(me, ""))
    both = case.stage == EVIDENCE and clock is not None and theirs is not None and theirs.at == clock.at
    done = _concluded(case, OTHER.get(me, ""))
    line = (turns.THEY_ARE_DONE if done else turns.BOTH_MAY if both else turns.YOUR_TURN).say(lang)
    do = turns.TO_DO.get((case.stage, clock.effect)) if clock else turns.OPEN_ENDED.get(case.stage)
    said = _missing(seen, lang, outlook, me) or (do or turns.WAITING[case.stage]).say(lang)
    silence = _silence(seen, lang, outlook, clock, mine=True) if clock else ""
    return Turn(
        True, turns.DOTS["you"], line, said, clock.at if clock else None, silence, clock.rule if clock else "", False
    )


def _their_turn(seen: Opened, lang: str, outlook: dict[str, Any], waiting: tuple[str, ...]) -> Turn:
    clocks = due(seen.case, seen.court)
    clock = min((clocks[who] for who in waiting if who in clocks), key=lambda clock: clock.at, default=None)
    # An offer waits for its answer too, but what is told is whose clock ends first.
    waiting = tuple(each for each in waiting if clock is None or (each in clocks and clocks[each].at == clock.at))
    first = waiting[0] if waiting else "platform"
    other = OTHER.get(seen.place.role, "")
    who = listed((turns.PARTIES[each].say(lang) for each in waiting if each in turns.PARTIES), lang)
    text = turns.THEY_DO.get((seen.case.stage, clock.effect)) if clock else None
    said = (
        text.say(lang).format(who=who)
        if text
        else turns.WAITING.get(seen.case.stage, STAGES[seen.case.stage]).say(lang)
    )
    dot = turns.DOTS["other"] if first == other else turns.DOTS.get(first, turns.DOTS["platform"])
    silence = _silence(seen, lang, outlook, clock, mine=False) if clock else ""
    line = turns.THEIR_TURN.say(lang).format(who=who)
    return Turn(
        False, dot, line, said[:1].upper() + said[1:], clock.at if clock else None, silence,
        clock.rule if clock else "", bool(seen.side),
    )  # fmt: skip


def unexamined(case: Case) -> bool:
    """Whether a piece of evidence, of either side, waits to be examined: nobody can say yet what it proves."""
    rows = case.facts.get("evidence", ())
    return any(not (row.get("judged") or row.get("late") or row.get("left")) for row in rows)


def agreed_on(case: Case) -> Offer | None:
    """Give what the sides agreed on, as long as that is how the case ends: no ruling, and nothing wrong came back."""
    holds = case.stage in (RETURNING, REMEDY, CLOSED) and not case.rulings and case.inspected in ("", "sound")
    return case.settled if holds else None


def _missing(seen: Opened, lang: str, outlook: dict[str, Any], me: str) -> str:
    """Which facts still wait for proof by who looks, while evidence is open."""
    voice = voice_of(seen, lang)
    if seen.case.stage != "evidence" or voice is None:
        return ""
    steps = {step["fact"]: step for head in outlook["heads"] for step in head["steps"]}
    open_ = [
        fact for fact, step in steps.items() if step["bearer"] == me and step["state"] in ("alleged", "insufficient")
    ]
    rows = [row for row in seen.case.facts.get("evidence", ()) if row.get("by") == me]
    unseen = [row for row in rows if not (row.get("judged") or row.get("late") or row.get("left"))]
    lacking = [fact for fact in open_ if not any(row.get("proves", fact) == fact for row in unseen)]
    if open_ and not lacking:
        return turns.HANDED_IN.say(lang)
    open_ = lacking
    if len(open_) == 1:
        return turns.MISSING_ONE.say(lang).format(fact=voice.name(open_[0]))
    return turns.MISSING_MANY.say(lang).format(n=len(open_)) if open_ else ""


def _silence(seen: Opened, lang: str, outlook: dict[str, Any], clock: Clock, *, mine: bool) -> str:
    """What happens if nobody acts, with its amount."""
    voice, currency = voice_of(seen, lang), seen.row.currency
    now = outlook["heads"][0]["now"] if len(outlook["heads"]) == 1 else None
    if clock.effect in ("close_evidence", "decide_on_file") and unexamined(seen.case):
        return (turns.IF_CLOSED_EXAMINED if mine else turns.THEN_EXAMINED).say(lang)
    if clock.effect in ("close_evidence", "decide_on_file") and now and voice:
        total = (now["refund"] or 0) + (now["compensation"] or 0)
        outcome = voice.word("outcome", now["outcome"])
        if now["winner"] in ("pending", None):
            return turns.THEN_DECIDED_NO_SUM.say(lang).format(outcome=outcome)
        text = turns.IF_CLOSED if mine else turns.THEN_DECIDED
        return text.say(lang).format(outcome=outcome, amount=show_money(total, currency))
    if not mine and seen.place.role == "buyer" and clock.effect in turns.YOU_MAY:
        return turns.YOU_MAY[clock.effect].say(lang)
    claimed = seen.case.facts.get("claim", {}).get("amount")
    if clock.effect in turns.WITH_SUM and claimed:
        return turns.WITH_SUM[clock.effect].say(lang).format(amount=show_money(int(claimed), currency))
    said = SILENCE[clock.effect].say(lang) if clock.effect in SILENCE else ""
    return said[:1].upper() + said[1:]


def _waits(seen: Opened, lang: str) -> str:
    """For whom one waits, where no clock of one's own runs."""
    if seen.case.stage == CLOSED:
        return STAGES[CLOSED].say(lang).capitalize()
    waiting = [who for who in turn(seen.case, seen.court) if who != STANDS_FOR.get(seen.place.role)]
    who = listed((turns.PARTIES[each].say(lang) for each in waiting if each in turns.PARTIES), lang)
    return (f"等{who}，您的时间不走" if lang == "zh" else f"Waiting for {who}; clock stopped") if who else ""


def stages(seen: Opened) -> tuple[Step, ...]:
    """Give how far the case has come, in at most six steps; the step it is in ends with one's own deadline."""
    case = seen.case
    at = case.facts.get("claim", {}).get("opened_at")
    ruled = case.rulings[-1].at if case.rulings else None
    heard = bool(case.rulings) or case.stage in ("evidence", JURY, REVIEW, RULED) or case.evidence_closed_at is not None
    back = case.stage == RETURNING or any(row["act"] == "ship_return" for row in case.facts.get("events", ()))
    names = ["negotiation", *(["evidence", REVIEW, RULED] if heard else []), *([RETURNING] if back else []), REMEDY]
    here = REVIEW if case.stage == JURY else case.stage
    # Six at most, and the end is one of them: of a long way a step that is passed is left out.
    spare = next(name for name in (RULED, EVIDENCE) if name != here) if len(names) > MOST_STEPS - 1 else ""
    names = [*(name for name in names if name != spare), CLOSED]
    place = names.index(here) if here in names else 0
    known = {"negotiation": at, RULED: ruled, here: case.entered}
    clock = my_clock(seen)
    ends = clock.at if clock else None
    return tuple(
        Step(
            STAGES[JURY] if name == REVIEW and case.stage == JURY else STAGES[name],
            "done" if n < place else "now" if n == place else "later",
            known.get(name) if n <= place else None,
            ends if n == place else None,
        )
        for n, name in enumerate(names)
    )
