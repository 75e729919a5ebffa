"""Balanced postings, each known by one key, and the book they make: a value, never changed in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gongdao.kernel.errors import Refused
from gongdao.ledger.account import Account


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a posting is known by: it happens once, however often it is asked for."""

    case: str
    ruling: str
    leg: str

    def __str__(self) -> str:
        return f"{self.case}/{self.ruling}/{self.leg}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one account gains, or loses below zero, in minor units."""

    account: Account
    amount: int


@dataclass(frozen=True, slots=True)
class Posting:
    """Entries that belong together and sum to nothing."""

    key: Key
    entries: tuple[Entry, ...]


def _empty() -> Mapping[Account, int]:
    return MappingProxyType({})


def _no_postings() -> Mapping[Key, Posting]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Book:
    """All balances that are not nothing, and the postings that made them, in their order."""

    balances: Mapping[Account, int] = field(default_factory=_empty)
    postings: Mapping[Key, Posting] = field(default_factory=_no_postings)

    def balance(self, account: Account) -> int:
        return self.balances.get(account, 0)


def transfer(key: Key, source: Account, target: Account, amount: int) -> Posting:
    """A posting that moves ``amount`` from one account to another."""
    return Posting(key, (Entry(source, -amount), Entry(target, amount)))


def post(book: Book, posting: Posting) -> Book:
    """The book after the posting; a posting that is in it already changes nothing.

    :raises Refused: the entries do not sum to nothing, the key stands for another posting, or an account would go where
        it may not: below nothing, or above what was given first.
    """
    known = book.postings.get(posting.key)
    if known == posting:
        return book
    if known is not None:
        raise Refused("posting-key-reused", key=str(posting.key))
    if off := sum(entry.amount for entry in posting.entries):
        raise Refused("posting-unbalanced", key=str(posting.key), off=off)
    balances = Counter(book.balances)
    for entry in posting.entries:
        balances[entry.account] += entry.amount
    after = {account: amount for account, amount in balances.items() if amount}
    for account in {entry.account for entry in posting.entries}:
        _check(after, account)
    return Book(MappingProxyType(after), MappingProxyType({**book.postings, posting.key: posting}))


def replay(postings: Iterable[Posting]) -> Book:
    """The book that the postings make from nothing."""
    book = Book()
    for posting in postings:
        book = post(book, posting)
    return book


def room(book: Book, account: Account) -> int | None:
    """How much the account may still be given, None without end.

    What is on its way to it counts as arrived, and what is on its way from it as sent back.
    """
    return None if account.may_be_positive else -_at_most(book.balances, account)


def available(book: Book, account: Account) -> int | None:
    """How much the account can still pay, None without end."""
    return None if account.may_be_negative else book.balance(account)


def _check(balances: Mapping[Account, int], account: Account) -> None:
    if not account.may_be_negative and balances.get(account, 0) < 0:
        raise Refused("overdrawn", account=str(account), by=-balances[account])
    for end in (account, account.bound_for, Account(account.kind, account.owner)):
        if end is not None and not end.may_be_positive and (above := _at_most(balances, end)) > 0:
            raise Refused("given-back-too-much", account=str(end), by=above)


def _at_most(balances: Mapping[Account, int], account: Account) -> int:
    """The balance if all that is on its way arrives there."""
    own = (account.kind, account.owner)
    under_way = sum(
        amount
        for other, amount in balances.items()
        if other.bound_for is not None and (other.bound_for == account or (other.kind, other.owner) == own)
    )
    return balances.get(account, 0) + under_way
