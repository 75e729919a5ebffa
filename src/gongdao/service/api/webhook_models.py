"""What the interface says of webhooks: where they go, by which secret, what was sent and what came back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from gongdao.service.api.kinds import Answer, Body, Instant, Short, many, one_of
from gongdao.service.api.paging import page_of
from gongdao.service.delivery.event_types import types

HOST = r"[A-Za-z0-9]([A-Za-z0-9.-]{0,200}[A-Za-z0-9])?"
HERE = r"(127\.0\.0\.1|localhost|\[::1\])"
PORT = r"(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}))?"
Url = Annotated[
    str, Field(pattern=rf"^(https://{HOST}|http://{HERE}){PORT}(/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{{0,1500}})?$")
]
Source = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
Event: Any = one_of(types())
URL = Field(
    description="https:// 开头的完整地址；运维人员也可用本机的 http://127.0.0.1 / a whole address in https://; "
    "an operator may also name this computer, http://127.0.0.1",
    examples=["https://shop.example/hooks/gongdao"],
)
NAME = Field(description="名称，给人看 / a name, for people", examples=["after-sales"])
EVENTS = Field(
    description="要哪些事件，空为全部 / types of events it wants; none are all", examples=[["case.ruling_given"]]
)
PAYS = Field(
    description="是否办理付款；每个来源只有一个 / whether it carries out payments; one of a source does",
    examples=[False],
)
SOURCE = Field(description="来源（平台） / source, the marketplace", examples=["shop"])
SECRET = Field(
    description="签名的密钥，只在这里出现一次 / the secret that signs; it is shown only here", examples=["whsec_…"]
)

EndpointGiven: type[Body] = create_model(
    "EndpointGiven",
    __base__=Body,
    __doc__="新的接收端 / a new endpoint",
    url=(Url, URL),
    name=(Short, Field("", description=NAME.description, examples=NAME.examples)),
    events=(many(Event), Field([], max_length=200, description=EVENTS.description, examples=EVENTS.examples)),
    pays=(bool, Field(False, description=PAYS.description, examples=PAYS.examples)),
    source=(
        Source,
        Field(
            None,
            description="来源；平台的密钥不用填 / the source; a marketplace's key leaves it out",
            examples=["shop"],
        ),
    ),
)
EndpointChange: type[Body] = create_model(
    "EndpointChange",
    __base__=Body,
    __doc__="要改的内容，其余不变 / what is to change; the rest stays",
    url=(Url, Field(None, description=URL.description, examples=URL.examples)),
    name=(Short, Field(None, description=NAME.description, examples=NAME.examples)),
    events=(many(Event), Field(None, max_length=200, description=EVENTS.description, examples=EVENTS.examples)),
    pays=(bool, Field(None, description=PAYS.description, examples=PAYS.examples)),
    enabled=(
        bool,
        Field(
            None,
            description="启用或停用；停用期间的，启用后接着发 / on or off; what waited is sent once it is on again",
            examples=[True],
        ),
    ),
)


class ReplayGiven(Body):
    """Which deliveries are sent again."""

    since: Instant = Field(
        description="此时以后没有送到的 / those that did not arrive, made since then", examples=["2026-11-22T00:00:00Z"]
    )


class EndpointSaid(Answer):
    """Where webhooks go, and how it does."""

    id: str = Field(description="接收端的编号 / its id", examples=["ep_9f1c2ab04d5e6f70"])
    source: str = SOURCE
    url: str = URL
    name: str = NAME
    events: list[str] = EVENTS
    pays: bool = PAYS
    enabled: bool = Field(description="是否启用 / whether it is on", examples=[True])
    created_at: datetime = Field(description="何时建立 / when it was made", examples=["2026-11-22T02:00:00Z"])
    failing_since: datetime | None = Field(
        description="从何时起什么都没有送到 / since when nothing arrived, or null", examples=["2026-11-22T02:00:00Z"]
    )
    disabled_at: datetime | None = Field(
        description="何时停用 / when it was disabled, or null", examples=["2026-11-22T02:00:00Z"]
    )
    disabled_why: str = Field(
        description="为什么自动停用 / why it was disabled by itself, else empty", examples=["failing"]
    )
    waiting: int = Field(description="几条待发 / deliveries that wait", examples=[0])
    failed: int = Field(description="几条已放弃 / deliveries given up", examples=[0])
    secrets: int = Field(
        description="几个密钥在签名，更换期间是 2 / secrets that sign; 2 during a change", examples=[1]
    )


class EndpointMade(EndpointSaid):
    """A new endpoint with its secret."""

    secret: str = SECRET


class EndpointsSaid(Answer):
    """The endpoints, the oldest first."""

    items: list[EndpointSaid] = Field(description="接收端 / the endpoints")


class SecretSaid(Answer):
    """A new secret; the one before signs beside it for a while."""

    secret: str = SECRET
    overlap_until: datetime = Field(
        description="旧密钥签到何时 / until when the old one signs too", examples=["2026-11-23T02:00:00Z"]
    )


class InwardSaid(Answer):
    """A source whose webhooks are taken in at /api/inward/SOURCE."""

    source: str = SOURCE
    secrets: int = Field(description="几个密钥有效 / secrets that are valid", examples=[1])


class InwardsSaid(Answer):
    """The sources whose webhooks are taken in."""

    items: list[InwardSaid] = Field(description="来源 / the sources")


class EventTypeSaid(Answer):
    """A type of event that an endpoint may ask for."""

    type: str = Field(description="类型 / type", examples=["case.ruling_given"])
    zh: str = Field(description="说的是什么（中文） / what it tells of, in Chinese", examples=["作出裁决"])
    en: str = Field(description="说的是什么（英文） / what it tells of, in English", examples=["a ruling was given"])


class EventTypesSaid(Answer):
    """Every type of event."""

    items: list[EventTypeSaid] = Field(description="类型 / the types")


class DeliverySaid(Answer):
    """A message to an endpoint, under one id however often it is sent."""

    id: str = Field(description="编号，就是 webhook-id / its id, the webhook-id", examples=["msg_4f0c…"])
    endpoint: str = Field(description="接收端 / the endpoint", examples=["ep_9f1c2ab04d5e6f70"])
    type: str = Field(description="事件类型 / type of event", examples=["case.ruling_given"])
    case: str = Field(description="案件，没有则为空 / the case, else empty", examples=["shop:GD-2026-0001"])
    seq: int = Field(description="案件里第几个事件 / number of the event in its case", examples=[12])
    state: Literal["pending", "delivered", "failed"] = Field(
        description="待发、已送达、已放弃 / it waits, it arrived, it was given up", examples=["delivered"]
    )
    attempts: int = Field(description="发了几次 / how often it was sent", examples=[1])
    created_at: datetime = Field(description="何时产生 / when it was made", examples=["2026-11-22T02:00:00Z"])
    next_try_at: datetime | None = Field(
        description="下次何时发 / when it is sent next, or null", examples=["2026-11-22T02:00:00Z"]
    )
    delivered_at: datetime | None = Field(
        description="何时送达 / when it arrived, or null", examples=["2026-11-22T02:00:00Z"]
    )


class AttemptSaid(Answer):
    """One sending."""

    at: datetime = Field(description="何时 / when", examples=["2026-11-22T02:00:00Z"])
    status: int | None = Field(
        description="答复的状态码，没有答复为 null / status that came back, or null", examples=[204]
    )
    said: str = Field(description="答复的前 1000 字 / the first 1000 characters of the answer", examples=["ok"])
    error: str = Field(
        description="没有答复的原因 / why nobody answered, else empty", examples=["ConnectTimeout: timed out"]
    )
    milliseconds: int = Field(description="用了多少毫秒 / how long it took", examples=[41])


class DeliveryWhole(DeliverySaid):
    """A delivery with what is sent, and every attempt."""

    body: str = Field(
        description="发送的内容，签名的就是它 / what is sent and signed, to the byte",
        examples=['{"type":"case.ruling_given","timestamp":"2026-11-22T02:00:00Z","data":{}}'],
    )
    log: list[AttemptSaid] = Field(description="每次发送，最近的在前 / every sending, the last one first")


class Queued(Answer):
    """How many deliveries are sent again."""

    queued: int = Field(description="几条重新排队 / deliveries that wait again", examples=[3])


class Pinged(Answer):
    """A message that tries an endpoint."""

    delivery: str = Field(description="投递的编号 / id of the delivery", examples=["msg_4f0c…"])


DeliveryPage = page_of(DeliverySaid, "DeliveryPage")
