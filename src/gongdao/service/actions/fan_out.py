"""Makes of a notice what reaches people and machines: letters, mail and webhooks, each once however often asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from django.db import connections, transaction

from gongdao.case.decider import Recorded, evolve, replay
from gongdao.case.notices import STAFF, SUPERVISOR, Notice
from gongdao.case.state import Case
from gongdao.kernel.digest import plain
from gongdao.kernel.text import Text
from gongdao.service.delivery.event_types import type_of
from gongdao.service.delivery.models import EACH, NO_MAIL, Choice, Delivery, Endpoint, Letter, Mail
from gongdao.service.people.models import SELLER, RoleRow, User
from gongdao.service.record import store, tables
from gongdao.service.record.instants import read
from gongdao.service.record.law import Law
from gongdao.service.record.models import CaseRow, DeadlineRow
from gongdao.service.record.stream import events_of
from gongdao.telling.notice import notice_text
from gongdao.telling.teller import Teller, home_of

LANGUAGES = ("zh", "en")
# Those who act for the platform are told of by what they are, whoever they are.
PEOPLE = {"staff": Text("小二", "the adjudicator"), "supervisor": Text("主管", "the supervisor")}
# What follows at once from what was mailed already lies on the site without a mail of its own.
UNMAILED = frozenset({"EvidenceServed", "RemedyPlanned"})
# What waits for a person of the platform though nobody is asked to decide the case.
SCREENED = frozenset({"MessageHeld", "SignalContested"})
# What falls due before the next digest is mailed at once, also to who wants digests.
PRESSING = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with the case it is about, before and after what it tells of."""

    key: str
    stream: str
    notice: Notice
    row: CaseRow
    before: Case
    recorded: Recorded
    after: Case


def fan_out(law: Law, key: str, stream: str, body: Mapping[str, Any], now: datetime) -> None:
    """Write what a notice of the outbox comes to; its ``key`` asked for again writes nothing."""
    told = _told(law, key, stream, body)
    with transaction.atomic():
        _put_letters(law, told, now)
        _put_webhooks(told, body, now)


def _told(law: Law, key: str, stream: str, body: Mapping[str, Any]) -> Told:
    due = datetime.fromisoformat(body["due"]) if body["due"] else None
    notice = Notice(body["to"], body["about"], body["deadline"], due, body["effect"], body["seq"])
    with connections[law.using].cursor() as cursor:
        events = events_of(tables.read_events(cursor, stream)[: notice.seq])
    before = replay(events[:-1])
    row = CaseRow.objects.get(stream=stream)
    recorded = Recorded(events[-1], events[-1].at)
    return Told(key, stream, notice, row, before, recorded, evolve(before, events[-1]))


def _put_letters(law: Law, told: Told, now: datetime) -> None:
    people = _addressees(told)
    known = set(Letter.objects.filter(key__in=[f"{told.key}/{person}" for person in people]).values_list("person"))
    people = [person for person in people if (person,) not in known]
    if not people:
        return
    zh, en = (_text(law, told, lang) for lang in LANGUAGES)
    mails = _put_mails(told, people, now)
    notice = told.notice
    made = partial(
        Letter, place=notice.to, stream=told.stream, seq=notice.seq, about=notice.about, zh=zh, en=en,
        deadline=notice.deadline, due=notice.due, effect=notice.effect, at=now,
    )  # fmt: skip
    Letter.objects.bulk_create(
        made(key=f"{told.key}/{person}", person=person, mail=mails.get(person)) for person in people
    )


def _addressees(told: Told) -> list[str]:
    """Give the persons behind a side; staff is whoever owns the case, as the desk shows everybody what waits.

    What screening holds back must not wait for an owner: of a case that has none the supervisors are told.
    """
    row = told.row
    match told.notice.to:
        case "buyer":
            return [row.buyer]
        case "seller":
            return _with_role(SELLER, row.seller)
        case staff if staff == STAFF:
            if ":" not in row.owner:
                return _with_role(SUPERVISOR) if told.notice.about in SCREENED else []
            return [row.owner.partition(":")[2]]
        case supervisor if supervisor == SUPERVISOR:
            return _with_role(SUPERVISOR)
        case _:
            return []


def _with_role(role: str, shop: str = "") -> list[str]:
    rows = RoleRow.objects.filter(role=role, user__is_active=True)
    rows = rows.filter(shop=shop) if shop else rows
    return list(rows.order_by("user_id").values_list("user__person", flat=True).distinct())


def _text(law: Law, told: Told, lang: str) -> str:
    at, library = told.recorded.event.at, law.library
    home = home_of(library, told.after.pack, at)
    teller = Teller(lang, told.row.currency, PEOPLE, {}, library, store.court(law), told.after, at, home)
    return notice_text(teller, told.notice, told.before, told.recorded, told.after)


def _put_mails(told: Told, people: list[str], now: datetime) -> dict[str, Mail]:
    """Make a mail for whoever has an address and wants one for each letter, or cannot wait for the next digest."""
    if told.notice.about in UNMAILED:
        return {}
    wants = dict(Choice.objects.filter(person__in=people).values_list("person", "mail"))
    reached = User.objects.filter(person__in=people, is_active=True).exclude(email="").values_list("person", flat=True)
    due = told.notice.due
    pressing = due is not None and due - now <= PRESSING
    chosen = [it for it in reached if (wish := wants.get(it, EACH)) == EACH or (pressing and wish != NO_MAIL)]
    made = [
        Mail(key=f"{told.key}/{person}", person=person, kind="notice", created_at=now, next_try_at=now)
        for person in chosen
    ]
    return {mail.person: mail for mail in Mail.objects.bulk_create(made)}


def _put_webhooks(told: Told, body: Mapping[str, Any], now: datetime) -> None:
    """Make one message for each endpoint that wants the event, however many people are told of it."""
    type_ = type_of(told.notice.about)
    wanted = [
        each for each in Endpoint.objects.filter(source=told.row.source, enabled=True)
        if not each.events or type_ in each.events.split()
    ]  # fmt: skip
    if not wanted:
        return
    text = plain({"type": type_, "timestamp": told.recorded.event.at.isoformat(), "data": _data(told, body)})
    made = [
        Delivery(
            id=message_id(each.id, told.stream, str(told.notice.seq)), endpoint=each, type=type_, stream=told.stream,
            seq=told.notice.seq, body=text, created_at=now, next_try_at=now,
        )
        for each in wanted
    ]  # fmt: skip
    Delivery.objects.bulk_create(made, ignore_conflicts=True)


def message_id(*parts: str) -> str:
    """Give the id under which something is sent, however often that happens."""
    return f"msg_{sha256('/'.join(parts).encode()).hexdigest()[:32]}"


def _data(told: Told, body: Mapping[str, Any]) -> dict[str, Any]:
    row = told.row
    clocks = DeadlineRow.objects.filter(stream=told.stream).order_by("party")
    return {
        "case": {"stream": told.stream, "source": row.source, "number": row.case_id, "order": row.order_id},
        "seq": told.notice.seq,
        "event": body["event"],
        "head": body["head"],
        "now": {
            "stage": row.stage,
            "round": row.round,
            "turn": row.turn.split(),
            "deadlines": {
                clock.party: {"name": clock.name, "due": read(clock.due).isoformat(), "effect": clock.effect}
                for clock in clocks
            },
        },
    }
