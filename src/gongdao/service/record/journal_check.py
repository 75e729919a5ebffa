"""Compares the journal with the postings that the events make, and the balances with the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from gongdao.case import money
from gongdao.case.state import Case
from gongdao.kernel.errors import BadInput, GongdaoError
from gongdao.ledger.account import Account, account_named
from gongdao.ledger.posting import Posting
from gongdao.service.record import told_check
from gongdao.service.record.instants import stored
from gongdao.service.record.journal import here, key_of, order_key, source_of
from gongdao.service.record.proof import Step, differs, fault
from gongdao.service.record.rows import each, some
from gongdao.service.record.told_check import Before

ENTRY = "record_entry"
ACCOUNT = "record_account"
Entries = Mapping[str, int]
Booked = dict[str, tuple[tuple[str, str, str], Entries]]


def booked(using: str, stream: str) -> dict[int, Booked]:
    """Give what stands in the journal for a stream: by event and by key, its stream, leg and instant, and entries."""
    rows = some(
        using,
        f"SELECT seq, key, leg, at, account, amount FROM {ENTRY} WHERE stream = %s ORDER BY seq, key, id",
        [stream],
    )
    found: dict[int, Booked] = {}
    for (seq, key), lines in groupby(rows, key=itemgetter(0, 1)):
        entries = list(lines)
        told = (entries[0][2], entries[0][3], "")
        for _, _, leg, at, _, _ in entries:
            told = told if (leg, at, "") == told else (leg, at, "two postings under one key")
        found.setdefault(seq, {})[key] = (told, {row[4]: row[5] for row in entries})
    return found


def step_faults(using: str, stream: str, step: Step, found: Booked, lay: Callable[[], Before]) -> Iterator[BadInput]:
    """Give what is wrong with the entries of one event; ``lay`` reads what lay in accounts before what was told."""
    event = step.recorded.event
    should = {key_of(stream, it.key): it for it in money.postings(step.before, event)}
    if money.tells_of_order(event, step.after):
        should |= _of_the_order(using, stream, step.after, found)
    for key, posting in should.items():
        yield from _posting_faults(stream, step, key, posting, found)
    left = sorted(found.keys() - should.keys())
    known = told_check.told(using, stream, step, left, lay()) if left else {}
    for key in left:
        told = known.get(key)
        if told is None:
            yield fault("row-unexpected", ENTRY, f"{stream} #{step.row.seq} {key}")
        else:
            yield from _posting_faults(stream, step, key, told, found)
    for key in told_check.missing(using, stream, step, left):
        yield fault("row-missing", ENTRY, f"{stream} #{step.row.seq} {key}")


def book_faults(using: str) -> Iterator[BadInput]:
    """Give what is wrong with the book as a whole: postings that do not balance, balances that are not the sums."""
    for key, off in each(using, f"SELECT key, SUM(amount) FROM {ENTRY} GROUP BY key HAVING SUM(amount) <> 0"):
        yield differs(ENTRY, key, "SUM(amount)", off, 0)
    sums = f"SELECT account, SUM(amount) AS total FROM {ENTRY} GROUP BY account"
    for account, balance, total in each(
        using,
        f"SELECT a.account, a.balance, COALESCE(s.total, 0) FROM {ACCOUNT} a LEFT JOIN ({sums}) s"
        " ON s.account = a.account WHERE a.balance <> COALESCE(s.total, 0) ORDER BY a.account",
    ):
        yield differs(ACCOUNT, account, "balance", balance, total)
    for (account,) in each(
        using,
        f"SELECT s.account FROM ({sums}) s LEFT JOIN {ACCOUNT} a ON a.account = s.account"
        " WHERE a.account IS NULL AND s.total <> 0 ORDER BY s.account",
    ):
        yield fault("row-missing", ACCOUNT, account)
    yield from _account_faults(using)


def _account_faults(using: str) -> Iterator[BadInput]:
    """An account is what its name says: whose it is, what it is bound for, and where it may go."""
    columns = ("own", "bound_for", "may_be_negative", "may_be_positive")
    for name, balance, *says in each(
        using, f"SELECT account, balance, {', '.join(columns)} FROM {ACCOUNT} ORDER BY account"
    ):
        try:
            account = account_named(name)
        except GongdaoError:
            yield fault("row-unexpected", ACCOUNT, name)
            continue
        own, bound_for = str(Account(account.kind, account.owner)), str(account.bound_for or "")
        should = (own, bound_for, account.may_be_negative, account.may_be_positive)
        for column, one, other in zip(columns, says, should, strict=True):
            if one != other:
                yield differs(ACCOUNT, name, column, one, other)
        if (balance < 0 and not account.may_be_negative) or (balance > 0 and not account.may_be_positive):
            yield differs(ACCOUNT, name, "balance", balance, 0)


def _of_the_order(using: str, stream: str, case: Case, found: Booked) -> dict[str, Posting]:
    """The order is paid once for all its cases: here, or with the case that told of it first."""
    paid = money.entered(case)
    if paid is None:
        return {}
    key = order_key(source_of(stream), paid.key)
    if key in found:
        return {key: paid}
    if not some(using, f"SELECT 1 FROM {ENTRY} WHERE key = %s LIMIT 1", [key]):
        return {key: paid}
    return {}


def _posting_faults(stream: str, step: Step, key: str, posting: Posting, found: Booked) -> Iterator[BadInput]:
    row = f"{stream} #{step.row.seq} {key}"
    if key not in found:
        yield fault("row-missing", ENTRY, row)
        return
    told, entries = found[key]
    yield from _told_faults(step, row, posting.key.leg, told)
    wanted = {str(here(source_of(stream), entry.account)): entry.amount for entry in posting.entries}
    for account in sorted(wanted.keys() | entries.keys()):
        if account not in entries:
            yield fault("row-missing", ENTRY, f"{row} {account}")
        elif account not in wanted:
            yield fault("row-unexpected", ENTRY, f"{row} {account}")
        elif entries[account] != wanted[account]:
            yield differs(ENTRY, f"{row} {account}", "amount", entries[account], wanted[account])


def _told_faults(step: Step, row: str, leg: str, told: tuple[str, str, str]) -> Iterator[BadInput]:
    if told[2]:
        yield fault("row-unexpected", ENTRY, row)
    for column, says, should in (("leg", told[0], leg), ("at", told[1], stored(step.recorded.event.at))):
        if says != should:
            yield differs(ENTRY, row, column, says, should)
