"""Webhooks of a marketplace: verified by Standard Webhooks, then taken in as the interface takes the same bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from gongdao.kernel.errors import BadInput, Refused
from gongdao.service.actions import mirror
from gongdao.service.actions.endpoints import valid_secrets
from gongdao.service.actions.mirror import Put
from gongdao.service.api import market_models as models
from gongdao.service.api.asked import parsed
from gongdao.service.api.kinds import External
from gongdao.service.api.problems import bad_input, invalid, refused
from gongdao.service.api.users import told
from gongdao.service.delivery.models import Received
from gongdao.service.delivery.signing import ID, SIGNATURE, TIMESTAMP, is_signed
from gongdao.service.installation import now
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.queries.endpoints import INWARD

Take = Callable[[Actor, "Message"], Put]
EXTERNAL: TypeAdapter[str] = TypeAdapter(External)


class Message(BaseModel):
    """A webhook as it comes in; ``timestamp`` says as of when its data are, where they do not say so themselves."""

    type: str = Field(max_length=80)
    timestamp: str | None = Field(None, max_length=40)
    data: dict[str, Any]

    def id(self, name: str = "id") -> str:
        """Give an id that the data name.

        :raises ValidationError: they do not, or it is none.
        """
        return EXTERNAL.validate_python(self.data.get(name))

    def body(self, *ids: str) -> dict[str, Any]:
        """Give the rest of the data: what the interface takes as the body."""
        rest = {key: value for key, value in self.data.items() if key not in ids}
        return rest if self.timestamp is None or "as_of" in rest else {**rest, "as_of": self.timestamp}


@csrf_exempt
@require_POST
def take(request: HttpRequest, source: str) -> HttpResponse:
    """Take in one webhook; the same id again is answered the same and does nothing."""
    try:
        return _answer(*_taken(request, source))
    except Refused as no:
        return refused(request, no)
    except ValidationError as wrong:
        return invalid(request, [{**each, "loc": ("body", *each["loc"])} for each in wrong.errors(include_url=False)])
    except BadInput as wrong:
        return bad_input(request, wrong)


def _taken(request: HttpRequest, source: str) -> tuple[str, bool]:
    at = now()
    given = {name: request.headers.get(name, "") for name in (ID, TIMESTAMP, SIGNATURE)}
    if not is_signed(request.body, given, valid_secrets(INWARD + source, at)):
        raise Refused("inward-unsigned", source=source)
    id_, digest = given[ID], sha256(request.body).hexdigest()
    known = Received.objects.filter(source=source, id=id_).values_list("digest", flat=True).first()
    if known is not None and known != digest:
        raise Refused("inward-id-used", id=id_)
    message = Message.model_validate(parsed(request))
    if message.type not in TAKES:
        raise Refused("inward-type-unknown", type=message.type, allowed=tuple(TAKES))
    if known is None:
        _take_in(source, message)
        row = Received(source=source, id=id_, type=message.type, at=at, digest=digest)
        Received.objects.bulk_create([row], ignore_conflicts=True)
    return message.type, known is not None


def _take_in(source: str, message: Message) -> None:
    """What is older than what is known already came late and is no mistake: it would be sent again for ever."""
    actor = Actor(None, "", source, frozenset({MARKETPLACE}), via="webhook", source=source)
    try:
        TAKES[message.type](actor, message)
    except Refused as no:
        if no.code != "older-than-known":
            raise


def _answer(type_: str, repeated: bool) -> HttpResponse:
    return JsonResponse({"type": type_, "repeated": repeated})


def _user(actor: Actor, it: Message) -> Put:
    return mirror.put_user(actor, it.id(), *told(models.UserGiven.model_validate(it.body("id"))))


def _shop(actor: Actor, it: Message) -> Put:
    return mirror.put_shop(actor, it.id(), *told(models.ShopGiven.model_validate(it.body("id")), facts={}, profile={}))


def _order(actor: Actor, it: Message) -> Put:
    return mirror.put_order(actor, it.id(), *told(models.OrderGiven.model_validate(it.body("id")), facts={}))


def _shipment(actor: Actor, it: Message) -> Put:
    given = models.ShipmentGiven.model_validate(it.body("order", "waybill"))
    return mirror.put_shipment(actor, it.id("order"), it.id("waybill"), *told(given))


def _messages(actor: Actor, it: Message) -> Put:
    rest = {key: value for key, value in it.data.items() if key != "order"}
    given = models.MessagesGiven.model_validate(rest)
    lines = [told(line)[0] for line in vars(given)["messages"]]
    return mirror.put_messages(actor, it.id("order"), lines)


TAKES: Mapping[str, Take] = {
    "user.upserted": _user,
    "shop.upserted": _shop,
    "order.upserted": _order,
    "shipment.upserted": _shipment,
    "messages.upserted": _messages,
}
