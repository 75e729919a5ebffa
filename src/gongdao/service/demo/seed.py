"""Fills the marketplace of a demo: its people act out their stories as they would on the pages, up to this moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from gongdao.case.messaging import SayMessage
from gongdao.case.signals import ContestSignal
from gongdao.case.stages.evidence import SubmitEvidence
from gongdao.case.stages.opening import OpenRequest, TakeFacts
from gongdao.kernel.errors import Refused
from gongdao.service.actions import uploads
from gongdao.service.actions.act import act
from gongdao.service.actions.open_request import next_number, open_request
from gongdao.service.actions.say import say
from gongdao.service.actions.screen_pictures import screen_due
from gongdao.service.demo import pictures, reading
from gongdao.service.demo.clock import carry_out, pass_time
from gongdao.service.demo.mirror import Ensemble, ensemble, put_order
from gongdao.service.demo.reading import Story, Told
from gongdao.service.installation import go_forward, now
from gongdao.service.market.models import Clock, Order
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import JUROR, User
from gongdao.service.play.scenario import WAITS, Act
from gongdao.service.queries.access import place
from gongdao.service.queries.known_pictures import Known
from gongdao.service.record import file_store, store
from gongdao.service.record.law import Law
from gongdao.service.record.stream import stream_id
from gongdao.service.work import nightly

# What a story calls the offer that the shop makes to everybody.
STANDING = "standing"
_EMPTY: dict[str, Any] = {"str": "", "bool": False, "int": 0, "Row": (), "tuple[str, ...]": ()}


@dataclass(slots=True)
class _Stage:
    """The demo while it is being made; ``streams`` are those of the stories that have begun."""

    law: Law
    told: Told
    cast: Ensemble
    orders: dict[str, Order]
    streams: dict[str, str] = field(default_factory=dict)
    unpaid: set[str] = field(default_factory=set)


def seed(law: Law, lang: str = "zh") -> bool:
    """Make people, shops, orders and disputes, whose clocks run from now on; false where they are there already.

    :raises Refused: this is no demo; nothing was written.
    """
    if not settings.DEMO:
        raise Refused("no-demo")
    if Clock.objects.exists():
        return False
    _hurry()
    at = timezone.now()
    told = Told(lang, at - reading.moment())
    stories = reading.stories()
    steps = sorted(_steps(stories, told), key=lambda step: (step[0], step[1]))
    begin = steps[0][0]
    go_forward(begin)
    cast = ensemble(reading.people(lang), reading.shops(told), begin)
    for bought in reading.orders(told):
        put_order(bought, cast)
    ordered = ((story.name, reading.ordered(story, told)) for story in stories)
    stage = _Stage(law, told, cast, {name: put_order(bought, cast) for name, bought in ordered if bought})
    for when, number, acts in steps:
        pass_time(law, when, stage.unpaid)
        for each in acts:
            _act(stage, stories[number], each)
        carry_out(law, stage.unpaid)
    pass_time(law, timezone.now(), stage.unpaid)
    _screen()
    _have_mail(cast)
    return True


def _hurry() -> None:
    """Wait for no disk: what was not made to the end is made anew."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF" if connection.vendor == "sqlite" else "SET synchronous_commit = off")


def _screen() -> None:
    """Look at the pictures, shops and buyers that wait for it, as the courier does beside the pages."""
    known, pace = Known(), nightly.Pace()
    while screen_due(known, now()):
        pass
    while nightly.screen(pace, now()):
        pass


def _have_mail(cast: Ensemble) -> None:
    """From now on people are written to; of the past they have letters on the site."""
    for name, user in cast.users.items():
        user.email = f"{name}@example.org"
    User.objects.bulk_update(cast.users.values(), ["email"])


def _steps(stories: list[Story], told: Told) -> Iterator[tuple[datetime, int, tuple[Act, ...]]]:
    """Every step with its instant and the number of its story; what the marketplace mirrors is no act."""
    for number, story in enumerate(stories):
        first, *rest = story.scenario.steps
        at = first.at
        assert at is not None
        for step in rest if _only_mirrors(first.acts) else story.scenario.steps:
            at = step.at or at + step.after
            yield at + told.by, number, step.acts


def _only_mirrors(acts: tuple[Act, ...]) -> bool:
    mirrored = [each.fields["path"].partition(".")[0] in reading.MIRRORED for each in acts if each.command is TakeFacts]
    return len(mirrored) == len(acts) and all(mirrored)


