"""Webhooks managed by machines: endpoints and their secrets, what was sent with every attempt, and sending it again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import Field

from gongdao.kernel.text import Text
from gongdao.service.actions import endpoints as act_on
from gongdao.service.api import webhook_models as models
from gongdao.service.api.keyed import keyed
from gongdao.service.api.operations import answer, asker, operation
from gongdao.service.api.paging import Paged, begin, page
from gongdao.service.delivery.event_types import types
from gongdao.service.installation import now
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.audit import note
from gongdao.service.people.models import OPERATOR
from gongdao.service.queries import endpoints as kept
from gongdao.service.queries.endpoints import SCOPE, Delivery
from gongdao.service.record.instants import stored

TAG = "webhooks"
EndpointId = Annotated[
    str,
    Path(
        pattern=r"^ep_[0-9a-f]{16}$", description="接收端的编号 / id of the endpoint", examples=["ep_9f1c2ab04d5e6f70"]
    ),
]
DeliveryId = Annotated[
    str, Path(pattern=r"^[!-$&-.0-~]{1,200}$", description="投递的编号 / id of the delivery", examples=["msg_4f0c"])
]
SourceName = Annotated[
    str, Path(pattern=r"^[a-z0-9-]{1,40}$", description="来源（平台） / source, the marketplace", examples=["shop"])
]
MADE = {
    "rulings": {"url": "https://shop.example/hooks/gongdao", "events": ["case.ruling_given"], "name": "after-sales"}
}
CHANGED = {"all events": {"events": []}, "off": {"enabled": False}}


class Asked(Paged):
    """Which deliveries are asked for."""

    endpoint: str = Field(
        "",
        pattern=r"^(ep_[0-9a-f]{16})?$",
        description="只要这个接收端的 / of this endpoint alone",
        examples=["ep_9f1c2ab04d5e6f70"],
    )
    state: Literal["", "pending", "delivered", "failed"] = Field(
        "", description="只要这个状态的 / in this state alone", examples=["failed"]
    )


@operation(
    TAG, "GET", "/webhooks/endpoints", models.EndpointsSaid, Text("接收端列表", "List endpoints"), scope=SCOPE
)  # fmt: skip
def list_endpoints(request: HttpRequest) -> HttpResponse:
    """Give the endpoints of one's marketplace; an operator sees all."""
    return answer({"items": [asdict(it) for it in kept.list_endpoints(asker(request))]})


@operation(
    TAG, "POST", "/webhooks/endpoints", models.EndpointMade, Text("建立接收端", "Make an endpoint"), scope=SCOPE,
    status=201, marks=("key",), takes=models.EndpointGiven, examples=MADE,
    more=Text(
        "密钥只在这个答复里出现；同一个 Idempotency-Key 重发，得到同一个接收端。",
        "The secret is shown in this answer only. Sent again with the same Idempotency-Key, it is the same endpoint.",
    ),
)  # fmt: skip
def create_endpoint(request: HttpRequest, given: Any) -> HttpResponse:
    """Make an endpoint; its secret is shown now."""
    actor = asker(request)
    source = given.source or actor.source or settings.GONGDAO_SOURCE

    def made(key: str) -> HttpResponse:
        id_, secret = act_on.create(
            actor, given.url, source=source, name=given.name, events=given.events, pays=given.pays, key=key
        )
        _noted(actor, f"endpoint-made {id_}")
        return answer({**asdict(kept.endpoint(actor, id_)), "secret": secret}, 201)

    return keyed(request, actor, made)


@operation(
    TAG, "GET", "/webhooks/endpoints/{endpoint_id}", models.EndpointSaid, Text("读取接收端", "Read an endpoint"),
    scope=SCOPE,
)  # fmt: skip
def get_endpoint(request: HttpRequest, endpoint_id: EndpointId) -> HttpResponse:
    """Give an endpoint."""
    return answer(asdict(kept.endpoint(asker(request), endpoint_id)))


