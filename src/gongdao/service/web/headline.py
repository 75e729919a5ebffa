"""What the head of a case says of the other side's last answer: an offer with its sum, a refusal, no more proof."""

from __future__ import annotations

from dataclasses import replace

from gongdao.case.state import EVIDENCE, NEGOTIATION, OTHER, Offer, did, open_offers, role
from gongdao.kernel.text import Text
from gongdao.service.queries.cases import Opened
from gongdao.service.web.case_bar import Turn, my_clock
from gongdao.telling import offers
from gongdao.telling.teller import Teller
from gongdao.telling.vocabulary import PARTIES, called

OFFERS = Text("{who}提出：{offer}。等您答复", "{who} offers: {offer}. It is for you to answer")
REFUSED = Text(
    "卖家拒绝了申请：可以接着谈，或者请平台介入",
    "The seller refused the request: talk on, or call the platform in",
)
YOU_REFUSED = Text("您已经拒绝申请，等买家决定下一步", "You refused the request; the buyer takes the next step")
YOU_ARE_DONE = Text("您的举证已经结束，等{who}举证", "You have finished with your evidence; waiting for {who}'s")


def answered(turn: Turn, seen: Opened, teller: Teller) -> Turn:
    """Give the turn with the last answer of the other side in its title."""
    case = seen.case
    if not seen.side or case.suspended or any(stop.until is None for stop in seen.court.pauses):
        return turn
    if (offer := _offered(seen)) is not None and turn.mine:
        who = teller.begun(called(PARTIES, role(offer.by), teller.lang))
        return replace(turn, title=teller.say(OFFERS, who=who, offer=offers.said(offer, teller.lang, teller.money)))
    if case.stage == EVIDENCE and seen.side in case.done and not turn.mine:
        who = called(PARTIES, OTHER[seen.side], teller.lang)
        return replace(turn, title=teller.say(YOU_ARE_DONE, who=who))
    if case.stage == NEGOTIATION and did(case, "refuse_request") and turn.mine == (seen.side == "buyer"):
        return replace(turn, title=teller.say(REFUSED if turn.mine else YOU_REFUSED))
    return turn


def _offered(seen: Opened) -> Offer | None:
    """The last open offer of the other side, where its answer is what comes first."""
    clock, case = my_clock(seen), seen.case
    if case.stage != NEGOTIATION and clock is not None and clock.effect != "offer_lapses":
        return None
    return next(reversed(open_offers(case, OTHER[seen.side])), None)
