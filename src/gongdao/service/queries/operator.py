"""What an operator sees: people and their roles, keys, the register of pauses, how things stand, and the access log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from gongdao.case.state import Stop
from gongdao.kernel.errors import Refused
from gongdao.service.delivery.models import FAILED, PENDING, Delivery, Endpoint, Mail
from gongdao.service.installation import law
from gongdao.service.people.actor import Actor
from gongdao.service.people.audit import note
from gongdao.service.people.models import OPERATOR, AccessRow, ApiKey, RoleRow, User
from gongdao.service.queries.people import names, shop_names
from gongdao.service.queries.supervise import unpaid
from gongdao.service.record import pauses
from gongdao.service.record.instants import read, stored
from gongdao.service.record.models import AnchorRow, CaseRow, DeadlineRow, OutboxRow, RegisterRow

PAGE = 50
VERIFIED = "record-verified"


@dataclass(frozen=True, slots=True)
class Held:
    """A role of a user; ``shop`` is the name of the shop a seller acts for."""

    id: int
    role: str
    shop: str


@dataclass(frozen=True, slots=True)
class Person:
    """A user as an operator sees him: no address, no telephone."""

    id: int
    person: str
    username: str
    name: str
    source: str
    external_id: str
    active: bool
    last_login: datetime | None
    roles: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key of a machine, without its secret; ``of`` is the marketplace or the name of the user it speaks for."""

    id: str
    name: str
    of: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pauses:
    """The register of pauses, the newest first with its number; and what a pause would stop now.

    ``waiting`` open cases have deadlines that were computed before the register's last change.
    """

    stops: tuple[tuple[int, Stop], ...]
    running: int
    cases: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Health:
    """How things stand; ``lag`` is how long the longest waiting case has been due, None where none is.

    ``beat_at`` is when a clerk was heard last; ``stuck`` cases could not be written and are tried again.
    """

    lag: timedelta | None
    stuck: tuple[tuple[str, int, str], ...]
    beat_at: datetime | None
    outbox: int
    outbox_since: datetime | None
    tried: int
    unpaid: int
    webhooks_waiting: int
    webhooks_failed: int
    endpoints_off: int
    mails_waiting: int
    mails_failed: int
    anchor: str
    verified: tuple[datetime, str] | None


@dataclass(frozen=True, slots=True)
class Access:
    """A line of the log: who, as what, did or looked at what, in which case and through what."""

    at: datetime
    person: str
    name: str
    role: str
    what: str
    stream: str
    via: str


def operating(actor: Actor) -> None:
    """Ask whether somebody is an operator.

    :raises Refused: ``page-not-found`` otherwise.
    """
    if not actor.has(OPERATOR):
        raise Refused("page-not-found")


def people(actor: Actor, wanted: str, page: int, at: datetime) -> tuple[tuple[Person, ...], bool]:
    """Give the users whose name or id has ``wanted`` in it, else those with a role; and whether there are more.

    Looking for somebody is noted. Three reads.

    :raises Refused: ``page-not-found`` for who is no operator.
    """
    operating(actor)
    rows = User.objects.order_by("username", "id")
    if wanted:
        note(actor, OPERATOR, "users-searched", at)
        found = Q(username__icontains=wanted) | Q(name__icontains=wanted)
        rows = rows.filter(found | Q(external_id=wanted) | Q(person=wanted))
    else:
        rows = rows.filter(role_rows__isnull=False).distinct()
    start = (max(1, page) - 1) * PAGE
    users = list(rows[start : start + PAGE + 1])
    held = _held([user.pk for user in users])
    return tuple(_person(user, held.get(user.pk, ())) for user in users[:PAGE]), len(users) > PAGE


def keys(actor: Actor) -> tuple[KeyShown, ...]:
    """Give the keys of machines, those in use first, the newest before the older; one read.

    :raises Refused: ``page-not-found`` for who is no operator.
    """
    operating(actor)
    rows = ApiKey.objects.select_related("user").order_by("-created_at")
    found = [
        KeyShown(
            row.id, row.name, row.source or (row.user.get_full_name() if row.user else ""), tuple(row.scopes.split()),
            row.created_at, row.expires_at, row.revoked_at, row.last_used_at,
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda it: it.revoked_at is not None))