@operation(
    TAG, "PATCH", "/webhooks/endpoints/{endpoint_id}", models.EndpointSaid, Text("更改接收端", "Change an endpoint"),
    scope=SCOPE, takes=models.EndpointChange, examples=CHANGED,
)  # fmt: skip
def change_endpoint(request: HttpRequest, endpoint_id: EndpointId, given: Any) -> HttpResponse:
    """Change what is named of an endpoint."""
    actor = asker(request)
    act_on.change(actor, endpoint_id, **given.model_dump(exclude_unset=True))
    _noted(actor, f"endpoint-changed {endpoint_id}")
    return answer(asdict(kept.endpoint(actor, endpoint_id)))


@operation(
    TAG, "DELETE", "/webhooks/endpoints/{endpoint_id}", None, Text("删除接收端", "Remove an endpoint"), scope=SCOPE,
    status=204, more=Text("连同它的密钥和投递记录。", "Its secrets and its deliveries are removed with it."),
)  # fmt: skip
def remove_endpoint(request: HttpRequest, endpoint_id: EndpointId) -> HttpResponse:
    """Remove an endpoint with all that belongs to it."""
    actor = asker(request)
    act_on.remove(actor, endpoint_id)
    _noted(actor, f"endpoint-remove {endpoint_id}")
    return HttpResponse(status=204)


@operation(
    TAG, "POST", "/webhooks/endpoints/{endpoint_id}/secret", models.SecretSaid, Text("更换密钥", "Rotate the secret"),
    scope=SCOPE, status=201,
    more=Text(
        "新旧两个并存 24 小时，每条消息带两个签名。重发一次就再换一次。",
        "Both sign for 24 hours: every message has two signatures. Sent again, it is changed again.",
    ),
)  # fmt: skip
def rotate_secret(request: HttpRequest, endpoint_id: EndpointId) -> HttpResponse:
    """Give an endpoint a new secret, shown now."""
    actor = asker(request)
    secret = act_on.rotate(actor, endpoint_id)
    _noted(actor, f"endpoint-secret-made {endpoint_id}")
    return _secret(secret)


@operation(
    TAG, "POST", "/webhooks/endpoints/{endpoint_id}/pings", models.Pinged, Text("试发一条", "Try an endpoint"),
    scope=SCOPE, status=201,
)  # fmt: skip
def ping_endpoint(request: HttpRequest, endpoint_id: EndpointId) -> HttpResponse:
    """Send an endpoint a message to try it with."""
    actor = asker(request)
    made = act_on.ping(actor, endpoint_id)
    _noted(actor, f"endpoint-ping {endpoint_id}")
    return answer({"delivery": made}, 201)


@operation(
    TAG, "POST", "/webhooks/endpoints/{endpoint_id}/replays", models.Queued,
    Text("重发没有送到的", "Send again what did not arrive"), scope=SCOPE, takes=models.ReplayGiven,
    examples={"since midnight": {"since": "2026-11-22T00:00:00+08:00"}},
)  # fmt: skip
def replay_endpoint(request: HttpRequest, endpoint_id: EndpointId, given: Any) -> HttpResponse:
    """Send again what an endpoint did not take since an instant."""
    actor = asker(request)
    number = act_on.replay_failed(actor, endpoint_id, given.since)
    _noted(actor, f"endpoint-replay {endpoint_id}")
    return answer({"queued": number})


