"""Computes again what the journal books of money told from outside: statements of the seller's, an order's payments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from django.db import connections

from gongdao.case import money
from gongdao.case.stages.opening import FactsTaken
from gongdao.ledger.account import Account, account_of
from gongdao.ledger.posting import Key, Posting, transfer
from gongdao.service.record.instants import stored
from gongdao.service.record.journal import booked, here, key_of, order_key, source_of, stated_leg
from gongdao.service.record.proof import Step
from gongdao.service.record.rows import each, some

ENTRY = "record_entry"
COMPLETED = "completed"
# What lay in an account before a posting, and that with what was under way from it, by key and account.
Before = Mapping[tuple[str, str], tuple[int, int]]
_OF_SELLERS = ("seller_settlement:%", "seller_deposit:%", "affiliate_deposit:%")


def before(using: str) -> Before:
    """Give what lay there before each posting that depends on it, following the journal from its first line."""
    lies: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    found: dict[tuple[str, str], tuple[int, int]] = {}
    statement = (
        f"SELECT key, leg, account, amount FROM {ENTRY} WHERE account LIKE %s OR account LIKE %s OR account LIKE %s"
        f" OR account IN (SELECT account FROM {ENTRY} WHERE leg = %s) ORDER BY id"
    )
    for key, leg, account, amount in each(using, statement, [*_OF_SELLERS, COMPLETED]):
        own = account.partition(">")[0]
        if leg == COMPLETED or leg.startswith("stated:"):
            found.setdefault((key, account), (lies[account], whole[own]))
        lies[account] += amount
        whole[own] += amount
    return found


def told(using: str, stream: str, step: Step, keys: Sequence[str], lay: Before) -> dict[str, Posting | None]:
    """Give what those of ``keys`` that are told from outside must be; None for what must not be there."""
    event, source, whose = step.recorded.event, source_of(stream), money.parties(step.after)
    should: dict[str, Posting | None] = {}
    if isinstance(event, FactsTaken) and money.tells_of_seller(event):
        for account, stated in money.restated(step.after, event).items():
            key = _statement(event, account, step.row.seq)
            if (name := key_of(stream, key)) in keys:
                at = lay.get((name, str(here(source, account))))
                should[name] = _restated(key, account_of("seller", whose), account, stated, at) if at else None
    for name in keys if money.tells_of_order(event, step.after) else ():
        if name.startswith(f"{source}/{whose.order}/paid:"):
            should[name] = _paid_later(using, source, step, name)
        elif name == f"{source}/{whose.order}/{COMPLETED}":
            escrow = str(here(source, account_of("escrow", whose)))
            should[name] = money.released(step.after, lay.get((name, escrow), (0, 0))[0])
    return should


def missing(using: str, stream: str, step: Step, keys: Sequence[str]) -> Iterator[str]:
    """Give what an event told from outside of which nothing stands in the journal, by the key it should have."""
    event, source = step.recorded.event, source_of(stream)
    if isinstance(event, FactsTaken) and money.tells_of_seller(event):
        for account in money.restated(step.after, event):
            name = key_of(stream, _statement(event, account, step.row.seq))
            if name not in keys and _newest(using, str(here(source, account))) < stored(event.known_at):
                yield name
    if money.tells_of_order(event, step.after) and (first := money.entered(step.after)) is not None:
        with connections[using].cursor() as cursor:
            steps, paid = booked(cursor, source, first.key)
        if steps and sum(paid.values()) < sum(leg.amount for leg in money.payment_legs(step.after)):
            yield order_key(source, Key("", first.key.ruling, f"paid:{steps + 1}"))
        yield from _unreleased(using, stream, step, keys)


def _unreleased(using: str, stream: str, step: Step, keys: Sequence[str]) -> Iterator[str]:
    """An order that was completed has nothing left in escrow then."""
    source, whose = source_of(stream), money.parties(step.after)
    gone = money.released(step.after, 1)
    name = order_key(source, gone.key) if gone is not None else ""
    if gone is None or name in keys or some(using, f"SELECT 1 FROM {ENTRY} WHERE key = %s LIMIT 1", [name]):
        return
    ((left,),) = some(
        using,
        f"SELECT COALESCE(SUM(e.amount), 0) FROM {ENTRY} e JOIN record_event v ON v.stream = e.stream AND v.seq = e.seq"
        " WHERE e.account = %s AND v.id <= (SELECT id FROM record_event WHERE stream = %s AND seq = %s)",
        [str(here(source, account_of("escrow", whose))), stream, step.row.seq],
    )
    if left > 0:
        yield name


def _statement(event: FactsTaken, account: Account, seq: int) -> Key:
    return Key("", str(account), stated_leg(stored(event.known_at), seq))


def _restated(key: Key, outside: Account, account: Account, stated: int, at: tuple[int, int]) -> Posting:
    """What is under way counts as still there, and no account goes below nothing."""
    lies, whole = at
    return transfer(key, outside, account, max(stated - whole, -lies))


def _paid_later(using: str, source: str, step: Step, name: str) -> Posting | None:
    """What was paid beyond the steps before this one."""
    first, number = money.entered(step.after), name.rpartition(":")[2]
    if first is None or not number.isdecimal():
        return None
    with connections[using].cursor() as cursor:
        _, paid = booked(cursor, source, first.key, int(number) - 1)
    return money.entered_since(step.after, paid, int(number))


def _newest(using: str, account: str) -> str:
    ((leg,),) = some(using, f"SELECT MAX(leg) FROM {ENTRY} WHERE account = %s AND leg LIKE 'stated:%%'", [account])
    return (leg or "").partition(":")[2].rpartition(":")[0]
