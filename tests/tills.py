"""Cases that share one book: what lies in it is told to a case before it decides, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from court_room import COURT
from gongdao.case import money
from gongdao.case.decider import Command, Recorded, catch_up, decide, evolve, fold
from gongdao.case.stages.opening import FactsTaken
from gongdao.case.state import Case
from gongdao.kernel.errors import Refused
from gongdao.ledger.account import account_named
from gongdao.ledger.posting import Book, post


@dataclass
class Till:
    """One book and the cases whose money lies in it, by name."""

    book: Book
    cases: dict[str, Case] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def take(self, name: str, command: Command) -> list[Recorded]:
        """Give a command to a case; what it moves is posted. A refusal is noted and changes nothing."""
        try:
            return self._write(name, lambda case: decide(case, command, COURT))
        except Refused as no:
            self.refused.append(no.code)
            return []

    def wait(self, name: str, now: datetime) -> list[Recorded]:
        """Write what fell due in a case until now."""
        return self._write(name, lambda case: catch_up(case, COURT, now))

    def _write(self, name, decided) -> list[Recorded]:
        case = self.cases[name]
        events = decided(case)
        if events and (money.waits_for_money(case) or money.holds_money(recorded.event for recorded in events)):
            told = self._told(case)
            events = [*told, *decided(fold(case, told))]
        for recorded in events:
            for posting in money.postings(case, recorded.event):
                self.book = post(self.book, posting)
            case = evolve(case, recorded.event)
        self.cases[name] = case
        return events

    def _told(self, case: Case) -> list[Recorded]:
        ours = {str(account) for account in money.accounts(case)}
        bound = {str(account) for account in self.book.balances if str(account.bound_for) in ours}
        names = sorted(ours | bound | {name for name in money.balances(case) if ">" in name})
        row = tuple((name, self.book.balance(account_named(name))) for name in names)
        if all(money.balances(case).get(name, 0) == amount for name, amount in row):
            return []
        return [Recorded(FactsTaken(case.last_at, "platform", "journal", case.last_at, "accounts", row), case.last_at)]


def till(**cases: Case) -> Till:
    """A till over cases of one order and one seller, with what they know lying in it."""
    first = next(iter(cases.values()))
    balances = {account_named(name): amount for name, amount in money.balances(first).items() if amount}
    return Till(Book(balances), dict(cases))