@operation(
    TAG, "GET", "/webhooks/deliveries", models.DeliveryPage, Text("投递记录", "List deliveries"), scope=SCOPE
)  # fmt: skip
def list_deliveries(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Give what was sent, the newest first."""
    after = tuple(begin(asked.cursor, datetime, str)) or None
    found = kept.list_deliveries(asker(request), asked.endpoint, state=asked.state, after=after, most=asked.limit + 1)
    return page(found, asked.limit, lambda rows: list(map(_said, rows)), lambda row: [stored(row.created_at), row.id])


@operation(
    TAG, "GET", "/webhooks/deliveries/{delivery_id}", models.DeliveryWhole, Text("读取投递", "Read a delivery"),
    scope=SCOPE,
)  # fmt: skip
def get_delivery(request: HttpRequest, delivery_id: DeliveryId) -> HttpResponse:
    """Give a delivery with what is sent and every attempt."""
    found, body, attempts = kept.delivery(asker(request), delivery_id)
    return answer({**_said(found), "body": body, "log": list(map(asdict, attempts))})


@operation(
    TAG, "POST", "/webhooks/deliveries/{delivery_id}/replays", models.DeliverySaid,
    Text("重发一条", "Send a delivery again"), scope=SCOPE,
    more=Text(
        "用原来的编号，从头开始计次。付款在它的案件里重试。",
        "It keeps its id and its schedule begins anew. A payment is tried again in its case.",
    ),
)  # fmt: skip
def replay_delivery(request: HttpRequest, delivery_id: DeliveryId) -> HttpResponse:
    """Send a delivery again, whatever became of it."""
    actor = asker(request)
    act_on.replay(actor, delivery_id)
    _noted(actor, f"delivery-replayed {delivery_id}")
    return answer(_said(kept.delivery(actor, delivery_id)[0]))


@operation(
    TAG, "GET", "/webhooks/event-types", models.EventTypesSaid, Text("事件类型", "List types of events"), scope=SCOPE
)  # fmt: skip
def list_event_types(request: HttpRequest) -> HttpResponse:
    """Give every type an endpoint may ask for."""
    kept.access_webhooks(asker(request))
    return answer({"items": [{"type": name, "zh": text.zh, "en": text.en} for name, text in types().items()]})


@operation(
    TAG, "GET", "/webhooks/inward", models.InwardsSaid, Text("收进来的来源", "List sources taken in"), scope=SCOPE
)  # fmt: skip
def list_inward(request: HttpRequest) -> HttpResponse:
    """Give the sources whose webhooks are taken in."""
    found = kept.list_inward(asker(request))
    return answer({"items": [{"source": source, "secrets": number} for source, number in found.items()]})


@operation(
    TAG, "POST", "/webhooks/inward/{source}/secret", models.SecretSaid,
    Text("来源的新密钥", "Make a secret for a source"), scope=SCOPE, status=201,
    more=Text(
        "平台用它给发到 /api/inward/来源 的消息签名；旧的 24 小时内仍然有效。",
        "The marketplace signs with it what it sends to /api/inward/SOURCE; the one before is valid for 24 hours more.",
    ),
)  # fmt: skip
def rotate_inward(request: HttpRequest, source: SourceName) -> HttpResponse:
    """Give a source a new secret, shown now."""
    actor = asker(request)
    secret = act_on.rotate_inward(actor, source)
    _noted(actor, f"inward-secret-made {source}")
    return _secret(secret)


@operation(
    TAG, "DELETE", "/webhooks/inward/{source}", None, Text("不再收这个来源的", "Take in no more of a source"),
    scope=SCOPE, status=204,
)  # fmt: skip
def close_inward(request: HttpRequest, source: SourceName) -> HttpResponse:
    """Take in no more webhooks of a source."""
    actor = asker(request)
    act_on.close_inward(actor, source)
    _noted(actor, f"inward-closed {source}")
    return HttpResponse(status=204)


def _noted(actor: Actor, what: str) -> None:
    note(actor, OPERATOR if actor.has(OPERATOR) else MARKETPLACE, what, now())


def _secret(secret: str) -> HttpResponse:
    return answer({"secret": secret, "overlap_until": now() + act_on.OVERLAP}, 201)


def _said(row: Delivery) -> dict[str, Any]:
    said = asdict(row)
    case = said.pop("stream")
    return {**said, "case": case}
