"""Links that open a case inside the marketplace's own pages."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from gongdao.kernel.text import Text
from gongdao.service.actions.embed import embed_link
from gongdao.service.api.commands import CaseId
from gongdao.service.api.keyed import keyed
from gongdao.service.api.kinds import Answer, Body, External
from gongdao.service.api.operations import answer, asker, operation
from gongdao.service.people.links import LIFE
from gongdao.service.queries.known_people import user_known

Origin = Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9.:\[\]-]{1,200}$")]
LINK = {"buyer": {"user": "U-1001", "origin": "https://shop.example"}}


class LinkGiven(Body):
    """为谁、在哪个网站里打开 / for whom, and inside which site."""

    user: External = Field(description="用户的编号，须是当事人 / id of the user, a party", examples=["U-1001"])
    origin: Origin = Field(
        description="嵌入页面的来源，须在名单里 / the origin that shows the page, one of those listed",
        examples=["https://shop.example"],
    )


class LinkSaid(Answer):
    """链接 / the link."""

    url: str = Field(description="放进 iframe 的地址 / address for the iframe", examples=["/embed/Yt3…"])
    expires_in: int = Field(description="多少秒内有效，只能用一次 / seconds it lives; it works once", examples=[60])


@operation(
    "cases",
    "POST",
    "/cases/{case_id}/links",
    LinkSaid,
    Text("为当事人做一个嵌入链接", "Make a link that opens a case for a party inside another site"),
    scope="act-as",
    status=201,
    by_marketplace=True,
    marks=("key",),
    examples=LINK,
    takes=LinkGiven,
)
def make_link(request: HttpRequest, case_id: CaseId, given: Any) -> HttpResponse:
    """Make a link that works once, within a minute, on the pages of one site; asked again it is another one."""
    actor = asker(request)

    def made(_: str) -> HttpResponse:
        path = embed_link(actor, user_known(actor.source, given.user), case_id, given.origin)
        return answer({"url": request.build_absolute_uri(path), "expires_in": int(LIFE.total_seconds())}, 201)

    return keyed(request, actor, made)
