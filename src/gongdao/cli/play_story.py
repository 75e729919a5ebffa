"""Tells a played scenario as a story: day by day who did what, whose turn it is until when, the money in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, takewhile

from gongdao.case.decider import Recorded, evolve
from gongdao.case.due import Clock, due, turn
from gongdao.case.payments import LegAnswered, LegSent
from gongdao.case.silence import DeadlinePassed
from gongdao.case.stages.ruled import RulingGiven
from gongdao.case.state import CLOSED, Case
from gongdao.case.words import COMMANDS, STAGES
from gongdao.cli.page import Page, amounts, entries, hanging, section
from gongdao.kernel.text import Text, listed
from gongdao.policy.library import Library
from gongdao.service.play.expect import by_kind
from gongdao.service.play.fields import ON_THE_WAY
from gongdao.service.play.played import Played, Told
from gongdao.service.sentences import messages
from gongdao.telling.events import sentences
from gongdao.telling.refusals import close_up, why
from gongdao.telling.ruling import verdict
from gongdao.telling.teller import Teller, home_of
from gongdao.telling.vocabulary import ACCOUNTS, EFFECTS, called
from gongdao.telling.voice import in_language
from gongdao.telling.words import BORNE, GROUNDS, LEDGER, SILENCE, WORDS

MARGIN = 12
# Accounts of people; the others only balance them.
SHOWN = (
    "buyer", "escrow", "seller_settlement", "seller_deposit", "affiliate_deposit", *BORNE, "shortfall", "overpaid",
    ON_THE_WAY,
)  # fmt: skip
# What the platform gained by the case, such as a forfeit.
KEPT = Text("归平台", "kept by the platform")
ARROW = "→ "


@dataclass(frozen=True, slots=True)
class Scene:
    """One played scenario while it is told on a page."""

    played: Played
    page: Page
    teller: Teller


def story(played: Played, page: Page, library: Library) -> list[str]:
    """Give the lines of the story."""
    scene = Scene(played, page, teller_of(played, page.lang, library))
    return [*_head(scene), *_course(scene), *_money(scene), *_end(scene)]


def teller_of(played: Played, lang: str, library: Library) -> Teller:
    """Put at hand what the telling of a played scenario needs; times are those of the pack's zone."""
    scenario = played.scenario
    rulings = (each.event for told in played.told for each in told.events)
    return Teller(
        lang,
        scenario.currency,
        scenario.people,
        played.texts,
        library,
        played.court,
        played.case,
        played.at,
        home_of(library, played.case.pack, played.at),
        tuple(event for event in rulings if isinstance(event, RulingGiven)),
        scenario.id,
    )


def _head(scene: Scene) -> list[str]:
    scenario, page, teller = scene.played.scenario, scene.page, scene.teller
    lines = [page.paint(line, "bold") for line in hanging(page, "", scenario.title.say(teller.lang))]
    rows = [(WORDS["tells"].say(teller.lang), listed(scenario.tells, teller.lang))] if scenario.tells else []
    rows += [(WORDS["told-in"].say(teller.lang), in_language(scenario.told, teller.lang))] if scenario.told else []
    return [*lines, *entries(page, rows)]


def _course(scene: Scene) -> list[str]:
    teller = scene.teller
    lines: list[str] = []
    waiting: tuple[object, ...] = ()
    day = clock = ""
    for told, after in pairwise((*scene.played.told, None)):
        assert told is not None
        rows, waits = _told(teller, told), _waits(told.after, told)
        # Whose turn it is matters when the clock goes on, not between two things of one instant.
        if waits != waiting and (after is None or after.at > told.at or after.note):
            rows += [(None, line) for line in _turn(teller, told)]
            waiting = waits
        for when, text in rows:
            at = when or told.at
            if teller.day(at) != day:
                day = teller.day(at)
                lines += ["", scene.page.paint(day, "bold")]
                clock = ""
            now = teller.clock(when) if when is not None else clock
            lines += hanging(scene.page, f"  {now if now != clock else ''}", text, MARGIN)
            clock = now
    return lines


def _told(teller: Teller, told: Told) -> list[tuple[datetime | None, str]]:
    rows: list[tuple[datetime | None, str]] = []
    if told.note is not None:
        rows.append((None, f"（{told.note.zh}）" if teller.lang == "zh" else f"({told.note.en})"))
    if told.pause is not None:
        rows.append((told.pause.since or told.pause.until, _pause(teller, told)))
    case = told.before
    answered = {event.leg for recorded in told.events if isinstance(event := recorded.event, LegAnswered)}
    for recorded in told.events:
        after = evolve(case, recorded.event)
        if not (isinstance(recorded.event, LegSent) and recorded.event.leg in answered):
            if not _said_before(told, recorded):
                rows += [(recorded.event.at, text) for text in sentences(teller, case, recorded, after)]
        case = after
    if told.refused is not None and told.act is not None:
        rows.append((told.at, _refused(teller, told)))
    return rows


def _refused(teller: Teller, told: Told) -> str:
    """Who tried what in vain, and why not."""
    assert told.refused is not None
    assert told.act is not None
    act = COMMANDS[told.act.command.__name__].say(teller.lang)
    reason = why(teller, told.before, told.refused, messages())
    text = teller.say(WORDS["refused-act"], who=teller.who(told.act.by), act=act, why=reason)
    return f"{close_up(text)}。" if teller.lang == "zh" else f"{teller.begun(text)}."