def _act(stage: _Stage, story: Story, each: Act) -> None:
    actor = _actor(stage, story, each.by)
    if each.command is OpenRequest:
        _open(stage, story, actor, each)
        return
    stream = stage.streams.get(story.name) or _begun(stage, story)
    given = _given(stage, stream, each)
    if actor.has(MARKETPLACE) and not store.known(stage.law, stream):
        store.submit(stage.law, stream, each.command(at=now(), by=MARKETPLACE, **given), now())
        return
    if each.command is SayMessage:
        say(actor, stream, given["text"], f"demo-{story.name}-{given['id']}")
        return
    if each.command is ContestSignal:
        _screen()
    if each.command is SubmitEvidence and (picture := pictures.drawn(story.name, given["id"])):
        given["digest"] = _pictured(stage.law.using, actor, stream, picture)
    act(actor, stream, each.command, given)


def _open(stage: _Stage, story: Story, actor: Actor, each: Act) -> None:
    claim, heads, lines = (reading.moved(each.fields.get(name, ()), stage.told) for name in ("claim", "heads", "lines"))
    order = stage.orders.get(story.name)
    if order is not None:
        receipt = open_request(actor, order, claim, heads, lines, key=f"demo-{story.name}")
        stage.streams[story.name] = receipt.stream
    else:
        stream = stage.streams[story.name]
        number = stream.partition(":")[2]
        by = f"seller:{actor.person}"
        asked = OpenRequest(now(), by, number, settings.GONGDAO_PLATFORM, "", claim, heads, lines)
        store.submit(stage.law, stream, asked, now())
    if story.scenario.marketplace == WAITS:
        stage.unpaid.add(stage.streams[story.name])


def _begun(stage: _Stage, story: Story) -> str:
    """What a shop asks of the platform is about no order: its case begins with the shop itself."""
    stream = stream_id(settings.GONGDAO_SOURCE, next_number(now()))
    stage.streams[story.name] = stream
    shop = stage.cast.shops[story.shop]
    row = (("id", shop.key), *shop.facts.items())
    store.submit(stage.law, stream, TakeFacts(now(), MARKETPLACE, settings.GONGDAO_SOURCE, now(), "seller", row), now())
    return stream


def _actor(stage: _Stage, story: Story, by: str) -> Actor:
    role, _, name = by.partition(":")
    match role:
        case "buyer":
            return stage.cast.people[story.buyer]
        case "seller":
            return stage.cast.seller_of(story.shop)
        case "marketplace" | "platform":
            return Actor(None, "", roles=frozenset((MARKETPLACE,)), source=settings.GONGDAO_SOURCE)
        case "juror":
            return Actor(None, f"p-juror{name}", roles=frozenset((JUROR,)))
        case _:
            return stage.cast.people[name]


def _given(stage: _Stage, stream: str, each: Act) -> dict[str, Any]:
    """The fields of the command an act gives, in the words of the demo's language."""
    left_out = (f for f in fields(each.command) if f.name not in ("at", "by", *each.fields) and f.default is MISSING)
    given = {f.name: _EMPTY.get(str(f.type), "") for f in left_out}
    given |= {name: reading.moved(value, stage.told) for name, value in each.fields.items()}
    if each.command is TakeFacts:
        given |= {"source": settings.GONGDAO_SOURCE, "known_at": now()}
        given["row"] = tuple((key, _person(stage, value)) for key, value in given["row"])
    if each.command is SubmitEvidence:
        given["digest"] = sha256(f"{stream}/{given['id']}".encode()).hexdigest()
    if given.get("id") == STANDING:
        given["id"] = next(offer.id for offer in store.load(stage.law, stream).offers)
    return given


def _pictured(using: str, actor: Actor, stream: str, picture: bytes) -> str:
    """Send a photograph as anybody's, and give what stands for the files of the piece."""
    upload = uploads.begin(actor, stream, "photo.jpg", len(picture))
    uploads.append(actor, upload.id, 0, BytesIO(picture), len(picture))
    uploads.finish(actor, upload.id)
    standing, ids = place(actor, stream, "buyer", "seller"), (upload.id,)
    filed = uploads.filed(standing.by, stream, ids, again=False)
    uploads.sent(ids)
    return file_store.listed(using, stream, standing.role, filed, now())


def _person(stage: _Stage, value: Any) -> Any:
    """A member of the staff as the record knows him."""
    role, _, name = value.partition(":") if isinstance(value, str) else ("", "", "")
    return f"{role}:{stage.cast.people[name].person}" if role == "staff" else value
