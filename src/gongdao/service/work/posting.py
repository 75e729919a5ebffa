"""Sends webhooks: signed, in time, without following anybody elsewhere; keeps every attempt and gives up in the end."""

from __future__ import annotations

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from django.db import transaction
from django.db.models import F

from gongdao.service.actions.endpoints import valid_secrets
from gongdao.service.actions.house_letters import tell_operators
from gongdao.service.delivery.models import DELIVERED, FAILED, Attempt, Delivery, Endpoint
from gongdao.service.delivery.schedule import LONG_FAILURE, next_try
from gongdao.service.delivery.signing import headers

TIMEOUT = 15.0
# A sender that was killed has its messages taken over after this.
LEASE = timedelta(minutes=2)
BATCH, HANDS = 32, 8
# What is kept of an answer, and what is read of it at most.
KEPT, MOST = 1000, 65536
GONE, RETRY_AFTER = 410, "retry-after"
AGENT = "gongdao (Standard Webhooks)"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one sending: the status (None: nobody answered, ``error`` says why), the text, how long it took."""

    status: int | None
    said: str
    error: str
    milliseconds: int
    wait: timedelta | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the receiver took the message; any answer but 2xx says that it did not."""
        return self.status is not None and 200 <= self.status < 300


def post_due(now: datetime) -> bool:
    """Send the webhooks that are due, several at once; gives whether there were any."""
    taken = _take(now)
    if not taken:
        return False
    keys = {each.endpoint_id: valid_secrets(each.endpoint_id, now) for each in taken}
    with ThreadPoolExecutor(HANDS) as hands, _client() as client:
        replies = hands.map(
            lambda each: post(client, each.endpoint.url, each.id, each.body, keys[each.endpoint_id]), taken
        )
        for each, reply in zip(taken, replies, strict=True):
            note(each, reply, now)
    return True


def post_now(each: Delivery, now: datetime) -> Reply:
    """Send one message at once and note what came of it; it is not sent again by itself."""
    with _client() as client:
        reply = post(client, each.endpoint.url, each.id, each.body, valid_secrets(each.endpoint_id, now))
    Delivery.objects.filter(id=each.id).update(attempts=F("attempts") + 1)
    each.refresh_from_db(fields=["attempts"])
    note(each, reply, now, again=False)
    return reply


def post(client: httpx.Client, url: str, id_: str, body: str, keys: Iterable[str]) -> Reply:
    """Send a message under its id; whatever goes wrong is told, nothing is raised.

    The receiver compares the moment of sending with its own clock, so it is the real one also in a demo.
    """
    begun, at = time.monotonic(), datetime.now(UTC)
    sent = {**headers(id_, body, at, keys), "content-type": "application/json", "user-agent": AGENT}
    try:
        with client.stream("POST", url, content=body.encode(), headers=sent) as response:
            said = _read(response, begun)
            wait = _asked_to_wait(response.headers.get(RETRY_AFTER, ""))
            return Reply(response.status_code, said, "", _since(begun), wait)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as wrong:
        return Reply(None, "", f"{type(wrong).__name__}: {wrong}"[:KEPT], _since(begun))


def note(each: Delivery, reply: Reply, now: datetime, *, again: bool = True) -> None:
    """Keep what came of an attempt: it arrived, or when it is sent again, or that it is given up."""
    later = next_try(each.id, each.attempts, now, asked=reply.wait) if again else None
    done = DELIVERED if reply.is_taken else FAILED if again and later is None else each.state
    with transaction.atomic():
        Attempt.objects.create(
            delivery=each, at=now, status=reply.status, said=reply.said[:KEPT], error=reply.error,
            milliseconds=reply.milliseconds,
        )  # fmt: skip
        changes = {"state": done, "next_try_at": None if reply.is_taken else later}
        changes |= {"delivered_at": now} if reply.is_taken else {}
        Delivery.objects.filter(id=each.id).update(**changes)
        _judge(each.endpoint, reply, now)


def _take(now: datetime) -> list[Delivery]:
    """Take what is due; nobody else takes it until the lease is over."""
    with transaction.atomic():
        due = Delivery.objects.filter(next_try_at__lte=now, endpoint__enabled=True)
        locked = due.select_related("endpoint").select_for_update(of=("self",), skip_locked=True)
        taken = list(locked.order_by("next_try_at", "id")[:BATCH])
        ids = [each.id for each in taken]
        Delivery.objects.filter(id__in=ids).update(attempts=F("attempts") + 1, next_try_at=now + LEASE)
    for each in taken:
        each.attempts += 1
    return taken


def _judge(endpoint: Endpoint, reply: Reply, now: datetime) -> None:
    """Keep since when an endpoint fails; one that has failed for long, or says it is gone, is disabled and told of."""
    rows = Endpoint.objects.filter(id=endpoint.id, enabled=True)
    if reply.is_taken:
        rows.exclude(failing_since=None).update(failing_since=None)
        return
    rows.filter(failing_since=None).update(failing_since=now)
    since = rows.values_list("failing_since", flat=True).first()
    why = "gone" if reply.status == GONE else "failing" if since and now - since >= LONG_FAILURE else ""
    if why and rows.update(enabled=False, disabled_at=now, disabled_why=why):
        tell_operators(endpoint, why, now)


def _client() -> httpx.Client:
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False)


def _read(response: httpx.Response, begun: float) -> str:
    """Read the beginning of an answer, not for ever."""
    said = b""
    for part in response.iter_bytes():
        said += part
        if len(said) >= MOST or time.monotonic() - begun > TIMEOUT:
            break
    return said[:MOST].decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _asked_to_wait(said: str) -> timedelta | None:
    """Give how long the receiver asks to be left alone, where it counts in seconds."""
    return timedelta(seconds=min(int(said), 10**6)) if said.isascii() and said.isdigit() else None


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