def paused(actor: Actor) -> Pauses:
    """Give the register of pauses, and what one would stop now.

    :raises Refused: ``page-not-found`` for who is no operator.
    """
    operating(actor)
    using = law().using
    stops = pauses.register(using)
    running = DeadlineRow.objects.exclude(party="marketplace")
    counts = running.aggregate(clocks=Count("party"), cases=Count("stream", distinct=True))
    return Pauses(tuple(reversed(list(enumerate(stops, 1)))), counts["clocks"], counts["cases"], pauses.waiting(using))


def health(actor: Actor, now: datetime) -> Health:
    """Give how things stand: eleven reads.

    :raises Refused: ``page-not-found`` for who is no operator.
    """
    operating(actor)
    wake = CaseRow.objects.filter(wake__lte=stored(now)).aggregate(first=Min("wake"))["first"]
    stuck = CaseRow.objects.filter(retry_at__isnull=False).values_list("case_id", "attempts", "last_error")[:20]
    beat = RegisterRow.objects.values_list("beat_at", flat=True).first()
    waits = OutboxRow.objects.filter(sent_at=None).aggregate(
        all=Count("id"), since=Min("created_at"), tried=Count("id", filter=Q(attempts__gt=0))
    )
    hooks = Delivery.objects.aggregate(
        waiting=Count("pk", filter=Q(state=PENDING)), failed=Count("pk", filter=Q(state=FAILED))
    )
    mails = Mail.objects.aggregate(
        waiting=Count("pk", filter=Q(state=PENDING)), failed=Count("pk", filter=Q(state=FAILED))
    )
    last = AccessRow.objects.filter(what__startswith=VERIFIED).order_by("-at").values_list("at", "what").first()
    return Health(
        now - read(wake) if wake else None, tuple(stuck), read(beat) if beat else None,
        waits["all"], read(waits["since"]) if waits["since"] else None, waits["tried"], len(unpaid()),
        hooks["waiting"], hooks["failed"], Endpoint.objects.filter(enabled=False).exclude(disabled_why="").count(),
        mails["waiting"], mails["failed"],
        AnchorRow.objects.order_by("-day").values_list("day", flat=True).first() or "",
        (last[0], last[1].removeprefix(f"{VERIFIED} ")) if last else None,
    )  # fmt: skip


def accesses(actor: Actor, wanted: Mapping[str, str], page: int) -> tuple[tuple[Access, ...], bool]:
    """Give the log of who looked at and did what, the newest first, of a person or a case; and whether there is more.

    :raises Refused: ``page-not-found`` for who is no operator.
    """
    operating(actor)
    rows = AccessRow.objects.order_by("-id")
    for column in ("person", "stream"):
        if wanted.get(column):
            rows = rows.filter(**{column: wanted[column]})
    start = (max(1, page) - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    known = names(row.person for row in found)
    lines = (
        Access(row.at, row.person, known.get(row.person, ""), row.role, row.what, row.stream, row.via)
        for row in found[:PAGE]
    )
    return tuple(lines), len(found) > PAGE


def shops(actor: Actor) -> dict[str, str]:
    """Give every shop by its key, for who gives a seller his shop.

    :raises Refused: ``page-not-found`` for who is no operator.
    """
    operating(actor)
    return shop_names(RoleRow.objects.exclude(shop="").values_list("shop", flat=True).distinct()[:500])


def _held(users: Iterable[int]) -> dict[int, tuple[Held, ...]]:
    rows = list(RoleRow.objects.filter(user_id__in=list(users)).order_by("role", "shop"))
    called = shop_names(row.shop for row in rows)
    found: dict[int, tuple[Held, ...]] = {}
    for row in rows:
        held = Held(row.pk, row.role, called.get(row.shop, row.shop))
        found[row.user_id] = (*found.get(row.user_id, ()), held)
    return found


def _person(user: User, roles: tuple[Held, ...]) -> Person:
    return Person(
        user.pk, user.person, user.username, user.get_full_name(), user.source, user.external_id, user.is_active,
        user.last_login, roles,
    )  # fmt: skip
