"""Takes in what became of a payment that the marketplace was asked for, by the name it was asked under."""

from __future__ import annotations

from gongdao.case.payments import LegAnswered
from gongdao.case.stages.remedy import AnswerLeg, FailLeg, SendLeg
from gongdao.kernel.errors import Refused
from gongdao.ledger.execution import Payment, State
from gongdao.service.actions.act import act
from gongdao.service.installation import law, now
from gongdao.service.people.actor import Actor
from gongdao.service.queries.cases import Opened, course, opened
from gongdao.service.record import store
from gongdao.service.record.journal import key_of
from gongdao.service.record.store import Receipt

FULL, PART, REFUSED, FAILED = "full", "part", "refused", "failed"
RESULTS = (FULL, PART, REFUSED, FAILED)


def payment(actor: Actor, id_: str) -> tuple[str, Payment]:
    """Give a payment and the stream of its case, by its name (``shop:GD-2026-0001/R1/1``).

    :raises Refused: there is none, or the actor has no part in its case (``execution-not-found``: both look alike).
    """
    seen, found = _payment(actor, id_)
    return seen.stream, found


def _payment(actor: Actor, id_: str) -> tuple[Opened, Payment]:
    stream = "/".join(id_.split("/")[:-2])
    try:
        seen = opened(actor, stream)
    except Refused as no:
        raise Refused("execution-not-found", id=id_) from no
    found = next((leg for leg in seen.case.legs if key_of(stream, leg.key) == id_), None)
    if found is None:
        raise Refused("execution-not-found", id=id_)
    return seen, found


def answer_payment(
    actor: Actor,
    id_: str,
    result: str,
    *,
    receipt: str = "",
    amount: int | None = None,
    reason: str = "",
    key: str = "",
) -> Receipt:
    """Book the ``result`` of a payment: full, part (of ``amount`` minor units), refused or failed (no answer came).

    The same receipt again changes nothing. Who answers before he was asked by the courier was asked all the same.

    :raises Refused: there is no such payment, its receipt is missing or told of another amount before, or the amount
        does not fit the result.
    """
    seen, leg = _payment(actor, id_)
    stream = seen.stream
    if result == FAILED:
        return act(actor, stream, FailLeg, {"leg": leg.id, "reason": reason}, key)
    if not receipt:
        raise Refused("receipt-missing", leg=leg.id)
    moved = _amount(leg, result, amount)
    if receipt in leg.receipts:
        _check_again(seen, leg, receipt, moved)
    said = {"leg": leg.id, "receipt": receipt, "amount": moved, "reason": reason}
    if leg.state is State.HELD:
        at, asked = now(), f"{id_}/{leg.attempts or 1}"
        store.submit(law(), stream, SendLeg(at, "platform", leg.id), at, key=f"{asked}/send")
    return act(actor, stream, AnswerLeg, said, key)


def _check_again(seen: Opened, leg: Payment, receipt: str, amount: int) -> None:
    """One receipt stands for one amount: told with another, one of the two is wrong, and somebody has to look."""
    answers = [each.event for each in course(seen) if isinstance(each.event, LegAnswered)]
    for told in answers:
        if (told.leg, told.receipt) == (leg.id, receipt) and told.amount != amount:
            raise Refused("receipt-other-amount", receipt=receipt, before=told.amount, amount=amount)


def _amount(leg: Payment, result: str, amount: int | None) -> int:
    """A part says how much it is; the others say it by themselves."""
    if result == PART:
        if not amount or amount >= leg.amount:
            raise Refused("result-amount", result=result, want=f"1–{leg.amount - 1}", amount=amount or 0)
        return amount
    wanted = leg.amount if result == FULL else 0
    if amount is not None and amount != wanted:
        raise Refused("result-amount", result=result, want=wanted, amount=amount)
    return wanted
