"""What is known of those who buy and claim on a marketplace: their orders, what became of claims, what accounts share.

Everything is of the last year. Words of people are read to compare them and kept nowhere; what is shared is known by
digests alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from django.db.models.fields.json import KT

from gongdao.case.decider import Event
from gongdao.case.payments import LegAnswered
from gongdao.case.signals import SignalContested, SignalDecided, SignalRaised, SignalWithdrawn
from gongdao.case.stages.opening import RequestOpened
from gongdao.case.stages.returning import ReturnInspected, ReturnShipped
from gongdao.case.stages.ruled import RulingGiven
from gongdao.screening.claimant_facts import Account, Claim, Order
from gongdao.service.installation import law
from gongdao.service.market import models
from gongdao.service.market.things import digest_of
from gongdao.service.queries.watched import events_of, marks, parts
from gongdao.service.record.commitment import TEXT
from gongdao.service.record.instants import read, stored
from gongdao.service.record.rows import each

YEAR = timedelta(days=365)
# Short texts are alike by chance.
LEAST_TEXT = 20
ANY = "-"
TYPES = (
    "RequestOpened", "ReturnShipped", "ReturnInspected", "RulingGiven", "LegAnswered", "SignalRaised",
    "SignalContested", "SignalDecided", "SignalWithdrawn",
)  # fmt: skip
CAME_BACK = {"sound": "whole", "empty": "empty", "missing": "empty", "different": "swapped"}
_CASES = "SELECT stream, order_id, opened_at FROM record_case WHERE source = %s AND opened_at >= %s AND stage <> 'new'"
_TEXTS = "SELECT stream, content FROM record_blob WHERE media_type = %s AND content IS NOT NULL AND commitment IN ({})"
_PICTURES = (
    "SELECT DISTINCT c.buyer, p.digest FROM record_picture p JOIN record_case c ON c.stream = p.stream"
    " WHERE c.source = %s AND c.opened_at >= %s AND p.person = 'buyer' AND p.kind <> 'page_snapshot'"
    " AND p.erased_at IS NULL AND p.known_at IS NOT NULL"
)


@dataclass(slots=True)
class _Course:
    """What the events of one case say of its claim so far."""

    opened: RequestOpened | None = None
    paid: int = 0
    sent_back: bool = False
    came_back: str = ""
    winner: str = ""
    signals: dict[str, str] = field(default_factory=dict)


def orders_of(source: str, at: datetime) -> Iterator[Order]:
    """Give the orders of the last year, each with the first claim on it."""
    claims = _claims(source, at)
    rows = models.Order.objects.filter(source=source, placed_at__gte=at - YEAR, placed_at__lte=at)
    wanted = ("external_id", "buyer__person", "shop__key", "placed_at")
    for id_, person, shop, placed, category in rows.values_list(*wanted, KT("facts__goods__type")).iterator():
        yield Order(person, shop, category or ANY, placed, claims.get(id_))


def accounts_of(source: str, at: datetime) -> Iterator[Account]:
    """Give the accounts of a marketplace with what they use: what it told, where parcels went, pictures handed in."""
    things: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    known: dict[str, tuple[datetime | None, frozenset[str]]] = {}
    rows = models.Account.objects.filter(user__source=source)
    for person, since, told in rows.values_list("user__person", "since", "things").iterator():
        things[person] |= {(kind, digest) for kind, digest, _ in told}
        known[person] = since, frozenset(digest for _, digest, excused in told if excused)
    sent = models.Order.objects.filter(source=source, placed_at__gte=at - YEAR, facts__order__has_key="address")
    for person, address in sent.values_list("buyer__person", KT("facts__order__address")).iterator():
        things[person].add(("address", digest_of(source, "address", address)))
    for person, digest in each(law().using, _PICTURES, [source, stored(at - YEAR)]):
        things[person].add(("picture", digest))
    for person, used in things.items():
        since, excused = known.get(person, (None, frozenset[str]()))
        yield Account(person, since, tuple(sorted(used)), excused)


def groups_of(source: str, using: str) -> dict[str, tuple[str, ...]]:
    """Give the groups of people by which the fairness of screening is measured, as the marketplace told them."""
    rows = models.Account.objects.using(using).filter(user__source=source).values_list("user__person", "groups")
    return {person: tuple(groups) for person, groups in rows}


def _claims(source: str, at: datetime) -> Mapping[str, Claim]:
    """The first claim on each order; what was raised on a later one of the same order counts for it too."""
    cases = {
        stream: (order, read(opened))
        for stream, order, opened in each(law().using, _CASES, [source, stored(at - YEAR)])
    }
    courses: dict[str, _Course] = {}
    for stream, rows in groupby(events_of(source, at - YEAR, TYPES), key=itemgetter(0)):
        courses[stream] = _followed(event for _, event in rows)
    texts = _texts(courses)
    found: dict[str, Claim] = {}
    for stream, (order, opened) in sorted(cases.items(), key=lambda it: (it[1][1], it[0]), reverse=True):
        found[order] = _claim(opened, courses.get(stream, _Course()), texts.get(stream, ""))
    return found


def _followed(events: Iterable[Event]) -> _Course:
    course = _Course()
    for event in events:
        match event:
            case RequestOpened():
                course.opened = event
            case LegAnswered():
                course.paid += event.paid
            case ReturnShipped():
                course.sent_back = True
            case ReturnInspected():
                course.came_back = CAME_BACK.get(event.result, "")
            case RulingGiven():
                course.winner = event.winner
            case SignalRaised() if event.whom == "buyer":
                course.signals[event.id] = event.kind
            case SignalContested():
                course.signals.pop(event.id, None)
            case SignalDecided(lifted=False):
                pass
            case SignalDecided() | SignalWithdrawn():
                course.signals.pop(event.id, None)
            case _:
                pass
    return course


def _claim(opened: datetime, course: _Course, text: str) -> Claim:
    """A signal counts while it stands and nobody contests it; a ruling for the buyer proves the claim just."""
    signals = set(course.signals.values())
    said = dict(course.opened.claim) if course.opened else {}
    swapped = "parcel.swapped_return" in signals
    return Claim(
        opened,
        kept=course.paid > 0 and not course.sent_back and said.get("goods_received") is True,
        returned=course.came_back or ("swapped" if swapped else ""),
        shown=swapped,
        proved=course.winner == "buyer",
        text=text,
        extorts="message.extortion" in signals,
        reused="picture.reused" in signals,
    )


def _texts(courses: Mapping[str, _Course]) -> dict[str, str]:
    """Digests of the words of each claim, by stream; what was erased is not there."""
    wanted = {
        str(note): stream for stream, it in courses.items() if it.opened and (note := dict(it.opened.claim).get("note"))
    }
    found: dict[str, str] = {}
    for some in parts(wanted):
        for stream, content in each(law().using, _TEXTS.format(marks(some)), [TEXT, *some]):
            words = "".join(bytes(content).decode().split())
            if len(words) >= LEAST_TEXT:
                found[stream] = sha256(words.encode()).hexdigest()
    return found
