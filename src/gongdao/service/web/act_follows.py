"""What would follow if an act were done now: what is written, whose turn it is then, until when, and what moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongdao.case.allowed import preview
from gongdao.case.decider import Command, Recorded, fold
from gongdao.case.due import due, turn
from gongdao.case.state import CLOSED, NEW, Case, open_offers
from gongdao.case.words import STAGES
from gongdao.kernel.errors import Refused
from gongdao.kernel.money import show_money
from gongdao.kernel.text import Text
from gongdao.ledger.execution import State
from gongdao.service.people.actor import Actor
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.orders import order_of
from gongdao.service.queries.prospects import prospects
from gongdao.service.queries.ways import ways_of
from gongdao.telling.events import sentences
from gongdao.telling.instants import until
from gongdao.telling.teller import ACTORS, Teller
from gongdao.telling.vocabulary import called
from gongdao.telling.words import SILENCE

# Steps of the machine that say nothing to a party beforehand.
UNSAID = ("EvidenceServed", "LegHeld", "PaymentsPlanned", "RouteTaken", "RemedyPlanned")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock that runs afterwards: whose, until when, what silence does, by which rule; ``mine`` if one's own."""

    who: str
    mine: bool
    at: datetime
    silence: Text
    rule: str


@dataclass(frozen=True, slots=True)
class Follows:
    """What an act would come to; ``stage`` is where the case stands then, ``was`` where it stands now."""

    told: tuple[str, ...]
    was: Text
    stage: Text
    turn: str
    mine: bool
    deadlines: tuple[Deadline, ...]
    money: tuple[tuple[str, str], ...]
    closed: bool


def follows(seen: Opened, command: Command, teller: Teller) -> Follows:
    """Try an act on an opened case, writing nothing.

    :raises Refused: the rules forbid it.
    """
    after, events = preview(seen.case, command, seen.court)
    waits = () if after.stage == CLOSED else turn(after, seen.court)
    return Follows(
        tuple(_told(seen.case, events, teller)), _stage(seen.case), _stage(after), teller.all_of(waits),
        seen.side in waits, tuple(_deadlines(seen, after, teller)), tuple(_money(seen, after, teller)),
        after.stage == CLOSED,
    )  # fmt: skip


def lost(seen: Opened, actor: Actor, lang: str) -> list[str]:
    """Say what a buyer gives up by taking back the request: the money, the offers, and whether one may ask again."""
    case, currency = seen.case, seen.row.currency
    claimed = show_money(int(case.facts.get("claim", {}).get("amount", 0)), currency)
    said = [Text(f"您申请的 {claimed} 不再处理。", f"The {claimed} you ask for is not dealt with any more.")]
    said += _if_closed_now(seen, currency)
    if theirs := open_offers(case, "seller"):
        best = show_money(max(it.amount for it in theirs), currency)
        said.append(Text(f"卖家的方案（最多 {best}）同时失效。", f"The seller's offers (up to {best}) lapse."))
    return [text.say(lang) for text in (*said, _again(seen, actor))]


def _if_closed_now(seen: Opened, currency: str) -> Iterator[Text]:
    """What one would get if it were decided on the file as it is."""
    sums = [head["now"]["refund"] or 0 for head in prospects(seen)["heads"] if head["now"] is not None]
    if total := sum(sums):
        have = show_money(total, currency)
        yield Text(f"照现有的证据裁决，您能拿回 {have}。", f"Decided on the file as it is you would get {have} back.")


def _again(seen: Opened, actor: Actor) -> Text:
    """Whether the same goods may be asked about again, by the rules in force now."""
    try:
        order = order_of(actor, seen.row.source, str(seen.case.facts.get("order", {}).get("id", "")))
    except Refused:
        return Text("以后还能不能再申请，看订单的状态。", "Whether you may ask again depends on the order.")
    reason = str(seen.case.facts.get("claim", {}).get("reason", ""))
    open_ = [way for way in ways_of(order, seen.now).open if way.reason == reason and not way.only_if]
    ends = [window.until for way in open_ for window in way.windows]
    if not open_:
        return Text(
            "按现在的规则，以后不能再用同样的原因申请。", "By the rules you cannot ask again for the same reason."
        )
    if not ends:
        return Text("撤销以后还可以再申请，但要从头来过。", "You may ask again, from the beginning.")
    last = min(ends)
    return Text(
        f"{until(last, 'zh', seen.now)} 以前还可以再申请，但要从头来过。",
        f"Until {until(last, 'en', seen.now)} you may ask again, from the beginning.",
    )


def _told(case: Case, events: Sequence[Recorded], teller: Teller) -> Iterator[str]:
    for recorded in events:
        after = fold(case, [recorded])
        if type(recorded.event).__name__ not in UNSAID:
            yield from sentences(teller, case, recorded, after)
        case = after


def _stage(case: Case) -> Text:
    return STAGES[case.stage]


def _deadlines(seen: Opened, after: Case, teller: Teller) -> Iterator[Deadline]:
    if after.stage in (NEW, CLOSED):
        return
    for party, clock in due(after, seen.court).items():
        silence = SILENCE.get(clock.effect, Text("", ""))
        yield Deadline(called(ACTORS, party, teller.lang), party == seen.side, clock.at, silence, clock.rule)


def _money(seen: Opened, after: Case, teller: Teller) -> Iterator[tuple[str, str]]:
    known = {leg.id for leg in seen.case.legs}
    for leg in after.legs:
        if leg.id not in known and leg.state is not State.RELEASED:
            yield teller.receiver(str(leg.to)), show_money(leg.amount, seen.row.currency)