def _said_before(told: Told, recorded: Recorded) -> bool:
    """Whether a deadline that ended at the same instant did the same already, under a rule that goes before."""
    event = recorded.event
    return isinstance(event, DeadlinePassed) and any(
        isinstance(other.event, DeadlinePassed) and (other.event.at, other.event.effect) == (event.at, event.effect)
        for other in takewhile(lambda other: other is not recorded, told.events)
    )


def _pause(teller: Teller, told: Told) -> str:
    assert told.pause is not None
    if told.pause.since is None:
        return teller.say(WORDS["pause-ends"])
    ground = in_language(called(GROUNDS, told.pause.ground or "outage", teller.lang), teller.lang)
    return teller.say(WORDS["pause-begins"], ground=ground)


def _waits(case: Case, told: Told) -> tuple[object, ...]:
    if case.stage in ("new", CLOSED):
        return ()
    return tuple(
        sorted((party, clock.name, clock.at.isoformat()) for party, clock in due(case, told.court).items())
    ) or turn(case, told.court)


def _turn(teller: Teller, told: Told) -> Iterator[str]:
    """Who acts next, until when, and what happens if nobody does."""
    case = told.after
    if case.stage in ("new", CLOSED):
        return
    clocks = due(case, told.court)
    by_clock: dict[tuple[str, datetime], list[str]] = {}
    for party, clock in clocks.items():
        by_clock.setdefault((clock.name, clock.at), []).append(party)
    for parties in by_clock.values():
        yield ARROW + teller.begun(_clock(teller, told, clocks[parties[0]], parties))
    paused = any(stop.until is None for stop in told.court.pauses)
    if not clocks and not paused and (waits := turn(case, told.court)):
        who = teller.all_of(waits)
        yield ARROW + teller.say(WORDS["turn-open"], who=who)


def _clock(teller: Teller, told: Told, clock: Clock, parties: list[str]) -> str:
    effect = (
        SILENCE[clock.effect].say(teller.lang)
        if clock.effect in SILENCE
        else called(EFFECTS, clock.effect, teller.lang)
    )
    who = teller.all_of(parties)
    return teller.say(
        WORDS["turn"],
        who=who, at=teller.until(clock.at), left=teller.length(clock.at - told.at), effect=effect, rule=clock.rule,
    )  # fmt: skip


def _money(scene: Scene) -> list[str]:
    """Who paid, who got it back, who bore what, and what is left."""
    teller = scene.teller
    paid = scene.played.case.facts.get("order", {}).get("paid")
    sums = by_kind(scene.played.balances)
    rows = [(teller.say(WORDS["paid"]), teller.money(paid))] if isinstance(paid, int) else []
    rows += _given_back(scene, sums)
    rows += [(_account(teller, kind, n), teller.money(_shown(kind, n))) for kind, n in _of_people(sums)]
    rows = [(teller.begun(label), amount) for label, amount in rows]
    return section(scene.page, WORDS["money"].say(teller.lang), amounts(scene.page, rows)) if rows else []


def _of_people(sums: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    return ((kind, amount) for kind, amount in sums.items() if amount and kind in SHOWN)


def _account(teller: Teller, kind: str, amount: int) -> str:
    if kind in BORNE and amount > 0:
        return teller.say(KEPT)
    return called({**ACCOUNTS, **LEDGER, **BORNE, ON_THE_WAY: WORDS[ON_THE_WAY]}, kind, teller.lang)


def _shown(kind: str, amount: int) -> int:
    return abs(amount) if kind in BORNE else amount


def _given_back(scene: Scene, sums: Mapping[str, int]) -> list[tuple[str, str]]:
    """What each funder of the order got back of what it paid."""
    teller, facts = scene.teller, scene.played.case.facts
    if "paid" not in facts.get("order", {}):
        return []
    paid: dict[str, int] = {}
    for leg in facts.get("payments", ()) or [
        {"funder": "buyer_payment", "amount": facts.get("order", {}).get("paid", 0)}
    ]:
        paid[leg["funder"]] = paid.get(leg["funder"], 0) + int(leg["amount"])
    back = {funder: amount + sums.get(funder, 0) for funder, amount in paid.items()}
    return [
        (teller.say(WORDS["back"], funder=called(LEDGER, funder, teller.lang)), teller.money(amount))
        for funder, amount in back.items()
    ]


def _end(scene: Scene) -> list[str]:
    """How it ended: the ruling in force with its grounds, and what the record holds."""
    played, teller = scene.played, scene.teller
    stage = STAGES[played.case.stage].say(teller.lang)
    said = [teller.say(WORDS["end-stage"], stage=stage, events=played.case.seq, notices=len(played.notices))]
    said = [*_in_force(teller), *said]
    if not played.differences:
        said.append(teller.say(WORDS["verified"]))
    lines = [line for text in said for line in hanging(scene.page, "  ", text)]
    return section(scene.page, WORDS["end"].say(teller.lang), lines)


def _in_force(teller: Teller) -> list[str]:
    """The last ruling on each head, with its grounds."""
    said = []
    for ruling in {ruling.head: ruling for ruling in teller.rulings}.values():
        text = verdict(teller, teller.case, ruling)
        grounds = dict.fromkeys(word for word in (*ruling.rules, *ruling.law) if not word.startswith("CV-"))
        said.append(teller.say(WORDS["in-force"], number=ruling.number, verdict=text))
        said.append(teller.say(WORDS["cited"], rules=listed(grounds, teller.lang)))
    return said
