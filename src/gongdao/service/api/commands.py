"""What people do in a case: one operation for each of their commands, made from the table."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from secrets import token_hex
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path
from pydantic import Field, create_model

from gongdao.case.decider import WHERE
from gongdao.case.words import COMMANDS as LABELS
from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text, snake
from gongdao.service.actions.act import act
from gongdao.service.api.command_table import TABLE, Line, Told
from gongdao.service.api.keyed import REPLAYED, keyed
from gongdao.service.api.kinds import Answer, Body
from gongdao.service.api.operations import answer, asker, operation
from gongdao.service.record.store import Receipt

TAG = "commands"
CaseId = Annotated[
    str,
    Path(
        pattern=r"^[a-z0-9-]{1,40}:[!-$&-.0-~]{1,120}$", description="案件 / the case", examples=["shop:GD-2026-0001"]
    ),
]
ETAG = re.compile(r'"([0-9a-f]{24})-\d+"')


class Done(Answer):
    """What a command wrote: the end of the case's chain after it. Sent again under its key it is the same."""

    case: str = Field(description="案件 / the case", examples=["shop:GD-2026-0001"])
    seq: int = Field(description="最后一个事件的序号 / number of the last event", examples=[12])
    digest: str = Field(description="案件链末端的摘要 / digest of the end of its chain", examples=["5f1c0a7be2f94d3a"])
    id: str = Field(
        description="命令里的编号，没有则为空 / id that the command names, else empty", examples=["offer-1"]
    )


def done(receipt: Receipt, id_: str = "", status: int = 201) -> HttpResponse:
    """Answer with what was written."""
    headers = {"ETag": tag(receipt.digest), **({REPLAYED: "true"} if receipt.repeated else {})}
    said = {"case": receipt.stream, "seq": receipt.seq, "digest": receipt.digest, "id": id_}
    return answer(said, status, headers)


def tag(digest: str, due: int = 0) -> str:
    """Give the ETag of a case: where its chain ends, and how much fell due since and is not written yet."""
    return f'"{digest[:24]}-{due}"'


def seen(request: HttpRequest, stream: str) -> str:
    """Give with what the digest begins that the sender says he saw, or nothing where he does not say.

    :raises Refused: it is no ETag of ours, and so not that of this case.
    """
    said = request.headers.get("If-Match", "").strip()
    if said in ("", "*"):
        return ""
    found = ETAG.fullmatch(said)
    if found is None:
        raise Refused("moved-on-meanwhile", case=stream)
    return found[1]


def _view(kind: type, model: type[Body]) -> Callable[..., HttpResponse]:
    """Make the view that gives a command of a kind; what needs to say nothing may come without a body."""

    def view(request: HttpRequest, case_id: CaseId, given: Any) -> HttpResponse:
        actor = asker(request)

        def run(key: str) -> HttpResponse:
            said = _said(kind, given if given is not None else model(), key)
            return done(act(actor, case_id, kind, said, key, seen(request, case_id)), str(said.get("id", "")))

        return keyed(request, actor, run)

    view.__name__ = snake(kind.__name__)
    if not any(told.is_required() for told in model.model_fields.values()):
        view.__defaults__ = (None,)
    return view


def _said(kind: type, given: Any, key: str) -> dict[str, Any]:
    """The fields of a command; a new offer without an id has one that follows from its sender's key."""
    said = {name: _plain(getattr(given, name)) for name in TABLE[kind].fields}
    if said.get("id", "") is None:
        said["id"] = f"offer-{sha256(key.encode()).hexdigest()[:8] if key else token_hex(4)}"
    return said


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(value) if isinstance(value, list) else value


def _model(kind: type, line: Line) -> type[Body]:
    made: dict[str, Any] = {name: _field(told) for name, told in line.fields.items()}
    label = LABELS[kind.__name__]
    model: type[Body] = create_model(f"{kind.__name__}Given", __base__=Body, __doc__=f"{label.zh} / {label.en}", **made)
    return model


def _field(told: Told) -> Any:
    default = told.default if told.optional else ...
    return told.kind, Field(default, description=f"{told.zh} / {told.en}", examples=[told.example])


def _register(kind: type, line: Line) -> None:
    roles, stages = WHERE[kind]
    label = LABELS[kind.__name__]
    more = Text(
        f"{label.zh}。谁可以：{'、'.join(roles)}；阶段：{'、'.join(stages)}。",
        f"{label.en}. By: {', '.join(roles)}; in the stages: {', '.join(stages)}.",
    )
    model = _model(kind, line)
    example = {name: told.example for name, told in line.fields.items()}
    operation(
        TAG, "POST", f"/cases/{{case_id}}/{line.resource}", Done, label, scope="cases:write", status=201,
        marks=("key", "match"), examples={"example": example}, more=more, takes=model,
    )(_view(kind, model))  # fmt: skip


for _kind, _line in TABLE.items():
    _register(_kind, _line)
