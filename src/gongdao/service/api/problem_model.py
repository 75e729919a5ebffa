"""The description of a problem, as RFC 9457 and we say it."""

from __future__ import annotations

from pydantic import Field

from gongdao.kernel.errors import Refused
from gongdao.service.api.kinds import Answer

# What is refused with each status, as an example of it.
EXAMPLES = {
    400: Refused("not-json", line=1, column=17),
    401: Refused("key-unknown"),
    403: Refused("scope-missing", scope="cases:write", scopes=["cases:read"]),
    404: Refused("case-not-found", case="shop:GD-2026-0001"),
    405: Refused("no-such-method", path="/api/v1/cases", method="DELETE", allowed="GET, POST"),
    409: Refused("call-too-early", since="2026-11-24T10:00:00+08:00", rules=["P-CALL-3D.1"]),
    412: Refused("moved-on-meanwhile", case="shop:GD-2026-0001"),
    413: Refused("body-too-large", most=2_621_440),
    415: Refused("json-wanted", value="text/plain"),
    422: Refused("text-no-text", place="claim.note", character="U+0000"),
    429: Refused("too-many-requests", most=3000, wait=12),
    500: Refused("internal", reference="5f1c0a7be2f9"),
    503: Refused("files-no-room"),
}


class Fault(Answer):
    """One thing that is wrong in a request."""

    place: str = Field(
        description="在请求里的位置，如 facts.order.paid_at / its place in the request",
        examples=["facts.order.paid_at"],
    )
    code: str = Field(description="代码，不会改变 / its code, which stays", examples=["instant-form"])
    detail: str = Field(
        description="说明 / what is wrong with it", examples=["“昨天” 不是时间，应写成 2025-10-12T10:00:00+08:00"]
    )


class ProblemSaid(Answer):
    """Why a request was refused."""

    type: str = Field(
        description="问题的种类，urn:gongdao:problem:代码 / kind of problem, urn:gongdao:problem:CODE",
        examples=["urn:gongdao:problem:call-too-early"],
    )
    title: str = Field(description="这一类问题的名称 / name of this class of problems", examples=["按规则不能这样做"])
    status: int = Field(description="HTTP 状态码 / HTTP status", examples=[409])
    detail: str = Field(
        description="说明：发生了什么，哪个值，怎么办 / what happened, with which value, what to do",
        examples=["从 2026-11-24 10:00 起才可以请平台介入。"],
    )
    code: str = Field(
        description="代码，供程序判断，不会改变 / code for programs, which stays", examples=["call-too-early"]
    )
    rules: list[str] = Field(default=[], description="依据的规则 / rules it rests on", examples=[["P-CALL-3D.1"]])
    since: str = Field(
        default="",
        description="从何时起可以（如有） / from when it may be done, where that is known",
        examples=["2026-11-24T10:00:00+08:00"],
    )
    next: str = Field(
        default="", description="下一步 / what to do next", examples=["从 2026-11-24T10:00:00+08:00 起可以这样做"]
    )
    errors: list[Fault] = Field(default=[], description="逐项的错误 / every fault")
