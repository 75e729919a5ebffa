"""What a party reads of a ruling that went against it: why, how to appeal and until when, in the place it looks at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongdao.case.rounds import appeal_end
from gongdao.case.state import CLOSED, OTHER, REMEDY, RETURNING, RULED
from gongdao.kernel.text import Text
from gongdao.policy.work import Countdown
from gongdao.service.queries.allowed import Act
from gongdao.service.queries.cases import Opened
from gongdao.service.queries.rulings import last_ruling
from gongdao.service.queries.tellers import filled
from gongdao.service.web.case_bar import Bar, Button, Turn
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import PARTIES, called

STANDS = (RULED, RETURNING, REMEDY, CLOSED)
# The first rules say why; what follows from it in money and freight stands in the ruling.
MOST = 2
WHY = Text("看理由和申诉", "Why, and how to appeal")
HEADS = {
    CLOSED: Text("案件已结：裁决支持{who}", "The case is closed: ruled for {who}"),
    RULED: Text("裁决支持{who}，等待执行", "Ruled for {who}; to be carried out"),
    REMEDY: Text("裁决支持{who}，正在执行", "Ruled for {who}; being carried out"),
}
REASON = Text("理由：{why}。{rest}", "The reason: {why}. {rest}")
PIECE = Text("您的 {id}：{why}", "Your {id}: {why}")


@dataclass(frozen=True, slots=True)
class Against:
    """The reasons of a ruling against who looks, the first of its own evidence; ``appeal`` where it may be made."""

    number: int
    reasons: tuple[str, ...]
    pieces: tuple[str, ...]
    appeal: Act | None
    end: Countdown | None


def against(seen: Opened, teller: Teller, acts: tuple[Act, ...]) -> Against | None:
    """Give what the last ruling says against who looks; None where it stands for him, or no longer stands."""
    case, lang = seen.case, teller.lang
    if not seen.side or not case.rulings or case.stage not in STANDS:
        return None
    if case.rulings[-1].winner not in (OTHER[seen.side], "split"):
        return None
    body = last_ruling(seen)
    whose = {str(row["id"]): row.get("by") for row in case.facts.get("evidence", ())}
    pieces = tuple(
        teller.say(PIECE, id=piece["id"], why=filled(str(piece[lang]), teller))
        for piece in body["evidence"]
        if not piece["counted"] and whose.get(str(piece["id"])) == seen.side
    )
    reasons = tuple(label for _, label in body[lang]["rules"][:MOST])
    appeal = next((act for act in acts if act.command == "appeal" and act.yes), None)
    end = appeal_end(case, seen.court, seen.now, seen.side) if appeal else None
    return Against(case.rulings[-1].number, reasons, pieces, appeal, end)


def with_reason(turn: Turn, seen: Opened, teller: Teller, found: Against | None) -> Turn:
    """Say at the head of a case in which nothing waits for who lost, for whom it was ruled and why."""
    if found is None or turn.mine or seen.case.stage not in HEADS:
        return turn
    winner = seen.case.rulings[-1].winner
    who = called(PARTIES, winner, teller.lang)
    title = teller.say(HEADS[seen.case.stage], who=who) if winner in OTHER else turn.title
    why = found.reasons[0].rstrip("。.") if found.reasons else ""
    return replace(turn, title=title, silence=teller.say(REASON, rest=turn.silence, why=why) if why else turn.silence)


def with_appeal(bar: Bar, found: Against | None) -> Bar:
    """Lead to the reasons and the appeal where nothing else is to be done."""
    if found is None or found.appeal is None or bar.main is not None:
        return bar
    return replace(bar, main=Button("?tab=overview#why", WHY))
