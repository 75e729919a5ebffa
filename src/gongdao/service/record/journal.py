"""The journal: postings of every case in one book, each made once, and what the accounts hold after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db import IntegrityError, connections

from gongdao.case import money
from gongdao.case.decider import Recorded, evolve
from gongdao.case.stages.opening import FactsTaken, RequestOpened
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.ledger.account import NEVER_POSITIVE, Account, account_named, account_of
from gongdao.ledger.posting import Key, Posting, transfer
from gongdao.ledger.reconcile import Moved
from gongdao.service.record.instants import stored
from gongdao.service.record.tables import insert

ENTRY_COLUMNS = ("stream", "seq", "leg", "key", "account", "amount", "at")
ACCOUNT_COLUMNS = ("account", "own", "bound_for", "balance", "may_be_negative", "may_be_positive")
_ENTRY = ", ".join(ENTRY_COLUMNS)
_MOVE = (
    "UPDATE record_account SET balance = record_account.balance + moved.amount FROM moved"
    " WHERE record_account.account = moved.account RETURNING record_account.account"
)
# How many steps of an order's payment are looked for at once; most orders are paid in one.
STEPS = 4
LIMITS = ("record_account_not_overdrawn", "record_account_not_overpaid")


@dataclass(frozen=True, slots=True)
class Line:
    """A posting as it stands in the journal: the event it belongs to, the key it is made once by, and since when."""

    seq: int
    key: str
    at: datetime
    posting: Posting


def balances(cursor: Any, source: str, accounts: Iterable[Account], lock: bool = True) -> dict[str, int]:
    """Give what lies in accounts, and what is on its way to those that may be given back no more than they gave.

    ``lock`` keeps the rows from everybody else until the transaction is over, in the order of their names.
    """
    wanted = list(accounts)
    names = sorted(str(here(source, account)) for account in wanted)
    bound = sorted(str(here(source, account)) for account in wanted if account.kind in NEVER_POSITIVE)
    wanted_rows = f"WHERE account IN ({_marks(names)}) OR bound_for IN ({_marks(bound)}) ORDER BY account"
    if lock and cursor.db.vendor == "postgresql":
        # Apart, since a statement that waited does not see the rows that were begun while it waited.
        cursor.execute(f"SELECT 1 FROM record_account {wanted_rows} FOR UPDATE", [*names, *bound])
    cursor.execute(f"SELECT account, balance FROM record_account {wanted_rows}", [*names, *bound])
    return {str(there(account_named(name))): balance for name, balance in cursor.fetchall()}


def unseen(cursor: Any, stream: str, case: Case) -> FactsTaken | None:
    """Give the event that tells a case the balances of its accounts, where it saw other ones; they are locked.

    It takes effect at the case's last instant: what falls due now is decided on these balances already.
    """
    if case.last_at is None:
        return None
    own = money.accounts(case)
    now, seen = balances(cursor, source_of(stream), own), money.balances(case)
    under_way = (name for name in seen if ">" in name)
    names = dict.fromkeys([*map(str, own), *now, *under_way])
    if all(now.get(name, 0) == seen.get(name, 0) for name in names):
        return None
    told = "accounts" in case.facts
    row = [(name, now.get(name, 0)) for name in names if now.get(name, 0) != (seen.get(name, 0) if told else 0)]
    return FactsTaken(case.last_at, "platform", "journal", case.last_at, "accounts", tuple(row))


def keep(cursor: Any, stream: str, before: Case, events: Sequence[Recorded]) -> None:
    """Post what events of a case move, and what they tell of its order and its seller.

    :raises Refused: an account would go where it may not.
    """
    lines: list[Line] = []
    case = before
    for recorded in events:
        event = recorded.event
        lines += [Line(case.seq + 1, key_of(stream, it.key), event.at, it) for it in money.postings(case, event)]
        case = evolve(case, event)
        if isinstance(event, (FactsTaken, RequestOpened)):
            post(cursor, stream, lines)
            lines = []
            post(cursor, stream, _told(cursor, stream, case, event))
    post(cursor, stream, lines)


def post(cursor: Any, stream: str, lines: Sequence[Line]) -> None:
    """Make postings: their entries, and the balances after them.

    :raises Refused: an account would go where it may not.
    :raises IntegrityError: one of them was made before.
    """
    if not lines:
        return
    source = source_of(stream)
    rows: list[tuple[Any, ...]] = []
    names: set[str] = set()
    for line in lines:
        leg, at = line.posting.key.leg, stored(line.at)
        for entry in line.posting.entries:
            name = name_here(source, entry.account)
            names.add(name)
            rows.append((stream, line.seq, leg, line.key, name, entry.amount, at))
    try:
        known = _WRITE[cursor.db.vendor](cursor, rows)
        if len(known) < len(names):
            sums = _sums(row for row in rows if row[4] not in known)
            new = [begun(account_named(name), sums[name]) for name in sorted(sums)]
            insert(cursor, "record_account", ACCOUNT_COLUMNS, new)
    except IntegrityError as wrong:
        if any(limit in str(wrong) for limit in LIMITS):
            raise Refused("account-limit", keys=tuple(line.key for line in lines)) from wrong
        raise


def moved(using: str, source: str = "", since: str = "", until: str = "") -> Iterator[Moved]:
    """Give what the marketplace said it moved, one row for each answer, in the order of the journal.

    ``source`` takes the cases of one source; ``since`` (inclusive) and ``until`` are instants as the record keeps them.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT e.key, e.leg, e.account, e.amount, c.currency FROM record_entry e"
            " JOIN record_case c ON c.stream = e.stream WHERE e.leg LIKE %s AND e.at >= %s AND (%s = '' OR e.at < %s)"
            " AND (%s = '' OR c.source = %s) ORDER BY e.id",
            ["%:answer:%", since, until, until, source, source],
        )
        for (key, leg, currency), rows in groupby(cursor, key=lambda row: (row[0], row[1], row[4])):
            amount = _answered([(account, amount) for _, _, account, amount, _ in rows])
            if amount:
                yield Moved(key.removesuffix(leg) + leg.partition(":")[0], amount, currency)


