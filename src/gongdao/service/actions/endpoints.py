"""What an operator, or the marketplace they belong to, does with webhooks: makes, changes, rotates, tries, replays."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from socket import inet_aton, inet_ntoa
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from gongdao.kernel.digest import plain
from gongdao.kernel.errors import Refused
from gongdao.service.delivery.event_types import PAYMENT, PING, types
from gongdao.service.delivery.models import PENDING, Delivery, Endpoint, Secret, new_endpoint
from gongdao.service.delivery.signing import new_secret
from gongdao.service.installation import now
from gongdao.service.people.actor import Actor
from gongdao.service.people.models import OPERATOR
from gongdao.service.queries import endpoints
from gongdao.service.queries.endpoints import INWARD, access_webhooks
from gongdao.service.record.instants import stored

# How long the secret before the last is signed with beside the new one.
OVERLAP = timedelta(hours=24)
LONGEST = 2000


def create(
    actor: Actor, url: str, *, source: str, name: str = "", events: Iterable[str] = (), pays: bool = False,
    key: str = "",
) -> tuple[str, str]:  # fmt: skip
    """Make an endpoint; gives its id and its secret, which is shown only now. The same key makes it once.

    :raises Refused: the address is none or not safe, a type of event is none, another endpoint pays already, the key
        was used for another, or the actor may not.
    """
    access_webhooks(actor, source)
    fields = {**_checked(actor, url=url, name=name, events=events), "pays": pays, "source": source}
    id_ = f"ep_{sha256(key.encode()).hexdigest()[:16]}" if key else new_endpoint()
    try:
        with transaction.atomic():
            Endpoint.objects.create(id=id_, created_at=now(), **fields)
            return id_, _add_secret(id_)
    except IntegrityError as error:
        if key and Endpoint.objects.filter(id=id_).exists():
            return id_, _made_before(id_, key, fields)
        raise Refused("endpoint-pays-already", source=source) from error


def _made_before(id_: str, key: str, fields: Mapping[str, Any]) -> str:
    """Give the secret of the endpoint that was made under a key."""
    if not Endpoint.objects.filter(id=id_, **fields).exists():
        raise Refused("key-used-before", key=key)
    return valid_secrets(id_, now())[0]


def change(
    actor: Actor,
    id_: str,
    *,
    url: str | None = None,
    name: str | None = None,
    events: Iterable[str] | None = None,
    pays: bool | None = None,
    enabled: bool | None = None,
) -> None:
    """Change what is named of an endpoint; one that is enabled again begins with a clean sheet.

    :raises Refused: as `create`, or there is no such endpoint.
    """
    known = endpoints.endpoint(actor, id_)
    fields = _checked(actor, url=url, name=name, events=events)
    fields |= {} if pays is None else {"pays": pays}
    if enabled is not None:
        since = None if enabled else known.disabled_at or now()
        fields |= {"enabled": enabled, "failing_since": None, "disabled_at": since, "disabled_why": ""}
    if fields:
        try:
            with transaction.atomic():
                Endpoint.objects.filter(id=id_).update(**fields)
        except IntegrityError as error:
            # Payments of a source go to one endpoint, or some would be asked for twice.
            raise Refused("endpoint-pays-already", source=known.source) from error


def remove(actor: Actor, id_: str) -> None:
    """Remove an endpoint with its deliveries and its secrets.

    :raises Refused: there is no such endpoint.
    """
    endpoints.endpoint(actor, id_)
    with transaction.atomic():
        Secret.objects.filter(owner=id_).delete()
        Endpoint.objects.filter(id=id_).delete()


def rotate(actor: Actor, id_: str, overlap: timedelta = OVERLAP) -> str:
    """Give an endpoint a new secret, shown only now; the one before signs beside it until the overlap is over.

    :raises Refused: there is no such endpoint.
    """
    endpoints.endpoint(actor, id_)
    return _rotated(id_, overlap)


def rotate_inward(actor: Actor, source: str, overlap: timedelta = OVERLAP) -> str:
    """Give a source a new secret, shown only now, by which its webhooks are verified; its first one takes them in.

    :raises Refused: the actor may not.
    """
    access_webhooks(actor, source)
    return _rotated(INWARD + source, overlap)


def close_inward(actor: Actor, source: str) -> None:
    """Take in no more webhooks of a source.

    :raises Refused: the actor may not.
    """
    access_webhooks(actor, source)
    Secret.objects.filter(owner=INWARD + source).delete()


def replay(actor: Actor, delivery_id: str) -> None:
    """Send a delivery again under its own id, whatever became of it, beginning the schedule anew.

    :raises Refused: there is no such delivery, or it is a payment, which its own case tries again.
    """
    known, _, _ = endpoints.delivery(actor, delivery_id)
    if not _again(Delivery.objects.filter(id=known.id, endpoint__enabled=True)):
        raise Refused("delivery-not-replayed", id=delivery_id)


def replay_failed(actor: Actor, id_: str, since: datetime) -> int:
    """Send again what an endpoint did not take since an instant; gives how many deliveries that is.

    :raises Refused: there is no such endpoint.
    """
    endpoints.endpoint(actor, id_)
    return _again(Delivery.objects.filter(endpoint_id=id_, created_at__gte=since).exclude(state="delivered"))


def ping(actor: Actor, id_: str) -> str:
    """Send an endpoint a message to try it with; gives its id.

    :raises Refused: there is no such endpoint.
    """
    known = endpoints.endpoint(actor, id_)
    at = now()
    body = plain({"type": PING, "timestamp": stored(at), "data": {"endpoint": id_, "source": known.source}})
    made = f"msg_{secrets.token_hex(16)}"
    Delivery.objects.create(id=made, endpoint_id=id_, type=PING, body=body, created_at=at, next_try_at=at)
    return made


def valid_secrets(owner: str, at: datetime) -> list[str]:
    """Give the secrets that sign now, the newest first; one indexed read."""
    rows = Secret.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), owner=owner)
    return list(rows.order_by("-id").values_list("secret", flat=True))


def _checked(
    actor: Actor, *, url: str | None, name: str | None, events: Iterable[str] | None
) -> dict[str, Any]:  # fmt: skip
    fields: dict[str, Any] = {} if name is None else {"name": name[:LONGEST]}
    if url is not None:
        _check_url(actor, url)
        fields["url"] = url
    if events is not None:
        wanted, known = tuple(dict.fromkeys(events)), types()
        if unknown := [event for event in wanted if event not in known]:
            raise Refused("event-type-unknown", type=unknown, allowed=tuple(known))
        fields["events"] = " ".join(wanted)
    return fields


def _check_url(actor: Actor, url: str) -> None:
    """Only what is encrypted on its way leaves the house; a receiver on this very computer may do without.

    Who may name one is the house itself: a marketplace has no business with what else listens here.
    """
    try:
        parts = urlsplit(url)
        here = _is_here(parts.hostname or "")
        whole = len(url) <= LONGEST and parts.hostname and parts.port != 0 and not parts.username
        fits = bool(whole) and parts.scheme in (("http", "https") if here else ("https",))
    except ValueError:
        fits = here = False
    if not fits:
        raise Refused("endpoint-url", url=url[:LONGEST])
    if here and not actor.has(OPERATOR):
        raise Refused("endpoint-here", url=url)


def _is_here(host: str) -> bool:
    """Whether a host names this very computer, in whichever of the many ways addresses are written (``127.1``)."""
    name = host.rstrip(".")
    try:
        known = ip_address(name if ":" in name else inet_ntoa(inet_aton(name)))
    except (OSError, ValueError):
        return name == "localhost" or name.endswith(".localhost")
    near = getattr(known, "ipv4_mapped", None) or known
    return near.is_loopback or near.is_unspecified


def _add_secret(owner: str) -> str:
    made = new_secret()
    Secret.objects.create(owner=owner, secret=made, created_at=now())
    return made


def _rotated(owner: str, overlap: timedelta) -> str:
    at = now()
    with transaction.atomic():
        Secret.objects.filter(owner=owner, expires_at__lte=at).delete()
        Secret.objects.filter(owner=owner, expires_at=None).update(expires_at=at + overlap)
        return _add_secret(owner)


def _again(rows: QuerySet[Delivery]) -> int:
    at = now()
    return rows.exclude(type=PAYMENT).update(state=PENDING, attempts=0, next_try_at=at)
