"""Long lists page by page: a cursor says where the next page begins, whatever was added meanwhile."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field, create_model

from gongdao.kernel.errors import Refused
from gongdao.service.api.kinds import Answer, many
from gongdao.service.api.operations import answer

MOST = 100
A_CURSOR = "WyJzaG9wOkdELTIwMjYtMDAyMCJd"


# What a table can be asked for.
ASKABLE: Mapping[type, Callable[[Any], bool]] = {
    int: lambda number: abs(number) < 2**63,
    str: lambda text: b"\0" not in text.encode(),
    datetime: lambda at: at.utcoffset() is not None and 1 < at.year < 9999,
}


class Paged(BaseModel):
    """Which page of a list is asked for."""

    model_config = ConfigDict(extra="forbid")

    cursor: str = Field(
        "",
        max_length=400,
        description="上一页的 next_cursor / next_cursor of the page before",
        examples=[A_CURSOR],
    )
    limit: int = Field(20, ge=1, le=MOST, description="一页多少条 / how many on a page", examples=[20])


def page_of(item: type[BaseModel], name: str) -> type[BaseModel]:
    """Make the schema of a page of such items."""
    return create_model(
        name,
        __base__=Answer,
        __doc__="一页 / a page",
        items=(many(item), Field(description="这一页的内容 / what is on this page")),
        next_cursor=(
            str,
            Field(
                description="下一页的 cursor，没有则为空 / cursor of the next page, empty on the last",
                examples=[A_CURSOR],
            ),
        ),
    )


def begin(cursor: str, *kinds: type) -> list[Any]:
    """Give the values at which a page begins, each of its kind (int, str, datetime); none for the first page.

    :raises Refused: it is no cursor of ours.
    """
    if not cursor:
        return []
    try:
        found = json.loads(urlsafe_b64decode(cursor.encode("ascii")))
        values = found if isinstance(found, list) else []
        return [_value(kind, each) for kind, each in zip(kinds, values, strict=True)]
    except (ValueError, TypeError) as wrong:
        raise Refused("cursor-form", value=cursor[:60]) from wrong


def _value(kind: type, each: Any) -> Any:
    value = datetime.fromisoformat(each) if kind is datetime else each
    if type(value) is not kind or not ASKABLE[kind](value):
        raise ValueError(each)
    return value


def page(
    rows: Sequence[Any], limit: int, shown: Callable[[Sequence[Any]], list[Any]], key: Callable[[Any], Sequence[Any]]
) -> HttpResponse:
    """Answer with a page of rows, of which one more than the limit was read."""
    last = rows[:limit][-1:] if len(rows) > limit else []
    cursor = urlsafe_b64encode(json.dumps(list(key(last[0]))).encode()).decode() if last else ""
    return answer({"items": shown(rows[:limit]), "next_cursor": cursor})