def sources(using: str) -> tuple[str, ...]:
    """Give the sources that there are cases of."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT DISTINCT source FROM record_case ORDER BY source")
        return tuple(source for (source,) in cursor.fetchall())


def _answered(entries: Sequence[tuple[str, int]]) -> int:
    """How much an answer says was moved: all that went anywhere but back to where it was held from."""
    back = {account.partition(">")[0] for account, amount in entries if ">" in account}
    return sum(amount for account, amount in entries if amount > 0 and account not in back)


def key_of(stream: str, key: Key) -> str:
    """Give what a posting of a case is known by in the journal, and a payment to the marketplace."""
    return f"{stream}/{key.ruling}/{key.leg}"


def order_key(source: str, key: Key) -> str:
    """Give what a posting is known by that all cases of an order share."""
    return f"{source}/{key.ruling}/{key.leg}"


def source_of(stream: str) -> str:
    """Give the source of a stream."""
    return stream.partition(":")[0]


def here(source: str, account: Account) -> Account:
    """Give an account of a case as the journal names it: orders and sellers of two sources may be called the same."""
    bound_for = here(source, account.bound_for) if account.bound_for else None
    return Account(account.kind, f"{source}/{account.owner}", bound_for)


def there(account: Account) -> Account:
    """Give an account of the journal as its case names it."""
    bound_for = there(account.bound_for) if account.bound_for else None
    return Account(account.kind, account.owner.partition("/")[2], bound_for)


@lru_cache(maxsize=4096)
def name_here(source: str, account: Account) -> str:
    """Give the name of an account in the journal."""
    return str(here(source, account))


def _sums(rows: Iterable[tuple[Any, ...]]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[4]] += row[5]
    return dict(sums)


def _write_in_two(cursor: Any, rows: Sequence[tuple[Any, ...]]) -> set[str]:
    """Write entries and change the balances of the accounts that are there; give these."""
    insert(cursor, "record_entry", ENTRY_COLUMNS, rows)
    moves = _sums(rows)
    cursor.execute(
        f"WITH moved (account, amount) AS (VALUES {', '.join(['(%s, %s)'] * len(moves))}) {_MOVE}",
        [value for move in moves.items() for value in move],
    )
    return {name for (name,) in cursor.fetchall()}


def _write_in_one(cursor: Any, rows: Sequence[tuple[Any, ...]]) -> set[str]:
    """The same in one statement, which SQLite does not know; the first row tells the kinds of the columns."""
    more = ", (%s, %s, %s, %s, %s, %s, %s)" * (len(rows) - 1)
    cursor.execute(
        f"WITH line ({_ENTRY}) AS (VALUES (%s::text, %s::int, %s::text, %s::text, %s::text, %s::bigint, %s::text){more}"
        f"), kept AS (INSERT INTO record_entry ({_ENTRY}) SELECT * FROM line), moved AS"
        f" (SELECT account, SUM(amount)::bigint AS amount FROM line GROUP BY account) {_MOVE}",
        [value for row in rows for value in row],
    )
    return {name for (name,) in cursor.fetchall()}


_WRITE = {"sqlite": _write_in_two, "postgresql": _write_in_one}


def begun(account: Account, amount: int) -> tuple[Any, ...]:
    """Give the row of an account that has had entries of this sum."""
    own = Account(account.kind, account.owner)
    bound_for = str(account.bound_for) if account.bound_for else ""
    return str(account), str(own), bound_for, amount, account.may_be_negative, account.may_be_positive


def _told(cursor: Any, stream: str, case: Case, event: FactsTaken | RequestOpened) -> list[Line]:
    lines = [*_order(cursor, stream, case, event)] if money.tells_of_order(event, case) else []
    if isinstance(event, FactsTaken) and money.tells_of_seller(event):
        lines += _stated(cursor, stream, case, event)
    return lines


def _order(cursor: Any, stream: str, case: Case, event: FactsTaken | RequestOpened) -> Iterator[Line]:
    """The payment of the order into escrow, what was paid of it later, and out of it when the order is completed."""
    source, first = source_of(stream), money.entered(case)
    if first is None:
        return
    steps, before = booked(cursor, source, first.key)
    paid = money.entered_since(case, before, steps + 1) if steps else first
    _check_paid(case, event, before)
    if paid is not None:
        yield Line(case.seq, order_key(source, paid.key), event.at, paid)
    escrow = account_of("escrow", money.parties(case))
    in_escrow = balances(cursor, source, [escrow]).get(str(escrow), 0) if steps else 0
    gone = money.released(case, in_escrow + (paid.entries[-1].amount if paid else 0))
    if gone is not None and not _entries(cursor, [key := order_key(source, gone.key)]):
        yield Line(case.seq, key, event.at, gone)


def booked(cursor: Any, source: str, first: Key, most: int | None = None) -> tuple[int, dict[Account, int]]:
    """Give in how many steps an order was paid so far, ``most`` of them looked at, and what its parts paid."""
    steps, paid = 0, Counter[Account]()
    while True:
        numbers = range(steps + 1, steps + STEPS + 1)
        legs = ["paid" if n == 1 else f"paid:{n}" for n in numbers if most is None or n <= most]
        found = _entries(cursor, [order_key(source, replace(first, leg=leg)) for leg in legs])
        for _, account, amount in found:
            if amount < 0:
                paid[there(account_named(account))] -= amount
        steps += len({key for key, _, _ in found})
        if steps % STEPS or not found:
            return steps, dict(paid)


def _check_paid(case: Case, event: FactsTaken | RequestOpened, booked: Mapping[Account, int]) -> None:
    """What another case of the order has told of its payment is not told less of."""
    tells = isinstance(event, FactsTaken) and event.path == "order" and "paid" in dict(event.row)
    now, was = sum(leg.amount for leg in money.payment_legs(case)), sum(booked.values())
    if tells and now < was:
        raise Refused("paid-lowered", was=was, now=now)


def _stated(cursor: Any, stream: str, case: Case, event: FactsTaken) -> Iterator[Line]:
    """What the marketplace states of the seller's accounts counts what is under way from them as still there.

    A statement is booked also where it changes nothing: one that is older, told in any case of the seller, does not.
    """
    told = money.restated(case, event)
    if not told:
        return
    source, known = source_of(stream), stored(event.known_at)
    outside, names = account_of("seller", money.parties(case)), {it: str(here(source, it)) for it in told}
    last, lies = _last_stated(cursor, names.values()), _lies(cursor, names.values())
    for account, stated in told.items():
        since, (there, all_of_it) = last.get(names[account], ""), lies.get(names[account], (0, 0))
        more = max(stated - all_of_it, -there)  # so much it lacks so that it and what is under way are what is stated
        if known >= since and (more or known > since):
            key = Key("", str(account), stated_leg(known, case.seq))
            yield Line(case.seq, key_of(stream, key), event.at, transfer(key, outside, account, more))


def stated_leg(known: str, seq: int) -> str:
    """Give the leg of what the marketplace stated: as known at an instant, in which event."""
    return f"stated:{known}:{seq}"


def _last_stated(cursor: Any, names: Collection[str]) -> dict[str, str]:
    """As of when the newest statement of accounts was known; of those that have none, nothing."""
    cursor.execute(
        f"SELECT account, MAX(leg) FROM record_entry WHERE account IN ({_marks(names)})"
        " AND leg LIKE 'stated:%%' GROUP BY account",
        [*names],
    )
    return {name: leg.partition(":")[2].rpartition(":")[0] for name, leg in cursor.fetchall()}


def _lies(cursor: Any, names: Collection[str]) -> dict[str, tuple[int, int]]:
    """What lies in accounts, and that with what is under way from them; nobody moves it until the statement stands."""
    if cursor.db.vendor == "postgresql":
        where = f"WHERE own IN ({_marks(names)}) ORDER BY account"
        cursor.execute(f"SELECT 1 FROM record_account {where} FOR UPDATE", [*names])
    cursor.execute(
        "SELECT own, COALESCE(SUM(CASE WHEN bound_for = '' THEN balance END), 0), COALESCE(SUM(balance), 0)"
        f" FROM record_account WHERE own IN ({_marks(names)}) GROUP BY own",
        [*names],
    )
    return {own: (int(lies), int(all_of_it)) for own, lies, all_of_it in cursor.fetchall()}


def _entries(cursor: Any, keys: Sequence[str]) -> list[tuple[str, str, int]]:
    cursor.execute(f"SELECT key, account, amount FROM record_entry WHERE key IN ({_marks(keys)})", [*keys])
    return list(cursor.fetchall())


def _marks(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"
